// The versions of a rule as people see them. Only this room includes this.
#pragma once
#include "commons/rules/charter_check.hpp"
#include "commons/rules/rule_page.hpp"

namespace reef::rules {

/// What a version promised, and what was measured of it.
struct PromiseLine {
    std::string promised;
    std::optional<std::string> finding;
    std::optional<std::string> measured;
    std::optional<std::string> source;
    bool is_kept = false;
    bool is_missed = false;
    static constexpr auto fields() {
        return FieldTable{
            field("promised", &PromiseLine::promised, "the expected result"),
            field("finding", &PromiseLine::finding, "kept, missed or not measured; none before the review"),
            field("measured", &PromiseLine::measured, "by how much it moved as was promised"),
            field("source", &PromiseLine::source, "where that is from"),
            field("is_kept", &PromiseLine::is_kept, "at least what was promised"),
            field("is_missed", &PromiseLine::is_missed, "less, or nobody could say")};
    }
};

struct VersionLine {
    std::string version;
    std::string value;
    Time at;
    Time published_at;
    bool is_in_force = false;
    bool is_coming = false;
    SetBy set_by;
    std::optional<SetBy> author;
    std::optional<std::string> ended_because;
    std::optional<std::string> moved_by;
    std::optional<Time> sunset_at;
    std::optional<std::string> reason;
    std::optional<PromiseLine> promise;
    std::optional<engine::Proof> proof;
    bool has_changes = false;
    std::vector<DiffLine> changes;
    static constexpr auto fields() {
        return FieldTable{
            field("version", &VersionLine::version, "from 1"),
            field("value", &VersionLine::value, "as it is written"),
            field("at", &VersionLine::at, "in force from"),
            field("published_at", &VersionLine::published_at, "when everybody could know"),
            field("is_in_force", &VersionLine::is_in_force, "now"),
            field("is_coming", &VersionLine::is_coming, "decided, still under notice"),
            field("set_by", &VersionLine::set_by, "who set it"),
            field("author", &VersionLine::author, "who proposed it"),
            field("ended_because", &VersionLine::ended_because, "why the version before ended by itself"),
            field("moved_by", &VersionLine::moved_by, "the figures by which its formula moved it"),
            field("sunset_at", &VersionLine::sunset_at, "when it ends by itself"),
            field("reason", &VersionLine::reason, "why"),
            field("promise", &VersionLine::promise, "what it promised, and what was measured"),
            field("proof", &VersionLine::proof, "the entry that set it"),
            field("has_changes", &VersionLine::has_changes, "it is a text in paragraphs"),
            field("changes", &VersionLine::changes, "beside the version before; of the first, all of it")};
    }
};

struct Ending {
    std::string value;
    Time at;
    static constexpr auto fields() {
        return FieldTable{field("value", &Ending::value, "that returns"), field("at", &Ending::at, "its sunset")};
    }
};

struct ComingVersion {
    std::string value;
    Time at;
    SetBy decision;
    static constexpr auto fields() {
        return FieldTable{field("value", &ComingVersion::value, "the new value"),
                          field("at", &ComingVersion::at, "in force from"),
                          field("decision", &ComingVersion::decision, "that decided it")};
    }
};

/// A rule's versions in one scope as its page shows them: the history, the newest first, and what is to come of it.
struct VersionHistory {
    std::vector<VersionLine> versions;
    std::optional<ComingVersion> coming;
    std::optional<Ending> ending;
};
VersionHistory history_of(engine::PageRequest& request, const Charter& charter, std::string_view rule,
                          const std::optional<Scope>& scope);

/// "between 10 seconds and 5 minutes"; none where there is no bound.
std::optional<std::string> bounds_in_words(const engine::PageRequest& request, const Bounds& bounds);

/// Why not.
std::string why_not_propose(const engine::PageRequest& request, const PlatformRow& platform,
                            const DomainCharter& domain);

} // namespace reef::rules
