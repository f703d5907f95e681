// Duties that begin with size: "crossing a threshold turns on the duty at that event". Members are counted at the very
// entry with which one joins or leaves, other figures by the clock.
#pragma once
#include "commons/people/module.hpp"

namespace reef::duties {

extern const engine::Rule<Duration> reckoned_every;

/// What is owed until a day: the first begins with the duty, further ones where it is owed again and again.
struct DutyTerm {
    std::int64_t number = 0;
    Time due_at;
    bool operator==(const DutyTerm&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("number", &DutyTerm::number, "from 1, of this duty"),
                          field("due_at", &DutyTerm::due_at, "when it is to be answered")};
    }
};

/// Given when a charter comes into force.
struct TakeUp {
    static constexpr std::string_view name = "duties.take_up";
    static constexpr std::string_view about = "Takes the duties of size from the charter that comes into force.";
    static constexpr auto fields() { return FieldTable{}; }
};
/// Given when somebody joins or leaves.
struct LookAtMembers {
    static constexpr std::string_view name = "duties.look_at_members";
    static constexpr std::string_view about = "Looks whether duties begin or end with the number of members.";
    static constexpr auto fields() { return FieldTable{}; }
};
/// Given by the clock.
struct LookAtSize {
    std::string duty;
    Time at;
    static constexpr std::string_view name = "duties.look_at_size";
    static constexpr std::string_view about = "Reckons the figure of size of a duty.";
    static constexpr auto fields() {
        return FieldTable{field("duty", &LookAtSize::duty, "which"), field("at", &LookAtSize::at, "when it was due")};
    }
};
/// Given by the clock.
struct LetFallDue {
    std::string duty;
    std::int64_t number = 0;
    static constexpr std::string_view name = "duties.let_fall_due";
    static constexpr std::string_view about = "Records on its day whether a duty was answered.";
    static constexpr auto fields() {
        return FieldTable{field("duty", &LetFallDue::duty, "which"), field("number", &LetFallDue::number, "of it")};
    }
};

struct DutyTakenUp {
    rules::DutyCharter duty;
    std::optional<Time> next_look_at;
    static constexpr std::string_view name = "duties.taken_up";
    static constexpr std::string_view about = "From here on a figure of size is watched for a duty of the charter.";
    static constexpr auto fields() {
        return FieldTable{
            field("duty", &DutyTakenUp::duty, "as the charter says"),
            field("next_look_at", &DutyTakenUp::next_look_at, "when its size is reckoned; none: at each entry")};
    }
    std::string topic() const { return "/duties"; }
};
struct DutyDropped {
    std::string duty;
    static constexpr std::string_view name = "duties.dropped";
    static constexpr std::string_view about = "The charter asks for a duty no more.";
    static constexpr auto fields() { return FieldTable{field("duty", &DutyDropped::duty, "which")}; }
    std::string topic() const { return "/duties"; }
};
struct SizeReckoned {
    std::string duty;
    std::optional<std::string> figure;
    Time next_look_at;
    static constexpr std::string_view name = "duties.size_reckoned";
    static constexpr std::string_view about = "The figure of size of a duty was reckoned.";
    static constexpr auto fields() {
        return FieldTable{field("duty", &SizeReckoned::duty, "which"),
                          field("figure", &SizeReckoned::figure, "a number and its unit; none: too little tells of it"),
                          field("next_look_at", &SizeReckoned::next_look_at, "when next")};
    }
    std::string topic() const { return "/duties"; }
};
struct DutyBegan {
    std::string duty;
    std::string figure;
    DutyTerm term;
    static constexpr std::string_view name = "duties.began";
    static constexpr std::string_view about = "The platform reached the size from which something is owed.";
    static constexpr auto fields() {
        return FieldTable{field("duty", &DutyBegan::duty, "which"),
                          field("figure", &DutyBegan::figure, "the size, a number and its unit"),
                          field("term", &DutyBegan::term, "by when it is to be answered")};
    }
    std::string topic() const { return "/duties"; }
};
struct DutyEnded {
    std::string duty;
    std::string figure;
    static constexpr std::string_view name = "duties.ended";
    static constexpr std::string_view about = "The platform fell below the size until which something is owed.";
    static constexpr auto fields() {
        return FieldTable{field("duty", &DutyEnded::duty, "which"),
                          field("figure", &DutyEnded::figure, "the size, a number and its unit")};
    }
    std::string topic() const { return "/duties"; }
};
struct DutyFellDue {
    std::string duty;
    std::int64_t number = 0;
    bool answered = false;
    std::optional<DutyTerm> next;
    static constexpr std::string_view name = "duties.fell_due";
    static constexpr std::string_view about = "The day of a duty came: it was answered, or is overdue.";
    static constexpr auto fields() {
        return FieldTable{field("duty", &DutyFellDue::duty, "which"), field("number", &DutyFellDue::number, "of it"),
                          field("answered", &DutyFellDue::answered, "in time; else it is overdue from here on"),
                          field("next", &DutyFellDue::next, "by when it is owed again")};
    }
    std::string topic() const { return "/duties"; }
};

/// A duty that is watched.
struct DutyState {
    rules::DutyCharter duty;
    bool is_owed = false;
    std::int64_t terms = 0; // that it had so far
    std::optional<Time> next_look_at;
};
/// With its size, as it is now.
struct SizedDuty {
    DutyState state;
    std::optional<rules::Reckoned> size; // none: this release reckons the figure no more
};

struct TakeUpFacts {
    std::vector<SizedDuty> charter; // as it asks for them now; sized where members are counted
    std::vector<DutyState> standing;
    Duration reckoned_every;
};
TakeUpFacts load(store::Connection&, const engine::Context&, const TakeUp&);
engine::Decision decide(const TakeUpFacts&, const TakeUp&, engine::Context&);

std::vector<SizedDuty> load(store::Connection&, const engine::Context&, const LookAtMembers&);
engine::Decision decide(const std::vector<SizedDuty>&, const LookAtMembers&, engine::Context&);

struct LookFacts {
    std::optional<SizedDuty> duty;
    Duration reckoned_every;
};
LookFacts load(store::Connection&, const engine::Context&, const LookAtSize&);
engine::Decision decide(const LookFacts&, const LookAtSize&, engine::Context&);

struct DueFacts {
    std::optional<rules::DutyCharter> duty;
    std::optional<DutyTerm> term; // that awaits its day
    bool answered = false;
};
DueFacts load(store::Connection&, const engine::Context&, const LetFallDue&);
engine::Decision decide(const DueFacts&, const LetFallDue&, engine::Context&);

void apply(store::Connection&, const engine::Meta&, const DutyTakenUp&);
void apply(store::Connection&, const engine::Meta&, const DutyDropped&);
void apply(store::Connection&, const engine::Meta&, const SizeReckoned&);
void apply(store::Connection&, const engine::Meta&, const DutyBegan&);
void apply(store::Connection&, const engine::Meta&, const DutyEnded&);
void apply(store::Connection&, const engine::Meta&, const DutyFellDue&);

/// What the size makes of a duty: it begins, ends, or nothing. Told apart from what is too little to tell.
enum class Crossing { none, begins, ends };
Crossing crossing_of(const rules::DutyCharter& duty, bool is_owed, const std::optional<rules::Reckoned>& size);

/// Whether any duty could begin with another member of a class, or end with one who leaves.
bool could_begin(store::Connection& connection, std::string_view stakeholder_class);
bool could_end(store::Connection& connection);

std::vector<engine::Schedule> duty_schedules();

} // namespace reef::duties
