#include "core/mail/postman.hpp"
#include <spdlog/spdlog.h>

namespace reef::mail {
namespace {

constexpr std::int64_t portion = 20, forgotten_at_once = 500;
constexpr Duration pause_max = minutes(10);

struct Outcome {
    std::string key;
    std::optional<LetterState> ended; // none: later, or, untried, given back
    std::string remark;
    bool tried = true;
};

void note(store::Connection& connection, const Outcome& outcome, Time now) {
    if (outcome.ended) return note_ended(connection, outcome.key, *outcome.ended, outcome.remark, now);
    if (outcome.tried) return note_later(connection, outcome.key, outcome.remark, now);
    give_back(connection, outcome.key);
}

} // namespace

Postman::Postman(engine::Engine& engine, PostmanOptions options)
    : engine_(engine), options_(std::move(options)), clock_(options_.clock ? options_.clock : &machine_clock_) {
    if (options_.smtp) smtp_.emplace(*options_.smtp);
}

Postman::~Postman() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wakes_.notify_all();
}

void Postman::start() {
    thread_ = std::jthread([this] { run(); });
}

bool Postman::go_round() {
    while (!stopping_ && options_.gather()) {}
    if (!forgot_at_ || now() - *forgot_at_ > hours(1)) {
        forgot_at_ = now();
        engine_.write_beside(
            [now = now()](store::Connection& connection) { forget_old(connection, forgotten_at_once, now); });
    }
    bool any = smtp_.has_value(), has_server = true;
    while (any && has_server && !stopping_) has_server = send_portion(any);
    return has_server;
}

bool Postman::send_portion(bool& any) {
    const auto begun = now();
    any = is_any_due(*engine_.read(), begun); // the writer is not asked for nothing
    if (!any) return true;
    std::vector<Letter> taken;
    if (engine_.write_beside([&](store::Connection& connection) { taken = take(connection, portion, begun); }))
        return false;
    any = !taken.empty();
    if (!any) return true;
    std::vector<Outcome> outcomes;
    bool has_server = true;
    for (const auto& letter : taken) {
        // What is held too long may be taken by another server meanwhile.
        const bool has_time = now() - begun < Duration{held_for.ms / 2};
        if (!has_server || !has_time || stopping_) {
            outcomes.push_back({letter.key, {}, {}, false});
            continue;
        }
        const auto message = options_.write(*engine_.read(), letter);
        if (!message) {
            outcomes.push_back({letter.key, LetterState::dropped, message.error()});
            continue;
        }
        const auto handed = smtp_->hand_over(*message, stopping_);
        if (handed.how == Handed::sent) outcomes.push_back({letter.key, LetterState::sent, {}});
        if (handed.how == Handed::refused) outcomes.push_back({letter.key, LetterState::refused, handed.said});
        if (handed.how == Handed::later) outcomes.push_back({letter.key, {}, handed.said});
        if (handed.how != Handed::no_server) continue;
        has_server = false;
        spdlog::warn("the mail server took nothing: {}", handed.said);
        outcomes.push_back({letter.key, {}, {}, false});
    }
    const auto refusal = engine_.write_beside([&, at = now()](store::Connection& connection) {
        for (const auto& outcome : outcomes) note(connection, outcome, at);
    });
    return has_server && !refusal;
}

void Postman::run() {
    Duration pause = options_.rest;
    while (true) {
        try {
            pause = go_round() ? options_.rest : std::min(Duration{pause.ms * 2}, pause_max);
        } catch (const std::exception& failure) {
            spdlog::error("mails are late: {}", failure.what());
            pause = std::min(Duration{pause.ms * 2}, pause_max);
        }
        std::unique_lock lock(mutex_);
        if (wakes_.wait_for(lock, std::chrono::milliseconds(pause.ms), [this] { return stopping_.load(); })) return;
    }
}

} // namespace reef::mail
