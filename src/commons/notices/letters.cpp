#include "commons/notices/letters.hpp"
#include "commons/decisions/module.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::notices {
using namespace engine;
namespace {

/// Whom a letter is for, and what its words need.
struct Writing {
    PageRequest& request;
    const Settings& settings;
    const mail::Letter& letter;
    const Sending& sending;
    const Links links;

    std::string time(Time at) const {
        return web::time_in_words(std::string(names_of(settings.language)[static_cast<std::size_t>(settings.language)]),
                                  sending.time_zone, at);
    }
    std::string at(std::string_view path) const { return sending.address + std::string(path); }
    /// A link that whoever has it can use.
    std::string secret(const std::function<std::string()>& path) const {
        return links == Links::in_full ? at(path()) : request.say("(a link that stands in the mail alone)");
    }
    std::string greeting() const {
        return request.say("Good day, {}", {people::name_of(request, settings.member)}) + ",\n\n";
    }
};

Worded confirmation(const Writing& writing) {
    if (writing.settings.confirmed) return std::unexpected("confirmed already");
    if (writing.letter.about != std::to_string(writing.settings.kept_entry)) return std::unexpected("another address");
    const auto link = writing.secret([&] {
        return "/mail/confirm?token=" +
               mail::link_token(writing.request.connection, {writing.settings.member, "confirm"}, writing.letter.about);
    });
    return LetterText{
        writing.request.say("Please confirm your mail address"),
        writing.greeting() +
            writing.request.say("You said that your mail goes here. Confirm it with this link; until then no other "
                                "mail is sent here.") +
            "\n\n" + link + "\n\n" + writing.request.say("If it was not you, do nothing.")};
}

Worded vote(const Writing& writing) {
    auto& request = writing.request;
    const auto proposal = IdValue::parse(writing.letter.about);
    const auto open = proposal ? decisions::open_decision(request, *proposal) : std::nullopt;
    if (!open || !open->is_voting) return std::unexpected("the vote has ended");
    if (!open->shown.needs_my_voice && writing.links == Links::in_full) return std::unexpected("voted already");
    std::string text = writing.greeting() + request.say("A vote is open in which you may take part:") + "\n\n" +
                       open->shown.title + "\n";
    if (open->shown.until) text += request.say("It ends on {}.", {writing.time(*open->shown.until)}) + "\n";
    return LetterText{request.say("Your vote is asked: {}", {open->shown.title}), text + writing.at(open->shown.href),
                      MailKind::votes};
}

Worded admission(const Writing& writing) {
    auto& request = writing.request;
    const auto application = IdValue::parse(writing.letter.about);
    const auto outcome = application ? people::outcome_of(request.connection, *application) : std::nullopt;
    if (!outcome || outcome->member != writing.settings.member) return std::unexpected("no such application");
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    const auto* joined = charter.find_class(outcome->stakeholder_class);
    const auto name = joined ? joined->name : outcome->stakeholder_class;
    return LetterText{request.say("Your application was decided"),
                      writing.greeting() +
                          (outcome->admitted ? request.say("You are a member of the class {} from now on.", {name})
                                             : request.say("You were not admitted to the class {}.", {name})) +
                          "\n" + request.say("The reasons stand among your data:") + "\n" + writing.at("/me")};
}

Worded password(const Writing& writing) {
    const auto link = writing.secret([&] {
        return web::new_password_address(writing.request.connection, writing.settings.member, MachineClock().now());
    });
    return LetterText{
        writing.request.say("A new password"),
        writing.greeting() +
            writing.request.say("Somebody, you we hope, asked for a new password. This link lets you choose one, once, "
                                "within an hour:") +
            "\n\n" + link + "\n\n" +
            writing.request.say("If it was not you, do nothing: your password stays as it is.")};
}

std::string digest_line(const Writing& writing, const WaitingLine& line) {
    auto text = fmt::format("* {}: {}\n", line.kind, line.title);
    if (line.until) text += "  " + writing.request.say("until {}", {writing.time(*line.until)}) + "\n";
    return text + "  " + writing.at(line.href) + "\n\n";
}

Worded digest(const Writing& writing) {
    auto& request = writing.request;
    if (writing.letter.about != std::to_string(digest_number(writing.settings.rhythm, request.now)))
        return std::unexpected("out of date");
    const auto waiting = writing.sending.waiting ? writing.sending.waiting(request) : std::vector<WaitingLine>{};
    std::string text = writing.greeting();
    if (!waiting.empty()) text += request.say("Needs your voice") + "\n\n";
    for (const auto& line : waiting) text += digest_line(writing, line);
    std::string others;
    for (const auto& each : decisions::open_decisions(request))
        if (!each.needs_my_voice) others += digest_line(writing, {each.state, each.title, each.href, each.until});
    if (!others.empty()) text += request.say("Open besides") + "\n\n" + others;
    if (waiting.empty() && others.empty()) return std::unexpected("nothing to say");
    return LetterText{waiting.empty() ? request.say("What is open just now")
                                      : request.say("Needs your voice: {}", {std::to_string(waiting.size())}),
                      text, MailKind::digest};
}

std::string stop_path(const Writing& writing, MailKind kind) {
    return "/mail/stop?token=" +
           mail::link_token(writing.request.connection,
                            {writing.settings.member, kind == MailKind::votes ? "votes" : "digest"});
}

std::string footer(const Writing& writing, const LetterText& words) {
    const auto& request = writing.request;
    std::string text = "\n\n-- \n" + request.say("What mails you get, you choose here:") + " " + writing.at("/mail");
    if (words.kind)
        text += "\n" + request.say("To get no more of this kind:") + " " +
                writing.secret([&] { return stop_path(writing, *words.kind); });
    return text;
}

} // namespace

