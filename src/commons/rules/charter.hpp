// The charter: the founding document, in the four sections that a digital platform is made of: "technology, governance,
// users and societal outcomes" (Meijer & Boon 2021), with its openness and who controls it said openly.
#pragma once
#include "commons/rules/by_law_charter.hpp"
#include "commons/rules/duty_charter.hpp"
#include "commons/rules/indexed_charter.hpp"
#include "commons/rules/procedure_charter.hpp"
#include "core/base/prose.hpp"

namespace reef::rules {

using namespace std::literals;

enum class Openness { open, invited, closed };
constexpr auto names_of(Openness) { return std::array{"open"sv, "invited"sv, "closed"sv}; }

enum class Controller { members, government, private_owner, civil_society, hybrid };
constexpr auto names_of(Controller) {
    return std::array{"members"sv, "government"sv, "private"sv, "civil-society"sv, "hybrid"sv};
}

/// How one becomes a member of a class: by declaring it, by a body's decision with reasons, or by buying a share.
enum class Admission { open, body, share };
constexpr auto names_of(Admission) { return std::array{"open"sv, "body"sv, "share"sv}; }

/// "Formal organizations, forums and loose alliances" (Qian & Qian 2017): binding, advising, opt-in.
enum class BodyForm { organisation, forum, alliance };
constexpr auto names_of(BodyForm) { return std::array{"organisation"sv, "forum"sv, "alliance"sv}; }

/// How the seats of an organisation are filled: by its classes' votes, or by lot from them.
enum class Filling { election, lot };
constexpr auto names_of(Filling) { return std::array{"election"sv, "lot"sv}; }

/// From whom a lot is drawn: those who come forward, or all members of the classes.
enum class DrawnFrom { volunteers, all };
constexpr auto names_of(DrawnFrom) { return std::array{"volunteers"sv, "all"sv}; }

struct SpaceCharter {
    std::string id;
    std::string kind;
    std::string name;
    std::optional<std::string> requester;
    std::optional<std::string> provider;
    std::vector<std::string> categories = {};
    static constexpr auto fields() {
        return FieldTable{field("id", &SpaceCharter::id, "short name, used in addresses"),
                          field("kind", &SpaceCharter::kind, "what happens there, such as \"rides\""),
                          field("name", &SpaceCharter::name, "as people see it"),
                          field("requester", &SpaceCharter::requester, "the class that asks"),
                          field("provider", &SpaceCharter::provider, "the class that serves"),
                          field("categories", &SpaceCharter::categories,
                                "kinds of what happens there, such as \"airport\", for which rules may differ")};
    }
};

struct RuleCharter {
    std::string rule;
    std::string value;
    std::optional<std::string> lowest;
    std::optional<std::string> highest;
    static constexpr auto fields() {
        return FieldTable{
            field("rule", &RuleCharter::rule, "its name, such as \"market.commission\""),
            field("value", &RuleCharter::value, "its first value", Audience::everyone, prose_characters_max),
            field("lowest", &RuleCharter::lowest, "decisions may not go below it"),
            field("highest", &RuleCharter::highest, "decisions may not go above it")};
    }
};

struct TechnologyCharter {
    std::vector<SpaceCharter> spaces;
    static constexpr auto fields() {
        return FieldTable{field("spaces", &TechnologyCharter::spaces, "where value is created")};
    }
};

struct ClassCharter {
    std::string id;
    std::string name;
    Percent weight;
    Percent quorum;
    Admission admission = Admission::open;
    std::optional<std::string> admitted_by;
    std::vector<std::string> principles;
    static constexpr auto fields() {
        return FieldTable{field("id", &ClassCharter::id, "short name, used in addresses and rules"),
                          field("name", &ClassCharter::name, "as people see it"),
                          field("weight", &ClassCharter::weight, "its part of a decision of all classes"),
                          field("quorum", &ClassCharter::quorum, "the part of it that must vote"),
                          field("admission", &ClassCharter::admission, "how one becomes a member of it"),
                          field("admitted_by", &ClassCharter::admitted_by, "the body that admits, where one does"),
                          field("principles", &ClassCharter::principles, "what it values")};
    }
};

/// Seats of a body that are kept for members of one of its classes: `driver: 2`.
struct ReservedSeats {
    std::string stakeholder_class;
    std::int64_t seats = 0;
    auto operator<=>(const ReservedSeats&) const = default;
    /// Refused: rules.not_reserved_seats.
    static Result<ReservedSeats> parse(std::string_view text);
    std::string text() const { return stakeholder_class + ": " + std::to_string(seats); }
    static constexpr std::string_view form = "a class and a number of seats, such as \"driver: 2\"";
};

struct BodyCharter {
    std::string id;
    std::string name;
    BodyForm form = BodyForm::forum;
    std::string mandate;
    std::vector<std::string> classes;
    std::optional<Percent> quorum;
    std::optional<bool> audits;
    std::optional<bool> checks_identity;
    std::optional<std::int64_t> seats;
    std::optional<Duration> term;
    std::optional<Filling> filled;
    std::optional<DrawnFrom> drawn_from;
    std::vector<ReservedSeats> at_least;
    bool is_elected() const { return seats && filled.value_or(Filling::election) == Filling::election; }
    bool is_drawn() const { return seats && filled.value_or(Filling::election) == Filling::lot; }
    /// For which class a member of `classes` sits here: the first of the body's own, in its order; none: for none.
    std::optional<std::string> class_among(const std::vector<std::string>& classes) const;
    static constexpr auto fields() {
        return FieldTable{
            field("id", &BodyCharter::id, "short name, used in addresses"),
            field("name", &BodyCharter::name, "as people see it"),
            field("form", &BodyCharter::form, "organisation (binds), forum (sets agendas), alliance (opt-in)"),
            field("mandate", &BodyCharter::mandate, "what it is for; an alliance's agreement"),
            field("classes", &BodyCharter::classes, "whose members sit in an organisation, or may join the others"),
            field("quorum", &BodyCharter::quorum, "the part of its members that must vote when it decides"),
            field("audits", &BodyCharter::audits, "whether its members see every account and every ride"),
            field("checks_identity", &BodyCharter::checks_identity,
                  "whether its members check who members are, and settle likely duplicates"),
            field("seats", &BodyCharter::seats, "of an organisation whose classes elect, or are drawn from"),
            field("term", &BodyCharter::term, "for which they are filled"),
            field("filled", &BodyCharter::filled, "how: by election, unless it says by lot"),
            field("drawn_from", &BodyCharter::drawn_from, "by lot: volunteers, unless it says all members"),
            field("at_least", &BodyCharter::at_least, "seats kept for members of one class, such as \"driver: 2\"")};
    }
};

/// What a member's part of the surplus is counted by: what they were paid, what they paid, hours and points credited to
/// them, one each, days of membership.
enum class Basis { sales, purchases, hours, points, equal, tenure };
constexpr auto names_of(Basis) {
    return std::array{"sales"sv, "purchases"sv, "hours"sv, "points"sv, "equal"sv, "tenure"sv};
}

/// A class's part of what is shared out after a period.
struct PatronageCharter {
    std::string stakeholder_class;
    Percent part;
    Basis basis = Basis::equal;
    std::vector<std::string> purposes;
    static constexpr auto fields() {
        return FieldTable{
            field("class", &PatronageCharter::stakeholder_class, "whose members"),
            field("part", &PatronageCharter::part, "of what is shared out"),
            field("basis", &PatronageCharter::basis, "what a member's part of it is counted by"),
            field("purposes", &PatronageCharter::purposes, "of the transfers that count as sales or purchases")};
    }
};

/// Who speaks for a class where classes bargain. For a class without one, any of its members does.
struct NegotiatorCharter {
    std::string stakeholder_class;
    std::string body;
    static constexpr auto fields() {
        return FieldTable{field("class", &NegotiatorCharter::stakeholder_class, "whose members"),
                          field("body", &NegotiatorCharter::body, "the body of theirs that speaks for them")};
    }
};

/// What a law outside of the platform says of its rules, so far as a machine can hold a value to it.
struct LawCharter {
    std::string id;
    std::string name;
    std::string reference;
    std::string rules;
    std::optional<std::string> lowest;
    std::optional<std::string> highest;
    std::optional<std::string> not_above;
    static constexpr auto fields() {
        return FieldTable{
            field("id", &LawCharter::id, "short name"),
            field("name", &LawCharter::name, "as people know it"),
            field("reference", &LawCharter::reference, "where it can be read: law and article, or an address"),
            field("rules", &LawCharter::rules, "a rule that it speaks of, or the beginning of names and \"*\""),
            field("lowest", &LawCharter::lowest, "the least that it allows"),
            field("highest", &LawCharter::highest, "the most that it allows"),
            field("not_above", &LawCharter::not_above, "another rule, whose value it may not exceed")};
    }
};

/// A clause that asks for more than its domain where the charter is changed: by its name, or the name of a part of the
/// charter and all beneath it. `never`: it cannot be changed at all.
struct ProtectedCharter {
    std::string clause;
    std::optional<Percent> majority;
    std::optional<bool> every_class;
    std::optional<bool> never;
    static constexpr auto fields() {
        return FieldTable{field("clause", &ProtectedCharter::clause,
                                "such as \"outcomes.purpose\" or \"governance.classes[driver]\""),
                          field("majority", &ProtectedCharter::majority, "that a change of it needs at least"),
                          field("every_class", &ProtectedCharter::every_class, "whether every class must say yes"),
                          field("never", &ProtectedCharter::never, "whether it cannot be changed at all")};
    }
};

struct GovernanceCharter {
    std::vector<ClassCharter> classes;
    std::vector<BodyCharter> bodies;
    std::vector<ProcedureCharter> procedures;
    std::vector<DomainCharter> domains;
    std::vector<RuleCharter> rules;
    std::optional<std::string> surplus;
    std::vector<PatronageCharter> patronage;
    std::vector<NegotiatorCharter> negotiators;
    std::vector<LawCharter> laws;
    std::vector<ProtectedCharter> protected_clauses;
    std::vector<IndexedCharter> indexed;
    std::vector<DutyCharter> duties;
    std::vector<ByLawCharter> by_laws = {};
    static constexpr auto fields() {
        return FieldTable{
            field("classes", &GovernanceCharter::classes, "the stakeholders, and what they value"),
            field("bodies", &GovernanceCharter::bodies, "groups with a mandate"),
            field("procedures", &GovernanceCharter::procedures, "how decisions are taken"),
            field("domains", &GovernanceCharter::domains, "who decides on which rules"),
            field("rules", &GovernanceCharter::rules, "first values, where the default will not do"),
            field("surplus", &GovernanceCharter::surplus,
                  "the law that a period's surplus follows, such as \"plain\"; none: it is not shared out"),
            field("patronage", &GovernanceCharter::patronage, "who shares in it, and by what"),
            field("negotiators", &GovernanceCharter::negotiators, "who speaks for a class where classes bargain"),
            field("laws", &GovernanceCharter::laws, "the register of law; where it is silent is a grey zone"),
            field("protected", &GovernanceCharter::protected_clauses, "clauses whose change asks for more"),
            field("indexed", &GovernanceCharter::indexed, "rules that move by a published formula alone"),
            field("duties", &GovernanceCharter::duties, "what is owed once the platform reaches a size"),
            field("by_laws", &GovernanceCharter::by_laws, "where those below decide by themselves, within bounds")};
    }
};

struct LinkCharter {
    std::string from;
    std::string to;
    std::string gives;
    static constexpr auto fields() {
        return FieldTable{field("from", &LinkCharter::from, "the class that gives"),
                          field("to", &LinkCharter::to, "the class that receives"),
                          field("gives", &LinkCharter::gives, "what one gives to the other")};
    }
};

struct CriticalMassCharter {
    std::string stakeholder_class;
    std::int64_t members = 0;
    static constexpr auto fields() {
        return FieldTable{field("class", &CriticalMassCharter::stakeholder_class, "which class"),
                          field("members", &CriticalMassCharter::members, "pledges it needs before launch")};
    }
};

struct UsersCharter {
    std::vector<LinkCharter> links;
    std::vector<CriticalMassCharter> critical_mass;
    Duration launch_within;
    static constexpr auto fields() {
        return FieldTable{field("links", &UsersCharter::links, "what the classes give to one another"),
                          field("critical_mass", &UsersCharter::critical_mass, "pledges needed for launch"),
                          field("launch_within", &UsersCharter::launch_within, "after this the pledges are released")};
    }
};

struct IndicatorCharter {
    std::string id;
    std::string name;
    std::string unit;
    std::string direction;
    static constexpr auto fields() {
        return FieldTable{field("id", &IndicatorCharter::id, "short name"),
                          field("name", &IndicatorCharter::name, "as people see it"),
                          field("unit", &IndicatorCharter::unit, "what it is counted in"),
                          field("direction", &IndicatorCharter::direction, "which way is better: \"up\" or \"down\"")};
    }
};

struct OutcomesCharter {
    std::string purpose;
    std::vector<IndicatorCharter> indicators;
    static constexpr auto fields() {
        return FieldTable{field("purpose", &OutcomesCharter::purpose, "what this platform is for"),
                          field("indicators", &OutcomesCharter::indicators, "by which figures one will know")};
    }
};

/// Whether a pattern (a rule's name, or the beginning of names and `*`) speaks of a rule.
bool fits(std::string_view pattern, std::string_view rule);

struct Charter {
    std::string name;
    Openness openness = Openness::open;
    Controller controller = Controller::members;
    Currency currency;
    TechnologyCharter technology;
    GovernanceCharter governance;
    UsersCharter users;
    OutcomesCharter outcomes;
    static constexpr auto fields() {
        return FieldTable{field("name", &Charter::name, "of the platform"),
                          field("openness", &Charter::openness, "who may come in"),
                          field("controller", &Charter::controller, "who controls it; shown on the front page"),
                          field("currency", &Charter::currency, "in which its books are kept"),
                          field("technology", &Charter::technology, "spaces and what they run on"),
                          field("governance", &Charter::governance, "classes, bodies, procedures, rules"),
                          field("users", &Charter::users, "links between classes, launch"),
                          field("outcomes", &Charter::outcomes, "what for, and by which figures")};
    }

