// Resolutions: what the members decide in words. A text is proposed, decided like any other proposal, and stands from
// its day on until a later one takes its place or repeals it, or it ends by itself.
#pragma once
#include "commons/decisions/proposal.hpp"

namespace reef::decisions {

/// By this name the charter's domains say who decides on resolutions, beside the names of rules.
inline constexpr std::string_view resolutions_domain = "resolutions";

/// A new text, a text in place of another, or the end of one.
enum class ResolutionAct { adopt, supersede, repeal };
constexpr auto names_of(ResolutionAct) { return std::array{"adopt"sv, "supersede"sv, "repeal"sv}; }

inline constexpr int title_characters_max = 160;
inline constexpr int text_characters_max = 20'000;

/// Title and text lie in the chronicle, not in the vault: what members adopted stays when whoever wrote it leaves.
struct ProposeResolution {
    std::string title;
    std::string text;
    Vaulted<std::string> reason;
    std::optional<IdValue> supersedes;
    std::optional<Time> sunset_at;
    std::optional<Vaulted<std::string>> legal_basis;
    std::optional<Vaulted<std::string>> emergency;
    static constexpr std::string_view name = "decisions.propose_resolution";
    static constexpr std::string_view about = "Proposes a text to be adopted, new or in place of one that stands. Mode "
                                              "and procedure come from the charter.";
    static constexpr auto fields() {
        return FieldTable{
            field("title", &ProposeResolution::title, "in a few words", Audience::everyone, title_characters_max),
            field("text", &ProposeResolution::text, "what is to be resolved, in paragraphs (CommonMark)",
                  Audience::everyone, text_characters_max),
            field("reason", &ProposeResolution::reason, "why", Audience::everyone, 5'000),
            field("supersedes", &ProposeResolution::supersedes, "the resolution whose place it takes"),
            field("sunset_at", &ProposeResolution::sunset_at, "when it ends by itself"),
            field("legal_basis", &ProposeResolution::legal_basis,
                  "where a body decides for others: the law or mandate it acts on", Audience::everyone, 1'000),
            field("emergency", &ProposeResolution::emergency,
                  "where a body decides for others: the emergency it answers", Audience::everyone, 1'000)};
    }
};
struct ProposeRepeal {
    IdValue resolution;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "decisions.propose_repeal";
    static constexpr std::string_view about = "Proposes that a resolution shall stand no more.";
    static constexpr auto fields() {
        return FieldTable{field("resolution", &ProposeRepeal::resolution, "which"),
                          field("reason", &ProposeRepeal::reason, "why", Audience::everyone, 5'000)};
    }
};

struct ResolutionProposed {
    IdValue proposal;
    ResolutionAct act = ResolutionAct::adopt;
    std::string title;
    std::optional<std::string> text;
    std::optional<IdValue> resolution;
    MemberId proposer;
    rules::ProcedureCharter procedure;
    rules::DomainCharter domain;
    Time voting_opens_at;
    Time voting_closes_at;
    Vaulted<std::string> reason;
    std::optional<Time> sunset_at;
    std::optional<DirectiveTerms> directive;
    std::optional<Caller> called_by;
    std::optional<SponsorTerms> sponsors;
    static constexpr std::string_view name = "decisions.resolution_proposed";
    static constexpr std::string_view about =
        "A text was proposed, or the end of one. Its procedure is settled from here on.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &ResolutionProposed::proposal, "its number, and the resolution's once it is adopted"),
            field("act", &ResolutionProposed::act, "adopt, supersede or repeal"),
            field("title", &ResolutionProposed::title, "in a few words"),
            field("text", &ResolutionProposed::text, "what is to be resolved; nothing of a repeal"),
            field("resolution", &ResolutionProposed::resolution, "the one that it supersedes or repeals"),
            field("proposer", &ResolutionProposed::proposer, "who proposes"),
            field("procedure", &ResolutionProposed::procedure, "phases and count, as the charter has them now"),
            field("domain", &ResolutionProposed::domain, "mode, and who decides"),
            field("voting_opens_at", &ResolutionProposed::voting_opens_at, "the electorate is frozen then"),
            field("voting_closes_at", &ResolutionProposed::voting_closes_at, "no ballot counts after this"),
            field("reason", &ResolutionProposed::reason, "why"),
            field("sunset_at", &ResolutionProposed::sunset_at, "when it ends by itself"),
            field("directive", &ResolutionProposed::directive, "what a body that decides for others owes them"),
            field("called_by", &ResolutionProposed::called_by, "what called this vote, where nobody proposed it"),
            field("sponsors", &ResolutionProposed::sponsors, "that it needs before it is talked about")};
    }
    std::string topic() const { return "/decisions"; }
};

/// A text as it was proposed, and what became of it.
struct ResolutionRow {
    IdValue proposal;
    ResolutionAct act = ResolutionAct::adopt;
    std::string title;
    std::string text;
    std::optional<IdValue> resolution;
    std::optional<Time> sunset_at;
    std::optional<Time> stands_from;
    std::optional<Time> ended_at;
    std::optional<IdValue> ended_by;
    static constexpr auto fields() {
        return FieldTable{field("proposal", &ResolutionRow::proposal, ""),
                          field("act", &ResolutionRow::act, ""),
                          field("title", &ResolutionRow::title, ""),
                          field("text", &ResolutionRow::text, ""),
                          field("resolution", &ResolutionRow::resolution, ""),
                          field("sunset_at", &ResolutionRow::sunset_at, ""),
                          field("stands_from", &ResolutionRow::stands_from, ""),
                          field("ended_at", &ResolutionRow::ended_at, ""),
                          field("ended_by", &ResolutionRow::ended_by, "")};
    }
    /// The last moment that it stands: its sunset, or the day of the decision that ended it.
    std::optional<Time> until() const;
};
inline constexpr std::string_view resolution_columns =
    "SELECT proposal, act, title, text, resolution, sunset_at, stands_from, ended_at, ended_by FROM "
    "{decisions_resolutions} ";
std::optional<ResolutionRow> resolution_row(store::Connection& connection, IdValue proposal);
/// Adopted, and neither over nor ended by a later decision, even one under notice.
bool resolution_stands(store::Connection& connection, IdValue resolution, Time now);

struct ResolutionFacts {
    bool launched = false;
    std::optional<rules::DomainCharter> domain; // none: the charter does not say who decides on resolutions
    rules::ProcedureCharter procedure;
    std::vector<std::string> bound;
    std::int64_t deciders = 0; // members of those who decide
    Duration directive_time;
    Duration emergency_time;
    Percent objection_share;
    std::optional<ResolutionRow> target; // that is superseded or repealed
    bool target_stands = false;
    std::optional<IdValue> open_proposal; // about the same resolution
};
ResolutionFacts load(store::Connection&, const engine::Context&, const ProposeResolution&);
ResolutionFacts load(store::Connection&, const engine::Context&, const ProposeRepeal&);
engine::Decision decide(const ResolutionFacts&, const ProposeResolution&, engine::Context&);
engine::Decision decide(const ResolutionFacts&, const ProposeRepeal&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ResolutionProposed&);

/// A version of a text while it is talked about; the first was proposed, others have an amendment taken into them.
void keep_draft(store::Connection& connection, const engine::Meta& meta, IdValue proposal, std::int64_t draft,
                const std::string& text, const std::optional<IdValue>& amendment);
inline constexpr RefusalKind too_many_paragraphs{"decisions.too_many_paragraphs", "A text has at most {} paragraphs.",
                                                 422};

/// Part of what an accepted decision leaves behind; nothing where it was not about a text.
void adopt_resolution(store::Connection& connection, IdValue proposal, Time effective_at);

} // namespace reef::decisions
