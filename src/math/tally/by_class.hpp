// Decisions with classes: every class counts its own ballots one by one, then the classes come together by their
// weights.
#pragma once
#include "core/base/module.hpp"
#include <optional>
#include <string>
#include <vector>

namespace reef::tally {

/// What one class cast. Inside a class every ballot counts one.
struct ClassVotes {
    std::string name;
    /// Its share of the decision. The weights of all classes sum to 100 %; 0 % is a consultative class.
    Percent weight;
    std::int64_t eligible = 0; // members who may vote
    std::int64_t yes = 0;
    std::int64_t no = 0;
    std::int64_t abstain = 0; // counts towards the quorum, not towards the share
    /// At least this part of the eligible must cast a ballot (yes, no or abstain). 0 % asks for nothing.
    Percent quorum;
    /// The class stops a decision to which more of its ballots say no than yes.
    bool veto = false;
    /// The class's own rights are at stake: nothing passes unless more of its ballots say yes than no. Stricter than a
    /// veto: an equal vote, or silence, is not enough.
    bool own_majority = false;
};

/// `proportional`: a class gives its weight times its share of yes among yes and no.
/// `block`: a class gives its whole weight if more of its ballots say yes than no, and nothing otherwise.
/// `consent`: a class gives its weight times the share of its ballots that do not say no; all of it where it cast none.
/// A no is an objection then, and a majority of 100 % lets nothing pass to which anybody objects.
enum class ClassForm { proportional, block, consent };
/// A simple majority is `more_than` 50 %; a supermajority is `at_least` two thirds or so.
enum class Threshold { more_than, at_least };
/// What becomes of the weight of a class without any yes or no: it stands as not in favour, or the other weights are
/// scaled up to 100 %. By consent silence is no objection, whatever is said here.
enum class SilentClass { counts_against, renormalised };
/// A second majority beside the weighted one: `of_ballots`, more yes than no over all ballots alike; `of_classes`, more
/// yes than no in more than half of the classes that have a weight.
enum class DoubleMajority { none, of_ballots, of_classes };

struct ByClassRule {
    ClassForm form = ClassForm::proportional;
    Percent majority = percent(50);
    Threshold threshold = Threshold::more_than;
    SilentClass silent = SilentClass::counts_against;
    DoubleMajority double_majority = DoubleMajority::none;
};

/// `no_quorum`: some class missed its quorum. `rejected`: a majority was missed. `vetoed`: all majorities were reached
/// and a veto stands against them.
enum class ByClassOutcome { passed, rejected, no_quorum, vetoed };

/// An exact part of one: `13/24`, and the same as a decimal cut (never rounded up) after six places, `0.541666`.
struct ExactShare {
    std::string fraction;
    std::string decimal;
    bool operator==(const ExactShare&) const = default;
};

/// The fewest members of one class who, acting otherwise, would have turned the decision (passed or not).
struct TurningPoint {
    enum class Act { vote_yes, vote_no, stay_away };
    std::string class_name;
    std::int64_t members = 0;
    Act act = Act::vote_yes;
    /// The ballots of the class as they would then have been.
    std::int64_t yes = 0;
    std::int64_t no = 0;
    std::int64_t abstain = 0;
};

struct ClassResult {
    std::string name;
    std::int64_t ballots = 0;        // yes, no and abstain
    std::int64_t ballots_needed = 0; // the quorum, rounded up
    bool quorum_met = false;
    std::optional<ExactShare> yes_share; // of yes and no, by consent of all ballots; nothing for a silent class
    bool in_favour = false;              // more yes than no
    bool vetoes = false;
    ExactShare weight;       // as counted: after scaling, where silent classes are left out
    ExactShare contribution; // what it gave to the weighted share
    /// Its part of the responsibility for the decision: the weights of the classes that cast any ballot, scaled to
    /// exactly 100 % by largest remainder. 0 % for all if no class with a weight took part.
    Percent responsibility;
    /// Within this class alone; nothing where no change of its ballots turns the decision.
    std::optional<TurningPoint> turning_point;
};

/// One thing that had to hold, in the order of checking.
struct ByClassCondition {
    enum class Kind { quorum, weighted_majority, majority_of_ballots, majority_of_classes, own_majority, no_veto };
    Kind kind = Kind::weighted_majority;
    std::string class_name = {}; // empty where it concerns all
    bool met = false;
    std::string explanation = {}; // one sentence with the figures
};

struct ByClassResult {
    ByClassOutcome outcome = ByClassOutcome::rejected;
    ExactShare weighted_yes;
    std::vector<ClassResult> classes; // in the order given
    std::vector<ByClassCondition> conditions;
    /// The smallest over the classes; the earlier class on equal numbers.
    std::optional<TurningPoint> turning_point;
};

/// Counts a decision with classes: it passes if the sum of weight times share of yes (or of the weights in favour)
/// reaches the majority, every class meets its quorum, and neither a second majority is missed nor a veto stands. Exact
/// throughout. Refuses weights that do not sum to 100 %, more ballots than eligible members, negative numbers, names
/// missing or given twice, and majorities that nothing or everything would meet.
Result<ByClassResult> decide_by_class(const std::vector<ClassVotes>& classes, const ByClassRule& rule);
/// The outcome alone, without the account. Refuses the same.
Result<ByClassOutcome> outcome_by_class(const std::vector<ClassVotes>& classes, const ByClassRule& rule);

std::string_view text(ByClassOutcome outcome);
std::string_view text(TurningPoint::Act act);
std::string_view text(ByClassCondition::Kind kind);

/// A class or a rule that cannot be counted.
extern const RefusalKind no_classes, class_unnamed, class_named_twice, class_count_out_of_range,
    more_ballots_than_eligible, weights_not_whole, percentage_out_of_range, majority_out_of_range;

} // namespace reef::tally
