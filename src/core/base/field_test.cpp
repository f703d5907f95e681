#include "core/base/module.hpp"
#include <gtest/gtest.h>

namespace reef {
namespace {

using namespace std::literals;

enum class Side { driver, rider };
constexpr auto names_of(Side) { return std::array{"driver"sv, "rider"sv}; }

struct Effect {
    std::string rights;
    static constexpr auto fields() { return FieldTable{field("rights", &Effect::rights, "what it does to rights")}; }
};

struct Sample {
    MemberId member;
    Money fare;
    std::int64_t stars = 0;
    std::optional<std::string> note;
    Side side = Side::driver;
    std::vector<Effect> effects;
    Vaulted<std::string> name;
    static constexpr auto fields() {
        return FieldTable{field("member", &Sample::member, "whose it is", Audience::parties),
                          field("fare", &Sample::fare, "what was paid", Audience::members),
                          field("stars", &Sample::stars, "one to five"),
                          field("note", &Sample::note, "anything else", Audience::everyone, 5),
                          field("side", &Sample::side, "which side"),
                          field("effects", &Sample::effects, "what follows"),
                          field("name", &Sample::name, "the name")};
    }
};
static_assert(Document<Sample>);

struct Forgetful {
    int kept = 0;
    int forgotten = 0;
    static constexpr auto fields() { return FieldTable{field("kept", &Forgetful::kept, "kept")}; }
};
static_assert(!Document<Forgetful>, "a member left out of the table must not compile");

struct RecordingSealer final : Sealer {
    std::vector<std::string> sealed;
    VaultReference seal(std::string value) override {
        sealed.push_back(value);
        return {sha256({value}), 7};
    }
    std::string just_sealed(const Hash& commitment) const override {
        for (const auto& each : sealed)
            if (sha256({each}) == commitment) return each;
        return {};
    }
};

Result<Sample> read(std::string_view text, bool from_form = false) {
    static RecordingSealer sealer;
    const auto value = parse_json(text);
    if (!value) return std::unexpected(value.error());
    return from_json<Sample>(*value, Reading{&sealer, from_form});
}

constexpr auto good =
    R"({"member":"12","fare":"3.50 EUR","stars":4,"side":"rider","effects":[{"rights":"none"}],"name":"Ada"})";

TEST(FieldTable, reads_and_writes_a_document_and_seals_what_is_personal) {
    const auto sample = read(good);
    ASSERT_TRUE(sample) << sample.error().sentence();
    EXPECT_EQ(sample->fare.minor, 350);
    EXPECT_EQ(sample->effects.at(0).rights, "none");
    const auto written = json_text(to_json(*sample));
    EXPECT_EQ(written.find("Ada"), std::string::npos);
    // What an entry recorded is read without a sealer, to the same bytes.
    EXPECT_EQ(json_text(to_json(*from_json<Sample>(*parse_json(written)))), written);
}

TEST(FieldTable, refuses_by_name_and_says_which_field) {
    const auto refusal = [](std::string_view text) { return read(text).error(); };
    const auto with = [](std::string_view from, std::string_view to) {
        std::string text(good);
        return text.replace(text.find(from), from.size(), to);
    };
    EXPECT_EQ(refusal(with("\"stars\":4", "\"stars\":4,\"star\":5")).code, "input.unknown_field");
    EXPECT_EQ(refusal(with("\"stars\":4", "\"stars\":\"4\"")).code, "input.wrong_type");
    EXPECT_EQ(refusal(with("\"stars\":4,", "")).field, "stars");
    EXPECT_EQ(refusal(with("\"stars\":4,", "")).code, "input.missing");
    EXPECT_EQ(refusal(with("rider", "pilot")).code, "input.unknown_choice");
    EXPECT_EQ(refusal(with("3.50 EUR", "3.505 EUR")).code, "input.not_money");
    EXPECT_EQ(refusal(with("3.50 EUR", "3.505 EUR")).field, "fare");
    EXPECT_EQ(refusal(with("\"none\"", "7")).field, "effects.0.rights");
    EXPECT_EQ(refusal(with("\"stars\"", "\"note\":\"too long\",\"stars\"")).code, "input.too_long");
    EXPECT_EQ(refusal(with("Ada", "A\\u0001")).code, "input.not_text");
    // A reference to somebody else's content is not taken for content.
    EXPECT_EQ(refusal(with("\"Ada\"", R"({"commitment":"00","subject":1})")).code, "input.wrong_type");
}

TEST(FieldTable, takes_whole_numbers_that_fit) {
    const auto code = [](const char* text) {
        const auto read = from_json<std::int16_t>(*parse_json(text), Reading{});
        return read ? "" : read.error().code;
    };
    EXPECT_EQ(code("32767"), "");
    EXPECT_EQ(code("32768"), "input.out_of_range");
    EXPECT_EQ(code("-32769"), "input.out_of_range");
}

TEST(FieldTable, takes_what_forms_send) {
    const auto sample =
        read(R"({"member":"12","fare":"3.50 EUR","stars":"4","side":"rider","note":"","name":"Ada"})", true);
    ASSERT_TRUE(sample) << sample.error().sentence();
    EXPECT_EQ(sample->stars, 4);
    EXPECT_FALSE(sample->note);
    // A list has one box for each item; those left empty are none.
    const auto boxes = *parse_json(R"(["12", "", " ", "7"])");
    const auto members = from_json<std::vector<MemberId>>(boxes, Reading{nullptr, true});
    ASSERT_TRUE(members) << members.error().sentence();
    EXPECT_EQ(*members, (std::vector{MemberId(12), MemberId(7)}));
    EXPECT_FALSE(from_json<std::vector<MemberId>>(boxes)) << "a document means what it says";
}

TEST(FieldTable, shows_each_audience_its_fields) {
    const auto written = to_json(*read(good));
    const auto shape = shape_of<Sample>();
    EXPECT_EQ(visible(written, shape, Audience::everyone).as_object().if_contains("fare"), nullptr);
    EXPECT_NE(visible(written, shape, Audience::members).as_object().if_contains("fare"), nullptr);
    EXPECT_EQ(visible(written, shape, Audience::members).as_object().if_contains("member"), nullptr);
    EXPECT_NE(visible(written, shape, Audience::parties).as_object().if_contains("member"), nullptr);
    std::vector<MemberId> members;
    collect_members(written, shape, members);
    EXPECT_EQ(members, std::vector{*MemberId::parse("12")});
    std::vector<VaultReference> references;
    collect_references(written, shape, references);
    EXPECT_EQ(references.size(), 1U);
}

TEST(Json, refuses_what_would_be_a_guess) {
    const auto code = [](std::string_view text) { return parse_json(text).error().code; };
    EXPECT_EQ(code(R"({"a":1,"a":2})"), "input.duplicate_key");
    EXPECT_EQ(code(R"({"a":1,"\u0061":2})"), "input.duplicate_key");
    EXPECT_EQ(code("1.5"), "input.not_a_whole_number");
    EXPECT_EQ(code("1e3"), "input.not_a_whole_number");
    EXPECT_EQ(code("18446744073709551615"), "input.not_a_whole_number");
    EXPECT_EQ(parse_json(R"({"a":1,"b":{"c":[{"d":{"e":1}},1.5]}})").error().field, "b.c");
    EXPECT_EQ(parse_json(R"({"a":{"b":1,"b":2}})").error().field, "a.b");
    for (const std::string wrong : {"", "{", "nul", "[1,]", "1 2", "\"\xff\"", "\"\\ud800\""})
        EXPECT_EQ(code(wrong), "input.not_json") << wrong;
    EXPECT_EQ(code(std::string(40, '[') + std::string(40, ']')), "input.not_json");
    EXPECT_EQ(parse_json("{\n  \"a\": x}").error().arguments.at(1), "2");
}

TEST(Json, writes_integers_beyond_two_to_the_53_as_text) {
    EXPECT_EQ(json_text(to_json(std::int64_t{9'007'199'254'740'993})), "\"9007199254740993\"");
    EXPECT_EQ(*from_json<std::int64_t>(*parse_json("\"9007199254740993\"")), 9'007'199'254'740'993);
    EXPECT_EQ(json_text_indented(*parse_json(R"({"a":[1,{"b":2}],"c":{}})")),
              "{\n  \"a\": [\n    1,\n    {\n      \"b\": 2\n    }\n  ],\n  \"c\": {}\n}\n");
}

} // namespace
} // namespace reef
