// Assertions: for our own mistakes, on in every build. A person's mistake is a Refusal, never this.
#pragma once
#include <source_location>
#include <stdexcept>
#include <string>

namespace reef {

/// One of our assumptions broke. The engine undoes the transaction and answers 500; nothing is half done.
struct BrokenAssumption : std::logic_error {
    using std::logic_error::logic_error;
};

[[noreturn]] void broken(std::string_view what, std::source_location where = std::source_location::current());

inline void ensure(bool holds, std::string_view what, std::source_location where = std::source_location::current()) {
    if (!holds) [[unlikely]]
        broken(what, where);
}

} // namespace reef
