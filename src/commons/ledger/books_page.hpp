// The books to take along: files of an account, or of all of them.
#pragma once
#include "core/engine/module.hpp"

namespace reef::ledger {

/// A file, as pages without a template are sent: under its name, for a browser to keep.
struct File {
    std::string name;
    std::string data;
    static constexpr auto fields() {
        return std::tuple{field("name", &File::name, "under which to keep it"),
                          field("data", &File::data, "what stands in it")};
    }
};

std::vector<engine::PageType> books_pages();
} // namespace reef::ledger
