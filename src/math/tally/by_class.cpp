#include "math/tally/by_class.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <gmpxx.h>
#include <set>

namespace reef::tally {

const RefusalKind no_classes{"tally.no_classes", "A decision by classes needs at least one class.", 422};
const RefusalKind class_unnamed{"tally.class_unnamed", "Every class needs a name.", 422};
const RefusalKind class_named_twice{"tally.class_named_twice", "The class \"{}\" is given twice.", 422};
const RefusalKind class_count_out_of_range{"tally.class_count_out_of_range",
                                           "The class \"{}\" has a count below zero or above {}.", 422};
const RefusalKind more_ballots_than_eligible{"tally.more_ballots_than_eligible",
                                             "The class \"{}\" has {} ballots, but only {} members who may vote.", 422};
const RefusalKind weights_not_whole{"tally.weights_not_whole",
                                    "The weights of the classes sum to {}; they must sum to 100%.", 422};
const RefusalKind percentage_out_of_range{"tally.percentage_out_of_range",
                                          "The {} of the class \"{}\" is {}; it must lie from 0% to 100%.", 422};
const RefusalKind majority_out_of_range{"tally.majority_out_of_range",
                                        "A majority of {} {} would be met by everything or by nothing. Ask for more "
                                        "than 0% to 99.99%, or at least 0.01% to 100%.",
                                        422};

namespace {

constexpr std::int64_t whole = 10'000; // hundredths of a percent in one
constexpr std::int64_t count_max = 1'000'000'000'000;

mpz_class big(std::int64_t value) {
    static_assert(sizeof(long) == sizeof(std::int64_t));
    return mpz_class(static_cast<long>(value));
}

mpq_class ratio(std::int64_t numerator, std::int64_t denominator) {
    mpq_class value(big(numerator), big(denominator));
    value.canonicalize();
    return value;
}

ExactShare exact_share(const mpq_class& value) {
    const mpz_class millionths = value.get_num() * 1'000'000 / value.get_den();
    return {value.get_str(), decimal_text(millionths.get_si(), 6)};
}

std::int64_t ballots_of(const ClassVotes& votes) { return votes.yes + votes.no + votes.abstain; }
bool silent(const ClassVotes& votes) { return votes.yes + votes.no == 0; }
bool in_favour(const ClassVotes& votes) { return votes.yes > votes.no; }
bool vetoes(const ClassVotes& votes) { return votes.veto && votes.no > votes.yes; }

/// The quorum in ballots, rounded up: n ballots meet it exactly if n / eligible >= quorum. Nobody eligible, nothing
/// asked.
std::int64_t ballots_needed(const ClassVotes& votes) {
    return (votes.eligible * votes.quorum.hundredths + whole - 1) / whole;
}
bool quorum_met(const ClassVotes& votes) { return ballots_of(votes) >= ballots_needed(votes); }

/// What a class gives for each part of its weight.
mpq_class support(const ClassVotes& votes, ClassForm form) {
    if (form == ClassForm::consent)
        return ballots_of(votes) == 0 ? mpq_class(1) : ratio(ballots_of(votes) - votes.no, ballots_of(votes));
    if (silent(votes)) return 0;
    if (form == ClassForm::block) return in_favour(votes) ? 1 : 0;
    return ratio(votes.yes, votes.yes + votes.no);
}

bool renormalises(const ByClassRule& rule) {
    return rule.silent == SilentClass::renormalised && rule.form != ClassForm::consent;
}

/// The sum of the weights that count, in hundredths of a percent.
std::int64_t weight_counted(const std::vector<ClassVotes>& classes, const ByClassRule& rule) {
    if (!renormalises(rule)) return whole;
    std::int64_t sum = 0;
    for (const auto& votes : classes)
        if (!silent(votes)) sum += votes.weight.hundredths;
    return sum;
}

mpq_class weight_of(const ClassVotes& votes, std::int64_t counted, const ByClassRule& rule) {
    if (counted == 0 || (renormalises(rule) && silent(votes))) return 0;
    return ratio(votes.weight.hundredths, counted);
}

mpq_class weighted_yes(const std::vector<ClassVotes>& classes, const ByClassRule& rule) {
    const auto counted = weight_counted(classes, rule);
    mpq_class sum = 0;
    for (const auto& votes : classes) sum += weight_of(votes, counted, rule) * support(votes, rule.form);
    return sum;
}

bool reaches(const mpq_class& share, const ByClassRule& rule) {
    const mpq_class majority = ratio(rule.majority.hundredths, whole);
    return rule.threshold == Threshold::more_than ? share > majority : share >= majority;
}

struct Balance {
    std::int64_t for_it = 0;
    std::int64_t against = 0;
};

/// Of ballots: yes and no. Of classes with a weight: in favour, and all others.
Balance balance_of_ballots(const std::vector<ClassVotes>& classes) {
    Balance sum;
    for (const auto& votes : classes) sum.for_it += votes.yes, sum.against += votes.no;
    return sum;
}
Balance balance_of_classes(const std::vector<ClassVotes>& classes) {
    Balance sum;
    for (const auto& votes : classes)
        if (votes.weight.hundredths > 0) ++(in_favour(votes) ? sum.for_it : sum.against);
    return sum;
}

ByClassOutcome outcome_of(const std::vector<ClassVotes>& classes, const ByClassRule& rule) {
    if (!std::ranges::all_of(classes, quorum_met)) return ByClassOutcome::no_quorum;
    const auto wins = [](Balance sum) { return sum.for_it > sum.against; };
    if (rule.double_majority == DoubleMajority::of_ballots && !wins(balance_of_ballots(classes)))
        return ByClassOutcome::rejected;
    if (rule.double_majority == DoubleMajority::of_classes && !wins(balance_of_classes(classes)))
        return ByClassOutcome::rejected;
    for (const auto& votes : classes)
        if (votes.own_majority && !in_favour(votes)) return ByClassOutcome::rejected;
    if (!reaches(weighted_yes(classes, rule), rule)) return ByClassOutcome::rejected;
    return std::ranges::any_of(classes, vetoes) ? ByClassOutcome::vetoed : ByClassOutcome::passed;
}

/// The smallest number from `low` to `high` for which `holds`, which once true stays true.
template <class Predicate>
std::optional<std::int64_t> first_where(std::int64_t low, std::int64_t high, Predicate holds) {
    if (low > high || !holds(high)) return {};
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        if (holds(middle))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/// Moves up to `count` members from one kind of ballot to another; returns how many still have to move.
std::int64_t move(std::int64_t& from, std::int64_t& to, std::int64_t count) {
    const auto moved = std::min(from, count);
    from -= moved;
    to += moved;
    return count - moved;
}

/// A class with its absent members, so that members can move among all four.
struct Electorate {
    ClassVotes votes;
    std::int64_t absent = 0;
    explicit Electorate(const ClassVotes& given) : votes(given), absent(given.eligible - ballots_of(given)) {}
};

/// `members` vote yes who did not: as many absent ones as the quorum lacks, then those who voted no, then the rest. No
/// other choice of as many members serves the proposal better: yes in place of anything else lowers no share, breaks no
/// quorum and lifts no veto against it, and a no withdrawn helps more than an abstention withdrawn.
ClassVotes with_more_yes(const ClassVotes& given, std::int64_t members, std::int64_t lacking) {
    Electorate class_(given);
    auto left = members - lacking;
    ensure(move(class_.absent, class_.votes.yes, lacking) == 0, "the quorum lacks no more than are absent");
    left = move(class_.votes.no, class_.votes.yes, left);
    left = move(class_.votes.abstain, class_.votes.yes, left);
    left = move(class_.absent, class_.votes.yes, left);
    ensure(left == 0, "no more members vote yes than there are");
    return class_.votes;
}

/// `members` vote no who did not, those who voted yes first.
ClassVotes with_more_no(const ClassVotes& given, std::int64_t members) {
    Electorate class_(given);
    auto left = move(class_.votes.yes, class_.votes.no, members);
    left = move(class_.votes.abstain, class_.votes.no, left);
    left = move(class_.absent, class_.votes.no, left);
    ensure(left == 0, "no more members vote no than there are");
    return class_.votes;
}

/// `members` stay away who voted, abstentions first: the quorum counts all alike.
ClassVotes with_fewer(const ClassVotes& given, std::int64_t members) {
    Electorate class_(given);
    auto left = move(class_.votes.abstain, class_.absent, members);
    left = move(class_.votes.no, class_.absent, left);
    left = move(class_.votes.yes, class_.absent, left);
    ensure(left == 0, "no more members stay away than voted");
    return class_.votes;
}

/// The fewest members of the class at `place` who would turn the decision. A decision that failed is turned only by
/// more yes; one that passed, by more no (which never breaks a quorum) or by staying away (whose only use is to break
/// it): a mixture of the two never takes fewer, because each helps only its own condition.
std::optional<TurningPoint> turning_point_in(std::vector<ClassVotes> classes, std::size_t place,
                                             const ByClassRule& rule) {
    const ClassVotes given = classes[place];
    const bool passed = outcome_of(classes, rule) == ByClassOutcome::passed;
    const auto turns = [&](const ClassVotes& changed) {
        classes[place] = changed;
        return (outcome_of(classes, rule) == ByClassOutcome::passed) != passed;
    };
    const auto point = [&](std::int64_t members, TurningPoint::Act act, const ClassVotes& changed) {
        return TurningPoint{given.name, members, act, changed.yes, changed.no, changed.abstain};
    };
    if (!passed) {
        const auto lacking = std::max<std::int64_t>(0, ballots_needed(given) - ballots_of(given));
        const auto members = first_where(lacking, given.eligible - given.yes,
                                         [&](std::int64_t k) { return turns(with_more_yes(given, k, lacking)); });
        if (!members) return {};
        return point(*members, TurningPoint::Act::vote_yes, with_more_yes(given, *members, lacking));
    }
    const auto against =
        first_where(1, given.eligible - given.no, [&](std::int64_t k) { return turns(with_more_no(given, k)); });
    std::optional<std::int64_t> away;
    if (ballots_needed(given) > 0) away = ballots_of(given) - ballots_needed(given) + 1;
    if (away && (!against || *away < *against))
        return point(*away, TurningPoint::Act::stay_away, with_fewer(given, *away));
    if (against) return point(*against, TurningPoint::Act::vote_no, with_more_no(given, *against));
    return {};
}

std::optional<Refusal> fault_of(const ClassVotes& votes, std::set<std::string>& names) {
    const auto no = [](const RefusalKind& kind, std::vector<std::string> arguments = {}) {
        return refuse(kind, "classes", std::move(arguments)).error();
    };
    if (trimmed(votes.name).empty()) return no(class_unnamed);
    if (!names.insert(votes.name).second) return no(class_named_twice, {votes.name});
    for (const auto count : {votes.eligible, votes.yes, votes.no, votes.abstain})
        if (count < 0 || count > count_max)
            return no(class_count_out_of_range, {votes.name, std::to_string(count_max)});
    if (ballots_of(votes) > votes.eligible)
        return no(more_ballots_than_eligible,
                  {votes.name, std::to_string(ballots_of(votes)), std::to_string(votes.eligible)});
    for (const auto& [what, part] : {std::pair{"weight", votes.weight}, {"quorum", votes.quorum}})
        if (part < percent(0) || part > percent(100))
            return no(percentage_out_of_range, {what, votes.name, part.text()});
    return {};
}

std::optional<Refusal> fault_of(const std::vector<ClassVotes>& classes, const ByClassRule& rule) {
    if (classes.empty()) return refuse(no_classes, "classes").error();
    std::set<std::string> names;
    Percent sum;
    for (const auto& votes : classes) {
        if (auto fault = fault_of(votes, names)) return fault;
        sum.hundredths += votes.weight.hundredths;
    }
    if (sum != percent(100)) return refuse(weights_not_whole, "classes", {sum.text()}).error();
    const bool strictly = rule.threshold == Threshold::more_than;
    const Percent lowest = strictly ? percent(0) : Percent{1};
    const Percent highest = strictly ? Percent{whole - 1} : percent(100);
    if (rule.majority < lowest || rule.majority > highest)
        return refuse(majority_out_of_range, "majority", {strictly ? "more than" : "at least", rule.majority.text()})
            .error();
    return {};
}

std::string percent_text(const mpq_class& share) { return exact_share(share * 100).decimal + "%"; }

/// Says of the silent classes with a weight what became of it; empty where there are none.
std::string silence_text(const std::vector<ClassVotes>& classes, SilentClass rule) {
    std::vector<std::string> names;
    for (const auto& votes : classes)
        if (silent(votes) && votes.weight.hundredths > 0) names.push_back(votes.name);
    if (names.empty()) return {};
    return fmt::format(" Without any yes or no: {}; {}.", join(names, ", "),
                       rule == SilentClass::counts_against ? "that weight counts as not in favour"
                                                           : "the other weights are scaled up to 100%");
}

std::string majority_text(const std::vector<ClassVotes>& classes, const ByClassRule& rule) {
    const auto share = weighted_yes(classes, rule);
    const auto* bound = rule.threshold == Threshold::more_than ? "more than" : "at least";
    if (rule.form == ClassForm::consent)
        return fmt::format("The weighted share without objection is {} ({}); {} {} is needed.", percent_text(share),
                           share.get_str(), bound, rule.majority.text());
    return fmt::format("The weighted share of yes is {} ({}); {} {} is needed.{}", percent_text(share), share.get_str(),
                       bound, rule.majority.text(), silence_text(classes, rule.silent));
}

void add_majorities(ByClassResult& result, const std::vector<ClassVotes>& classes, const ByClassRule& rule) {
    using Kind = ByClassCondition::Kind;
    result.conditions.push_back(
        {Kind::weighted_majority, {}, reaches(weighted_yes(classes, rule), rule), majority_text(classes, rule)});
    if (rule.double_majority == DoubleMajority::of_ballots) {
        const auto [yes, no] = balance_of_ballots(classes);
        result.conditions.push_back(
            {Kind::majority_of_ballots, {}, yes > no, fmt::format("All ballots alike: {} yes, {} no.", yes, no)});
    }
    if (rule.double_majority == DoubleMajority::of_classes) {
        const auto [yes, others] = balance_of_classes(classes);
        result.conditions.push_back({Kind::majority_of_classes,
                                     {},
                                     yes > others,
                                     fmt::format("{} of {} classes with a weight are in favour.", yes, yes + others)});
    }
}

void add_conditions(ByClassResult& result, const std::vector<ClassVotes>& classes, const ByClassRule& rule) {
    using Kind = ByClassCondition::Kind;
    for (const auto& votes : classes)
        if (votes.quorum > percent(0))
            result.conditions.push_back(
                {Kind::quorum, votes.name, quorum_met(votes),
                 fmt::format("{}: {} of {} eligible took part; {} are needed ({}).", votes.name, ballots_of(votes),
                             votes.eligible, ballots_needed(votes), votes.quorum.text())});
    add_majorities(result, classes, rule);
    const auto counts = [](const ClassVotes& votes) {
        return fmt::format("{}: {} yes, {} no.", votes.name, votes.yes, votes.no);
    };
    for (const auto& votes : classes) {
        if (votes.own_majority)
            result.conditions.push_back({Kind::own_majority, votes.name, in_favour(votes), counts(votes)});
        if (votes.veto) result.conditions.push_back({Kind::no_veto, votes.name, !vetoes(votes), counts(votes)});
    }
}

std::vector<Percent> responsibilities(const std::vector<ClassVotes>& classes) {
    std::vector<std::int64_t> weights;
    for (const auto& votes : classes) weights.push_back(ballots_of(votes) > 0 ? votes.weight.hundredths : 0);
    if (std::ranges::all_of(weights, [](auto weight) { return weight == 0; }))
        return std::vector<Percent>(classes.size());
    std::vector<Percent> parts;
    for (const auto part : share_out(whole, weights)) parts.push_back({part});
    return parts;
}

} // namespace

Result<ByClassResult> decide_by_class(const std::vector<ClassVotes>& classes, const ByClassRule& rule) {
    if (auto fault = fault_of(classes, rule)) return std::unexpected(*fault);
    ByClassResult result;
    result.outcome = outcome_of(classes, rule), result.weighted_yes = exact_share(weighted_yes(classes, rule));
    add_conditions(result, classes, rule);
    const auto counted = weight_counted(classes, rule);
    const auto responsibility = responsibilities(classes);
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const auto& votes = classes[i];
        const auto weight = weight_of(votes, counted, rule);
        ClassResult part{.name = votes.name,
                         .ballots = ballots_of(votes),
                         .ballots_needed = ballots_needed(votes),
                         .quorum_met = quorum_met(votes),
                         .yes_share = {},
                         .in_favour = in_favour(votes),
                         .vetoes = vetoes(votes),
                         .weight = exact_share(weight),
                         .contribution = exact_share(weight * support(votes, rule.form)),
                         .responsibility = responsibility[i],
                         .turning_point = turning_point_in(classes, i, rule)};
        if (rule.form == ClassForm::consent ? part.ballots > 0 : !silent(votes))
            part.yes_share = exact_share(rule.form == ClassForm::consent ? support(votes, rule.form)
                                                                         : ratio(votes.yes, votes.yes + votes.no));
        if (part.turning_point &&
            (!result.turning_point || part.turning_point->members < result.turning_point->members))
            result.turning_point = part.turning_point;
        result.classes.push_back(std::move(part));
    }
    return result;
}

Result<ByClassOutcome> outcome_by_class(const std::vector<ClassVotes>& classes, const ByClassRule& rule) {
    if (auto fault = fault_of(classes, rule)) return std::unexpected(*fault);
    return outcome_of(classes, rule);
}

} // namespace reef::tally
