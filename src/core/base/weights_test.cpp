#include "core/base/weights.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef {
namespace {

const Weights offers{{{"near", percent(50)}, {"waiting", percent(30)}, {"reliability", percent(20)}}};

TEST(Weights, are_written_as_they_are_read) {
    EXPECT_EQ(offers.text(), "near 50%, waiting 30%, reliability 20%");
    EXPECT_EQ(*Weights::parse(offers.text()), offers);
    EXPECT_EQ(offers.of("waiting"), percent(30));
    EXPECT_EQ(offers.of("beauty"), percent(0));
    const auto dutch = [](std::string_view english) { return english == "near" ? "dichtbij" : std::string(english); };
    EXPECT_EQ(weights_in_words(offers, dutch), "dichtbij 50%, waiting 30%, reliability 20%");
}

TEST(Weights, for_known_things_stand_in_their_order_and_none_is_left_out) {
    EXPECT_EQ(Weights::parse(" waiting 12.5% ,near 87.5%", offers)->text(),
              "near 87.5%, waiting 12.5%, reliability 0%");
}

TEST(Weights, are_refused_by_name) {
    const auto code = [](std::string_view text) { return Weights::parse(text, offers).error().code; };
    EXPECT_EQ(code(""), "input.not_weights");
    EXPECT_EQ(code("50%"), "input.not_weights");
    EXPECT_EQ(code("near 50%,"), "input.not_weights");
    EXPECT_EQ(code("near half, waiting half"), "input.not_weights");
    EXPECT_EQ(code("near 150%, waiting -50%"), "input.not_weights");
    EXPECT_EQ(code("near 50%, near 50%"), "input.weight_named_twice");
    EXPECT_EQ(code("near 50%, waiting 30%"), "input.weights_not_whole");
    EXPECT_EQ(code("near 50%, beauty 50%"), "input.no_such_weight");
}

RC_GTEST_PROP(Weights, have_one_text_however_they_were_written, ()) {
    auto left = percent(100).hundredths;
    Weights weights;
    for (const auto& each : offers.all) {
        const bool is_last = &each == &offers.all.back();
        const auto part = is_last ? left : *rc::gen::inRange<std::int64_t>(0, left + 1);
        left -= part;
        weights.all.push_back({each.name, {part}});
    }
    auto shuffled = weights;
    std::swap(shuffled.all[0], shuffled.all[*rc::gen::inRange<std::size_t>(0, 3)]);
    RC_ASSERT(Weights::parse(shuffled.text(), offers)->text() == weights.text());
}

} // namespace
} // namespace reef
