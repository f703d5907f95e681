// A charter that members decided: it is announced, and after notice it takes the place of the one in force.
#pragma once
#include "commons/rules/by_law.hpp"
#include "commons/rules/clauses.hpp"
#include "commons/rules/in_force.hpp"

namespace reef::rules {

/// Given by a decision that passed.
struct AnnounceCharter {
    IdValue decision;
    Charter charter;
    std::vector<ClauseChange> changes;
    Time effective_at;
    static constexpr std::string_view name = "rules.announce_charter";
    static constexpr std::string_view about = "Announces the charter that was decided, until its day.";
    static constexpr auto fields() {
        return FieldTable{field("decision", &AnnounceCharter::decision, "that decided it"),
                          field("charter", &AnnounceCharter::charter, "the whole, as it was proposed"),
                          field("changes", &AnnounceCharter::changes, "clause by clause"),
                          field("effective_at", &AnnounceCharter::effective_at, "its day")};
    }
};
struct CharterAnnounced {
    IdValue decision;
    Charter charter;
    std::vector<ClauseChange> changes;
    Time effective_at;
    static constexpr std::string_view name = "rules.charter_announced";
    static constexpr std::string_view about = "Members decided another charter; from its day on it is in force.";
    static constexpr auto fields() {
        return FieldTable{field("decision", &CharterAnnounced::decision, "that decided it"),
                          field("charter", &CharterAnnounced::charter, "the whole, as it was proposed"),
                          field("changes", &CharterAnnounced::changes, "clause by clause"),
                          field("effective_at", &CharterAnnounced::effective_at, "its day")};
    }
    std::string topic() const { return "/charter"; }
};

/// Given by the clock on the day.
struct TakeCharter {
    IdValue decision;
    static constexpr std::string_view name = "rules.take_charter";
    static constexpr std::string_view about = "Puts the charter in force that was decided, on its day.";
    static constexpr auto fields() { return FieldTable{field("decision", &TakeCharter::decision, "that decided it")}; }
};
struct CharterTaken {
    IdValue decision;
    Charter charter;
    static constexpr std::string_view name = "rules.charter_taken";
    static constexpr std::string_view about = "Another charter is in force from here on.";
    static constexpr auto fields() {
        return FieldTable{field("decision", &CharterTaken::decision, "that decided it"),
                          field("charter", &CharterTaken::charter, "as it is in force")};
    }
    std::string topic() const { return "/charter"; }
};

struct TakeFacts {
    std::optional<CharterAnnounced> announced; // none, or taken already
    Charter in_force;
    std::vector<StandingByLaw> by_laws; // wherever it leaves room, or the one in force does
};

engine::NoFacts load(store::Connection&, const engine::Context&, const AnnounceCharter&);
engine::Decision decide(const engine::NoFacts&, const AnnounceCharter&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const CharterAnnounced&);

TakeFacts load(store::Connection&, const engine::Context&, const TakeCharter&);
engine::Decision decide(const TakeFacts&, const TakeCharter&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const CharterTaken&);

/// An amendment of the charter, announced or in force.
struct Amendment {
    IdValue decision;
    Charter charter;
    std::vector<ClauseChange> changes;
    Time effective_at;
    EntryNumber entry = 0; // that announced it, or put it in force
    bool is_in_force = false;
};
/// The newest first.
std::vector<Amendment> charter_amendments(store::Connection& connection);
/// What was decided and waits for its day.
std::optional<IdValue> announced_charter(store::Connection& connection);

engine::Schedule charter_schedule();
engine::PageType charter_history_page();

} // namespace reef::rules
