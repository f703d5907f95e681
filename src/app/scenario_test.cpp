// Scenarios: whole stories as text that a member of a co-operative could read (tests/scenarios/README.md), told through
// the same HTTP answers that browsers and programs get. After each, the chronicle must hold, every decision taken
// again.
#include "app/house.hpp"
#include "app/society.hpp"
#include "commons/people/module.hpp"
#include "core/store/testing.hpp"
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>

namespace reef::app {
namespace {

using namespace engine;

/// `key=value` and `key="several words"`.
std::vector<std::pair<std::string, std::string>> pairs_in(const std::string& text) {
    static const std::regex pair(R"re(([\w.]+)=("[^"]*"|\S+))re");
    std::vector<std::pair<std::string, std::string>> pairs;
    for (std::sregex_iterator at(text.begin(), text.end(), pair), end; at != end; ++at) {
        auto value = (*at)[2].str();
        if (value.starts_with('"')) value = value.substr(1, value.size() - 2);
        pairs.emplace_back((*at)[1].str(), value);
    }
    return pairs;
}

class Scenario {
  public:
    explicit Scenario(std::filesystem::path file) : file_(std::move(file)) {
        std::filesystem::create_directories(folder_);
    }
    ~Scenario() {
        house_.reset();
        std::filesystem::remove_all(folder_);
    }

    void run() {
        std::ifstream in(file_);
        std::string line;
        while (std::getline(in, line) && !::testing::Test::HasFailure()) {
            ++number_;
            const auto text = std::string(trimmed(line.substr(0, line.find('#') == 0 ? 0 : line.size())));
            if (text.empty()) continue;
            SCOPED_TRACE(fmt::format("{}:{}: {}", file_.filename().string(), number_, text));
            step(filled(text));
        }
        expect_no_open_refusal();
        if (::testing::Test::HasFailure() || !house_) return;
#ifndef __SANITIZE_ADDRESS__ // it takes as long as the story, and is done on both engines
        const auto report = verify(house_->database(), house_->engine().registry());
        EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
        EXPECT_EQ(report.redecided, report.entries);
#endif
    }

  private:
    void open() {
        auto house = House::open(folder_.string(), {.clock = &clock_,
                                                    .chance = chance_.get(),
                                                    .creates = true,
                                                    .database = store::TestPlace::is_postgres() ? place_.where() : "",
                                                    .durable = false,
                                                    .password_cost = web::PasswordCost::least});
        ASSERT_TRUE(house) << house.error().sentence();
        house_ = std::move(*house);
    }

    void step(const std::string& text) {
        std::smatch found;
        static std::map<std::string_view, std::regex> patterns; // each is made once for all steps
        const auto is = [&](const char* pattern) {
            return std::regex_match(text, found, patterns.try_emplace(pattern, pattern).first->second);
        };
        if (is(R"(refused (\S+))")) return expect_refusal(found[1]);
        expect_no_open_refusal();
        if (is(R"(an example of (\w+) with (\d+) members(?: where (.+))?)"))
            found_an_example(found[1], std::stoll(found[2]), pairs_in(found[3]));
        else if (is(R"(a draft founded from (\w+))"))
            found_draft(found[1]);
        else if (is(R"(the others live (?:a day|(\d+) days))"))
            live(found[1].matched ? std::stoi(found[1]) : 1);
        else if (is(R"(after (.+))"))
            clock_.pass(*Duration::parse(found[1].str()));
        else if (is(R"(as (.+))"))
            actor_ = actor_named(found[1]);
        else if (is(R"(do (\S+)\s*(.*))"))
            give(found[1], pairs_in(found[2].str()));
        else if (is(R"re(take the charter)re"))
            charter_ = shown("/charter", "toml");
        else if (is(R"re(write "(.*)" for "(.+)")re"))
            write_in_charter(with_lines(found[1].str()), with_lines(found[2].str()));
        else if (is(R"re(add "(.+)")re"))
            charter_ += with_lines(found[1].str()) + "\n";
        else if (is(R"(send (/\S+)\s*(.*))"))
            send(found[1], pairs_in(found[2].str()));
        else if (is(R"(call the answer's (\S+) (\w+))"))
            names_[found[2]] = at_key(answer_, found[1].str());
        else if (is(R"(call it (\w+))"))
            names_[found[1]] = id_;
        else if (is(R"(call (\S+) of (\S+) (\w+))"))
            names_[found[3]] = shown(found[2], found[1]);
        else if (is(R"((\w+) is member (\d+) of class (\w+))"))
            names_[found[1]] = member(found[3], std::stoul(found[2]));
        else if (is(R"(see (\S+) (\S+) = (.*))"))
            see(found[1], found[2], found[3]);
        else if (is(R"(cannot see (\S+): (\S+))"))
            cannot_see(found[1], found[2]);
        else
            FAIL() << "no such step";
    }

