#include "math/tally/method.hpp"
#include "math/tally/reserved.hpp"
#include <algorithm>

namespace reef::tally {
namespace {

constexpr RefusalKind unknown_method{"tally.unknown_method",
                                     "There is no counting method \"{}\". `reef tally --list` names them all.", 404};
constexpr RefusalKind unknown_option{"tally.unknown_option", "{} has no option \"{}\"; it has {}.", 422};
constexpr RefusalKind wrong_option{"tally.wrong_option", "The option {} cannot be \"{}\": it is {}.", 422};
constexpr RefusalKind wrong_ballots{"tally.wrong_ballots", "{} counts {} ballots, and these are {} ballots.", 422};
constexpr RefusalKind too_many_seats{"tally.too_many_seats",
                                     "{} seats cannot be filled: {} candidates stand. Seats are at least 1.", 422};
constexpr RefusalKind no_candidates{"tally.no_candidates", "Nobody stands, so there is nothing to count.", 422};

std::string words_of(const OptionSpec& spec) {
    if (spec.form == OptionSpec::Form::named) return "one of " + join({spec.values.begin(), spec.values.end()}, ", ");
    if (spec.form == OptionSpec::Form::text) return "text";
    std::string words = spec.form == OptionSpec::Form::whole_number ? "a whole number" : "a number such as 1/2 or 0.5";
    if (!spec.least.empty()) words += ", at least " + std::string(spec.least);
    if (!spec.most.empty()) words += ", at most " + std::string(spec.most);
    return words;
}

bool allows(const OptionSpec& spec, std::string_view value) {
    using Form = OptionSpec::Form;
    if (spec.form == Form::named) return std::ranges::find(spec.values, value) != spec.values.end();
    if (spec.form == Form::text) return is_valid_utf8(value) && !has_control_characters(value);
    const auto number = Exact::parse(value);
    if (!number || (spec.form == Form::whole_number && !number->fits_whole())) return false;
    return (spec.least.empty() || *number >= *Exact::parse(spec.least)) &&
           (spec.most.empty() || *number <= *Exact::parse(spec.most));
}

std::vector<Method> all_methods() {
    std::vector<Method> all;
    for (auto part : {scoring_methods(), transferable_methods(), ranked_methods(), proportional_methods()})
        std::ranges::move(part, std::back_inserter(all));
    return all;
}

} // namespace

Result<Options> Options::check(std::string_view method, std::span<const OptionSpec> specs,
                               const std::map<std::string, std::string>& given) {
    Options options;
    std::vector<std::string> names;
    for (const auto& spec : specs) {
        names.emplace_back(spec.name);
        options.values_.emplace(spec.name, spec.fallback);
    }
    for (const auto& [name, value] : given) {
        const auto spec = std::ranges::find(specs, name, &OptionSpec::name);
        if (spec == specs.end())
            return refuse(unknown_option, name,
                          {std::string(method), name, names.empty() ? "none" : join(names, ", ")});
        if (!allows(*spec, value)) return refuse(wrong_option, name, {name, value.substr(0, 80), words_of(*spec)});
        options.values_[name] = value;
    }
    return options;
}

std::string_view Options::text(std::string_view name) const {
    const auto value = values_.find(std::string(name));
    ensure(value != values_.end(), "a method reads only options that it declares");
    return value->second;
}

Exact Options::number(std::string_view name) const { return *Exact::parse(text(name)); }
std::int64_t Options::whole(std::string_view name) const { return number(name).whole(); }

std::span<const Method> methods() {
    static const std::vector<Method> all = all_methods();
    return all;
}

Result<const Method*> method_named(std::string_view name) {
    const auto found = std::ranges::find(methods(), name, &Method::name);
    if (found == methods().end()) return refuse(unknown_method, "method", {std::string(name.substr(0, 80))});
    return &*found;
}

Result<Counted> count(std::string_view name, const Election& election,
                      const std::map<std::string, std::string>& given) {
    const auto method = method_named(name);
    if (!method) return std::unexpected(method.error());
    auto options = Options::check(name, (*method)->options, given);
    if (!options) return std::unexpected(options.error());
    const auto& takes = (*method)->takes;
    if (std::ranges::find(takes, election.kind) == takes.end()) {
        std::vector<std::string> kinds;
        for (const auto kind : takes) kinds.emplace_back(name_of(kind));
        return refuse(wrong_ballots, "ballots",
                      {std::string(name), join(kinds, " or "), std::string(name_of(election.kind))});
    }
    const auto standing = static_cast<std::int64_t>(election.standing().size());
    if (standing == 0) return refuse(no_candidates, "candidates");
    if (election.seats < 1 || election.seats > standing)
        return refuse(too_many_seats, "seats", {std::to_string(election.seats), std::to_string(standing)});
    if (auto refusal = refusal_of_reserved(election)) return std::unexpected(std::move(*refusal));
    auto outcome = (*method)->count(election, *options);
    if (!outcome) return std::unexpected(outcome.error());
    if (!election.reserved.empty() && !(*method)->keeps_reserved) seat_reserved(election, *options, *outcome);
    return Counted{*method, std::move(*options), std::move(*outcome)};
}

OptionSpec ties_option() {
    return {.name = "ties",
            .purpose = "what breaks a tie that the method leaves: nothing (it is reported), the order of the "
                       "candidates in the file, or a "
                       "lot drawn from the seed",
            .fallback = "report",
            .values = {"report", "order", "lot"}};
}

OptionSpec seed_option() {
    return {.name = "seed",
            .purpose = "the recorded seed of ties=lot: tied candidates come in the order of the SHA-256 of the "
                       "evidence shown and the id",
            .fallback = "",
            .form = OptionSpec::Form::text};
}

} // namespace reef::tally
