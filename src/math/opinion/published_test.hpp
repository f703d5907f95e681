// Two conversations as Polis itself computed them, read in place (../shared/data/polis_math).
#pragma once
#include "math/opinion/evaluations.hpp"
#include "math/opinion/plane.hpp"
#include "math/opinion/shared_data_test.hpp"
#include <boost/json.hpp>
#include <map>
#include <set>

namespace reef::opinion {

inline std::int64_t number(const boost::json::value& value) {
    if (value.is_string()) return std::stoll(std::string(value.as_string())); // older files quote their numbers
    return value.to_number<std::int64_t>();
}

inline std::int64_t either(const boost::json::object& row, const char* name, const char* other_name) {
    return number(row.contains(name) ? row.at(name) : row.at(other_name));
}

struct Published {
    boost::json::object math; // math-pca2.json; it counts agreeing as -1, so its means and places are negated
    Evaluations evaluations;
    std::vector<StatementRole> roles;
    std::set<std::int64_t> out;

    explicit Published(const std::string& name)
        : math(boost::json::parse(shared_file("polis_math/" + name + "/math-pca2.json")).as_object()) {
        std::vector<Evaluation> all;
        const auto votes = boost::json::parse(shared_file("polis_math/" + name + "/votes.json"));
        for (const auto& row : votes.as_array()) {
            const auto& vote = row.as_object();
            all.push_back({either(vote, "participant_id", "pid"), either(vote, "statement_id", "tid"),
                           static_cast<Choice>(number(vote.at("vote")))});
        }
        evaluations = Evaluations(all);
        const auto comments = boost::json::parse(shared_file("polis_math/" + name + "/comments.json"));
        for (const auto& row : comments.as_array()) {
            const auto& comment = row.as_object();
            roles.push_back({either(comment, "statement_id", "tid"), either(comment, "moderated", "mod") == -1,
                             comment.at("is_meta").as_bool()});
            if (roles.back().is_out || roles.back().is_meta) out.insert(roles.back().id);
        }
    }

    static std::vector<double> numbers(const boost::json::value& array) {
        std::vector<double> read;
        for (const auto& entry : array.as_array()) read.push_back(entry.to_number<double>());
        return read;
    }
    std::vector<double> component(std::size_t which) const {
        return numbers(math.at("pca").at("comps").as_array()[which]);
    }
    std::vector<Point> centres() const {
        std::vector<Point> read;
        for (const auto& group : math.at("group-clusters").as_array()) {
            const auto centre = numbers(group.at("center"));
            read.push_back({centre[0], centre[1]});
        }
        return read;
    }
    /// The number of the published group of each participant.
    std::map<std::int64_t, std::int64_t> groups() const {
        std::map<std::int64_t, std::vector<std::int64_t>> members;
        const auto& bases = math.at("base-clusters");
        for (std::size_t i = 0; i < bases.at("id").as_array().size(); ++i)
            for (const auto& participant : bases.at("members").as_array()[i].as_array())
                members[number(bases.at("id").as_array()[i])].push_back(number(participant));
        std::map<std::int64_t, std::int64_t> group_of;
        for (const auto& group : math.at("group-clusters").as_array())
            for (const auto& base : group.at("members").as_array())
                for (const auto participant : members.at(number(base))) group_of[participant] = number(group.at("id"));
        return group_of;
    }
};

} // namespace reef::opinion
