// The map of opinions of a deliberation, drawn now and then and kept in memory: it knows where each voice stands, which
// no page tells of anybody but the viewer.
#pragma once
#include "commons/people/module.hpp"
#include "math/opinion/module.hpp"
#include <memory>

namespace reef::deliberation {

/// What of the answers of a deliberation decides whether a map is drawn anew.
struct AnswersSoFar {
    std::int64_t given = 0; // each answer and each change of one
    EntryNumber entry = 0;  // with the last of them
    Time at;                // of that entry
};

struct OpinionMap {
    IdValue deliberation;
    AnswersSoFar as_of;
    Hash hash; // of that entry: of this chronicle, and all before it
    opinion::Opinions found;
    opinion::BetweenGroups between;

    /// Where this voice stands; nothing for who had said nothing then.
    const opinion::ParticipantOnMap* place_of(std::int64_t voice) const;
};

/// Statements in each list; a group stands on the map from `people::shown_from` people on, and two need twice as many.
inline constexpr std::size_t listed_statements = 5;
opinion::Settings map_settings();

/// A map is not drawn anew for fewer than five answers, so that nobody reads off what one answer changed, nor for fewer
/// than one in a hundred, so that drawing costs little however many there are; but when nothing was said for an hour.
bool is_recent_enough(const AnswersSoFar& kept, const AnswersSoFar& now, Time at);

/// From the answers as they stand, without an earlier map: the same answers give the same map on every server.
OpinionMap draw_map(store::Connection& connection, IdValue deliberation, const AnswersSoFar& as_of);

/// A recent map, drawn now if none is kept. One request draws it; others meanwhile get the one before, or wait for the
/// first.
std::shared_ptr<const OpinionMap> recent_map(store::Connection& connection, IdValue deliberation,
                                             const AnswersSoFar& now, Time at);

} // namespace reef::deliberation
