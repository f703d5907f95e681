#include "math/opinion/evaluations.hpp"
#include "core/base/module.hpp"
#include <algorithm>
#include <unordered_map>

namespace reef::opinion {
namespace {

constexpr auto statement_of = [](Cell cell) { return cell.statement(); };

using Places = std::unordered_map<std::int64_t, std::uint32_t>;

/// The numbers that occur, ascending, and the place of each.
std::vector<std::int64_t> numbered(Places& places) {
    std::vector<std::int64_t> ids;
    ids.reserve(places.size());
    for (const auto& [id, place] : places) ids.push_back(id);
    std::ranges::sort(ids);
    for (std::size_t i = 0; i < ids.size(); ++i) places[ids[i]] = static_cast<std::uint32_t>(i);
    return ids;
}

/// Sorts a row by statement; of several cells on one statement the last stays.
void settle(std::vector<Cell>& row) {
    std::ranges::stable_sort(row, {}, statement_of);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < row.size(); ++i)
        if (i + 1 == row.size() || row[i + 1].statement() != row[i].statement()) row[kept++] = row[i];
    row.erase(row.begin() + static_cast<std::ptrdiff_t>(kept), row.end());
}

} // namespace

Evaluations::Evaluations(std::span<const Evaluation> in_order_of_time) {
    Places participant_place, statement_place;
    for (const auto& evaluation : in_order_of_time) {
        ++participant_place[evaluation.participant]; // counts first, so that rows are reserved exactly
        statement_place.try_emplace(evaluation.statement);
    }
    const Places row_length = participant_place;
    participants_ = numbered(participant_place);
    statements_ = numbered(statement_place);
    rows_.resize(participants_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i].reserve(row_length.at(participants_[i]));
    for (const auto& evaluation : in_order_of_time)
        rows_[participant_place.at(evaluation.participant)].emplace_back(statement_place.at(evaluation.statement),
                                                                         evaluation.choice);
    for (auto& row : rows_) {
        settle(row);
        size_ += row.size();
    }
}

void Evaluations::set(const Evaluation& evaluation) {
    const auto statement = place_of_statement(evaluation.statement);
    auto& row = rows_[place_of_participant(evaluation.participant)];
    const auto at = std::ranges::lower_bound(row, statement, {}, statement_of);
    const Cell cell(statement, evaluation.choice);
    if (at != row.end() && at->statement() == statement) {
        *at = cell;
    } else {
        row.insert(at, cell);
        ++size_;
    }
}

std::size_t Evaluations::place_of_participant(std::int64_t id) {
    const auto at = std::ranges::lower_bound(participants_, id);
    const auto place = static_cast<std::size_t>(at - participants_.begin());
    if (at == participants_.end() || *at != id) {
        participants_.insert(at, id);
        rows_.emplace(rows_.begin() + static_cast<std::ptrdiff_t>(place));
    }
    return place;
}

std::size_t Evaluations::place_of_statement(std::int64_t id) {
    const auto at = std::ranges::lower_bound(statements_, id);
    const auto place = static_cast<std::size_t>(at - statements_.begin());
    if (at != statements_.end() && *at == id) return place;
    ensure(statements_.size() < (std::size_t{1} << 30) - 1, "a statement's place fits into a cell");
    statements_.insert(at, id);
    for (auto& row : rows_)
        for (auto& cell : row)
            if (cell.statement() >= place) cell = Cell(cell.statement() + 1, cell.choice());
    return place;
}

} // namespace reef::opinion
