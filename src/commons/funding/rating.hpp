// Rating results in a retroactive round: points from 0 to 10, the median of each class, their mean by the classes'
// weights. "Impact by median of 0–10 with conflict recusal; payout ∝ max(0, median − 3); budget fixed in advance"
// (mechanisms 6.3).
#pragma once
#include "commons/funding/gift.hpp"

namespace reef::funding {

inline constexpr std::int64_t points_max = 10;

struct Rate {
    IdValue project;
    std::int64_t points = 0;
    static constexpr std::string_view name = "funding.rate";
    static constexpr std::string_view about =
        "Rates a result from 0 to 10 points. A later rating replaces an earlier one.";
    static constexpr auto fields() {
        return FieldTable{field("project", &Rate::project, "which"),
                          field("points", &Rate::points, "from 0 to 10", Audience::parties)};
    }
};
struct Rated {
    IdValue round;
    IdValue project;
    MemberId member;
    std::int64_t points = 0;
    static constexpr std::string_view name = "funding.rated";
    static constexpr std::string_view about = "Somebody rated a result.";
    static constexpr auto fields() {
        return FieldTable{field("round", &Rated::round, "of the result"), field("project", &Rated::project, "which"),
                          field("member", &Rated::member, "who", Audience::parties),
                          field("points", &Rated::points, "from 0 to 10", Audience::parties)};
    }
    std::string topic() const { return address_of(round); }
};

struct RateFacts {
    std::optional<ProjectRow> project;
    std::optional<RoundRow> round;
};
RateFacts load(store::Connection&, const engine::Context&, const Rate&);
engine::Decision decide(const RateFacts&, const Rate&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Rated&);

/// What a class said of a result: enough of its members rated it.
struct ClassMedian {
    std::string stakeholder_class;
    Percent weight;
    std::int64_t raters = 0;
    std::int64_t half_points = 0; // twice the median, which is whole
    bool operator==(const ClassMedian&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("class", &ClassMedian::stakeholder_class, "which class"),
                          field("weight", &ClassMedian::weight, "of the class in the charter"),
                          field("raters", &ClassMedian::raters, "how many of it rated"),
                          field("half_points", &ClassMedian::half_points, "twice the median of their points")};
    }
};
/// The points that members of one class gave to one result.
struct ClassPoints {
    std::string stakeholder_class;
    Percent weight;
    std::vector<std::int64_t> points;
};
struct RatedResult {
    IdValue project;
    std::int64_t raters = 0; // of all classes, each once
    std::vector<ClassPoints> classes;
};
std::vector<ClassMedian> medians_of(const RoundTerms& terms, const RatedResult& result);
/// The mean of the medians by the classes' weights, in millionths of a point, rounded down; nothing where no class
/// spoke.
std::int64_t score_of(const std::vector<ClassMedian>& medians);
/// `6.500000`
std::string points_text(std::int64_t millionths);
/// Of each result: its part of the pot, by what its score is above the least; then at most a part of the pot for one.
std::vector<std::int64_t> rewards_of(const RoundTerms& terms, const Money& pot,
                                     const std::vector<std::int64_t>& scores);

/// As it stands, by number of the result. Whoever is in several classes speaks in each; who left speaks in none.
std::vector<RatedResult> rated_results(store::Connection& connection, IdValue round);

} // namespace reef::funding
