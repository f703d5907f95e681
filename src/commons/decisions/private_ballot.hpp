// Private ballots: the choice lies sealed in the vault under the voter's key, the chronicle holds a commitment to it.
// At the close every vote is published under a tracker, shuffled. Whoever runs the server could open a ballot before;
// nobody else can, not even a body that audits.
#pragma once
#include "commons/decisions/representation.hpp"

namespace reef::decisions {

struct CastPrivateBallot {
    IdValue proposal;
    Vaulted<Choice> choice;
    std::optional<std::string> as_class;
    static constexpr std::string_view name = "decisions.cast_private_ballot";
    static constexpr std::string_view about =
        "Votes on a proposal whose ballots are private. A later ballot replaces an earlier one.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &CastPrivateBallot::proposal, "which"),
            field("choice", &CastPrivateBallot::choice, "for, against or abstain; sealed", Audience::author),
            field("as_class", &CastPrivateBallot::as_class, "for members of several classes: as one of which",
                  Audience::parties)};
    }
};
struct PrivateBallotCast {
    IdValue proposal;
    MemberId voter;
    std::string voter_class;
    Vaulted<Choice> choice;
    static constexpr std::string_view name = "decisions.private_ballot_cast";
    static constexpr std::string_view about = "A member's private ballot, sealed. A later one replaces it.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &PrivateBallotCast::proposal, "which"),
            field("voter", &PrivateBallotCast::voter, "whose ballot it is", Audience::parties),
            field("class", &PrivateBallotCast::voter_class, "in which class it counts", Audience::parties),
            field("choice", &PrivateBallotCast::choice, "for, against or abstain; sealed", Audience::author)};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};
BallotFacts load(store::Connection&, const engine::Context&, const CastPrivateBallot&);
engine::Decision decide(const BallotFacts&, const CastPrivateBallot&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const PrivateBallotCast&);

struct BallotsPublished {
    IdValue proposal;
    PublishedBallots published;
    static constexpr std::string_view name = "decisions.ballots_published";
    static constexpr std::string_view about =
        "The votes of a private ballot, each under its tracker: anyone can count them again.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &BallotsPublished::proposal, "which"),
                          field("published", &BallotsPublished::published, "the votes and the seed of their order")};
    }
};
void apply(store::Connection&, const engine::Meta&, const BallotsPublished&);

/// Whether a vote's ballots are private.
bool is_private(store::Connection& connection, IdValue proposal);
/// What one's sealed ballot says, and the trackers of the votes that it casts; nothing where it was erased.
std::optional<Choice> opened_choice(store::Connection& connection, const Hash& sealed);
std::vector<std::string> trackers_of(store::Connection& connection, const Hash& sealed, std::int64_t votes);
/// Opens the ballots of a private vote; what was erased with its voter is not among them.
PublishedBallots open_ballots(store::Connection& connection, IdValue proposal);

} // namespace reef::decisions