    /// With values of rules, beside those of the preset.
    void found_an_example(const std::string& preset, std::int64_t members,
                          const std::vector<std::pair<std::string, std::string>>& rules) {
        open();
        society_.members = members;
        auto charter = *preset_charter(preset, house_->engine().registry());
        for (const auto& [rule, value] : rules)
            if (rule == "openness")
                charter.openness = value == "closed" ? rules::Openness::closed : rules::Openness::invited;
            else if (rule.starts_with("council."))
                say_of_council(charter, rule.substr(8), value);
            else if (rule.starts_with("procedures."))
                say_of_procedure(charter, rule.substr(11), value);
            else
                charter.governance.rules.push_back({rule, value, {}, {}});
        const auto founded = found_example(house_->engine(), charter, society_, pass_);
        ASSERT_TRUE(founded) << founded.error().sentence();
    }

    static std::string with_lines(const std::string& text) {
        return std::regex_replace(text, std::regex(R"(\\n)"), "\n");
    }

    void write_in_charter(const std::string& instead, const std::string& words) {
        const auto at = charter_.find(words);
        ASSERT_NE(at, std::string::npos) << charter_;
        charter_.replace(at, words.size(), instead);
    }

    /// How the members' council is filled.
    static void say_of_council(rules::Charter& charter, const std::string& key, const std::string& value) {
        auto& bodies = charter.governance.bodies;
        auto& council = *std::ranges::find(bodies, "council", &rules::BodyCharter::id);
        auto said = to_json(council).as_object();
        json::array list;
        for (const auto each : split(value, ',')) list.emplace_back(trimmed(each));
        said[key] = key == "seats" ? json::value(*parse_integer(value)) : key == "at_least" ? list : json::value(value);
        council = *from_json<rules::BodyCharter>(said);
    }

    /// `ID.KEY`: how one of the procedures goes on.
    static void say_of_procedure(rules::Charter& charter, const std::string& key, const std::string& value) {
        const auto dot = key.find('.');
        auto& procedure =
            *std::ranges::find(charter.governance.procedures, key.substr(0, dot), &rules::ProcedureCharter::id);
        auto said = to_json(procedure).as_object();
        said[key.substr(dot + 1)] = value == "true" || value == "false" ? json::value(value == "true")
                                    : value == "nothing"                ? json::value(nullptr)
                                                                        : json::value(value);
        procedure = *from_json<rules::ProcedureCharter>(said);
    }

    void found_draft(const std::string& preset) {
        open();
        auto& engine = house_->engine();
        ASSERT_TRUE(engine.perform(Actor::system_operator(), "test", call(OpenPlatform{false, "test"})));
        const auto charter = rules::read_charter(*embedded_file("charters/" + preset + ".toml"), engine.registry());
        ASSERT_TRUE(charter);
        const auto founded = engine.perform(Actor::system_operator(), "test",
                                            {"rules.found_platform", json::object{{"charter", to_json(*charter)}}});
        ASSERT_TRUE(founded) << founded.error().sentence();
    }

    void live(int days) {
        for (int day = 0; day < days; ++day) {
            const auto lived = live_a_day(house_->engine(), society_, pass_);
            ASSERT_TRUE(lived) << lived.error().sentence();
        }
    }

