#include "app/roll_file.hpp"
#include <gtest/gtest.h>

namespace reef::app {
namespace {

rules::Charter two_classes() {
    rules::Charter charter;
    charter.governance.classes = {{.id = "driver", .name = "Drivers"}, {.id = "rider", .name = "Riders"}};
    return charter;
}
const auto everybody = [](std::string_view) { return true; };

TEST(RollFile, is_read_as_spreadsheets_write_it) {
    const auto read = read_roll("\xEF\xBB\xBFidentifier;class;name\r\n 117;Drivers;\"Peeters; Jan\"\r\n\r\n"
                                "anna@example.org;rider\r\n",
                                two_classes(), everybody);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->size(), 2u);
    EXPECT_EQ((*read)[0].identifier, "117");
    EXPECT_EQ((*read)[0].stakeholder_class, "driver");
    EXPECT_EQ((*read)[0].display_name, "Peeters; Jan");
    EXPECT_EQ((*read)[1].stakeholder_class, "rider");
    EXPECT_EQ((*read)[1].display_name, "");
}

TEST(RollFile, names_every_fault_by_its_line) {
    const auto read = read_roll("identifier,class\n117,driver\n,driver\n118,pilot\n117 ,Drivers\n119,rider\n"
                                "\"120\"x,driver\n121,driver,Jan,more\n" +
                                    std::string(identifier_max + 1, 'x') + ",driver\n117,driver\n",
                                two_classes(), [](std::string_view id) { return id == "driver"; });
    ASSERT_FALSE(read);
    std::vector<std::string> found;
    for (const auto& each : read.error()) {
        found.push_back(std::to_string(each.line) + " " +
                        std::string(names_of(each.kind)[static_cast<std::size_t>(each.kind)]));
        EXPECT_FALSE(each.sentence().empty());
    }
    EXPECT_EQ(found, (std::vector<std::string>{"3 no_identifier", "4 unknown_class", "5 twice", "6 not_yours",
                                               "7 unreadable", "8 unreadable", "9 too_long", "10 twice"}));
}

TEST(RollFile, may_name_somebody_in_two_classes_and_has_an_end) {
    EXPECT_TRUE(read_roll("117,driver\n117,rider\n", two_classes(), everybody));
    std::string many;
    for (std::size_t i = 0; i <= roll_rows_max; ++i) many += std::to_string(i) + ",rider\n";
    const auto read = read_roll(many, two_classes(), everybody);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().front().line, roll_rows_max + 1);
}

} // namespace
} // namespace reef::app
