// Alternatives: other values beside a proposed one, where the procedure chooses among several. They are set while it is
// talked about; "as it is now" is always among the options.
#pragma once
#include "commons/decisions/proposal.hpp"

namespace reef::decisions {

extern const engine::Rule<engine::Count> most_alternatives;

/// What one may choose. 0 is what is in force, 1 what was proposed, 2 and above the alternatives, in the order in which
/// they came; a number that was taken back is not given again.
struct Option {
    std::int64_t number = 0;
    std::string value;
    std::optional<Percent> return_margin; // it goes back to the value before, and needs so much more
};
inline constexpr std::int64_t as_it_is = 0;
inline constexpr std::int64_t as_proposed = 1;
/// Of a change of a rule, in the order of their numbers; of anything else, and where the procedure knows no options,
/// none.
std::vector<Option> options_of(store::Connection& connection, IdValue proposal);

struct AddAlternative {
    IdValue proposal;
    std::string value;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "decisions.add_alternative";
    static constexpr std::string_view about =
        "Sets another value beside a proposed one, where members choose among several.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &AddAlternative::proposal, "which"),
            field("value", &AddAlternative::value, "the other value", Audience::everyone, prose_characters_max),
            field("reason", &AddAlternative::reason, "why", Audience::everyone, 5'000)};
    }
};
struct AlternativeAdded {
    IdValue proposal;
    std::int64_t option = 0;
    MemberId author;
    std::string value;
    Vaulted<std::string> reason;
    std::optional<Percent> return_margin;
    static constexpr std::string_view name = "decisions.alternative_added";
    static constexpr std::string_view about = "Another value was set beside a proposed one.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &AlternativeAdded::proposal, "which"),
            field("option", &AlternativeAdded::option, "its number among the options"),
            field("author", &AlternativeAdded::author, "who set it there"),
            field("value", &AlternativeAdded::value, "the other value", Audience::everyone, prose_characters_max),
            field("reason", &AlternativeAdded::reason, "why"),
            field("return_margin", &AlternativeAdded::return_margin,
                  "what it needs beyond the usual, since it goes back to the value before")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

struct TakeBackAlternative {
    IdValue proposal;
    std::int64_t option = 0;
    static constexpr std::string_view name = "decisions.take_back_alternative";
    static constexpr std::string_view about = "Takes one's own alternative back, before the vote opens.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &TakeBackAlternative::proposal, "which"),
                          field("option", &TakeBackAlternative::option, "its number among the options")};
    }
};
struct AlternativeTakenBack {
    IdValue proposal;
    std::int64_t option = 0;
    static constexpr std::string_view name = "decisions.alternative_taken_back";
    static constexpr std::string_view about = "An alternative was taken back by its author.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &AlternativeTakenBack::proposal, "which"),
                          field("option", &AlternativeTakenBack::option, "its number among the options")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

struct AlternativeFacts {
    std::optional<Stage> stage;  // none: there is no such proposal
    std::vector<Option> options; // none: it is not chosen among several
    rules::DomainCharter domain;
    std::string rule;
    Result<std::string> value; // as it would be written, or why it cannot be
    bool is_return = false;
    Percent reversal_margin;
    std::int64_t next = 0; // number
    std::int64_t most = 0; // alternatives
    Time voting_opens_at;
};
AlternativeFacts alternative_facts(store::Connection& connection, const engine::Registry& registry, IdValue proposal,
                                   std::string_view value, Time at);
AlternativeFacts load(store::Connection&, const engine::Context&, const AddAlternative&);
/// Refused: decisions.no_such_proposal, .one_value_only, .alternatives_over, .alternatives_full, .alternative_exists,
/// what `may_not_propose` refuses, and a value that the rule, the charter or a law does not let be.
engine::Decision decide(const AlternativeFacts&, const AddAlternative&, engine::Context&);
/// Why a member could not add one now, whatever its value.
std::optional<Refusal> refusal_to_add(const AlternativeFacts& facts, const engine::Standing& standing, Time at);
void apply(store::Connection&, const engine::Meta&, const AlternativeAdded&);

struct TakeBackFacts {
    std::optional<Stage> stage;
    std::optional<MemberId> author; // none: there is no such alternative
};
TakeBackFacts load(store::Connection&, const engine::Context&, const TakeBackAlternative&);
/// Refused: decisions.no_such_proposal, .no_such_alternative, .not_your_alternative, .alternatives_over.
engine::Decision decide(const TakeBackFacts&, const TakeBackAlternative&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const AlternativeTakenBack&);

/// Who set an alternative there, and why; nothing for what was not added.
struct AlternativeRow {
    std::int64_t option = 0;
    MemberId author;
    std::string value;
    Hash reason;
    std::optional<Percent> return_margin;
    static constexpr auto fields() {
        return FieldTable{field("option", &AlternativeRow::option, ""), field("author", &AlternativeRow::author, ""),
                          field("value", &AlternativeRow::value, ""), field("reason", &AlternativeRow::reason, ""),
                          field("return_margin", &AlternativeRow::return_margin, "")};
    }
};
/// By number, without those that were taken back.
std::vector<AlternativeRow> alternatives_of(store::Connection& connection, IdValue proposal);

} // namespace reef::decisions
