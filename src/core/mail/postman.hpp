// Goes through what happened, puts letters into the outbox and sends those that are due: beside the writer, in
// portions, on a thread of its own.
#pragma once
#include "core/engine/module.hpp"
#include "core/mail/outbox.hpp"
#include "core/mail/smtp.hpp"

namespace reef::mail {

/// What became of writing a letter: the mail, or why there is none any more.
using Written = std::expected<Message, std::string>;

struct PostmanOptions {
    std::optional<SmtpSettings> smtp = {}; // none: letters wait where they can be seen
    /// One portion of letters that are new. True: there is more at once.
    std::function<bool()> gather;
    std::function<Written(store::Connection&, const Letter&)> write;
    const engine::Clock* clock = nullptr; // of waiting and holding; the machine's unless given
    Duration rest = seconds(2);           // between two looks
};

class Postman {
  public:
    Postman(engine::Engine& engine, PostmanOptions options);
    /// Ends what is on its way, within a second; what was not sent waits.
    ~Postman();
    Postman(const Postman&) = delete;

    /// One round on this thread, for tests and the thread itself: gathers all, sends what is due. False: there is no
    /// mail server to be had just now.
    bool go_round();
    /// From now on by itself.
    void start();

  private:
    /// A portion. False: as above. `any`: whether there was one.
    bool send_portion(bool& any);
    void run();
    Time now() const { return clock_->now(); }

    engine::Engine& engine_;
    const PostmanOptions options_;
    const engine::MachineClock machine_clock_;
    const engine::Clock* clock_;
    std::optional<Smtp> smtp_;
    std::optional<Time> forgot_at_;
    std::atomic<bool> stopping_ = false;
    std::mutex mutex_;
    std::condition_variable wakes_;
    std::jthread thread_;
};

} // namespace reef::mail
