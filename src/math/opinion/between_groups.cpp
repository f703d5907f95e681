#include "math/opinion/between_groups.hpp"
#include <algorithm>

namespace reef::opinion {
namespace {

template <class Statement>
void keep_foremost(std::vector<Statement>& statements, std::size_t most) {
    std::ranges::stable_sort(statements, std::greater{}, &Statement::share);
    if (statements.size() > most) statements.resize(most);
}

} // namespace

bool can_show(const Opinions& found, std::size_t place, std::int64_t least) {
    auto others = found.statements[place].counts.all();
    for (const auto& group : found.groups) {
        const auto answers = group.counts[place].all();
        if (answers < least) return false;
        others -= answers;
    }
    return others == 0 || others >= least;
}

BetweenGroups between_groups(const Opinions& found, std::int64_t least, std::size_t most) {
    BetweenGroups between;
    if (found.groups.size() < 2) return between;
    for (std::size_t place = 0; place < found.statements.size(); ++place) {
        if (found.statements[place].is_out || !can_show(found, place, least)) continue;
        double all_agree = 1, all_disagree = 1, least_agree = 1, least_disagree = 1, parted = 0;
        for (const auto& group : found.groups) {
            const auto& counts = group.counts[place];
            const double agree = careful_share(counts.agree, counts.all());
            const double disagree = careful_share(counts.disagree, counts.all());
            all_agree *= agree;
            all_disagree *= disagree;
            least_agree = std::min(least_agree, agree);
            least_disagree = std::min(least_disagree, disagree);
            if (agree <= 0.5) continue;
            for (const auto& other : found.groups) {
                const auto& theirs = other.counts[place];
                const double against = careful_share(theirs.disagree, theirs.all());
                if (against > 0.5) parted = std::max(parted, agree * against);
            }
        }
        if (least_agree > 0.5)
            between.uniting.push_back({place, Choice::agree, all_agree});
        else if (least_disagree > 0.5)
            between.uniting.push_back({place, Choice::disagree, all_disagree});
        if (parted > 0) between.dividing.push_back({place, parted});
    }
    keep_foremost(between.uniting, most);
    keep_foremost(between.dividing, most);
    return between;
}

} // namespace reef::opinion
