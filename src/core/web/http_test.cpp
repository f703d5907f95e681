#include "core/base/ensure.hpp"
#include "core/web/compression.hpp"
#include "core/web/http.hpp"
#include "core/web/negotiation.hpp"
#include <array>
#include <gtest/gtest.h>
#include <zlib.h>

namespace reef::web {
namespace {

using namespace std::literals;

TEST(Headers, compare_names_without_case_and_keep_order) {
    Headers headers{{"Accept", "a"}, {"X-One", "1"}, {"accept", "b"}};
    EXPECT_EQ(headers.get("ACCEPT"), "a");
    EXPECT_EQ(headers.joined("Accept"), "a, b");
    EXPECT_EQ(headers.count("accept"), 2U);
    EXPECT_EQ(headers.get("Accep"), std::nullopt);
    headers.set("ACCEPT", "c");
    EXPECT_EQ(headers.size(), 2U);
    EXPECT_EQ(headers.at(1), (std::pair{"ACCEPT"sv, "c"sv}));
}

TEST(Headers, are_one_line_each) {
    for (const auto value : {"a\r\nSet-Cookie: x"sv, "a\n"sv, "a\0b"sv})
        EXPECT_THROW(Headers{}.add("Location", value), BrokenAssumption);
    EXPECT_THROW(Headers{}.add("", "x"), BrokenAssumption);
    EXPECT_THROW(redirect("/a\r\nX: y"), BrokenAssumption);
}

TEST(Reply, answers_once_and_never_not_at_all) {
    std::vector<int> statuses;
    const auto reply = [&] { return Reply([&](Response response) { statuses.push_back(response.status); }); };
    {
        Reply given = reply();
        given({.status = 204});
        EXPECT_THROW(given({}), BrokenAssumption);
        Reply dropped = reply();
        Reply moved = std::move(dropped);
        EXPECT_TRUE(statuses == std::vector{204});
    }
    EXPECT_EQ(statuses, (std::vector{204, 500}));
    Reply replaced = reply();
    replaced = reply(); // the first is dropped
    EXPECT_EQ(statuses, (std::vector{204, 500, 500}));
    replaced({});
    EXPECT_EQ(statuses.back(), 200);
}

TEST(Problem, says_what_and_where) {
    const Refusal refusal{"input.not_money", "\"{}\" is not an amount.", 422, "fare", {}, {"ten \"euros\""}};
    const auto response = problem_json(refusal);
    EXPECT_EQ(response.status, 422);
    EXPECT_EQ(response.headers.get("content-type"), "application/problem+json");
    EXPECT_EQ(response.body,
              R"({"type":"about:blank","title":"Unprocessable Content","status":422,)"
              R"("detail":"\"ten \"euros\"\" is not an amount.","code":"input.not_money","field":"fare"})");
    EXPECT_EQ(problem_json({"a.b", "No.", 409}).body.find("field"), std::string::npos);
}

TEST(Redirect, stays_on_this_site) {
    for (const auto* fine : {"/", "/decisions/7?x=1&y=%20#top", "/a//b"}) EXPECT_TRUE(is_local_target(fine)) << fine;
    for (const auto* away : {"", "decisions", "//evil.example", "/\\evil.example", "https://evil.example", "/a\tb",
                             "/\t/evil", "/a b", "/a\r\nX: y", "/\xC3\xAB", "javascript:alert(1)"})
        EXPECT_FALSE(is_local_target(away)) << away;
}

TEST(HttpDate, is_the_one_form_of_the_standard) {
    EXPECT_EQ(http_date(*Time::parse("1994-11-06T08:49:37.999Z")), "Sun, 06 Nov 1994 08:49:37 GMT"); // RFC 9110, 5.6.7
}

TEST(Accept, chooses_by_liking_then_by_our_order) {
    static constexpr std::array offered = {"text/html"sv, "application/json"sv, "text/csv"sv};
    const auto chosen = [](std::string_view accept) {
        const auto place = preferred_type(accept, offered);
        return place ? offered[*place] : "none"sv;
    };
    EXPECT_EQ(chosen("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), "text/html");
    EXPECT_EQ(chosen("application/json"), "application/json");
    EXPECT_EQ(chosen(""), "text/html");
    EXPECT_EQ(chosen("*/*"), "text/html");
    EXPECT_EQ(chosen("text/*;q=0.5, application/json;q=0.6"), "application/json");
    EXPECT_EQ(chosen("text/*, text/html;q=0.1"), "text/csv"); // the closer range counts
    EXPECT_EQ(chosen("*/*, text/html;q=0"), "application/json");
    EXPECT_EQ(chosen("Text/CSV; charset=utf-8"), "text/csv");
    EXPECT_EQ(chosen("image/png"), "none");
    EXPECT_EQ(chosen("text/html;q=0"), "none");
    EXPECT_EQ(chosen("text/html;q=2, text/csv;q=0.1"), "text/csv"); // a broken weight asks for nothing
}

TEST(AcceptLanguage, finds_the_language_of_a_region) {
    static constexpr std::array offered = {"en"sv, "nl"sv, "pt-BR"sv};
    const auto chosen = [](std::string_view accept) {
        const auto place = preferred_language(accept, offered);
        return place ? offered[*place] : "none"sv;
    };
    EXPECT_EQ(chosen("nl-BE,nl;q=0.9,en;q=0.8"), "nl");
    EXPECT_EQ(chosen("de, en;q=0.3"), "en");
    EXPECT_EQ(chosen("pt-br"), "pt-BR");
    EXPECT_EQ(chosen("*;q=0.5, nl"), "nl");
    EXPECT_EQ(chosen("de"), "none");
    EXPECT_EQ(chosen("pt"), "none");
    EXPECT_EQ(chosen(""), "none");
}

TEST(AcceptEncoding, takes_gzip_or_does_not) {
    for (const auto* yes : {"gzip", "gzip, deflate, br", "*", "br;q=1, GZIP;q=0.1"})
        EXPECT_TRUE(accepts_gzip(yes)) << yes;
    for (const auto* no : {"", "identity", "gzip;q=0", "*, gzip;q=0", "br"}) EXPECT_FALSE(accepts_gzip(no)) << no;
}

TEST(Etag, is_recognised_among_those_that_the_browser_has) {
    const auto tag = etag_of("page");
    EXPECT_TRUE(tag.starts_with("W/\"") && tag.size() == 24) << tag;
    EXPECT_NE(tag, etag_of("pagf"));
    const auto has = [&](std::string method, const std::string& field) {
        return has_already({.method = std::move(method), .headers = {{"If-None-Match", field}}}, tag);
    };
    EXPECT_TRUE(has("GET", tag));
    EXPECT_TRUE(has("HEAD", "\"x\", " + tag.substr(2)));
    EXPECT_TRUE(has("GET", "*"));
    EXPECT_FALSE(has("GET", "\"x\""));
    EXPECT_FALSE(has("GET", ""));
    EXPECT_FALSE(has("POST", tag));
    EXPECT_FALSE(has_already({}, tag));
    EXPECT_EQ(not_modified(tag).status, 304);
    EXPECT_EQ(not_modified(tag).headers.get("ETag"), tag);
}

std::string unzipped(std::string_view bytes) {
    std::string out(1 << 20, '\0');
    z_stream stream = {};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

TEST(Compression, gives_back_what_it_was_given) {
    const std::string text(5000, 'x');
    for (const auto effort : {Effort::least, Effort::most})
        for (const auto& one : {text, std::string(), "a" + text}) EXPECT_EQ(unzipped(gzip(one, effort)), one);
    EXPECT_LT(gzip(text, Effort::least).size(), 100U);
}

TEST(Compression, is_for_text) {
    for (const auto* yes :
         {"text/html; charset=utf-8", "application/json", "application/problem+json", "image/svg+xml"})
        EXPECT_TRUE(is_compressible(yes)) << yes;
    for (const auto* no : {"image/png", "application/octet-stream", ""}) EXPECT_FALSE(is_compressible(no)) << no;
}

TEST(Asset, is_kept_in_the_form_that_is_smaller) {
    const auto style = make_asset(std::string(3000, ' '), "text/css");
    EXPECT_EQ(unzipped(style->gzipped), style->plain);
    EXPECT_EQ(style->etag, etag_of(style->plain));
    EXPECT_TRUE(make_asset("x", "text/css")->gzipped.empty());
    EXPECT_TRUE(make_asset(std::string(3000, ' '), "image/png")->gzipped.empty());
}

} // namespace
} // namespace reef::web
