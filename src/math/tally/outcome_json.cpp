#include "math/tally/method.hpp"
#include <boost/json.hpp>

namespace reef::tally {
namespace {

namespace json = boost::json;

class Writer {
  public:
    explicit Writer(const Election& election) : election_(election) {}

    json::array list(const CandidateList& candidates) const {
        json::array out;
        for (const auto candidate : candidates) out.emplace_back(id(candidate));
        return out;
    }

    json::object values(const PerCandidate& values) const {
        json::object out;
        for (const auto& [candidate, value] : values) out[id(candidate)] = value.text();
        return out;
    }

    void facts(json::object& out, const std::vector<Fact>& facts) const {
        for (const auto& [name, value] : facts)
            out[name] = std::visit([&](const auto& held) { return json::value(as_json(held)); }, value);
    }

    json::object stage(const Stage& stage, std::size_t number) const {
        json::object out;
        out["stage"] = number;
        out["action"] = stage.action;
        out["candidates"] = list(stage.candidates);
        out["tally"] = values(stage.tally);
        facts(out, stage.facts);
        return out;
    }

    json::object tie(const Tie& tie) const {
        json::object out;
        out["about"] = tie.about;
        out["among"] = list(tie.among);
        out["chosen"] = list(tie.chosen);
        out["rule"] = tie.rule.empty() ? json::value() : json::value(tie.rule);
        if (!tie.evidence.empty()) out["evidence"] = tie.evidence;
        return out;
    }

    json::object pairwise(const Pairwise& pairwise) const {
        json::object out;
        for (CandidateIndex row = 0; row < pairwise.size; ++row) {
            json::object line;
            for (CandidateIndex column = 0; column < pairwise.size; ++column)
                if (row != column) line[id(column)] = pairwise.at(row, column);
            out[id(row)] = std::move(line);
        }
        return out;
    }

  private:
    const Election& election_;

    const std::string& id(CandidateIndex candidate) const { return election_.candidates[candidate].id; }
    json::value as_json(const Exact& value) const { return json::value(value.text()); }
    json::value as_json(const std::string& value) const { return json::value(value); }
    json::value as_json(bool value) const { return json::value(value); }
    json::value as_json(const PerCandidate& held) const { return values(held); }
    json::value as_json(const CandidateList& held) const { return list(held); }
    json::value as_json(const std::vector<CandidateList>& held) const {
        json::array out;
        for (const auto& candidates : held) out.push_back(list(candidates));
        return out;
    }
};

} // namespace

json::object document_of(std::string_view method, const Options& options, const Election& election,
                         const Outcome& outcome) {
    const Writer writer(election);
    json::object out;
    out["method"] = method;
    json::object given;
    for (const auto& [name, value] : options.all()) given[name] = value;
    out["options"] = std::move(given);
    out["title"] = election.title;
    out["seats"] = election.seats;
    out["ballots"] = election.ballots.voters();
    json::array candidates;
    for (const auto& candidate : election.candidates) {
        json::object one{{"id", candidate.id}, {"name", candidate.name}};
        if (!election.reserved.empty()) one["category"] = candidate.category;
        candidates.push_back(std::move(one));
    }
    out["candidates"] = std::move(candidates);
    if (!election.reserved.empty()) {
        json::object reserved;
        for (const auto& [category, seats] : election.reserved) reserved[category] = seats;
        out["reserved"] = std::move(reserved);
    }
    out["winners"] = writer.list(outcome.winners);
    json::array ranking, ties, stages;
    for (const auto& group : outcome.ranking) ranking.push_back(writer.list(group));
    for (const auto& tie : outcome.ties) ties.push_back(writer.tie(tie));
    for (const auto& stage : outcome.account.stages) stages.push_back(writer.stage(stage, stages.size() + 1));
    out["ranking"] = std::move(ranking);
    out["ties"] = std::move(ties);
    writer.facts(out, outcome.account.facts);
    if (!stages.empty()) out["stages"] = std::move(stages);
    if (outcome.account.pairwise) out["pairwise"] = writer.pairwise(*outcome.account.pairwise);
    if (const auto& budget = outcome.account.budget) {
        json::object money{{"total", budget->total.text()}, {"spent", budget->spent.text()}};
        writer.facts(money, budget->facts);
        out["budget"] = std::move(money);
    }
    return out;
}

std::string json_of(std::string_view method, const Options& options, const Election& election, const Outcome& outcome) {
    return json::serialize(document_of(method, options, election, outcome));
}

} // namespace reef::tally
