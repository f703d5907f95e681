// The performer: the one way a command takes, from its actor to its entry and to all that the entry causes. The live
// engine performs onto the log; verification performs again against what the log holds, by the same steps.
#pragma once
#include "core/engine/registry.hpp"

namespace reef::engine {

/// Where entries go: onto the log, or before a judge who compares them with the log.
class Record {
  public:
    virtual ~Record() = default;
    virtual void record(chronicle::Head& head, const chronicle::Entry& entry) = 0;
    /// What the clock's next command observed when it was given, as the log holds it; nothing where it comes in now.
    virtual std::optional<json::value> observed(const chronicle::RecordedCommand&) { return {}; }
    /// Whether entries come in now, so that what must be observed is observed.
    virtual bool is_live() const { return true; }
};

/// What someone who gave a command learns.
struct Answer {
    EntryNumber entry = 0; // 0: there was nothing to change
    Hash hash;             // of that entry
    Time at;
    std::vector<chronicle::RecordedEvent> events;
    /// What the command made, by name: the entry's number.
    std::string id() const { return std::to_string(entry); }
};

/// A command as it comes in.
struct Incoming {
    Actor actor;
    std::string via;
    Call call;
    bool from_form = false;
};

/// `undo`: something had already been written when the refusal came (a required reaction refused); the transaction must
/// be undone.
struct Outcome {
    Result<Answer> answer;
    bool undo = false;
};

class Performer {
  public:
    Performer(const Registry& registry, store::Connection& connection, chronicle::Head& head, Record& record)
        : registry_(registry), connection_(connection), head_(head), record_(record) {}

    /// Discharges what is due by `at`, then performs the command at that time. With `chance` the command comes in live:
    /// personal values are sealed, and what must be observed is observed.
    Outcome perform(const Incoming& incoming, Time at, Chance* chance);
    /// Gives the commands whose time has come, each at its own time.
    void discharge(Time now);

    /// Called for each entry after it was applied (topics, erasures).
    std::function<void(const chronicle::Entry&)> after_entry;

  private:
    struct Asked {
        Actor actor;
        std::string via;
        Call call;
        std::optional<chronicle::Cause> cause;
        Time at;
        bool from_form = false;
        int depth = 0;
        bool observes = false;
    };
    Outcome perform_asked(const Asked& asked, IdSource& ids, Chance* chance);
    std::optional<Refusal> react(const chronicle::Entry& entry, IdSource& ids, int depth);
    chronicle::Entry entry_for(const Asked& asked, json::value data) const;
    void keep_refusal(const Asked& asked, const json::value& data, const Refusal& refusal);

    const Registry& registry_;
    store::Connection& connection_;
    chronicle::Head& head_;
    Record& record_;
};

/// Changes the projections as the entry says. Cannot refuse.
void apply_entry(const Registry& registry, store::Connection& connection, const chronicle::Entry& entry);

} // namespace reef::engine
