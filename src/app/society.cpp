#include "app/society.hpp"
#include "commons/decisions/module.hpp"
#include "commons/deliberation/module.hpp"
#include "commons/elections/module.hpp"
#include "commons/rules/module.hpp"
#include "spaces/market/module.hpp"
#include <fmt/format.h>

namespace reef::app {
using namespace engine;
namespace {

constexpr RefusalKind no_preset{"example.no_preset", "There is no preset \"{}\". `ls charters` shows them.", 404};

constexpr const char* first_names[] = {"Mila",  "Jonas", "Noor",  "Tomasz", "Aïcha",  "Sven",   "Lucía",
                                       "Kwame", "Ines",  "Wei",   "Olga",   "Daan",   "Fatima", "Luca",
                                       "Yuki",  "Emre",  "Greta", "Amara",  "Pieter", "Zoë"};
constexpr const char* last_names[] = {"de Vries", "Petit",  "El Amrani", "Nowak",   "Okafor", "Lindqvist", "García",
                                      "Mensah",   "Silva",  "Zhang",     "Ivanova", "Bakker", "Haddad",    "Rossi",
                                      "Tanaka",   "Yılmaz", "Schmidt",   "Diallo",  "Jansen", "Novák"};
constexpr const char* places[] = {"Station, north side", "Market square", "Kanaalstraat 88", "The hospital",
                                  "Harbour, pier 3",     "University",    "The old mill",    "Airport",
                                  "City library",        "Westerpark"};
constexpr const char* programmes[] = {
    "Complaints get an answer within a week.", "Every cost of the office is published.",
    "Those who work at night are heard.",      "Fewer meetings, and minutes that one can read.",
    "Newcomers find somebody to ask.",
};
constexpr const char* opinions[] = {
    "The platform should keep no more than it needs for its costs and a reserve of three months.",
    "Waiting time between two rides should be paid, even if little.",
    "Riders should pay a little more at night, and all of it should go to the driver.",
    "A part of every fare should go to safe cycling in the city.",
    "A lower commission brings drivers back on the road in the evening.",
    "The reserve matters more than the commission: bad winters come.",
    "Whoever drives full time should not have to drive on Sundays to make a living.",
    "The city should pay for rides that no bus offers.",
    "Every receipt should be readable by somebody who never read the rules.",
    "We should publish how long people wait, district by district."};

/// Somewhere in a city of about ten kilometres.
market::Place somewhere(Chance& chance) {
    return {52'320'000 + static_cast<std::int64_t>(chance.below(90'000)),
            4'830'000 + static_cast<std::int64_t>(chance.below(130'000))};
}

template <std::size_t N>
const char* one_of(const char* const (&texts)[N], Chance& chance) {
    return texts[chance.below(N)];
}

/// Gives commands and keeps the first refusal.
class Actors {
  public:
    explicit Actors(Engine& engine) : engine_(engine) {}

    std::optional<Answer> give(const Actor& actor, std::string_view name, json::object data) {
        if (refusal) return {};
        auto answer = try_to_give(actor, name, std::move(data));
        if (answer) return *answer;
        refusal = answer.error();
        return {};
    }
    /// For what may be refused in the ordinary course of a day: nobody free, a vote already over.
    Result<Answer> try_to_give(const Actor& actor, std::string_view name, json::object data) {
        return engine_.perform(actor, "society", Call{std::string(name), std::move(data)});
    }
    std::optional<Refusal> refusal;

  private:
    Engine& engine_;
};

/// How many of each class: a quarter drive, one in twelve is staff, one in twenty from the city, the others ride.
std::string_view class_of_newcomer(std::int64_t place) {
    if (place % 12 == 2) return "staff";
    if (place % 20 == 7) return "city";
    return place % 4 == 0 ? "driver" : "rider";
}

class Day {
  public:
    Day(Engine& engine, const SocietyOptions& options, const std::function<void(Duration)>& pass)
        : engine_(engine),
          actors_(engine),
          options_(options),
          pass_(pass),
          chance_(
              Chance::from_seed(options.seed * 1'000'003 + static_cast<std::uint64_t>(engine.now().ms / 86'400'000))) {}

    Result<void> live() {
        const Time morning = engine_.now();
        for (int step = 0; step < 8 && !actors_.refusal; ++step) {
            // Rides take time of their own; what is left of the three hours passes at once.
            step_ends_ = morning + hours(3 * (step + 1));
            if (engine_.now() < step_ends_ - hours(2)) pass_(step_ends_ - hours(2) - engine_.now());
            if (step == 0) start_shifts();
            if (step >= 2) ride_for_a_while();
            if (step == 4) speak_and_answer();
            if (step == 5) vote();
            if (step == 6) elect();
            if (engine_.now() < step_ends_) pass_(step_ends_ - engine_.now());
        }
        if (actors_.refusal) return std::unexpected(*actors_.refusal);
        return {};
    }

  private:
    std::vector<MemberId> members_of(std::string_view stakeholder_class) {
        return people::members_of(*engine_.read(), stakeholder_class);
    }

    void start_shifts() {
        for (const auto driver : members_of("driver")) {
            if (chance_->below(10) < 8)
                actors_.give(Actor::of(driver), "market.go_online", {{"place", somewhere(*chance_).text()}});
            else if (const auto off = actors_.try_to_give(Actor::of(driver), "market.go_offline", {}); !off)
                continue; // still driving
        }
    }

    /// About one rider in four asks for a ride; drivers take nine offers in ten.
    void ride_for_a_while() {
        for (const auto rider : members_of("rider")) {
            if (chance_->below(4) != 0 || engine_.now() > step_ends_ - hours(1)) continue;
            json::object wish{{"origin", one_of(places, *chance_)},
                              {"destination", one_of(places, *chance_)},
                              {"place", somewhere(*chance_).text()}};
            name_category(wish);
            const auto asked = actors_.try_to_give(Actor::of(rider), "market.request_ride", std::move(wish));
            if (asked && asked->entry != 0) drive(asked->events.front());
        }
    }

    /// A ride to or from the airport is one of its category, where the charter names that.
    void name_category(json::object& wish) {
        const auto space = market::rides_space(*engine_.read());
        if (!space || std::ranges::find(space->categories, "airport") == space->categories.end()) return;
        if (wish.at("origin") == "Airport" || wish.at("destination") == "Airport") wish["category"] = "airport";
    }

    void drive(const chronicle::RecordedEvent& event) {
        const auto requested = read_event<market::RideRequested>(event.data);
        const auto ride = requested.ride.text();
        for (const auto& offer : requested.offers) {
            const auto driver = Actor::of(offer.driver);
            const bool takes = chance_->below(10) < 9;
            const auto answered =
                actors_.try_to_give(driver, takes ? "market.accept_ride" : "market.decline_ride", {{"ride", ride}});
            if (!answered || !takes) continue;
            const auto distance_m = 1'200 + static_cast<std::int64_t>(chance_->below(9'800));
            pass_(minutes(2 + static_cast<std::int64_t>(chance_->below(7))));
            actors_.give(driver, "market.start_trip", {{"ride", ride}});
            pass_(seconds(distance_m * 3'600 / 22'000)); // 22 km an hour, as in a city
            actors_.give(driver, "market.complete_trip", {{"ride", ride}, {"distance_m", distance_m}});
            return;
        }
    }

    /// Now and then somebody makes a statement; everybody answers to a few that they have not answered yet.
    void speak_and_answer() {
        const auto open = deliberation::open_deliberations(*engine_.read(), engine_.now());
        for (const auto& topic : open) {
            auto everyone = members_of("driver");
            std::ranges::move(members_of("rider"), std::back_inserter(everyone));
            for (const auto member : everyone) {
                if (chance_->below(12) == 0)
                    static_cast<void>(
                        actors_.try_to_give(Actor::of(member), "deliberation.state",
                                            {{"deliberation", topic.text()}, {"text", one_of(opinions, *chance_)}}));
                if (!is_behind_a_door(member)) answer_a_few(topic, member);
            }
        }
    }
    void answer_a_few(const IdValue& topic, MemberId member) {
        const auto numbers = deliberation::unanswered(*engine_.read(), topic, member, 4);
        for (const auto number : numbers) {
            // People hold on to their views: the same member answers much alike to the same statement.
            const auto leaning = (member.value * 7 + number * 13) % 10;
            const auto* answer = leaning < 6 ? "agree" : leaning < 9 ? "disagree" : "pass";
            actors_.give(Actor::of(member), "deliberation.evaluate",
                         {{"deliberation", topic.text()}, {"number", number}, {"answer", answer}});
        }
    }

    /// Whoever stands behind a door speaks for themselves: a visitor finds their vote and their answers still to give.
    bool is_behind_a_door(MemberId member) {
        for (const auto* door : {"driver", "rider", "treasurer"})
            if (behind_door(*engine_.read(), door) == member) return true;
        return false;
    }

    /// As the procedure asks for it; of several options one alone, which is a ballot of every form.
    static json::object ballot_on(const IdValue& proposal, const rules::ProcedureCharter& procedure,
                                  const std::vector<decisions::Option>& options, std::int64_t leaning) {
        json::object ballot{{"proposal", proposal.text()}};
        if (!options.empty()) {
            const auto place = static_cast<std::size_t>(leaning) * options.size() / 20;
            ballot["marks"] = json::array{std::to_string(options[place].number) + ": 1"};
            return ballot;
        }
        json::object word{{"choice", leaning < 14 ? "for" : leaning < 18 ? "against" : "abstain"}};
        if (rules::is_by_consent(procedure) && word["choice"] == "against") word["reason"] = "I cannot live with it.";
        if (decisions::ballot_command(procedure) == decisions::SealConsent::name)
            ballot["word"] = word;
        else
            ballot.insert(word.begin(), word.end());
        return ballot;
    }

    /// Six in ten vote each day while a vote is open, three of four of them in favour.
    void vote() {
        const auto open = decisions::open_votes(*engine_.read());
        for (const auto& proposal : open) {
            const auto options = decisions::options_of(*engine_.read(), proposal);
            const auto procedure = decisions::procedure_of(*engine_.read(), proposal);
            for (const auto* each : {"driver", "rider", "staff", "city"})
                for (const auto member : members_of(each)) {
                    if (chance_->below(10) >= 6 || is_behind_a_door(member)) continue;
                    const auto leaning = (member.value * 11 + proposal.root() * 5) % 20;
                    static_cast<void>(actors_.try_to_give(Actor::of(member), decisions::ballot_command(procedure),
                                                          ballot_on(proposal, procedure, options, leaning)));
                }
        }
    }

    /// While candidates may stand, somebody of each class does now and then; while a vote is open six in ten rank
    /// three.
    void elect() {
        for (const auto& election : elections::running_elections(*engine_.read())) {
            const auto candidates = elections::candidates_of(*engine_.read(), election.election);
            for (const auto* each : {"driver", "rider", "staff"})
                for (const auto member : members_of(each)) {
                    if (is_behind_a_door(member)) continue;
                    if (election.stage == elections::Stage::nominations) {
                        if (std::ssize(candidates) < election.seats + 3 && chance_->below(12) == 0)
                            static_cast<void>(actors_.try_to_give(
                                Actor::of(member), "elections.stand",
                                {{"election", election.election.text()}, {"statement", one_of(programmes, *chance_)}}));
                    } else if (chance_->below(10) < 6)
                        rank_three(election, candidates, member);
                }
        }
    }
    void rank_three(const elections::ElectionRow& election, std::vector<elections::CandidateRow> candidates,
                    MemberId voter) {
        std::ranges::sort(candidates, {}, [&](const auto& each) {
            return std::pair((voter.value * 7 + each.member.value * 13) % 11, each.member.value);
        });
        candidates.resize(std::min<std::size_t>(candidates.size(), 3));
        json::array ranking;
        for (const auto& each : candidates) ranking.emplace_back(each.member.text());
        static_cast<void>(actors_.try_to_give(Actor::of(voter), "elections.cast_ballot",
                                              {{"election", election.election.text()}, {"ranking", ranking}}));
    }

    Engine& engine_;
    Actors actors_;
    const SocietyOptions& options_;
    const std::function<void(Duration)>& pass_;
    std::unique_ptr<Chance> chance_;
    Time step_ends_;
};

/// How a newcomer says which class is theirs: by pledging, and where nobody comes in uninvited by the founder's code.
void pledge(Actors& actors, const rules::Charter& charter, Chance& chance, MemberId founder, MemberId member,
            std::string_view stakeholder_class) {
    if (charter.openness == rules::Openness::open || member == founder) {
        actors.give(Actor::of(member), "people.pledge", {{"class", stakeholder_class}});
        return;
    }
    const auto code = people::new_code(chance);
    actors.give(Actor::of(founder), "people.invite",
                {{"class", stakeholder_class},
                 {"places", 1},
                 {"valid", "30 days"},
                 {"code_hash", people::code_hash(code).text()}});
    actors.give(Actor::of(member), "people.join_by_invitation", {{"code", code}});
}

/// Signs up the people and lets them pledge, each to a class.
void gather(Actors& actors, const rules::Charter& charter, const SocietyOptions& options, Chance& chance,
            const std::function<void(Duration)>& pass, MemberId& founder) {
    for (std::int64_t place = 0; place < options.members; ++place) {
        pass(minutes(7));
        const auto name = fmt::format("{} {}", one_of(first_names, chance), one_of(last_names, chance));
        const auto signed_up = actors.give(Actor::stranger(), "people.sign_up", {{"name", name}});
        if (!signed_up) return;
        const MemberId member(signed_up->entry);
        if (place == 0) {
            founder = member;
            actors.give(Actor::system_operator(), "people.appoint_founder", {{"member", founder.text()}});
        }
        pledge(actors, charter, chance, founder, member, class_of_newcomer(place));
    }
}

} // namespace

Result<rules::Charter> preset_charter(std::string_view preset, const Registry& registry) {
    const auto toml = embedded_file(fmt::format("charters/{}.toml", preset));
    if (!toml) return refuse(no_preset, {}, {std::string(preset)});
    auto charter = rules::read_charter(*toml, registry);
    ensure(charter.has_value(),
           charter ? "" : "a preset that comes with Reef has no faults: " + charter.error().front().sentence());
    return std::move(*charter);
}

Result<void> found_example(Engine& engine, const rules::Charter& charter, const SocietyOptions& options,
                           const std::function<void(Duration)>& pass) {
    const auto chance = Chance::from_seed(options.seed);
    Actors actors(engine);
    actors.give(Actor::system_operator(), OpenPlatform::name, {{"example", true}, {"release", release}});
    actors.give(Actor::system_operator(), "rules.found_platform", {{"charter", to_json(charter)}});
    MemberId founder;
    gather(actors, charter, options, *chance, pass, founder);
    for (const auto& stating : charter.governance.classes)
        for (const auto& principle : stating.principles)
            for (const auto& each : charter.governance.classes)
                actors.give(Actor::of(founder), "people.adopt_principle",
                            {{"principle", principle}, {"class", each.id}});
    pass(hours(1));
    actors.give(Actor::of(founder), "people.launch", {});
    for (const auto& body : charter.governance.bodies)
        if (body.form == rules::BodyForm::forum)
            actors.give(Actor::of(founder), "people.join_body", {{"body", body.id}});
    actors.give(Actor::of(founder), "deliberation.open",
                {{"title", "What should the platform keep of a fare?"},
                 {"question", "Fifteen cents of each euro go to costs and reserve today. Is that right? Say what you "
                              "think, and answer what others say."}});
    if (actors.refusal) return std::unexpected(*actors.refusal);
    return {};
}

Result<void> live_a_day(Engine& engine, const SocietyOptions& options, const std::function<void(Duration)>& pass) {
    return Day(engine, options, pass).live();
}

Result<void> propose_lower_commission(Engine& engine) {
    const auto drivers = people::members_of(*engine.read(), "driver");
    Actors actors(engine);
    actors.give(Actor::of(drivers.at(1)), "decisions.propose",
                {{"rule", "market.commission"},
                 {"value", "12%"},
                 {"reason", "We earn less for an hour than in spring, because waiting became longer. The treasury "
                            "grows every week. Leaving three cents more of each euro with "
                            "the driver brings people back on the road in the evening."},
                 {"expected",
                  {{"indicator", "driver_income"},
                   {"direction", "rises"},
                   {"size", "4%"},
                   {"by", (engine.now() + days(90)).date_text()}}},
                 {"effects",
                  {{"rights", "Nobody loses a right. The pay floor stays as it is."},
                   {"development", "The treasury grows more slowly, and still grows."}}}});
    if (actors.refusal) return std::unexpected(*actors.refusal);
    return {};
}

Result<void> ask_about_parcels(Engine& engine) {
    const auto drivers = people::members_of(*engine.read(), "driver");
    Actors actors(engine);
    actors.give(Actor::of(drivers.at(2)), "practices.enter",
                {{"title", "Parcels beside riders"},
                 {"description", "On the way to where a rider goes some of us carry a parcel along. No rule speaks of "
                                 "it, and in empty hours it pays."},
                 {"risks", "Riders may wait longer, and nobody has said who answers for what is in a parcel."},
                 {"rules", json::array{"market.offer_time"}},
                 {"classes", json::array{"driver", "rider"}},
                 {"words", "boot, parcels"}});
    if (actors.refusal) return std::unexpected(*actors.refusal);
    return {};
}

std::optional<MemberId> behind_door(store::Connection& connection, std::string_view door) {
    const auto stakeholder_class = door == "treasurer" ? std::string_view("staff") : door;
    if (stakeholder_class != "driver" && stakeholder_class != "rider" && stakeholder_class != "staff") return {};
    const auto members = people::members_of(connection, stakeholder_class);
    if (members.empty()) return {};
    return members.front();
}

} // namespace reef::app
