// How a result shows who took part in it: its electorate and its voters by how sure one is of who they are.
#pragma once
#include "commons/people/assurance.hpp"

namespace reef::people {

struct AssuranceLine {
    std::string level;
    std::int64_t electors = 0;
    std::optional<std::int64_t> voters;
    std::string sentence;
    static constexpr auto fields() {
        return FieldTable{
            field("level", &AssuranceLine::level, "in a word; several where one alone would tell too much"),
            field("electors", &AssuranceLine::electors, "who may vote, or belong"),
            field("voters", &AssuranceLine::voters, "who voted themselves; none where there is no vote"),
            field("sentence", &AssuranceLine::sentence, "both in a word")};
    }
};
struct AssuranceShares {
    std::vector<AssuranceLine> lines;
    std::optional<std::string> asked;
    std::optional<std::string> withheld;
    static constexpr auto fields() {
        return FieldTable{field("lines", &AssuranceShares::lines, "from the most assured"),
                          field("asked", &AssuranceShares::asked, "which level one needed, where one did"),
                          field("withheld", &AssuranceShares::withheld, "what is not shown, and why")};
    }
};

/// How many of a group had each level, and how many of those voted.
struct LevelCount {
    AssuranceLevel level = AssuranceLevel::self_declared;
    std::int64_t electors = 0;
    std::int64_t voters = 0;
};
/// By level, from the most assured; `voters` are among `electors`, both in order.
std::vector<LevelCount> counts_by_level(store::Connection& connection, const std::vector<MemberId>& electors,
                                        const std::vector<MemberId>& voters, EntryNumber entry);

/// Levels that may stand by themselves; the others are told together. With a level of fewer than five, or one whose
/// voters could be worked out from the rest, the smallest others are put together too, also where nobody has them.
std::vector<std::vector<LevelCount>> levels_shown(const std::vector<LevelCount>& counts);

/// Of those who could vote when the chronicle stood at `entry`, and of those who did. Auditors see every level.
AssuranceShares assurance_shares(const engine::PageRequest& request, const std::vector<MemberId>& electors,
                                 const std::optional<std::vector<MemberId>>& voters,
                                 std::optional<AssuranceLevel> asked, EntryNumber entry = INT64_MAX);

} // namespace reef::people
