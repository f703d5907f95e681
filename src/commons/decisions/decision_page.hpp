// What pages say about decisions.
#pragma once
#include "commons/decisions/voting.hpp"

namespace reef::decisions {

/// What waits for the viewer's voice, or is open for all.
struct OpenDecision {
    IdValue proposal;
    std::string title;
    std::string href;
    std::string state;
    std::optional<Time> until;
    bool needs_my_voice = false;
    std::string about;
    static constexpr auto fields() {
        return FieldTable{field("proposal", &OpenDecision::proposal, "its number"),
                          field("title", &OpenDecision::title, "what is proposed"),
                          field("href", &OpenDecision::href, "its page"),
                          field("state", &OpenDecision::state, "in a word"),
                          field("until", &OpenDecision::until, "when this stage ends"),
                          field("needs_my_voice", &OpenDecision::needs_my_voice, "the viewer may vote and has not"),
                          field("about", &OpenDecision::about, "one sentence")};
    }
};
std::vector<OpenDecision> open_decisions(engine::PageRequest& request);
/// Whether the viewer entrusted somebody who casts as many votes as the rule lets, and not theirs. Counts the ballots
/// and delegations of the vote, so it is for pages that say it, not for all.
bool is_left_uncast(engine::PageRequest& request, const OpenDecision& decision);
/// One that is talked about or voted on; nothing for others.
struct OneOpen {
    OpenDecision shown;
    bool is_voting = false;
};
std::optional<OneOpen> open_decision(engine::PageRequest& request, IdValue proposal);
/// Decisions whose promise is to be measured now, by the viewer as one of those who may.
std::vector<OpenDecision> open_reviews(engine::PageRequest& request);
/// A member's ballots, the newest first.
struct MyVote {
    std::string title;
    std::string href;
    std::string mine;
    std::string outcome;
    static constexpr auto fields() {
        return FieldTable{field("title", &MyVote::title, "what was proposed"), field("href", &MyVote::href, "its page"),
                          field("mine", &MyVote::mine, "how the viewer voted"),
                          field("outcome", &MyVote::outcome, "what became of it")};
    }
};
std::vector<MyVote> my_votes(engine::PageRequest& request, std::int64_t limit);

engine::PageType decision_list_page();
engine::PageType decision_page();
engine::PageType propose_page();
engine::PageType delegations_page();
engine::PageType ballots_page();
engine::PageType option_ballots_page();
engine::PageType ladder_page();
engine::PageType resolutions_page();
engine::PageType resolve_page();

} // namespace reef::decisions
