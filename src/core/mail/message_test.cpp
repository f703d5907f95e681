// What a mail looks like on the way. Another program reads such mails in tests/operating/mail.test.mjs.
#include "core/mail/message.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::mail {
namespace {

using testing::HasSubstr;

Message a_message() {
    return {.from_name = "Ride",
            .from = {"reef@ride.example"},
            .to = {"ana@ride.example"},
            .subject = "Your vote",
            .text = "Good day",
            .id = "1@ride.example",
            .at = *Time::parse("2026-03-02T06:00:00Z")};
}

std::vector<std::string> lines_of(const std::string& mail) {
    std::vector<std::string> lines;
    std::size_t begin = 0;
    for (auto end = mail.find("\r\n"); end != std::string::npos; end = mail.find("\r\n", begin)) {
        lines.push_back(mail.substr(begin, end - begin));
        begin = end + 2;
    }
    EXPECT_EQ(begin, mail.size()) << "the last line ends";
    return lines;
}
/// Names of the headers, in order.
std::vector<std::string> headers_of(const std::string& mail) {
    std::vector<std::string> names;
    for (const auto& line : lines_of(mail)) {
        if (line.empty()) break;
        if (!line.starts_with(' ')) names.push_back(line.substr(0, line.find(':')));
    }
    return names;
}

TEST(Addresses, are_taken_where_nothing_in_them_can_end_a_line) {
    for (const auto* good : {"ana@ride.example", " ana.b+reef@mail.ride.example ", "o'neil@x-y.example"})
        EXPECT_TRUE(MailAddress::parse(good)) << good;
    for (const auto* bad :
         {"", "ana", "ana@", "@ride.example", "ana@ride", "a b@ride.example", "ana@ride.example\r\nRCPT TO:<b@c.d>",
          "ana@ride..example", ".ana@ride.example", "ana>@ride.example", "\"ana\"@ride.example", "anä@ride.example",
          "ana@-ride.example", "ana@ride.example,b@c.example", "ana\n@ride.example"}) {
        const auto read = MailAddress::parse(bad);
        ASSERT_FALSE(read) << bad;
        EXPECT_EQ(read.error().code, "mail.bad_address");
    }
    EXPECT_FALSE(MailAddress::parse(std::string(65, 'a') + "@ride.example"));
    EXPECT_FALSE(MailAddress::parse("a@" + std::string(250, 'a') + ".example"));
}

TEST(Messages, have_the_headers_that_belong_to_them_and_no_others) {
    auto message = a_message();
    const std::vector<std::string> always = {"From",         "To",           "Subject",
                                             "Date",         "Message-ID",   "Auto-Submitted",
                                             "MIME-Version", "Content-Type", "Content-Transfer-Encoding"};
    EXPECT_EQ(headers_of(written(message)), always);
    message.subject = "Vote\r\nBcc: everybody@ride.example\r\n\r\nand more";
    message.from_name = "Ride\nReply-To: <x@y.example>";
    message.id = "1@ride.example>\r\nX: y";
    EXPECT_EQ(headers_of(written(message)), always) << written(message);
    message.stops_at = "https://ride.example/mail/stop?token=1\r\nX: y";
    EXPECT_THAT(headers_of(written(message)), testing::Not(testing::Contains("X")));
    EXPECT_THAT(written(message), HasSubstr("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
}

TEST(Messages, say_when_in_the_form_of_mails) {
    EXPECT_THAT(written(a_message()), HasSubstr("\r\nDate: Mon, 2 Mar 2026 06:00:00 +0000\r\n"));
}

TEST(Messages, fold_subjects_of_any_language_in_encoded_words) {
    auto message = a_message();
    message.subject = "Jouw stem wordt gevraagd: commissie op een rit – één euro méér voor de chauffeur, 日本語も";
    for (const auto& line : lines_of(written(message))) {
        EXPECT_LE(line.size(), 76u) << line;
        for (const char c : line) EXPECT_TRUE(c >= ' ' && c <= '~') << line;
    }
}

TEST(Texts, are_wrapped_at_spaces_and_keep_addresses_whole) {
    const std::string address = "https://ride.example/" + std::string(120, 'x');
    const auto text = wrapped("We earn less for an hour than in spring, because waiting became longer and longer. " +
                              address + "\n\nEnd");
    EXPECT_THAT(text, HasSubstr("\n" + address + "\n\nEnd\n"));
    for (const auto line : split(text, '\n'))
        EXPECT_TRUE(line.find("https") != std::string_view::npos || count_characters(line) <= 72) << line;
}

/// Whatever members write: no header ends early, no line is too long, nothing but ASCII travels.
RC_GTEST_PROP(Messages, stay_in_form_whatever_stands_in_them, (std::vector<std::uint8_t> subject, std::string text)) {
    auto message = a_message();
    message.subject = std::string(subject.begin(), subject.end());
    std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80 || c == '\0'; });
    message.text = text + "\n.\nFrom here é";
    const auto mail = written(message);
    RC_ASSERT(headers_of(mail).size() == 9u);
    bool in_body = false;
    for (const auto& line : lines_of(mail)) {
        in_body = in_body || line.empty();
        RC_ASSERT(line.size() <= 76u);
        RC_ASSERT(std::ranges::all_of(line, [](char c) { return (c >= ' ' && c <= '~'); }));
        if (in_body) RC_ASSERT(!line.starts_with('.') && !line.starts_with("From "));
    }
}

} // namespace
} // namespace reef::mail
