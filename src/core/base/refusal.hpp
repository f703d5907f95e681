// Refusals: what a person's mistake gets. Declared by name beside the rule they guard.
#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace reef {

/// One way of saying no. `code` is `room.what_is_wrong`; `sentence` says what happened, why and what to do, in plain
/// words, with `{}` where arguments go; `status` is the HTTP status that carries it.
struct RefusalKind {
    std::string_view code;
    std::string_view sentence;
    int status = 409;
};

/// A refusal as it reaches someone. `field` is the input it concerns, dotted (`effects.rights`), or empty; `rule` names
/// the rule in force that decided it, so that the engine keeps it in the chronicle; `arguments` fill the sentence.
struct Refusal {
    std::string code;
    std::string sentence_pattern;
    int status = 409;
    std::string field = {};
    std::string rule = {};
    std::vector<std::string> arguments = {};

    std::string sentence() const;
    bool operator==(const Refusal&) const = default;
};

template <class T>
using Result = std::expected<T, Refusal>;

/// `return refuse(voting_closed);` or `return refuse(too_long, "reason", {"2000"});`
std::unexpected<Refusal> refuse(const RefusalKind& kind, std::string_view field = {},
                                std::vector<std::string> arguments = {});
/// A refusal that a rule in force decided; kept as an entry without events.
std::unexpected<Refusal> refuse_by_rule(const RefusalKind& kind, std::string_view rule, std::string_view field = {},
                                        std::vector<std::string> arguments = {});

/// Fills `{}` marks from left to right; a mark without an argument stays, so that nothing is lost.
std::string fill(std::string_view pattern, const std::vector<std::string>& arguments);

} // namespace reef
