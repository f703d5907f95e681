// One target for libFuzzer, named by REEF_FUZZ_TARGET.
#include "targets.hpp"
#include <algorithm>
#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto run = std::ranges::find(reef::fuzz::targets(), REEF_FUZZ_TARGET, &reef::fuzz::Target::name)->run;
    run({reinterpret_cast<const char*>(data), size});
    return 0;
}
