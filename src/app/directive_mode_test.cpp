// The ladder in random histories: whatever is bargained over, handed to the office, renewed and given back, a domain is
// in directive no longer than its step said, and no shorter unless somebody took the step back.
#include "app/histories_testing.hpp"
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/decisions/module.hpp"
#include "commons/people/module.hpp"
#include "core/store/testing.hpp"

namespace reef::app {
namespace {

using namespace engine;
using rules::Mode;

constexpr std::string_view offer_time = "market.offer_time";

struct LadderCooperative {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(8);
    std::unique_ptr<store::Database> database = std::move(*store::Database::open(place.where(), {.durable = false}));
    std::unique_ptr<Engine> engine = std::move(
        *Engine::open(*database, rooms(), {.clock = &clock, .chance = chance.get(), .migrations = migrations()}));
    Actor rider, driver, office;

    LadderCooperative() {
        auto charter = *preset_charter("ride", engine->registry());
        auto& domains = charter.governance.domains;
        auto& domain = *std::ranges::find(domains, offer_time, &rules::DomainCharter::rules);
        domain.mode = Mode::negotiated;
        domain.classes.clear();
        EXPECT_TRUE(found_example(*engine, charter, {.members = 12, .seed = 1}, [&](Duration s) { clock.pass(s); }));
        const auto first = [&](std::string_view of) {
            return Actor::of(people::members_of(*engine->read(), of).front());
        };
        rider = first("rider"), driver = first("driver"), office = first("staff");
    }
    bool is_given(const Actor& actor, std::string_view command, json::object data) {
        return engine->perform(actor, "test", {std::string(command), std::move(data)}).has_value();
    }
    bool propose(std::string_view value) {
        const auto date = (clock.now() + days(90)).date_text();
        return is_given(
            driver, decisions::Propose::name,
            {{"rule", offer_time},
             {"value", value},
             {"reason", "It is tried out."},
             {"expected", {{"indicator", "rides"}, {"direction", "rises"}, {"size", "1 ride"}, {"by", date}}},
             {"effects", {{"rights", "none"}, {"development", "none"}}}});
    }
    Mode mode() {
        const auto charter = rules::founded_platform(*engine->read()).charter;
        return std::ranges::find(charter.governance.domains, offer_time, &rules::DomainCharter::rules)->mode;
    }
};

class LadderHistory {
  public:
    explicit LadderHistory(LadderCooperative& cooperative) : in_(cooperative) {}
    int ran_out = 0, renewed = 0, given_back = 0;

    void step() {
        const auto was = in_.mode();
        const std::size_t in_directive = was == Mode::directive ? 1 : 0;
        switch (*rc::gen::weightedElement<int>({{3 - 2 * in_directive, 0}, {3 + 2 * in_directive, 1}, {3, 2}})) {
        case 0:
            in_.propose(*rc::gen::elementOf(std::vector<std::string>{"20 seconds", "40 seconds", "50 seconds"}));
            break;
        case 1:
            in_.clock.pass(days(*rc::gen::inRange(5, 90)));
            break;
        default:
            take_a_step(was);
        }
        bring_up_to_date();
        expect_the_mode_that_the_steps_say();
    }

  private:
    void take_a_step(Mode was) {
        const auto actor = *rc::gen::elementOf(std::vector<Actor>{in_.office, in_.office, in_.rider});
        // Mostly up, and then mostly on: else no step would live until its end.
        const auto to = *rc::gen::weightedElement<Mode>({{4, Mode::directive}, {1, Mode::negotiated}});
        const bool is_taken = in_.is_given(actor, decisions::ChangeMode::name,
                                           {{"domain", offer_time},
                                            {"mode", to == Mode::directive ? "directive" : "negotiated"},
                                            {"reason", "It is time."}});
        if (!is_taken) return;
        RC_ASSERT(actor.member == in_.office.member);
        if (was == Mode::directive) ++(to == Mode::directive ? renewed : given_back);
        until_ = to == Mode::directive ? std::optional(in_.clock.now() + days(180)) : std::nullopt;
    }
    /// A command discharges what has fallen due before it, whatever becomes of it.
    void bring_up_to_date() {
        in_.is_given(in_.rider, decisions::ChangeMode::name,
                     {{"domain", "no.such"}, {"mode", "directive"}, {"reason", "To see what time it is."}});
        if (!until_ || in_.clock.now() < *until_) return;
        until_.reset();
        ++ran_out;
    }
    void expect_the_mode_that_the_steps_say() {
        RC_ASSERT(in_.mode() == (until_ ? Mode::directive : Mode::negotiated));
        const auto terms = decisions::directive_terms(*in_.engine->read(), offer_time);
        for (const auto& each : terms) {
            RC_ASSERT(each.until == each.since + days(180));
            if (each.ended_at) RC_ASSERT(each.ran_out == (*each.ended_at >= each.until));
        }
        const auto running = terms.empty() || terms.back().ended_at ? std::nullopt : std::optional(terms.back().until);
        RC_ASSERT(running == until_);
    }

    LadderCooperative& in_;
    std::optional<Time> until_;
};

TEST(Ladder, holds_nobody_in_directive_longer_than_its_step_said_in_random_histories) {
    LadderCooperative cooperative;
    LadderHistory history(cooperative);
    const auto live = [&] {
        for (int steps = 0; steps < 3; ++steps) history.step();
    };
    expect_histories(live, [&]() -> std::string {
        return history.ran_out == 0      ? "a step that ran out"
               : history.renewed == 0    ? "a step that was renewed"
               : history.given_back == 0 ? "a mandate that was given back"
                                         : "";
    });
    const auto report = verify(*cooperative.database, cooperative.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
}

} // namespace
} // namespace reef::app
