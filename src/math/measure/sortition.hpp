// Sortition: a panel drawn from volunteers so that its quotas hold and everyone's chance is as even as they allow; and
// the draw in public, as one number.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula leximin_formula{
    "leximin_lottery", 1,
    "chances of panels that make the least chance of a volunteer greatest, then the next least, and so on",
    "chances, each 0 to 1; the volunteers' chances sum to the number of seats",
    "Flanigan, Golz, Gupta, Hennig and Procaccia, Nature 596 (2021) 548-552"};
inline constexpr Formula numbered_panels_formula{
    "numbered_panels", 1,
    "each kind of panel gets its chance of the numbers, by largest remainder, then by exchange; "
    "members of a type take turns",
    "1 to the number of panels", "Flanigan, Kehne and Procaccia, Fair Sortition Made Transparent, NeurIPS 2021"};

/// From `seats_min` to `seats_max` of the seats go to volunteers of this category.
struct Category {
    std::string name;
    std::int64_t seats_min = 0;
    std::int64_t seats_max = 0;
};
struct Feature {
    std::string name;
    std::vector<Category> categories;
};
struct PanelRules {
    std::int64_t seats = 0;
    std::vector<Feature> features;
};

/// `categories[f]`: the place of the volunteer's category within feature f.
struct Volunteer {
    std::int64_t id = 0;
    std::vector<std::size_t> categories;
};

inline constexpr RefusalKind no_seats{"measure.no_seats", "A panel has from 1 to 10,000 seats, not {}.", 422};
inline constexpr RefusalKind quota_contradicts{
    "measure.quota_contradicts", "The quotas of {} leave from {} to {} seats, but the panel has {}.", 422};
inline constexpr RefusalKind quota_unmet{"measure.quota_unmet",
                                         "At least {} seats go to {}, but only {} such volunteers came forward.", 422};
inline constexpr RefusalKind quotas_conflict{
    "measure.quotas_conflict",
    "No panel of these volunteers satisfies all quotas together. Widen a quota, or invite more volunteers.", 422};
inline constexpr RefusalKind unknown_category{
    "measure.unknown_category", "Volunteer {} does not have one known category for each of the {} features.", 422};
inline constexpr RefusalKind too_many_types{
    "measure.too_many_types",
    "The volunteers differ in {} ways; the fairest lottery is computed for up to {}. Use fewer features or categories.",
    422};
inline constexpr RefusalKind volunteer_twice{"measure.volunteer_twice", "Volunteer {} is in the pool twice.", 422};

/// Volunteers with the same categories: nothing tells them apart, so that all have the same chance.
struct VolunteerType {
    std::vector<std::size_t> categories;
    /// Ids, ascending.
    std::vector<std::int64_t> members;
    /// The chance of each of them to sit in the panel.
    double chance = 0;
};
/// How many of each type sit in a panel, and the chance that the panel is of this kind.
struct PanelKind {
    std::vector<std::int64_t> seats;
    double chance = 0;
};
/// Of more types the linear programs grow too slow.
inline constexpr std::size_t volunteer_types_max = 128;

struct PanelLottery {
    std::vector<VolunteerType> types;
    std::vector<PanelKind> panels;
};

/// The fairest lottery over the panels that satisfy the rules (LEXIMIN), to about 1e-9. Needs as many volunteers as
/// seats. Refuses quotas that no panel can satisfy, naming the one that cannot where it is one. Some hundred types take
/// seconds.
Measured<PanelLottery> leximin_lottery(const PanelRules& rules, const std::vector<Volunteer>& pool);

struct NumberedPanels {
    /// Ids, ascending; the panel that is drawn is the one with the number drawn. Numbers start at 0.
    std::vector<std::vector<std::int64_t>> panels;
    /// The greatest difference between a volunteer's share of the panels and the chance in the lottery.
    double deviation_max = 0;
};
/// The lottery as a list of `panels_count` (1 to 100,000) panels that all can inspect before one number is drawn in
/// public. Each holds every quota; volunteers of one type sit in equally many, or one more; who sits in one more, and
/// in which order the panels stand, is decided by lots from `seed`.
Measured<NumberedPanels> numbered_panels(const PanelLottery& lottery, std::size_t panels_count, std::uint64_t seed);

} // namespace reef::measure
