// Where a member gets mail, and how much of it they want.
#pragma once
#include "commons/people/module.hpp"
#include "core/mail/module.hpp"

namespace reef::notices {

enum class MailLanguage { en, nl };
constexpr auto names_of(MailLanguage) { return std::array<std::string_view, 2>{"en", "nl"}; }

enum class Rhythm { daily, weekly, never };
constexpr auto names_of(Rhythm) { return std::array<std::string_view, 3>{"daily", "weekly", "never"}; }

/// What one click in a mail ends.
enum class MailKind { votes, digest };
constexpr auto names_of(MailKind) { return std::array<std::string_view, 2>{"votes", "digest"}; }

struct KeepAddress {
    Vaulted<mail::MailAddress> address;
    MailLanguage language = MailLanguage::en;
    static constexpr std::string_view name = "notices.keep_address";
    static constexpr std::string_view about = "Says where one's own mail goes from now on, once it is confirmed there.";
    static constexpr auto fields() {
        return FieldTable{field("address", &KeepAddress::address, "a mail address", Audience::author),
                          field("language", &KeepAddress::language, "of mails", Audience::author)};
    }
};
struct AddressKept {
    MemberId member;
    Vaulted<std::string> address;
    MailLanguage language = MailLanguage::en;
    static constexpr std::string_view name = "notices.address_kept";
    static constexpr std::string_view about = "A member said where their mail goes.";
    static constexpr auto fields() {
        return FieldTable{field("member", &AddressKept::member, "whose it is", Audience::parties),
                          field("address", &AddressKept::address, "a mail address", Audience::author),
                          field("language", &AddressKept::language, "of mails", Audience::author)};
    }
    std::string topic() const { return "/mail"; }
};

/// Given by the house when the link was used that was sent to the address.
struct ConfirmAddress {
    MemberId member;
    EntryNumber kept = 0;
    static constexpr std::string_view name = "notices.confirm_address";
    static constexpr std::string_view about = "Whoever reads mail at an address confirmed it.";
    static constexpr auto fields() {
        return FieldTable{field("member", &ConfirmAddress::member, "whose it is", Audience::parties),
                          field("kept", &ConfirmAddress::kept, "the entry with which the address came")};
    }
};
struct AddressConfirmed {
    MemberId member;
    static constexpr std::string_view name = "notices.address_confirmed";
    static constexpr std::string_view about = "A member's mail address is theirs.";
    static constexpr auto fields() {
        return FieldTable{field("member", &AddressConfirmed::member, "whose it is", Audience::parties)};
    }
    std::string topic() const { return "/mail"; }
};

struct DropAddress {
    static constexpr std::string_view name = "notices.drop_address";
    static constexpr std::string_view about = "Withdraws one's own mail address: no mail goes there any more.";
    static constexpr auto fields() { return FieldTable{}; }
};
struct AddressDropped {
    MemberId member;
    static constexpr std::string_view name = "notices.address_dropped";
    static constexpr std::string_view about = "A member gets no mail any more.";
    static constexpr auto fields() {
        return FieldTable{field("member", &AddressDropped::member, "whose it was", Audience::parties)};
    }
    std::string topic() const { return "/mail"; }
};

struct Choose {
    MailLanguage language = MailLanguage::en;
    Rhythm rhythm = Rhythm::weekly;
    bool votes = true;
    static constexpr std::string_view name = "notices.choose";
    static constexpr std::string_view about = "Chooses which mails one gets, how often and in which language.";
    static constexpr auto fields() {
        return FieldTable{field("language", &Choose::language, "of mails", Audience::author),
                          field("rhythm", &Choose::rhythm, "of the digest", Audience::author),
                          field("votes", &Choose::votes, "a mail when a vote opens", Audience::author)};
    }
};
struct Chosen {
    MemberId member;
    MailLanguage language = MailLanguage::en;
    Rhythm rhythm = Rhythm::weekly;
    bool votes = true;
    static constexpr std::string_view name = "notices.chosen";
    static constexpr std::string_view about = "A member chose which mails they get.";
    static constexpr auto fields() {
        return FieldTable{field("member", &Chosen::member, "who", Audience::parties),
                          field("language", &Chosen::language, "of mails", Audience::author),
                          field("rhythm", &Chosen::rhythm, "of the digest", Audience::author),
                          field("votes", &Chosen::votes, "a mail when a vote opens", Audience::author)};
    }
    std::string topic() const { return "/mail"; }
};

/// Given by the house upon a click in a mail, also of somebody who is not signed in.
struct Stop {
    MemberId member;
    MailKind kind = MailKind::digest;
    static constexpr std::string_view name = "notices.stop";
    static constexpr std::string_view about = "Ends mails of one kind for whoever used the link in one of them.";
    static constexpr auto fields() {
        return FieldTable{field("member", &Stop::member, "for whom", Audience::parties),
                          field("kind", &Stop::kind, "which mails", Audience::parties)};
    }
};
struct Stopped {
    MemberId member;
    MailKind kind = MailKind::digest;
    static constexpr std::string_view name = "notices.stopped";
    static constexpr std::string_view about = "Mails of one kind have ended for a member.";
    static constexpr auto fields() {
        return FieldTable{field("member", &Stopped::member, "for whom", Audience::parties),
                          field("kind", &Stopped::kind, "which mails", Audience::parties)};
    }
    std::string topic() const { return "/mail"; }
};

/// A member's settings.
struct Settings {
    MemberId member;
    std::optional<Hash> address;
    EntryNumber kept_entry = 0;
    bool confirmed = false;
    MailLanguage language = MailLanguage::en;
    Rhythm rhythm = Rhythm::weekly;
    bool votes = true;
    static constexpr auto fields() {
        return FieldTable{field("member", &Settings::member, ""),
                          field("address", &Settings::address, ""),
                          field("kept_entry", &Settings::kept_entry, ""),
                          field("confirmed", &Settings::confirmed, ""),
                          field("language", &Settings::language, ""),
                          field("rhythm", &Settings::rhythm, ""),
                          field("votes", &Settings::votes, "")};
    }
};
std::optional<Settings> settings_of(store::Connection& connection, MemberId member);
/// Those with an address, by number: after `after`, at most `limit`. Whether they are confirmed shows when sending.
std::vector<MemberId> who_hears_of_votes(store::Connection& connection, MemberId after, std::int64_t limit);
std::vector<MemberId> who_reads_digests(store::Connection& connection, Rhythm rhythm, MemberId after,
                                        std::int64_t limit);

engine::NoFacts load(store::Connection&, const engine::Context&, const KeepAddress&);
engine::Decision decide(const engine::NoFacts&, const KeepAddress&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const AddressKept&);
std::optional<Settings> load(store::Connection&, const engine::Context&, const ConfirmAddress&);
engine::Decision decide(const std::optional<Settings>&, const ConfirmAddress&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const AddressConfirmed&);
std::optional<Settings> load(store::Connection&, const engine::Context&, const DropAddress&);
engine::Decision decide(const std::optional<Settings>&, const DropAddress&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const AddressDropped&);
std::optional<Settings> load(store::Connection&, const engine::Context&, const Choose&);
engine::Decision decide(const std::optional<Settings>&, const Choose&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Chosen&);
std::optional<Settings> load(store::Connection&, const engine::Context&, const Stop&);
engine::Decision decide(const std::optional<Settings>&, const Stop&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Stopped&);

} // namespace reef::notices