    const ClassCharter* find_class(std::string_view id) const;
    /// Whether one of these classes weighs anything, so that there is a majority among them.
    bool has_weight(const std::vector<std::string>& classes) const;
    const BodyCharter* find_body(std::string_view id) const;
    const ProcedureCharter* find_procedure(std::string_view id) const;
    /// What it says about a rule, where it says anything.
    const RuleCharter* find_rule(std::string_view rule) const;
    /// The formula by which a rule moves, where it is indexed.
    const IndexedCharter* index_of(std::string_view rule) const;
    /// The domain that a rule falls under: the longest pattern that fits.
    const DomainCharter* domain_of(std::string_view rule) const;
    /// The room that the platform leaves for by-laws on a rule in a scope, if it leaves any.
    const ByLawCharter* room_for(std::string_view rule, const std::optional<Scope>& scope) const;
    /// Who decides on a rule's value in a scope: those to whom the room for it is left, or else the rule's domain.
    DomainCharter domain_for(std::string_view rule, const std::optional<Scope>& scope) const;
    /// The domains that a domain lies in, itself among them, the nearest first; "*", everything, is the last.
    std::vector<std::string> domains_around(std::string_view domain) const;
    /// The laws of its register that speak of a rule; none: a grey zone.
    std::vector<LawCharter> laws_on(std::string_view rule) const;
    /// The body that speaks for a class where classes bargain, if one does.
    const BodyCharter* speaker_of(std::string_view class_id) const;
    /// 1 to 8, by the class's place: the same colour for a class on every page.
    std::string color_of(std::string_view class_id) const;
};

} // namespace reef::rules
