#include "core/chronicle/checkpoint.hpp"
#include <gtest/gtest.h>

namespace reef::chronicle {
namespace {

TEST(Checkpoint, is_believed_only_as_it_was_signed) {
    const auto chance = Chance::from_seed(1);
    const auto key = SigningKey::generate(*chance), other = SigningKey::generate(*chance);
    const auto note = signed_checkpoint("ride.example", 8841, sha256({"root"}), key);
    EXPECT_TRUE(note.starts_with("ride.example\n8841\n"));
    EXPECT_TRUE(checkpoint_is_signed_by(note, "ride.example", key.public_key));
    EXPECT_FALSE(checkpoint_is_signed_by(note, "ride.example", other.public_key));
    auto forged = note;
    forged.replace(forged.find("8841"), 4, "8840");
    EXPECT_FALSE(checkpoint_is_signed_by(forged, "ride.example", key.public_key));
    EXPECT_EQ(SigningKey::from_secret(key.secret).public_key, key.public_key);
}

} // namespace
} // namespace reef::chronicle
