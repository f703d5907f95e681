// For tests only: the examples of docs/counting*.md. A block opens with ```KIND ARGUMENTS; each row of a block that is
// checked reads `what: expected`.
#pragma once
#include "math/tally/testing.hpp"

namespace reef::tally::testing {

struct Block {
    std::string kind, arguments, body;
    std::string place; // `docs/counting.md line 40`, of its first row
};

inline std::vector<Block> blocks_of(const std::string& page) {
    std::ifstream file(REEF_SOURCE_DIR "/" + page);
    EXPECT_TRUE(file) << page << " is missing";
    std::vector<Block> blocks;
    std::string row;
    std::size_t line = 0;
    for (bool inside = false; std::getline(file, row);) {
        ++line;
        if (row.starts_with("```")) {
            const auto space = std::min(row.find(' '), row.size());
            if (!inside)
                blocks.push_back({row.substr(3, space - 3), std::string(trimmed(row.substr(space))), "",
                                  page + " line " + std::to_string(line + 1)});
            inside = !inside;
        } else if (inside) {
            blocks.back().body += row + "\n";
        }
    }
    return blocks;
}

/// Each row of the block against `answer(what)`.
template <class Answer>
void check_rows(const Block& block, Answer&& answer) {
    Lines lines(block.body);
    std::size_t checked = 0;
    for (std::string_view row; lines.next(row); ++checked) {
        const auto colon = row.find(':');
        const std::string what(row.substr(0, colon)), expected(trimmed(row.substr(std::min(colon + 1, row.size()))));
        EXPECT_EQ(answer(what), expected) << block.place << ", " << block.kind << " " << block.arguments << ": " << row;
    }
    EXPECT_GT(checked, 0u) << block.place << " says nothing";
}

} // namespace reef::tally::testing
