#include "app/commands.hpp"
#include "app/charter_form.hpp"
#include "app/house.hpp"
#include "app/progress.hpp"
#include "app/society.hpp"
#include "commons/rules/module.hpp"
#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <sstream>
#include <unistd.h>

namespace reef::app {
using namespace engine;
namespace {

constexpr RefusalKind no_head{"command_line.no_head", "--expect takes a head as NUMBER:HASH, as a receipt shows it.",
                              422};

std::optional<std::string> read_file(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return {};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void put_actor(const Common& common, web::Request& request) {
    if (!common.token.empty())
        request.headers.add("Authorization", "Bearer " + common.token);
    else if (!common.as.empty())
        request.headers.add("X-Reef-As", common.as);
    request.headers.add("Accept", "application/json");
}

web::Request command_request(const Common& common, std::string_view name, std::string body) {
    web::Request request{.method = "POST", .path = fmt::format("/commands/{}", name), .body = std::move(body)};
    put_actor(common, request);
    request.headers.add("Content-Type", "application/json");
    return request;
}

} // namespace

Result<std::pair<EntryNumber, Hash>> read_kept_head(std::string_view text) {
    const auto colon = std::min(text.find(':'), text.size());
    const auto number = parse_integer(text.substr(0, colon));
    const auto hash = Hash::parse(text.substr(std::min(colon + 1, text.size())));
    if (!number || !hash) return refuse(no_head);
    return std::pair{EntryNumber{*number}, *hash};
}

json::object json_of(const chronicle::Head& head) {
    return {{"entry", head.number}, {"hash", head.hash.text()}, {"at", head.at.text()}};
}

int say(const Refusal& refusal) {
    std::cerr << refusal.sentence() << "\n";
    if (!refusal.field.empty()) std::cerr << "  (" << refusal.field << ")\n";
    return 1;
}

web::Request json_post(std::string path, const json::value& data) {
    web::Request request{.method = "POST", .path = std::move(path), .body = json_text(data)};
    request.headers.add("Accept", "application/json");
    request.headers.add("Content-Type", "application/json");
    return request;
}

Result<json::value> document_of(const Result<web::Response>& answer) {
    if (!answer) return std::unexpected(answer.error());
    auto document = parse_json(answer->body);
    if (!document || answer->status < 300) return document;
    const auto& problem = document->as_object();
    const auto* field = problem.if_contains("field");
    return std::unexpected(Refusal{.code = std::string(problem.at("code").as_string()),
                                   .sentence_pattern = std::string(problem.at("detail").as_string()),
                                   .status = answer->status,
                                   .field = field && field->is_string() ? std::string(field->as_string()) : ""});
}

/// Prints an answer's document; of a refusal to people its sentence and field, everything with --json.
static int print_answer(const Common& common, const Result<web::Response>& answer) {
    const auto document = document_of(answer);
    if (document)
        std::cout << json_text_indented(*document);
    else if (answer && common.json)
        std::cerr << answer->body << "\n";
    else
        return say(document.error());
    return document ? 0 : 1;
}

int make_example(const Common& common, const ExampleOptions& options) {
    Time start{(MachineClock().now().ms / 86'400'000 - options.days) * 86'400'000};
    if (!options.start.empty()) {
        const auto read = Time::parse(options.start);
        if (!read) return say(read.error());
        start = *read;
    }
    const auto charter = preset_charter(options.preset, Registry(rooms())); // before anything is made
    if (!charter) return say(charter.error());
    ManualClock clock(start - hours(18));
    const auto chance = Chance::from_seed(options.seed);
    auto house = House::open(
        common.data,
        {.clock = &clock, .chance = chance.get(), .creates = true, .database = common.database, .durable = false});
    if (!house) return say(house.error());
    const auto pass = [&](Duration span) { clock.pass(span); };
    const SocietyOptions society{options.members, options.seed};
    if (const auto founded = found_example((*house)->engine(), *charter, society, pass); !founded)
        return say(founded.error());
    if (clock.now() < start) clock.pass(start - clock.now());
    for (std::int64_t day = 0; day < options.days; ++day) {
        progress("days lived", day, options.days);
        if (const auto lived = live_a_day((*house)->engine(), society, pass); !lived) return say(lived.error());
        if (day == options.days - 4) {
            if (const auto asked = ask_about_parcels((*house)->engine()); !asked) return say(asked.error());
            if (const auto proposed = propose_lower_commission((*house)->engine()); !proposed)
                return say(proposed.error());
        }
    }
    progress("days lived", options.days, options.days);
    const auto head = chronicle::read_head(*(*house)->engine().read());
    fmt::print("An example of {} members with {} entries stands in {}.\n", options.members, head.number, common.data);
    return 0;
}

int found(const Common& common, const std::string& file) {
    const auto text = read_file(file);
    if (!text) {
        std::cerr << "The file " << file << " cannot be read.\n";
        return 2;
    }
    const auto charter = rules::read_charter(*text, Registry(rooms()));
    if (!charter) return check_charter_file(common, file);
    auto house = House::open(common.data, {.creates = true, .database = common.database});
    if (!house) return say(house.error());
    auto& engine = (*house)->engine();
    if (!platform_state(*engine.read()))
        if (const auto opened = engine.perform(Actor::system_operator(), "command-line",
                                               call(OpenPlatform{false, std::string(release)}));
            !opened)
            return say(opened.error());
    const auto founded = engine.perform(Actor::system_operator(), "command-line",
                                        {"rules.found_platform", json::object{{"charter", to_json(*charter)}}});
    if (!founded) return say(founded.error());
    const auto token = make_founder_token(engine);
    if (!token) return say(token.error());
    fmt::print("{} is founded, as a draft, in {}.\nServe it with: reef serve --data {}\nThen open the founder link, "
               "which works once: /founder?token={}\n",
               charter->name, common.data, common.data, *token);
    return 0;
}

/// What is no fault, and worth knowing: what the weights are worth, and which of Ostrom's principles are missing.
std::string said_of(const rules::Charter& charter) {
    std::string text;
    for (const auto& power : rules::power_of(charter)) {
        text += fmt::format("\nPower over {} ({}, {} needed)\n", join(power.domains, ", "),
                            power.is_block ? "whole classes" : "shares of votes", power.majority.text());
        for (const auto& each : power.classes)
            text +=
                fmt::format("  {:<12} weight {:>7}  Banzhaf {:>7}  Shapley-Shubik {:>7}{}\n", each.stakeholder_class,
                            each.weight.text(), each.banzhaf.text(), each.shapley_shubik.text(),
                            each.is_dummy               ? "  dummy: can never decide"
                            : each.is_out_of_proportion ? "  out of proportion"
                                                        : "");
    }
    text += "\nOstrom's eight principles\n";
    for (const auto& each : rules::check_principles(charter))
        text += fmt::format("  {} {:<5} {}{}{}\n", each.number,
                            names_of(each.verdict)[static_cast<std::size_t>(each.verdict)], each.name,
                            each.missing.empty() ? "" : ": ", fmt::format(fmt::runtime(each.missing), each.about));
    return text;
}

int check_charter_file(const Common& common, const std::string& file) {
    const auto text = read_file(file);
    if (!text) {
        std::cerr << "The file " << file << " cannot be read.\n";
        return 2;
    }
    const Registry registry(rooms());
    const auto charter = rules::read_charter(*text, registry);
    if (charter) {
        std::cout << (common.json ? json_text_indented(json::array{}) : file + ": no faults.\n" + said_of(*charter));
        return 0;
    }
    std::vector<FormFault> faults;
    for (const auto& fault : charter.error())
        faults.push_back(shown(fault, [](std::string_view english) { return std::string(english); }));
    if (common.json)
        std::cout << json_text_indented(to_json(faults));
    else
        for (const auto& fault : faults)
            fmt::print(stderr, "{}:{}: {}{}{}\n", file, fault.line, fault.key, fault.key.empty() ? "" : ": ",
                       fault.sentence);
    return 1;
}

int give_command(const Common& common, const std::string& name, const std::string& data) {
    return print_answer(common, ask(common.data, command_request(common, name, data)));
}

int show_charter(const Common& common) {
    web::Request request{.path = "/charter"};
    put_actor(common, request);
    const auto page = document_of(ask(common.data, std::move(request)));
    if (!page) return say(page.error());
    std::cout << std::string_view(page->at("toml").as_string());
    return 0;
}

int propose_charter_file(const Common& common, const std::string& file, const std::string& reason) {
    const auto text = read_file(file);
    if (!text || !rules::read_charter(*text, Registry(rooms()))) return check_charter_file(common, file);
    const json::object data{{"text", *text}, {"reason", reason}};
    return give_command(common, "decisions.propose_charter", json_text(data));
}

int show_page(const Common& common, const std::string& path) {
    const auto question = path.find('?');
    web::Request request{.path = path.substr(0, question),
                         .query = question == std::string::npos ? "" : path.substr(question + 1)};
    put_actor(common, request);
    return print_answer(common, ask(common.data, std::move(request)));
}

int list_commands(const Common& common) {
    const Registry registry(rooms());
    json::array all;
    for (const auto& room : registry.modules())
        for (const auto& command : room.commands) {
            json::array names;
            for (const auto& f : command.shape.fields)
                names.push_back(json::object{{"name", f.name}, {"meaning", f.meaning}, {"optional", f.shape.optional}});
            if (!common.json) {
                fmt::print("{}\n    {}\n    For {}.\n", command.name, command.about, command.access.in_words());
                for (const auto& f : command.shape.fields)
                    fmt::print("      {}{}: {}\n", f.name, f.shape.optional ? " (optional)" : "", f.meaning);
            }
            all.push_back(json::object{{"name", command.name},
                                       {"about", command.about},
                                       {"access", command.access.in_words()},
                                       {"fields", names}});
        }
    if (common.json) std::cout << json_text_indented(all);
    return 0;
}

int pass_days(const Common& common, std::int64_t days) {
    for (std::int64_t day = 0; day < days; ++day) {
        progress("days passed", day, days);
        const auto passed = document_of(ask(common.data, json_post("/example/pass-time", json::object{{"days", 1}})));
        if (!passed) return say(passed.error());
    }
    progress("days passed", days, days);
    return 0;
}

int verify_data(const Common& common, const std::string& expect) {
    std::map<std::string, std::clock_t, std::less<>> took; // of the processor, by stage
    auto begun = std::clock();
    VerifyOptions options{.progress = [&](std::string_view stage, std::int64_t done, std::int64_t of) {
        progress(stage, done, of);
        if (done >= of) took[std::string(stage)] += std::clock() - std::exchange(begun, std::clock());
    }};
    if (!expect.empty()) {
        const auto kept = read_kept_head(expect);
        if (!kept) return say(kept.error()), 2;
        options.expect = *kept;
    }
    const auto place = database_of(common.data);
    if (!place) return say(place.error());
    auto database = store::Database::open(*place, {.create = false});
    if (!database) return say(database.error());
    const Registry registry(rooms());
    const auto report = verify(**database, registry, options);
    json::object took_ms;
    for (const auto& [stage, ticks] : took) took_ms[stage] = ticks * 1000 / CLOCKS_PER_SEC;
    if (common.json)
        std::cout << json_text_indented(json::object{
            {"entries", report.entries},
            {"head", report.head.text()},
            {"root", report.root.text()},
            {"redecided", report.redecided},
            {"drifted", report.drifted},
            {"took_ms", took_ms},
            {"fault",
             report.fault ? json::value(json::object{{"entry", report.fault->entry}, {"what", report.fault->what}})
                          : json::value(nullptr)}});
    else if (report.fault)
        fmt::print(stderr, "Entry {}: {}\n", report.fault->entry, report.fault->what);
    else
        fmt::print(
            "{} entries hold: the chain, the tree, every table, and {} decided again the same.\nHead {}:{}\nRoot {}\n",
            report.entries, report.redecided, report.entries, report.head.text(), report.root.text());
    return report.fault ? 1 : 0;
}

int rebuild_data(const Common& common) {
    auto request = json_post("/rebuild", json::object{});
    request.headers.add("X-Reef-As", "operator");
    const auto rebuilt = document_of(ask(common.data, std::move(request)));
    if (!rebuilt) return say(rebuilt.error());
    if (common.json)
        std::cout << json_text_indented(*rebuilt);
    else
        fmt::print("Rebuilt every table from {} entries.\n", rebuilt->at("entries").to_number<std::int64_t>());
    return 0;
}

int print_version(const Common& common) {
    if (common.json)
        std::cout << json_text_indented(json::object{{"release", release}, {"edition", own_edition()}});
    else
        fmt::print("Reef {} (edition {})\n", release, own_edition());
    return 0;
}

} // namespace reef::app
