#include "app/opinions_command.hpp"
#include "app/opinions_input.hpp"
#include "core/base/module.hpp"
#include "math/opinion/module.hpp"
#include <boost/json.hpp>
#include <ostream>

namespace reef {
namespace {

using namespace opinion;
namespace json = boost::json;

json::array pair_of(Point point) { return {point.x, point.y}; }

json::object counts_json(const Counts& counts) {
    return {{"agree", counts.agree}, {"disagree", counts.disagree}, {"pass", counts.pass}};
}

std::string_view word(Choice choice) {
    return choice == Choice::agree ? "agree" : choice == Choice::disagree ? "disagree" : "pass";
}

template <class Value>
json::value or_null(const std::optional<Value>& value) {
    return value ? json::value(*value) : json::value();
}

json::object group_json(const OpinionGroup& group, const Opinions& found) {
    json::object out{{"id", group.id}, {"size", group.size}, {"centre", pair_of(group.centre)}};
    json::array representative;
    for (const auto& one : group.representative)
        representative.push_back(json::object{{"statement", one.statement},
                                              {"choice", word(one.choice)},
                                              {"share", one.stance.share},
                                              {"test", one.stance.test},
                                              {"ratio", one.stance.ratio},
                                              {"ratio_test", one.stance.ratio_test},
                                              {"significant", one.is_significant},
                                              {"best_agreement", one.is_best_agreement},
                                              {"group", counts_json(one.stance.in)},
                                              {"others", counts_json(one.stance.out)}});
    out["representative"] = std::move(representative);
    json::array members;
    for (const auto& participant : found.participants)
        if (participant.group == group.id) members.push_back(participant.id);
    out["members"] = std::move(members);
    return out;
}

json::array participants_json(const Opinions& found) {
    json::array out;
    for (const auto& one : found.participants)
        out.push_back(json::object{{"id", one.id},
                                   {"x", one.position.x},
                                   {"y", one.position.y},
                                   {"evaluations", one.evaluations},
                                   {"included", one.is_included},
                                   {"base_cluster", or_null(one.base_cluster)},
                                   {"group", or_null(one.group)}});
    return out;
}

json::array statements_json(const Opinions& found, const PolisExport& read) {
    std::map<std::int64_t, std::string_view> text;
    for (const auto& statement : read.statements) text[statement.id] = statement.text;
    json::array out;
    for (const auto& one : found.statements) {
        auto row = counts_json(one.counts);
        row["id"] = one.id;
        row["text"] = text[one.id];
        row["out"] = one.is_out;
        row["meta"] = one.is_meta;
        row["mean"] = one.mean;
        row["x"] = one.position.x;
        row["y"] = one.position.y;
        row["extremity"] = one.extremity;
        row["shared_agreement"] = or_null(one.shared_agreement);
        row["shared_disagreement"] = or_null(one.shared_disagreement);
        row["priority"] = one.priority;
        out.push_back(std::move(row));
    }
    return out;
}

json::array consensus_json(const std::vector<ConsensusStatement>& list) {
    json::array out;
    for (const auto& one : list) {
        auto row = counts_json(one.counts);
        row["statement"] = one.statement;
        row["share"] = one.share;
        row["test"] = one.test;
        out.push_back(std::move(row));
    }
    return out;
}

json::object opinions_json(const Opinions& found, const PolisExport& read) {
    json::object out{{"topic", read.topic}, {"url", read.url}};
    out["participants"] = participants_json(found);
    out["statements"] = statements_json(found, read);
    json::array statements, first, second;
    for (const auto& one : found.statements) {
        statements.push_back(one.id);
        first.push_back(one.loading.x);
        second.push_back(one.loading.y);
    }
    out["components"] = json::object{{"statements", std::move(statements)},
                                     {"loadings", json::array{std::move(first), std::move(second)}},
                                     {"explained", found.explained ? json::value(pair_of(*found.explained)) : nullptr},
                                     {"converged", found.converged}};
    json::array centres, groups, bases, tried, insufficient;
    for (const auto& group : found.groups) {
        centres.push_back(pair_of(group.centre));
        groups.push_back(group_json(group, found));
    }
    for (const auto& base : found.base_clusters)
        bases.push_back(json::object{{"id", base.id}, {"centre", pair_of(base.centre)}, {"size", base.size}});
    for (const auto& one : found.tried) tried.push_back(json::object{{"k", one.count}, {"silhouette", one.silhouette}});
    for (const auto& one : found.insufficiencies)
        insufficient.push_back(json::object{{"threshold", one.threshold}, {"have", one.have}, {"need", one.need}});
    out["k"] = found.groups.size();
    out["tried"] = std::move(tried);
    out["centres"] = std::move(centres);
    out["groups"] = std::move(groups);
    out["base_clusters"] = std::move(bases);
    out["consensus"] = json::object{{"agree", consensus_json(found.consensus.agree)},
                                    {"disagree", consensus_json(found.consensus.disagree)}};
    out["insufficient_data"] = std::move(insufficient);
    return out;
}

} // namespace

int opinions_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    const auto input = read_opinions_input(arguments, errors);
    if (!input) return input.error();
    if (input->wants_help) {
        out << opinions_help;
        return 0;
    }
    const auto found =
        find_opinions(evaluations_of(input->exported), roles_of(input->exported), input->state, input->settings);
    out << json::serialize(opinions_json(found, input->exported)) << "\n";
    return 0;
}

} // namespace reef
