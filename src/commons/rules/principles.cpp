#include "commons/rules/principles.hpp"
#include "commons/rules/power.hpp"
#include <algorithm>

namespace reef::rules {
namespace {

struct Found {
    Verdict verdict = Verdict::pass;
    std::string_view missing = {};
    std::string about = {};
};

Found boundaries(const Charter& charter) {
    for (const auto& space : charter.technology.spaces)
        if (!space.requester || !space.provider)
            return {Verdict::weak, "The space {} does not say which class asks and which one serves.", space.name};
    if (charter.technology.spaces.empty())
        return {Verdict::weak, "No space says what its members use together, and who may.", {}};
    return {};
}

Found proportion(const Charter& charter) {
    const auto gives = [&](auto end, const auto& each) {
        return std::ranges::find(charter.users.links, each.id, end) != charter.users.links.end();
    };
    for (const auto& each : charter.governance.classes) {
        const bool contributes = gives(&LinkCharter::from, each), receives = gives(&LinkCharter::to, each);
        if (!contributes && !receives)
            return {Verdict::fail, "Nothing says what this class gives and receives: {}.", each.name};
    }
    if (charter.governance.patronage.empty())
        return {Verdict::weak, "Nothing says by what members share in a surplus.", {}};
    for (const auto& each : charter.governance.classes) {
        if (!gives(&LinkCharter::from, each))
            return {Verdict::weak, "Nothing says what this class gives to others: {}.", each.name};
        if (!gives(&LinkCharter::to, each))
            return {Verdict::weak, "Nothing says what this class receives from others: {}.", each.name};
    }
    return {};
}

Found collective_choice(const Charter& charter) {
    for (const auto& each : charter.governance.classes)
        if (each.weight == Percent{}) return {Verdict::fail, "A class is bound and has no weight: {}.", each.name};
    for (const auto& power : power_of(charter))
        for (const auto& each : power.classes)
            if (each.is_dummy)
                return {Verdict::fail, "A class has weight and can never decide: {}.",
                        charter.find_class(each.stakeholder_class)->name};
    const auto& domains = charter.governance.domains;
    const auto directive = std::ranges::count(domains, Mode::directive, &DomainCharter::mode);
    if (2 * directive > std::ssize(domains))
        return {Verdict::weak, "Bodies decide for others in more than half of all domains.", {}};
    return {};
}

/// Those who watch answer to those whom they watch, where others than they themselves let them in.
Found monitoring(const Charter& charter) {
    Found finding{Verdict::fail, "No body audits: nobody is charged with looking at the accounts.", {}};
    for (const auto& body : charter.governance.bodies) {
        if (!body.audits.value_or(false)) continue;
        const bool fills_itself = std::ranges::any_of(body.classes, [&](const auto& id) {
            const auto* each = charter.find_class(id);
            return each && each->admitted_by == body.id;
        });
        if (!fills_itself) return {};
        finding = {Verdict::weak, "{} audits and chooses its own members; those whom it watches cannot.", body.name};
    }
    return finding;
}

Found right_to_organise(const Charter& charter) {
    const auto& bodies = charter.governance.bodies;
    const auto may_organise = [&](const ClassCharter& each) {
        return std::ranges::any_of(bodies, [&](const BodyCharter& body) {
            return body.form != BodyForm::organisation &&
                   (body.classes.empty() || std::ranges::find(body.classes, each.id) != body.classes.end());
        });
    };
    const auto& classes = charter.governance.classes;
    if (std::ranges::none_of(classes, may_organise))
        return {Verdict::fail, "No forum and no alliance is open to members of any class.", {}};
    const auto without = std::ranges::find_if_not(classes, may_organise);
    if (without != classes.end()) return {Verdict::weak, "No forum and no alliance is open to {}.", without->name};
    return {};
}

/// Room for by-laws is left to those below where not all classes decide on them.
Found nesting(const Charter& charter) {
    const auto& domains = charter.governance.domains;
    const auto& rooms = charter.governance.by_laws;
    const auto is_left_below = [](const ByLawCharter& each) { return each.body || !each.classes.empty(); };
    if (std::ranges::any_of(rooms, is_left_below)) return {};
    if (std::ranges::any_of(domains, [](const auto& each) { return each.mode == Mode::self_regulated; })) return {};
    if (!rooms.empty())
        return {Verdict::weak, "All classes decide on the by-laws too: none is left to those below.", {}};
    if (domains.size() > 1)
        return {Verdict::weak, "No domain is left to those whom it binds, and no room for by-laws.", {}};
    return {Verdict::fail, "All rules are decided in one way and at one level.", {}};
}

} // namespace

std::vector<PrincipleCheck> check_principles(const Charter& charter) {
    const auto made = [](std::int64_t number, std::string_view name, Found finding) {
        return PrincipleCheck{number, name, finding.verdict, finding.missing, std::move(finding.about)};
    };
    const Found no_sanctions{Verdict::fail, "No clause on sanctions that begin small; no charter can say one yet.", {}};
    const Found no_appeals{Verdict::fail, "No clause on where to go with a dispute; no charter can say one yet.", {}};
    return {made(1, "Clear boundaries", boundaries(charter)),
            made(2, "Giving and receiving in proportion", proportion(charter)),
            made(3, "Those bound take part in deciding", collective_choice(charter)),
            made(4, "Those who watch answer to those they watch", monitoring(charter)),
            made(5, "Sanctions begin small", no_sanctions),
            made(6, "Disputes are settled quickly and cheaply", no_appeals),
            made(7, "The right to organise", right_to_organise(charter)),
            made(8, "What can be decided below is decided below", nesting(charter))};
}

} // namespace reef::rules
