// What members propose in a round: a project, and who receives what it raises.
#pragma once
#include "commons/funding/round.hpp"

namespace reef::funding {

struct PutProject {
    IdValue round;
    Vaulted<std::string> title;
    Vaulted<std::string> plan;
    std::optional<std::string> body;
    std::optional<MemberId> receiver;
    static constexpr std::string_view name = "funding.put_project";
    static constexpr std::string_view about =
        "Puts a project into a round, for members to give to; or nominates a result, for them to rate.";
    static constexpr auto fields() {
        return FieldTable{
            field("round", &PutProject::round, "which"),
            field("title", &PutProject::title, "in a few words", Audience::everyone, 160),
            field("plan", &PutProject::plan,
                  "what will be done with the money; of a result: what was done, and where it is seen"),
            field("body", &PutProject::body, "the body that receives it; nothing: one's own account"),
            field("receiver", &PutProject::receiver, "of a result: the member who did it; nothing: oneself")};
    }
};
struct ProjectPut {
    IdValue round;
    IdValue project;
    MemberId member;
    MemberId receiver;
    std::optional<std::string> body;
    Vaulted<std::string> title;
    Vaulted<std::string> plan;
    static constexpr std::string_view name = "funding.project_put";
    static constexpr std::string_view about = "A project was put into a round.";
    static constexpr auto fields() {
        return FieldTable{field("round", &ProjectPut::round, "which"),
                          field("project", &ProjectPut::project, "its number"),
                          field("member", &ProjectPut::member, "who put it", Audience::members),
                          field("receiver", &ProjectPut::receiver, "the member who is paid", Audience::members),
                          field("body", &ProjectPut::body, "that receives; none: that member"),
                          field("title", &ProjectPut::title, "in a few words"),
                          field("plan", &ProjectPut::plan, "what will be done with the money")};
    }
    std::string topic() const { return address_of(round); }
};

struct TakeOutProject {
    IdValue project;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "funding.take_out_project";
    static constexpr std::string_view about =
        "Takes a project out of its round, one's own or as the body that opened it; its gifts go back.";
    static constexpr auto fields() {
        return FieldTable{field("project", &TakeOutProject::project, "which"),
                          field("reasons", &TakeOutProject::reasons, "why; everybody reads them")};
    }
};
struct ProjectTakenOut {
    IdValue round;
    IdValue project;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "funding.project_taken_out";
    static constexpr std::string_view about = "A project was taken out of its round; its gifts go back.";
    static constexpr auto fields() {
        return FieldTable{field("round", &ProjectTakenOut::round, "which"),
                          field("project", &ProjectTakenOut::project, "of it"),
                          field("reasons", &ProjectTakenOut::reasons, "why")};
    }
    std::string topic() const { return address_of(round); }
};

/// A project as it stands.
struct ProjectRow {
    IdValue project;
    IdValue round;
    MemberId member;
    MemberId receiver;
    std::optional<std::string> body;
    Hash title;
    Hash plan;
    bool standing = true;
    std::optional<Hash> reasons;
    std::optional<std::int64_t> raised;
    std::optional<std::int64_t> givers;
    std::optional<std::string> entitled;
    std::optional<std::int64_t> matched;
    /// Where what it raises goes.
    std::string account() const { return body ? "body:" + *body : ledger::account_of(receiver); }
    bool is_of(MemberId who) const { return member == who || receiver == who; }
    static constexpr auto fields() {
        return FieldTable{field("project", &ProjectRow::project, ""), field("round", &ProjectRow::round, ""),
                          field("member", &ProjectRow::member, ""),   field("receiver", &ProjectRow::receiver, ""),
                          field("body", &ProjectRow::body, ""),       field("title", &ProjectRow::title, ""),
                          field("plan", &ProjectRow::plan, ""),       field("standing", &ProjectRow::standing, ""),
                          field("reasons", &ProjectRow::reasons, ""), field("raised", &ProjectRow::raised, ""),
                          field("givers", &ProjectRow::givers, ""),   field("entitled", &ProjectRow::entitled, ""),
                          field("matched", &ProjectRow::matched, "")};
    }
};
std::optional<ProjectRow> find_project(store::Connection& connection, IdValue project);
/// By number, those taken out among them.
std::vector<ProjectRow> projects_of(store::Connection& connection, IdValue round);

inline constexpr RefusalKind no_such_project{"funding.no_such_project", "There is no project {} in a round.", 404};
inline constexpr RefusalKind own_project{"funding.own_project",
                                         "This is yours: what it is given from the pot is for others to say.", 403};
inline constexpr RefusalKind taken_out{"funding.taken_out", "Project {} was taken out of its round.", 409};

struct PutFacts {
    std::optional<RoundRow> round;
    bool has_body = true;     // where it names one: the charter has it
    bool has_receiver = true; // where it names one: a member
    std::int64_t mine = 0;
};
PutFacts load(store::Connection&, const engine::Context&, const PutProject&);
engine::Decision decide(const PutFacts&, const PutProject&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ProjectPut&);

struct ProjectFacts {
    std::optional<ProjectRow> project;
    std::optional<RoundRow> round;
};
ProjectFacts load(store::Connection&, const engine::Context&, const TakeOutProject&);
engine::Decision decide(const ProjectFacts&, const TakeOutProject&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ProjectTakenOut&);
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const ProjectTakenOut&);

} // namespace reef::funding
