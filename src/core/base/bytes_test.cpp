#include "core/base/bytes.hpp"
#include <gtest/gtest.h>

namespace reef {
namespace {

TEST(KeyedHash, is_the_one_of_the_standard) {
    // RFC 4231, test cases 2 and 6: a short key, and one longer than a block.
    EXPECT_EQ(keyed_hash("Jefe", "what do ya want for nothing?").text(),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(keyed_hash(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First").text(),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hash, is_64_hexadecimal_digits) {
    const std::string digits(64, 'a');
    EXPECT_EQ(Hash::parse(digits)->text(), digits);
    for (const auto& wrong : {digits + "a", digits.substr(1), digits.substr(1) + "g", std::string()})
        EXPECT_EQ(Hash::parse(wrong).error().code, "input.not_a_hash") << wrong;
}

TEST(Base64, takes_no_letter_of_the_other_alphabet) {
    std::string bytes;
    EXPECT_TRUE(from_base64("+/+/", bytes));
    EXPECT_FALSE(from_base64url("+/+/", bytes));
    EXPECT_TRUE(from_base64url("-_-_", bytes));
    EXPECT_EQ(base64url(bytes), "-_-_");
    EXPECT_FALSE(from_base64("-_-_", bytes));
}

} // namespace
} // namespace reef
