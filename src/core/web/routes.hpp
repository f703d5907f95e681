// Which address leads where. Patterns are nouns with places for ids: `/decisions/{decision}`.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reef::web {

class Routes {
  public:
    /// The number of the place that the pattern names, from 0; patterns that differ in names alone name the same place.
    std::size_t place(std::string_view pattern);

    struct Found {
        std::size_t place = 0;
        std::vector<std::string> values; // what stands where the pattern has `{…}`, in order
    };
    /// Words win over places for ids, from the left: `/rules/new` before `/rules/{rule}`.
    std::optional<Found> find(std::string_view path) const;

  private:
    struct Node {
        std::map<std::string, std::size_t, std::less<>> words; // to nodes
        std::optional<std::size_t> anything;                   // to a node
        std::optional<std::size_t> place;
    };
    bool walk(std::size_t node, std::string_view rest, Found& found) const;

    std::vector<Node> nodes_ = std::vector<Node>(1);
    std::size_t places_ = 0;
};

/// The names of a pattern: {"decision"}.
std::vector<std::string> names_in(std::string_view pattern);

} // namespace reef::web
