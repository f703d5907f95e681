#include "app/house.hpp"
#include "app/frame.hpp"
#include "app/society.hpp"

namespace reef::app {
using namespace engine;
namespace {

constexpr RefusalKind link_used{"house.link_used", "This founder link was used already, or is not from here.", 404};
constexpr RefusalKind no_account{"house.no_account",
                                 "Make an account or sign in first; then open the founder link again.", 401};
constexpr RefusalKind no_platform{
    "house.no_platform", "{} holds no platform. `reef example` and `reef found` make one; --data names another folder.",
    404};
constexpr RefusalKind for_the_operator{"house.for_the_operator", "The operator alone does this, on the server itself.",
                                       403};
constexpr std::string_view founder_secret = "founder_link";

std::string text_at(const json::object& data, std::string_view name) {
    const auto* value = data.if_contains(name);
    return !value ? "" : value->is_string() ? std::string(std::string_view(value->get_string())) : json_text(*value);
}

bool opens(store::Connection& connection, std::string_view token) {
    const auto kept = connection.first<Bytes>("SELECT value FROM {platform_secrets} WHERE name = $1", founder_secret);
    return kept && kept->data == sha256({token}).view();
}

struct FounderPage {
    std::string summary;
    std::string token;
    bool signed_in = false;
    static constexpr auto fields() {
        return FieldTable{field("summary", &FounderPage::summary, "what this is"),
                          field("token", &FounderPage::token, "of the link"),
                          field("signed_in", &FounderPage::signed_in, "whether the viewer has an account")};
    }
};

Result<FounderPage> show_founder(PageRequest& request) {
    const auto token = request.asked("token");
    if (!opens(request.connection, token)) return refuse(link_used);
    return FounderPage{
        request.signed_in()
            ? request.say("You hold the founder link. It works once, for one person.")
            : request.say("You hold the founder link. First make an account; then you become the founder."),
        std::string(token), request.signed_in()};
}

} // namespace

House::~House() {
    postman_.reset();
    site_.reset();
    engine_.reset();
    database_.reset();
}

Result<std::unique_ptr<House>> House::open(const std::string& folder, const HouseOptions& options) {
    if (!options.creates && !holds_platform(folder)) return refuse(no_platform, {}, {folder});
    if (auto refusal = refusal_of(options.mail)) return std::unexpected(std::move(*refusal));
    auto lock = FolderLock::take(folder);
    if (!lock) return std::unexpected(std::move(lock.error()));
    std::unique_ptr<House> house(new House(std::move(*lock)));
    auto place = database_of(folder, options.database);
    if (!place) return std::unexpected(std::move(place.error()));
    auto database = store::Database::open(*place, {.durable = options.durable});
    if (!database) return std::unexpected(std::move(database.error()));
    if (auto elsewhere = refusal_of_mark(**database, *place)) return std::unexpected(std::move(*elsewhere));
    if (!options.database.empty())
        if (auto refusal = keep_address(folder, *place)) return std::unexpected(std::move(*refusal));
    house->database_ = std::move(*database);
    auto engine = Engine::open(*house->database_, rooms(options.origin, sending_of(options.mail, options.origin)),
                               {.clock = options.clock,
                                .chance = options.chance,
                                .keeps_watch = options.keeps_watch,
                                .migrations = migrations(),
                                .figures = options.figures,
                                .progress = options.progress});
    if (!engine) return std::unexpected(std::move(engine.error()));
    house->engine_ = std::move(*engine);
    if (auto refusal = house->engine_->write_beside([&](store::Connection& connection) {
            web::make_signing_key(connection, house->engine_->chance());
            mail::make_link_key(connection, *Chance::of_the_machine());
        }))
        return std::unexpected(std::move(*refusal));
    house->templates_ = std::make_unique<web::TemplateSet>(
        web::house_templates(options.source_folder), web::TemplateOptions{.formatters = web::standard_formatters()});
    house->site_ =
        std::make_unique<web::Site>(
            *house->engine_, *house->templates_,
            web::SiteOptions{.frame = frame,
                             .source_folder = options.source_folder,
                             .sign_up_command = "people.sign_up",
                             .door = behind_door,
                             .acts = {{"/example/pass-time",
                                       [house = house.get()](const Standing&, const json::object& data) {
                                           return house->pass_time(data);
                                       }},
                                      {"/founder",
                                       [house = house.get()](const Standing& viewer, const json::object& data) {
                                           return house->become_founder(viewer, data);
                                       }},
                                      {"/recovery",
                                       [house = house.get()](const Standing& viewer, const json::object& data) {
                                           return house->finish_recovery(viewer, data);
                                       }},
                                      {"/invitations",
                                       [house = house.get()](const Standing& viewer, const json::object& data) {
                                           return house->invite(viewer, data);
                                       },
                                       "src/commons/people/invitation.html"},
                                      {.path = "/mail/confirm",
                                       .run =
                                           [house = house.get()](const Standing&, const json::object& data) {
                                               return confirm_by_mail(house->engine(), data);
                                           }},
                                      {.path = "/mail/stop",
                                       .run =
                                           [house = house.get()](const Standing&, const json::object& data) {
                                               return stop_by_mail(house->engine(), data);
                                           },
                                       .takes_one_click = true},
                                      {"/roll",
                                       [house = house.get()](const Standing& viewer, const json::object& data) {
                                           return house->add_to_roll(viewer, data);
                                       },
                                       "src/commons/people/roll_added.html"},
                                      {"/roll/codes",
                                       [house = house.get()](const Standing& viewer, const json::object& data) {
                                           return house->give_roll_codes(viewer, data);
                                       },
                                       "src/commons/people/roll_codes.html"},
                                      {"/rebuild", [house = house.get()](
                                                       const Standing& viewer,
                                                       const json::object&) { return house->rebuild_tables(viewer); }}},
                             .guessable = {people::JoinByInvitation::name},
                             .proxies = options.proxies,
                             .figures = options.figures,
                             .logs_access = options.logs_access,
                             .password_cost = options.password_cost});
    if (options.keeps_watch) {
        house->postman_ = make_postman(*house->engine_, options.mail, options.origin);
        house->postman_->start();
    }
    return house;
}

/// "Let a day pass": the society lives it, and everything is recorded like everything else.
Result<json::object> House::pass_time(const json::object& data) {
    const auto count = std::clamp<std::int64_t>(parse_integer(text_at(data, "days")).value_or(1), 1, 31);
    std::optional<Refusal> refusal;
    const auto pass = [&](Duration span) {
        const auto passed = engine_->perform(Actor::stranger(), "example", call(PassTime{span}));
        if (!passed) refusal = passed.error();
    };
    for (std::int64_t day = 0; day < count && !refusal; ++day) {
        const auto state = platform_state(*engine_->read());
        if (!state || !state->example)
            pass(days(1)); // refused by name
        else if (const auto lived = live_a_day(*engine_, {}, pass); !lived)
            refusal = lived.error();
    }
    if (refusal) return std::unexpected(std::move(*refusal));
    return json::object{{"days", count}};
}

/// Once: the link is gone with the entry that appoints the founder.
Result<json::object> House::become_founder(const Standing& viewer, const json::object& data) {
    if (viewer.actor.kind != Actor::Kind::member) return refuse(no_account);
    if (!opens(*engine_->read(), text_at(data, "token"))) return refuse(link_used);
    const auto member = viewer.actor.member.text();
    Submission submission{
        {Actor::system_operator(), "browser", {"people.appoint_founder", json::object{{"member", member}}}}};
    submission.beside = [](store::Connection& connection, const Answer&) {
        connection.run("DELETE FROM {platform_secrets} WHERE name = $1", founder_secret);
    };
    const auto appointed = engine_->perform(std::move(submission));
    if (!appointed) return std::unexpected(appointed.error());
    return json::object{{"founder", member}};
}

Result<json::object> House::rebuild_tables(const Standing& viewer) {
    if (viewer.actor.kind != Actor::Kind::system_operator) return refuse(for_the_operator);
    return json::object{{"entries", engine_->rebuild_beside()}};
}

/// The second factor goes with the entry that says so; the link is told once, and its hash alone is kept.
Result<json::object> House::finish_recovery(const Standing& viewer, const json::object& data) {
    if (viewer.actor.kind != Actor::Kind::system_operator) return refuse(for_the_operator);
    Submission submission{
        {Actor::platform(), "operator", {"people.finish_recovery", json::object{{"member", text_at(data, "member")}}}}};
    const auto member = MemberId::parse(text_at(data, "member"));
    const auto secret = base64url(Chance::of_the_machine()->bytes(32));
    submission.beside = [member, secret](store::Connection& connection, const Answer&) {
        web::let_in_again(connection, *member, secret, MachineClock().now());
    };
    const auto finished = engine_->perform(std::move(submission));
    if (!finished) return std::unexpected(finished.error());
    return json::object{{"member", member->text()}, {"link", web::link_address(secret)}};
}

/// The code is told once; its hash alone is kept.
Result<json::object> House::invite(const Standing& viewer, const json::object& data) {
    const auto code = people::new_code(*Chance::of_the_machine());
    auto asked = data;
    asked["code_hash"] = people::code_hash(code).text();
    const auto invited =
        engine_->perform({{viewer.actor, "browser", {std::string(people::Invite::name), std::move(asked)}, true}});
    if (!invited) return std::unexpected(invited.error());
    const auto& event = invited->events.at(0).data.as_object();
    const auto platform = rules::founded_platform(*engine_->read());
    const auto into = text_at(event, "class");
    return json::object{{"invitation", invited->id()},
                        {"code", code},
                        {"link", "/join?code=" + code},
                        {"class", into},
                        {"class_name", platform.charter.find_class(into)->name},
                        {"places", event.at("places")},
                        {"until", event.at("until")}};
}

PageType founder_page() {
    return page<show_founder>("/founder", "src/app/founder.html",
                              "The founder link: make an account and become the founder.", anyone());
}

Result<std::string> make_founder_token(Engine& engine) {
    const auto token = base64url(engine.chance().bytes(24));
    auto refusal = engine.write_beside([&](store::Connection& connection) {
        connection.run(
            "INSERT INTO {platform_secrets} (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2",
            founder_secret, sha256({token}).bytes());
    });
    if (refusal) return std::unexpected(std::move(*refusal));
    return token;
}

Result<web::Response> ask(const std::string& folder, web::Request request) {
    request.over_local_socket = true;
    if (!is_in_use(folder)) {
        auto house = House::open(folder);
        if (!house) return std::unexpected(std::move(house.error()));
        return (*house)->site().answer(std::move(request));
    }
    web::ClientRequest client{.method = request.method,
                              .url = "http://localhost" + request.path +
                                     (request.query.empty() ? "" : "?" + request.query),
                              .headers = request.headers,
                              .body = request.body,
                              .local_socket = socket_of(folder),
                              .time_max = minutes(10)};
    return web::fetch(client);
}

} // namespace reef::app
