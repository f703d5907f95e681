// When elections are called and their stages end.
#include "commons/elections/count.hpp"

namespace reef::elections {
using namespace engine;

Schedule election_schedule() {
    return {"elections.election", "elections are called, open and are counted at their time",
            [](store::Connection& connection, Time now) -> std::optional<Due> {
                std::optional<Due> earliest;
                const auto consider = [&](Time at, auto each) {
                    if (!earliest || at < earliest->at) earliest = Due{at, call(each)};
                };
                if (const auto row = connection.first<std::tuple<std::string, Time>>(
                        "SELECT body, call_again_at FROM {elections_elections} WHERE call_again_at <= $1 ORDER BY "
                        "call_again_at, election LIMIT 1",
                        now))
                    consider(std::get<1>(*row), CallElection{std::get<0>(*row)});
                if (const auto row = connection.first<std::tuple<IdValue, Time>>(
                        "SELECT election, nominations_until FROM {elections_elections} WHERE stage = 'nominations' AND "
                        "nominations_until <= $1 ORDER BY nominations_until, election LIMIT 1",
                        now))
                    consider(std::get<1>(*row), OpenVoting{std::get<0>(*row)});
                if (const auto row = connection.first<std::tuple<IdValue, Time>>(
                        "SELECT election, voting_until FROM {elections_elections} WHERE stage = 'voting' AND "
                        "voting_until <= $1 ORDER BY voting_until, election LIMIT 1",
                        now))
                    consider(std::get<1>(*row), CloseElection{std::get<0>(*row), {}});
                return earliest;
            }};
}

} // namespace reef::elections
