// From draft to launch: principles adopted, links sketched, pledges gathered. "Prior to constructing the platform, the
// platform users' value principles must be made clear, and links between stakeholders must be sketched" (Qian & Qian
// 2017). Pledges are an assurance contract: all or none by the date.
#pragma once
#include "commons/people/membership.hpp"

namespace reef::people {

struct AppointFounder {
    MemberId member;
    static constexpr std::string_view name = "people.appoint_founder";
    static constexpr std::string_view about = "Makes the person who used the founder link the founder. Once.";
    static constexpr auto fields() { return FieldTable{field("member", &AppointFounder::member, "who")}; }
};
struct FounderAppointed {
    MemberId member;
    static constexpr std::string_view name = "people.founder_appointed";
    static constexpr std::string_view about = "The draft has a founder.";
    static constexpr auto fields() { return FieldTable{field("member", &FounderAppointed::member, "who")}; }
};

struct AdoptPrinciple {
    std::string principle;
    std::string stakeholder_class;
    static constexpr std::string_view name = "people.adopt_principle";
    static constexpr std::string_view about = "Adopts a value principle in the name of a class, before launch.";
    static constexpr auto fields() {
        return FieldTable{field("principle", &AdoptPrinciple::principle, "as the charter words it"),
                          field("class", &AdoptPrinciple::stakeholder_class, "the class that adopts it")};
    }
};
struct PrincipleAdopted {
    std::string principle;
    std::string stakeholder_class;
    static constexpr std::string_view name = "people.principle_adopted";
    static constexpr std::string_view about = "A class adopted a value principle.";
    static constexpr auto fields() {
        return FieldTable{field("principle", &PrincipleAdopted::principle, "as the charter words it"),
                          field("class", &PrincipleAdopted::stakeholder_class, "the class that adopted it")};
    }
    std::string topic() const { return "/launch"; }
};

struct Pledge {
    std::string stakeholder_class;
    static constexpr std::string_view name = "people.pledge";
    static constexpr std::string_view about = "Promises to join a class when the platform launches.";
    static constexpr auto fields() {
        return FieldTable{field("class", &Pledge::stakeholder_class, "the class to join")};
    }
};
struct PledgeMade {
    MemberId member;
    std::string stakeholder_class;
    static constexpr std::string_view name = "people.pledge_made";
    static constexpr std::string_view about = "Somebody promised to join a class upon launch.";
    static constexpr auto fields() {
        return FieldTable{field("member", &PledgeMade::member, "who", Audience::members),
                          field("class", &PledgeMade::stakeholder_class, "which class")};
    }
    std::string topic() const { return "/launch"; }
};

struct Launch {
    static constexpr std::string_view name = "people.launch";
    static constexpr std::string_view about =
        "Launches the platform: pledges become memberships, the charter comes into force.";
    static constexpr auto fields() { return FieldTable{}; }
};
struct Launched {
    std::int64_t members = 0;
    static constexpr std::string_view name = "people.launched";
    static constexpr std::string_view about = "The platform was launched.";
    static constexpr auto fields() {
        return FieldTable{field("members", &Launched::members, "pledges that became memberships")};
    }
    std::string topic() const { return "/launch"; }
};

/// Given by the clock when the time for pledges is over.
struct ReleasePledges {
    static constexpr std::string_view name = "people.release_pledges";
    static constexpr std::string_view about =
        "Frees everyone from their pledge when the platform did not launch in time.";
    static constexpr auto fields() { return FieldTable{}; }
};
struct PledgesReleased {
    std::int64_t pledges = 0;
    static constexpr std::string_view name = "people.pledges_released";
    static constexpr std::string_view about = "The time for launching passed; nobody is bound by a pledge any more.";
    static constexpr auto fields() {
        return FieldTable{field("pledges", &PledgesReleased::pledges, "that were released")};
    }
};

/// One class on the way to launch.
struct ClassReadiness {
    std::string id;
    std::string name;
    bool linked = false;
    std::int64_t pledged = 0;
    std::int64_t critical_mass = 0;
    bool operator==(const ClassReadiness&) const = default;
};
/// A principle that a class has not adopted.
struct MissingAdoption {
    std::string principle;
    std::string class_name;
    bool operator==(const MissingAdoption&) const = default;
};
struct LaunchFacts {
    bool launched = false;
    bool has_principles = false;
    std::vector<ClassReadiness> classes;
    std::vector<MissingAdoption> not_adopted;
    std::vector<std::tuple<MemberId, std::string>> pledges; // in the order in which they came
    Time released_at;
    std::optional<std::int64_t> conduct_version = {}; // in force at the launch
};
/// Of a platform that is founded.
LaunchFacts launch_facts(store::Connection& connection);
/// The first thing that keeps the platform from launching.
std::optional<Refusal> not_ready(const LaunchFacts& facts);

std::optional<MemberId> load(store::Connection&, const engine::Context&, const AppointFounder&);
engine::Decision decide(const std::optional<MemberId>&, const AppointFounder&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const FounderAppointed&);

struct AdoptionFacts {
    bool launched = false;
    bool principle_known = false;
    bool class_known = false;
    bool adopted = false;
    bool may_speak = false; // the founder, or somebody who pledged to join the class
};
AdoptionFacts load(store::Connection&, const engine::Context&, const AdoptPrinciple&);
engine::Decision decide(const AdoptionFacts&, const AdoptPrinciple&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const PrincipleAdopted&);

struct PledgeFacts {
    bool launched = false;
    bool class_known = false;
    bool pledged = false;
    bool over = false;
    bool needs_invitation = false;
};
PledgeFacts load(store::Connection&, const engine::Context&, const Pledge&);
engine::Decision decide(const PledgeFacts&, const Pledge&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const PledgeMade&);

LaunchFacts load(store::Connection&, const engine::Context&, const Launch&);
engine::Decision decide(const LaunchFacts&, const Launch&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Launched&);

LaunchFacts load(store::Connection&, const engine::Context&, const ReleasePledges&);
engine::Decision decide(const LaunchFacts&, const ReleasePledges&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const PledgesReleased&);

engine::Schedule release_schedule();

} // namespace reef::people
