// Where what happens is counted, for the operator's graphs. No figure tells of a person, and no label takes more values
// than the source code has names for.
#pragma once
#include <memory>
#include <prometheus/labels.h>
#include <prometheus/registry.h>

namespace reef {

/// One for each platform of a process; they share the registry, and their labels tell them apart.
struct FigureSheet {
    std::shared_ptr<prometheus::Registry> registry = std::make_shared<prometheus::Registry>();
    prometheus::Labels labels = {}; // such as the host, where there are many

    prometheus::Labels with(const prometheus::Labels& more) const {
        auto all = more;
        all.insert(labels.begin(), labels.end());
        return all;
    }
};

} // namespace reef
