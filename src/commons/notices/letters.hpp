// What stands in a letter: made of what is known when it is sent, or when somebody looks at what would be sent.
#pragma once
#include "commons/notices/address.hpp"
#include "core/web/module.hpp"

namespace reef::notices {

/// A line of the digest: what waits for the member's voice, of whatever room.
struct WaitingLine {
    std::string kind;
    std::string title;
    std::string href;
    std::optional<Time> until;
};

/// What the house says of itself.
struct Sending {
    std::string address = "http://localhost:8080"; // of the platform, as links begin
    mail::MailAddress from = {"reef@localhost.localdomain"};
    std::string time_zone = "UTC";
    std::function<std::vector<WaitingLine>(engine::PageRequest&)> waiting = {};
};

/// Links that let their reader do something stand in the mail alone.
enum class Links { in_full, withheld };

struct LetterText {
    std::string subject;
    std::string text;
    std::optional<MailKind> kind = {}; // that one click ends
};

/// Kinds of letters: `confirm`, `vote`, `admission`, `password` and `digest`. Where there is nothing to be said any
/// more, why.
using Worded = std::expected<LetterText, std::string>;

class LetterWriter {
  public:
    explicit LetterWriter(Sending sending) : sending_(std::move(sending)), languages_(web::house_languages()) {}
    Worded words(store::Connection& connection, const engine::Registry& registry, Time now, const mail::Letter& letter,
                 Links links) const;
    /// The same as a mail to the member's address, if that is confirmed.
    mail::Written mail(store::Connection& connection, const engine::Registry& registry, Time now,
                       const mail::Letter& letter) const;

  private:
    const Sending sending_;
    const std::vector<web::Language> languages_;
};

/// Numbers of days and weeks, from six in the morning (UTC; weeks from Monday): there is one digest in each.
std::int64_t digest_number(Rhythm rhythm, Time at);

} // namespace reef::notices
