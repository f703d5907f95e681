// When elections are called and their stages end.
#include "commons/elections/count.hpp"

namespace reef::elections {
using namespace engine;

std::vector<Schedule> election_schedules() {
    return {schedule<std::string>("elections.call", "elections are called at their time",
                                  "SELECT call_again_at, body FROM {elections_elections} WHERE call_again_at <= $1 "
                                  "ORDER BY call_again_at, election LIMIT 1",
                                  [](const std::string& body) { return call(CallElection{body}); }),
            schedule<IdValue>("elections.open", "their votes open at their time",
                              "SELECT nominations_until, election FROM {elections_elections} WHERE stage = "
                              "'nominations' AND nominations_until <= $1 ORDER BY nominations_until, election LIMIT 1",
                              [](IdValue election) { return call(OpenVoting{election}); }),
            schedule<IdValue>("elections.close", "and are counted at theirs",
                              "SELECT voting_until, election FROM {elections_elections} WHERE stage = 'voting' AND "
                              "voting_until <= $1 ORDER BY voting_until, election LIMIT 1",
                              [](IdValue election) {
                                  return call(CloseElection{election, {}});
                              })};
}

} // namespace reef::elections
