// Pages: a query that makes one document, for JSON as it is and for HTML through the template of the same name.
#pragma once
#include "core/engine/command.hpp"
#include <functional>
#include <map>

namespace reef::engine {

class Registry;

/// A form of this page that was refused, so that the page is shown again.
struct RefusedForm {
    json::value data; // as it was typed
};

/// What a page is asked for, and by whom.
struct PageRequest {
    store::Connection& connection; // inside one snapshot
    const Standing& viewer;
    const Registry& registry;
    Time now;
    std::map<std::string, std::string, std::less<>> path = {};  // `{decision}` in `/decisions/{decision}`
    std::map<std::string, std::string, std::less<>> query = {}; // `?page=2`
    const RefusedForm* refused_form = nullptr;                  // present: the page is shown again with what was typed
    const json::value* sent_form = nullptr; // present: of a page that reads one (PageType::reads_form)
    std::function<std::optional<std::string_view>(std::string_view)> translate =
        {};                                             // from English to the viewer's language
    std::function<std::string(Time)> day_in_words = {}; // as the viewer writes it

    bool signed_in() const { return viewer.actor.kind == Actor::Kind::member; }
    MemberId member() const { return viewer.actor.member; }
    /// An id in the path; what is no id is nowhere to be found.
    template <class I>
    Result<I> id(std::string_view name) const;
    std::string_view asked(std::string_view name) const {
        const auto found = query.find(name);
        return found == query.end() ? std::string_view{} : found->second;
    }
    /// A sentence in the viewer's language, `{}` filled in order. The English stands in the catalogues as it stands
    /// here.
    std::string say(std::string_view english, std::initializer_list<std::string> values = {}) const;
    Say words() const {
        return [this](std::string_view english) { return say(english); };
    }
    /// A day within a sentence: "25 November 2026", or `2026-11-25` where nobody said how the viewer writes it.
    std::string day(Time at) const { return day_in_words ? day_in_words(at) : at.date_text(); }
    /// A sealed text, or that it was erased.
    std::string revealed(const Hash& commitment) const;
    /// `?before=` and the like as a whole number.
    std::int64_t asked_number(std::string_view name, std::int64_t otherwise) const;
    /// `?page=`, from 1 to as many as a list can have, so that places in it can be reckoned.
    std::int64_t asked_page() const;
};

inline constexpr RefusalKind not_found{"page.not_found", "There is nothing at this address.", 404};

template <class I>
Result<I> PageRequest::id(std::string_view name) const {
    const auto id = I::parse(path.find(name)->second);
    if (!id) return refuse(not_found);
    return *id;
}

/// The entry that a page rests on: its proof line.
struct Proof {
    std::string entry;
    Hash hash;
    static constexpr auto fields() {
        return FieldTable{field("entry", &Proof::entry, "number in the chronicle"),
                          field("hash", &Proof::hash, "of that entry")};
    }
};
std::optional<Proof> proof_of(store::Connection& connection, EntryNumber entry);

/// One stretch of something that takes its time, such as a vote.
struct Phase {
    std::string name;
    Time begins_at;
    std::optional<Time> ends_at;
    bool is_done = false;
    bool is_current = false;
    bool is_ahead = false;
    static constexpr auto fields() {
        return FieldTable{
            field("name", &Phase::name, "in a word"),       field("begins_at", &Phase::begins_at, "from"),
            field("ends_at", &Phase::ends_at, "until"),     field("is_done", &Phase::is_done, "past"),
            field("is_current", &Phase::is_current, "now"), field("is_ahead", &Phase::is_ahead, "to come")};
    }
};
/// Says of each whether it is past, now or to come.
std::vector<Phase> placed_in_time(std::vector<Phase> phases, Time now);

/// A page of a list.
struct Pagination {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t total = 0;
    std::optional<std::string> newer;
    std::optional<std::string> older;
    static constexpr auto fields() {
        return FieldTable{field("first", &Pagination::first, "place of the first shown, from 1"),
                          field("last", &Pagination::last, "place of the last shown"),
                          field("total", &Pagination::total, "in all"),
                          field("newer", &Pagination::newer, "address of the page before"),
                          field("older", &Pagination::older, "address of the page after")};
    }
    /// `page` from 1; nothing where all fits on one page.
    static std::optional<Pagination> of(std::int64_t page, std::int64_t size, std::int64_t total,
                                        std::string_view other_query = {});
};

struct PageType {
    std::string_view path;
    std::string_view html;  // template, from the repository's root
    std::string_view about; // one sentence
    Access access;
    Shape shape;
    std::function<Result<json::value>(PageRequest&)> show;
    bool reads_form =
        false; // a form may be posted to it, since it may be longer than an address; nothing changes by it
};

/// A file, as pages without a template are sent: under its name, for a browser to keep.
struct File {
    std::string name;
    std::string data;
    static constexpr auto fields() {
        return FieldTable{field("name", &File::name, "under which to keep it"),
                          field("data", &File::data, "what stands in it")};
    }
};

/// `page<show_decision>("/decisions/{decision}", "src/commons/decisions/decision.html", "...", anyone())`
template <auto show>
PageType page(std::string_view path, std::string_view html, std::string_view about, Access access) {
    using Answer = decltype(show(std::declval<PageRequest&>()));
    using Doc = typename Answer::value_type;
    return {path, html, about, std::move(access), shape_of<Doc>(), [](PageRequest& request) -> Result<json::value> {
                auto document = show(request);
                if (!document) return std::unexpected(std::move(document.error()));
                return to_json(*document);
            }};
}

} // namespace reef::engine
