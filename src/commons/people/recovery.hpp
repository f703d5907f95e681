// Letting somebody in again who lost telephone and recovery codes: the operator begins it with a reason, the person is
// told on every page they open and can stop it, and after a wait it is carried out (app/house.cpp takes the second
// factor off and makes a link in the same transaction).
#pragma once
#include "commons/rules/module.hpp"

namespace reef::people {

extern const engine::Rule<Duration> recovery_wait;

struct BeginRecovery {
    MemberId member;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "people.begin_recovery";
    static constexpr std::string_view about =
        "Begins to let somebody in again who lost their second factor. They can stop it during the wait.";
    static constexpr auto fields() {
        return FieldTable{
            field("member", &BeginRecovery::member, "who lost it", Audience::parties),
            field("reason", &BeginRecovery::reason, "how one knows that it is they who ask", Audience::parties)};
    }
};
struct RecoveryBegun {
    MemberId member;
    Vaulted<std::string> reason;
    Time until;
    static constexpr std::string_view name = "people.recovery_begun";
    static constexpr std::string_view about = "Somebody is to be let in again without their second factor.";
    static constexpr auto fields() {
        return FieldTable{field("member", &RecoveryBegun::member, "who", Audience::parties),
                          field("reason", &RecoveryBegun::reason, "why", Audience::parties),
                          field("until", &RecoveryBegun::until, "when the wait ends")};
    }
};

struct StopRecovery {
    static constexpr std::string_view name = "people.stop_recovery";
    static constexpr std::string_view about = "Stops what the operator began: one's second factor stays.";
    static constexpr auto fields() { return FieldTable{}; }
};
struct RecoveryStopped {
    MemberId member;
    static constexpr std::string_view name = "people.recovery_stopped";
    static constexpr std::string_view about = "Somebody kept their second factor: they had not asked to be let in.";
    static constexpr auto fields() {
        return FieldTable{field("member", &RecoveryStopped::member, "who", Audience::parties)};
    }
};

/// Given by the house alone, together with what it does to the credentials.
struct FinishRecovery {
    MemberId member;
    static constexpr std::string_view name = "people.finish_recovery";
    static constexpr std::string_view about = "Lets somebody in again without their second factor, after the wait.";
    static constexpr auto fields() {
        return FieldTable{field("member", &FinishRecovery::member, "who", Audience::parties)};
    }
};
struct RecoveryFinished {
    MemberId member;
    static constexpr std::string_view name = "people.recovery_finished";
    static constexpr std::string_view about = "A second factor was taken off, and a link made that lets in once.";
    static constexpr auto fields() {
        return FieldTable{field("member", &RecoveryFinished::member, "who", Audience::parties)};
    }
};

/// A recovery that waits.
struct Recovery {
    Time begun_at;
    Time until;
    Hash reason;
    EntryNumber entry = 0;
    static constexpr auto fields() {
        return FieldTable{field("begun_at", &Recovery::begun_at, "when"), field("until", &Recovery::until, "the wait"),
                          field("reason", &Recovery::reason, "in the vault"),
                          field("entry", &Recovery::entry, "that began it")};
    }
};
std::optional<Recovery> recovery_of(store::Connection& connection, MemberId member);

struct RecoveryFacts {
    bool is_here = false; // signed up, and did not leave
    std::optional<Recovery> running;
    Duration wait;
};
RecoveryFacts load(store::Connection&, const engine::Context&, const BeginRecovery&);
engine::Decision decide(const RecoveryFacts&, const BeginRecovery&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RecoveryBegun&);
RecoveryFacts load(store::Connection&, const engine::Context&, const StopRecovery&);
engine::Decision decide(const RecoveryFacts&, const StopRecovery&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RecoveryStopped&);
RecoveryFacts load(store::Connection&, const engine::Context&, const FinishRecovery&);
engine::Decision decide(const RecoveryFacts&, const FinishRecovery&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RecoveryFinished&);

/// What everybody is told on all their pages while a recovery of theirs waits.
struct RecoveryNotice {
    std::string sentence;
    std::string reason;
    Time until;
    std::string entry_href;
    static constexpr auto fields() {
        return FieldTable{field("sentence", &RecoveryNotice::sentence, "what was begun"),
                          field("reason", &RecoveryNotice::reason, "that the operator gave"),
                          field("until", &RecoveryNotice::until, "when it is carried out, unless stopped"),
                          field("entry_href", &RecoveryNotice::entry_href, "the entry that began it")};
    }
};
std::optional<RecoveryNotice> recovery_notice(const engine::PageRequest& request);

} // namespace reef::people
