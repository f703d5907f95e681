#include "fuzz_format.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return reef::tally::try_format(data, size, reef::tally::looks_like_pabulib, reef::tally::read_pabulib);
}
