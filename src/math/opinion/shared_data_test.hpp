// Real data with independent results, read in place by tests: `../shared/data` from the repository's root, or where the
// environment variable REEF_DATA points.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>

namespace reef::opinion {

inline std::filesystem::path shared_data(const std::string& name) {
    const char* elsewhere = std::getenv("REEF_DATA");
    const auto root = elsewhere ? std::filesystem::path(elsewhere)
                                : std::filesystem::path(REEF_SOURCE_DIR) / ".." / "shared" / "data";
    return root / name;
}

inline std::string shared_file(const std::string& name) {
    std::ifstream in(shared_data(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

#define REQUIRE_SHARED_DATA(folder)                                                                                    \
    if (!std::filesystem::exists(::reef::opinion::shared_data(folder)))                                                \
    GTEST_SKIP() << "no shared data at " << ::reef::opinion::shared_data(folder) << "; set REEF_DATA to its folder"

} // namespace reef::opinion