    std::string member(const std::string& stakeholder_class, std::size_t place) {
        const auto members = people::members_of(*house_->engine().read(), stakeholder_class);
        return place <= members.size() ? members[place - 1].text() : "nobody";
    }
    std::string actor_named(const std::string& name) const {
        const auto found = names_.find(name);
        return found == names_.end() ? name : found->second;
    }

    /// What a served platform does every second: looks whether something fell due.
    void look_at_the_clock() {
        ASSERT_FALSE(house_->engine().write_beside([](store::Connection&) {}));
    }

    web::Request request(std::string method, std::string path) {
        // Strangers come over the network; everybody else by the local socket, which believes who they say they are
        // only for the operator and on examples. On a real platform the engine is asked as that person.
        web::Request request{.method = std::move(method), .path = std::move(path)};
        request.headers.add("Accept", "application/json");
        if (actor_ == "stranger") return request;
        request.over_local_socket = true;
        request.headers.add("X-Reef-As", actor_);
        return request;
    }

    bool is_example() { return platform_state(*house_->engine().read())->example; }

    void give(const std::string& command, const std::vector<std::pair<std::string, std::string>>& pairs) {
        json::object data;
        for (const auto& [key, value] : pairs) put(data, key, value);
        if (actor_ == "operator" || actor_ == "stranger" || !is_example()) {
            const auto answer = house_->engine().perform(*Actor::parse(actor_), "test", Call{command, data});
            refusal_ = answer ? "" : answer.error().code;
            said_ = answer ? "" : answer.error().sentence();
            id_ = answer ? answer->id() : "";
            return;
        }
        post("/commands/" + command, data);
    }
    /// To an address that is no command: what the house does there besides giving one.
    void send(const std::string& path, const std::vector<std::pair<std::string, std::string>>& pairs) {
        json::object data;
        for (const auto& [key, value] : pairs) put(data, key, value);
        post(path, data);
    }
    void post(const std::string& path, const json::object& data) {
        auto asked = request("POST", path);
        asked.headers.add("Content-Type", "application/json");
        asked.body = json_text(data);
        const auto response = house_->site().answer(std::move(asked));
        const auto document = *parse_json(response.body);
        answer_ = document.is_object() ? document.as_object() : json::object{};
        refusal_ = response.status < 300 ? "" : std::string(document.at("code").as_string());
        said_ = response.status < 300 ? "" : std::string(document.at("detail").as_string());
        const auto* id = answer_.if_contains("id");
        id_ = response.status < 300 && id && id->is_string() ? std::string(id->as_string()) : "";
    }
    /// Dotted keys make nested objects, `.0.` the one element of a list; whole numbers and true/false are what they
    /// look like, unless quoted by their field; `[1, 2]` is a list; `@name` is the text of a file beside the stories.
    void put(json::object& data, const std::string& key, const std::string& value) {
        const auto dot = key.find('.');
        if (dot != std::string::npos) {
            auto& inner = data[key.substr(0, dot)];
            const auto rest = key.substr(dot + 1);
            if (rest.starts_with("0.")) {
                if (!inner.is_array()) inner = json::array{json::object{}};
                return put(inner.as_array().front().as_object(), rest.substr(2), value);
            }
            if (!inner.is_object()) inner = json::object{};
            return put(inner.as_object(), rest, value);
        }
        const bool is_count = key.ends_with("_m") || key.ends_with("_minutes") || key == "number" || key == "period" ||
                              key == "entry" || key == "count" || key == "points" || key == "places" ||
                              key == "instalments" || key == "option" || key == "months_between" || key == "severity" ||
                              key == "participants_most" || key == "harms_borne";
        if (is_count && parse_integer(value))
            data[key] = *parse_integer(value);
        else if (value == "true" || value == "false")
            data[key] = value == "true";
        else if (value.starts_with('[') && value.ends_with(']')) {
            json::array items;
            const auto inside = value.substr(1, value.size() - 2);
            for (const auto item : split(inside, ','))
                if (!trimmed(item).empty()) items.emplace_back(trimmed(item));
            data[key] = std::move(items);
        } else if (value == "@charter")
            data[key] = charter_;
        else if (value.starts_with('@'))
            data[key] = filled(text_of_file(file_.parent_path() / value.substr(1)));
        else
            data[key] = value;
    }
    static std::string text_of_file(const std::filesystem::path& path) {
        std::ifstream file(path, std::ios::binary);
        EXPECT_TRUE(file) << path;
        return {std::istreambuf_iterator<char>(file), {}};
    }

