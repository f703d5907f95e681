// Pages: a query that makes one document, for JSON as it is and for HTML through the template of the same name.
#pragma once
#include "core/engine/command.hpp"
#include <functional>
#include <map>

namespace reef::engine {

class Registry;

/// What a page is asked for, and by whom.
struct PageRequest {
    store::Connection& connection; // inside one snapshot
    const Standing& viewer;
    const Registry& registry;
    Time now;
    std::map<std::string, std::string, std::less<>> path;  // `{decision}` in `/decisions/{decision}`
    std::map<std::string, std::string, std::less<>> query; // `?page=2`

    bool signed_in() const { return viewer.actor.kind == Actor::Kind::member; }
    MemberId member() const { return viewer.actor.member; }
    /// An id in the path; what is no id is nowhere to be found.
    template <class I> Result<I> id(std::string_view name) const;
    std::string_view asked(std::string_view name) const {
        const auto found = query.find(name);
        return found == query.end() ? std::string_view{} : found->second;
    }
    /// `?before=` or `?page=` as a whole number.
    std::int64_t asked_number(std::string_view name, std::int64_t otherwise) const;
};

inline constexpr RefusalKind not_found{"page.not_found", "There is nothing at this address.", 404};

template <class I> Result<I> PageRequest::id(std::string_view name) const {
    const auto id = I::parse(path.find(name)->second);
    if (!id) return refuse(not_found);
    return *id;
}

struct PageType {
    std::string_view path;
    std::string_view html;  // template, from the repository's root
    std::string_view about; // one sentence
    Access access;
    Shape shape;
    std::function<Result<json::value>(PageRequest&)> show;
};

/// `page<show_decision>("/decisions/{decision}", "src/commons/decisions/decision.html", "...", anyone())`
template <auto show> PageType page(std::string_view path, std::string_view html, std::string_view about, Access access) {
    using Answer = decltype(show(std::declval<PageRequest&>()));
    using Doc = typename Answer::value_type;
    return {path, html, about, std::move(access), shape_of<Doc>(), [](PageRequest& request) -> Result<json::value> {
                auto document = show(request);
                if (!document) return std::unexpected(std::move(document.error()));
                return to_json(*document);
            }};
}

} // namespace reef::engine
