#include "commons/notices/mail_page.hpp"
#include <fmt/format.h>

namespace reef::notices {
using namespace engine;
namespace {

constexpr RefusalKind link_worn{"notices.link_worn", "This link is not from here, or it was for another address.", 404};
constexpr std::int64_t shown_max = 50;

struct LetterLine {
    std::string kind;
    std::string member;
    Time made_at;
    std::string state;
    std::optional<std::string> remark;
    std::optional<std::string> subject;
    std::optional<std::string> text;
    static constexpr auto fields() {
        return FieldTable{
            field("kind", &LetterLine::kind, "what about, in words"),
            field("member", &LetterLine::member, "for whom, by number"),
            field("made_at", &LetterLine::made_at, "since when"),
            field("state", &LetterLine::state, "what became of it, in words"),
            field("remark", &LetterLine::remark, "a code of the mail server, or why it was not sent"),
            field("subject", &LetterLine::subject, "as it would be sent now; where the viewer may read it"),
            field("text", &LetterLine::text, "likewise")};
    }
};
struct MailDocument {
    std::string summary;
    bool is_operator = false;
    bool sends = false;
    std::optional<std::string> address;
    bool confirmed = false;
    std::string language;
    std::string rhythm;
    bool votes = false;
    bool is_english = false, is_dutch = false, is_daily = false, is_weekly = false, is_never = false;
    std::int64_t waiting = 0;
    std::vector<LetterLine> letters;
    static constexpr auto fields() {
        return FieldTable{field("summary", &MailDocument::summary, "what this is"),
                          field("is_operator", &MailDocument::is_operator, "all mails are listed, without their words"),
                          field("sends", &MailDocument::sends, "whether the platform has a mail server"),
                          field("address", &MailDocument::address, "one's own"),
                          field("confirmed", &MailDocument::confirmed, "the link was used that went there"),
                          field("language", &MailDocument::language, "of mails"),
                          field("rhythm", &MailDocument::rhythm, "of the digest"),
                          field("votes", &MailDocument::votes, "a mail when a vote opens"),
                          field("is_english", &MailDocument::is_english, "of the language"),
                          field("is_dutch", &MailDocument::is_dutch, "of the language"),
                          field("is_daily", &MailDocument::is_daily, "of the rhythm"),
                          field("is_weekly", &MailDocument::is_weekly, "of the rhythm"),
                          field("is_never", &MailDocument::is_never, "of the rhythm"),
                          field("waiting", &MailDocument::waiting, "of the whole platform, for its operator"),
                          field("letters", &MailDocument::letters, "the newest first")};
    }
};

std::string kind_in_words(const PageRequest& request, std::string_view kind) {
    if (kind == "confirm") return request.say("Confirming an address");
    if (kind == "vote") return request.say("A vote opens");
    if (kind == "admission") return request.say("An application was decided");
    if (kind == "password") return request.say("A new password");
    return request.say("What waits and what is open");
}

std::string state_in_words(const PageRequest& request, mail::LetterState state, bool sends) {
    switch (state) {
    case mail::LetterState::waiting:
        return sends ? request.say("Waits to be sent") : request.say("Would be sent");
    case mail::LetterState::sent:
        return request.say("Sent");
    case mail::LetterState::refused:
        return request.say("Refused by the mail server");
    case mail::LetterState::dropped:
        return request.say("Not sent: nothing to say any more");
    case mail::LetterState::given_up:
        break;
    }
    return request.say("Given up");
}

/// The words of a letter are their reader's; what is for everybody the operator sees as well.
bool may_read(const PageRequest& request, const mail::KeptLetter& letter) {
    return request.viewer.actor == Actor::of(letter.member) || letter.kind == "vote";
}

LetterLine line_of(const PageRequest& request, const LetterWriter& writer, const mail::KeptLetter& letter, bool sends) {
    LetterLine line{kind_in_words(request, letter.kind), letter.member.text(), letter.made_at,
                    state_in_words(request, letter.state, sends), letter.remark};
    if (letter.state != mail::LetterState::waiting || !may_read(request, letter)) return line;
    const auto words =
        writer.words(request.connection, request.registry, request.now, letter.letter(), Links::withheld);
    if (words) {
        line.subject = words->subject;
        line.text = mail::wrapped(words->text);
    } else {
        line.state = state_in_words(request, mail::LetterState::dropped, sends);
        line.remark = words.error();
    }
    return line;
}

Result<MailDocument> show_mail(PageRequest& request, const LetterWriter& writer) {
    MailDocument document;
    document.is_operator = !request.signed_in();
    document.sends = mail::sends(request.connection);
    document.summary =
        document.sends
            ? request.say("Where your mail goes, which mails you get, and what was sent to you.")
            : request.say(
                  "This platform sends no mail: its operator named no mail server. Here stands what would be sent.");
    const auto settings =
        request.signed_in() ? settings_of(request.connection, request.member()) : std::optional<Settings>();
    if (settings) {
        document.address = chronicle::reveal_text(request.connection, settings->address);
        document.confirmed = settings->confirmed;
        document.language = names_of(settings->language)[static_cast<std::size_t>(settings->language)];
        document.rhythm = names_of(settings->rhythm)[static_cast<std::size_t>(settings->rhythm)];
        document.votes = settings->votes;
    }
    document.is_english = document.language != "nl";
    document.is_dutch = document.language == "nl";
    document.is_daily = document.rhythm == "daily";
    document.is_weekly = document.rhythm == "weekly";
    document.is_never = document.rhythm == "never";
    const auto of = request.signed_in() ? std::optional(request.member()) : std::nullopt;
    if (document.is_operator) document.waiting = mail::count_waiting(request.connection);
    for (const auto& letter : mail::letters(request.connection, of, shown_max))
        document.letters.push_back(line_of(request, writer, letter, document.sends));
    return document;
}

struct LinkDocument {
    std::string token;
    bool is_done = false;
    bool is_votes = false;
    static constexpr auto fields() {
        return FieldTable{field("token", &LinkDocument::token, "of the link"),
                          field("is_done", &LinkDocument::is_done, "it was used already"),
                          field("is_votes", &LinkDocument::is_votes, "about mails that votes open, not the digest")};
    }
};

/// Looking at a link does nothing: programs look at links in mails.
Result<LinkDocument> show_confirm(PageRequest& request) {
    const std::string token(request.asked("token"));
    if (const auto call = call_of_confirmation(request.connection, token); !call) return std::unexpected(call.error());
    return LinkDocument{token, settings_of(request.connection, mail::said_by(token)->member)->confirmed};
}

Result<LinkDocument> show_stop(PageRequest& request) {
    const std::string token(request.asked("token"));
    if (const auto call = call_of_stopping(request.connection, token); !call) return std::unexpected(call.error());
    const auto said = *mail::said_by(token);
    const auto settings = settings_of(request.connection, said.member);
    const bool is_votes = said.what == "votes";
    const bool runs = settings && (is_votes ? settings->votes : settings->rhythm != Rhythm::never);
    return LinkDocument{token, !runs, is_votes};
}

} // namespace

Result<Call> call_of_confirmation(store::Connection& connection, std::string_view token) {
    const auto said = mail::said_by(token);
    if (!said || said->what != "confirm") return refuse(link_worn);
    const auto settings = settings_of(connection, said->member);
    if (!settings || !settings->address || !mail::is_ours(connection, token, std::to_string(settings->kept_entry)))
        return refuse(link_worn);
    return call(ConfirmAddress{said->member, settings->kept_entry});
}

Result<Call> call_of_stopping(store::Connection& connection, std::string_view token) {
    const auto said = mail::said_by(token);
    if (!said || (said->what != "votes" && said->what != "digest") || !mail::is_ours(connection, token))
        return refuse(link_worn);
    return call(Stop{said->member, said->what == "votes" ? MailKind::votes : MailKind::digest});
}

PageType mail_page(std::shared_ptr<const LetterWriter> writer) {
    return {"/mail",
            "src/commons/notices/mail.html",
            "Where one's mail goes, which mails one gets, and what was sent or would be.",
            {{"person", "operator"}},
            shape_of<MailDocument>(),
            [writer = std::move(writer)](PageRequest& request) -> Result<json::value> {
                const auto document = show_mail(request, *writer);
                if (!document) return std::unexpected(document.error());
                return to_json(*document);
            }};
}
PageType confirm_page() {
    return page<show_confirm>("/mail/confirm", "src/commons/notices/confirm.html",
                              "Where the link leads that confirms a mail address.", anyone());
}
PageType stop_page() {
    return page<show_stop>("/mail/stop", "src/commons/notices/stop.html",
                           "Where the link leads that ends mails of one kind.", anyone());
}

} // namespace reef::notices