    json::value document(const std::string& path, int& status) {
        const auto question = path.find('?');
        auto asked = request("GET", path.substr(0, question));
        if (question != std::string::npos) asked.query = path.substr(question + 1);
        const auto response = house_->site().answer(std::move(asked));
        status = response.status;
        return parse_json(response.body).value_or(nullptr);
    }
    /// What a page's document says somewhere, as text.
    std::string shown(const std::string& path, const std::string& key) {
        look_at_the_clock();
        int status = 0;
        const auto at = document(path, status);
        EXPECT_EQ(status, 200) << json_text(at);
        return at_key(at, key);
    }
    /// What stands in a document under a dotted key, as text.
    static std::string at_key(json::value at, const std::string& key) {
        for (const auto part : split(key, '.')) {
            const auto place = parse_integer(part).value_or(0);
            const bool is_there =
                at.is_array() ? place < std::ssize(at.as_array()) : at.is_object() && at.as_object().contains(part);
            EXPECT_TRUE(is_there) << "no " << part << " in " << json_text(at);
            if (!is_there) return {};
            at = at.is_array() ? json::value(at.as_array()[static_cast<std::size_t>(place)])
                               : json::value(at.as_object().at(part));
        }
        return at.is_string() ? std::string(at.as_string()) : json_text(at);
    }
    void see(const std::string& path, const std::string& key, const std::string& expected) {
        EXPECT_EQ(shown(path, key), with_lines(expected));
    }
    void cannot_see(const std::string& path, const std::string& code) {
        int status = 0;
        const auto problem = document(path, status);
        EXPECT_GE(status, 400);
        EXPECT_EQ(problem.at("code").as_string(), code);
    }

    void expect_refusal(const std::string& code) {
        EXPECT_EQ(refusal_, code) << said_;
        refusal_.clear();
    }
    void expect_no_open_refusal() {
        EXPECT_EQ(refusal_, "") << "the step before was refused: " << said_;
        refusal_.clear();
    }
    std::string filled(std::string text) const {
        for (const auto& [name, value] : names_)
            text = std::regex_replace(text, std::regex("\\{" + name + "\\}"), value);
        return text;
    }

    std::filesystem::path file_;
    store::TestPlace place_;
    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("reef_scenario_" + hex(Chance::of_the_machine()->bytes(6)));
    ManualClock clock_{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance_ = Chance::from_seed(11);
    std::function<void(Duration)> pass_ = [this](Duration span) { clock_.pass(span); };
    SocietyOptions society_{.members = 24, .seed = 1};
    std::unique_ptr<House> house_;
    std::string actor_ = "stranger";
    std::map<std::string, std::string> names_;
    std::string refusal_, said_, id_, charter_;
    json::object answer_;
    int number_ = 0;
};

class Scenarios : public ::testing::TestWithParam<std::filesystem::path> {};
TEST_P(Scenarios, is_told_and_holds) { Scenario(GetParam()).run(); }

std::vector<std::filesystem::path> files() {
    std::vector<std::filesystem::path> found;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(REEF_SOURCE_DIR) / "tests/scenarios"))
        if (entry.path().extension() == ".scenario") found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}
INSTANTIATE_TEST_SUITE_P(Stories, Scenarios, ::testing::ValuesIn(files()), [](const auto& story) {
    auto name = story.param.stem().string();
    std::ranges::replace(name, '-', '_');
    return name;
});

} // namespace
} // namespace reef::app
