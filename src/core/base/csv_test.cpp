#include "core/base/csv.hpp"
#include <gtest/gtest.h>

namespace reef {
namespace {

TEST(Csv, is_read_by_programs_as_it_was_meant) {
    EXPECT_EQ(csv_begin(CsvDialect::plain), "");
    EXPECT_EQ(csv_row(CsvDialect::plain, {"at", "pay floor, top-up", "she said \"no\"", "two\nlines", ""}),
              "at,\"pay floor, top-up\",\"she said \"\"no\"\"\",\"two\nlines\",\r\n");
    EXPECT_EQ(csv_row(CsvDialect::plain, std::vector<CsvCell>{{"-14.20", true}, {"EUR"}}), "-14.20,EUR\r\n");
}

TEST(Csv, opens_in_excel_with_its_numbers_and_without_formulas) {
    EXPECT_EQ(csv_begin(CsvDialect::excel), "\xEF\xBB\xBF");
    EXPECT_EQ(csv_row(CsvDialect::excel, std::vector<CsvCell>{{"-14.20", true}, {"EUR"}, {"a;b"}}),
              "-14,20;EUR;\"a;b\"\r\n");
    EXPECT_EQ(csv_row(CsvDialect::excel, {"=1+1", "@x", "+1", "-1", "a=b"}), "'=1+1;'@x;'+1;'-1;a=b\r\n");
}

} // namespace
} // namespace reef
