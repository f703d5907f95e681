// Counting methods by name: what each is for, what options it takes, and how to call it.
#pragma once
#include "math/tally/outcome.hpp"
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reef::tally {

/// An option of a method. Either one of the named `values`, or, where `values` is empty, of the given form.
struct OptionSpec {
    enum class Form { named, whole_number, number, text };
    std::string_view name;
    std::string_view purpose;
    std::string_view fallback;                 // the value where none is given; always a valid one
    std::vector<std::string_view> values = {}; // of a named option
    Form form = Form::named;
    std::string_view least = {}, most = {}; // bounds of numbers, inclusive, as text; empty: none
};

/// The options of one count, checked against the specs of its method, each with a value.
class Options {
  public:
    /// Refused by name: tally.unknown_option, tally.wrong_option.
    static Result<Options> check(std::string_view method, std::span<const OptionSpec> specs,
                                 const std::map<std::string, std::string>& given);
    std::string_view text(std::string_view name) const;
    bool is(std::string_view name, std::string_view value) const { return text(name) == value; }
    /// Of an option of form whole_number.
    std::int64_t whole(std::string_view name) const;
    /// Of an option of form number (or whole_number).
    Exact number(std::string_view name) const;
    bool has(std::string_view name) const { return values_.contains(std::string(name)); }
    const std::map<std::string, std::string>& all() const { return values_; }

  private:
    std::map<std::string, std::string> values_;
};

struct Method {
    std::string_view name;
    std::string_view purpose; // one sentence
    std::vector<BallotKind> takes;
    std::vector<OptionSpec> options;
    Result<Outcome> (*count)(const Election&, const Options&);
    bool elects_one = false;     // made for one winner; more seats are filled from its ranking
    bool keeps_reserved = false; // guards and dooms while it counts; for others `seat_reserved` looks after it
    bool is_limited = false;     // counts one seat alone, few candidates, or with a budget: seats are not filled by it
};

/// Every method of the room, in the order of `reef tally --list`.
std::span<const Method> methods();
/// Refused: tally.unknown_method.
Result<const Method*> method_named(std::string_view name);

struct Counted {
    const Method* method;
    Options options;
    Outcome outcome;
};

/// The one door: checks options, kind of ballots and seats, then counts.
/// Refused: tally.unknown_method, tally.unknown_option, tally.wrong_option, tally.wrong_ballots, tally.too_many_seats,
/// tally.no_candidates, tally.reserved_unmet, tally.reserved_beyond_seats, and what the method itself declares.
Result<Counted> count(std::string_view method, const Election& election,
                      const std::map<std::string, std::string>& options);

/// What each part of the room adds to `methods()`.
std::vector<Method> ranked_methods();
std::vector<Method> scoring_methods();
std::vector<Method> transferable_methods();
std::vector<Method> proportional_methods();

/// The options that every method with ties takes: `ties=report|order|lot` and `seed=TEXT`.
OptionSpec ties_option();
OptionSpec seed_option();

} // namespace reef::tally
