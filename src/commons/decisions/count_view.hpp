// The count as people read it: class by class, and in sentences. Only the pages of this room include this.
#pragma once
#include "commons/decisions/voting.hpp"

namespace reef::decisions {

using tally::VotesShown;

struct Counts {
    std::int64_t electorate = 0;
    std::int64_t voted = 0;
    std::int64_t in_favour = 0;
    std::int64_t against = 0;
    std::int64_t abstain = 0;
    std::string for_share;
    std::string turnout;
    std::string quorum;
    bool quorum_met = false;
    static constexpr auto fields() {
        return FieldTable{field("electorate", &Counts::electorate, "who may vote"),
                          field("voted", &Counts::voted, "who did"),
                          field("for", &Counts::in_favour, "ballots"),
                          field("against", &Counts::against, "ballots"),
                          field("abstain", &Counts::abstain, "ballots"),
                          field("for_share", &Counts::for_share, "of for and against"),
                          field("turnout", &Counts::turnout, "of those who may vote"),
                          field("quorum", &Counts::quorum, "that must vote"),
                          field("quorum_met", &Counts::quorum_met, "whether it is")};
    }
};
/// How many voted, where what they chose is not shown yet.
struct Turnout {
    std::int64_t electorate = 0;
    std::int64_t voted = 0;
    std::string quorum;
    bool quorum_met = false;
    static constexpr auto fields() {
        return FieldTable{field("electorate", &Turnout::electorate, "who may vote"),
                          field("voted", &Turnout::voted, "who did"),
                          field("quorum", &Turnout::quorum, "that must vote"),
                          field("quorum_met", &Turnout::quorum_met, "whether it is")};
    }
};
struct TallyClass {
    std::string class_name;
    std::string class_color;
    std::string weight;
    std::optional<Counts> counts;
    std::optional<Turnout> turnout;
    static constexpr auto fields() {
        return FieldTable{field("class_name", &TallyClass::class_name, "as people see it"),
                          field("class_color", &TallyClass::class_color, "its colour everywhere"),
                          field("weight", &TallyClass::weight, "in this decision"),
                          field("counts", &TallyClass::counts, "none for groups under five, nor while it is sealed"),
                          field("turnout", &TallyClass::turnout, "where what they chose is not shown")};
    }
};
struct Tally {
    std::vector<TallyClass> classes;
    std::optional<std::string> for_share;
    std::string majority;
    bool passes_now = false;
    bool is_sealed = false;
    std::string sentence;
    std::optional<std::string> delegation;
    std::optional<std::string> withheld;
    static constexpr auto fields() {
        return FieldTable{
            field("classes", &Tally::classes, "class by class"),
            field("for_share", &Tally::for_share, "weighted; none where it would tell of a group under five"),
            field("majority", &Tally::majority, "that is needed"),
            field("passes_now", &Tally::passes_now, "if it ended now"),
            field("is_sealed", &Tally::is_sealed, "what was chosen is not shown, or at the end alone"),
            field("sentence", &Tally::sentence, "how it stands"),
            field("delegation", &Tally::delegation, "of votes that others cast"),
            field("withheld", &Tally::withheld, "what is not shown, and why")};
    }
};

/// A count that was taken or is running: who may vote, and what they said.
struct CountedVote {
    const rules::ProcedureCharter& procedure;
    const std::vector<ElectorateClass>& electorate;
    const std::vector<ClassCount>& counts;
};

/// How much of a count that was taken the viewer sees. Auditors see everything; so do members where ballots are open.
VotesShown shown_of(const engine::PageRequest& request, const CountedVote& vote);
/// Why numbers are missing; nothing where none are.
std::optional<std::string> withheld_sentence(const engine::PageRequest& request, VotesShown shown);

/// Whether what they chose is not shown while the vote is open. Private ballots are opened at the end alone. Where a
/// secret ballot may carry other people's votes, it stays sealed until then too: whoever entrusts a delegate, or takes
/// the vote back, would see it move and know the delegate's ballot. Where a class is under five, its votes would be
/// seen as they come in, by all but auditors.
bool seals_running_count(const engine::PageRequest& request, const rules::ProcedureCharter& procedure,
                         const std::vector<ElectorateClass>& electorate);
/// How many voted, where what they chose is not shown. Beside a class under five, only from five voters on.
Tally sealed_tally_of(const engine::PageRequest& request, const rules::Charter& charter,
                      const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate,
                      const std::vector<std::int64_t>& turnouts);
Tally tally_of(const engine::PageRequest& request, const rules::Charter& charter, const CountedVote& vote,
               VotesShown shown);

/// An exact share as a percentage with two places, cut.
std::string percent_of(const tally::ExactShare& share);

/// What was asked and what was reached: the first condition that was missed, or the majority that was reached.
std::string reasons_of(const engine::PageRequest& request, const CountedVote& vote, VotesShown shown);
/// The fewest who would have turned it.
std::string turning_sentence(const engine::PageRequest& request, const tally::TurningPoint& point);

} // namespace reef::decisions