std::int64_t digest_number(Rhythm rhythm, Time at) {
    constexpr auto begins = hours(6), monday = days(4); // 5 January 1970 was one
    const auto span = rhythm == Rhythm::weekly ? days(7) : days(1);
    const auto since = at.ms - begins.ms - (rhythm == Rhythm::weekly ? monday.ms : 0);
    return since / span.ms;
}

Worded LetterWriter::words(store::Connection& connection, const Registry& registry, Time now,
                           const mail::Letter& letter, Links links) const {
    static const std::map<std::string_view, Worded (*)(const Writing&)> kinds = {{"confirm", confirmation},
                                                                                 {"vote", vote},
                                                                                 {"admission", admission},
                                                                                 {"password", password},
                                                                                 {"digest", digest}};
    const auto settings = settings_of(connection, letter.member);
    if (!settings || !settings->address || people::has_left(connection, letter.member))
        return std::unexpected("no address");
    const auto kind = kinds.find(letter.kind);
    ensure(kind != kinds.end(), "a letter is of a kind");
    const auto standing = registry.standing(connection, Actor::of(letter.member));
    PageRequest request{connection, standing, registry, now};
    const auto code = names_of(settings->language)[static_cast<std::size_t>(settings->language)];
    const auto language = std::ranges::find(languages_, code, &web::Language::code);
    if (language != languages_.end())
        request.translate = [&](std::string_view english) { return language->translated(english); };
    const Writing writing{request, *settings, letter, sending_, links};
    auto words = kind->second(writing);
    if (words) words->text += footer(writing, *words);
    return words;
}

mail::Written LetterWriter::mail(store::Connection& connection, const Registry& registry, Time now,
                                 const mail::Letter& letter) const {
    auto words = this->words(connection, registry, now, letter, Links::in_full);
    if (!words) return std::unexpected(words.error());
    const auto settings = settings_of(connection, letter.member);
    if (!settings->confirmed && letter.kind != "confirm") return std::unexpected("address not confirmed");
    const auto text = chronicle::reveal_text(connection, settings->address);
    const auto to = text ? mail::MailAddress::parse(*text) : Result<mail::MailAddress>(refuse(not_found));
    if (!to) return std::unexpected("no address");
    mail::Message message{
        .from_name = rules::founded_platform(connection).charter.name,
        .from = sending_.from,
        .to = *to,
        .subject = std::move(words->subject),
        .text = std::move(words->text),
        .id = fmt::format("{}@{}", sha256({"reef mail ", letter.key}).text().substr(0, 32), sending_.from.domain()),
        .at = MachineClock().now()};
    if (words->kind)
        message.stops_at =
            sending_.address + "/mail/stop?token=" +
            mail::link_token(connection, {letter.member, *words->kind == MailKind::votes ? "votes" : "digest"});
    return message;
}

} // namespace reef::notices
