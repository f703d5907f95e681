#include "app/tally_command.hpp"
#include "math/tally/module.hpp"
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

namespace reef {
namespace {

constexpr std::string_view usage =
    "usage: reef tally --method NAME [--seats N] [--option KEY=VALUE]... FILE\n       reef tally --list\n";
constexpr RefusalKind unreadable_file{"tally.unreadable_file", "\"{}\" cannot be read.", 404};
constexpr RefusalKind wrong_usage{"tally.wrong_usage", "{}", 422};

struct Request {
    bool list = false;
    std::string method = {}, file = {};
    std::int64_t seats = 0; // 0: as the file says, or one
    std::map<std::string, std::string> options = {};
};

Result<Request> parse(const std::vector<std::string>& arguments) {
    Request request;
    const auto wrong = [](std::string what) { return refuse(wrong_usage, {}, {std::move(what)}); };
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto& word = arguments[i];
        if (word == "--list") {
            request.list = true;
            continue;
        }
        if (word != "--method" && word != "--seats" && word != "--option") {
            if (word.starts_with("--")) return wrong("There is no option " + word + ".");
            if (!request.file.empty()) return wrong("One file is counted at a time.");
            request.file = word;
            continue;
        }
        if (++i == arguments.size()) return wrong(word + " needs a value.");
        const auto& value = arguments[i];
        if (word == "--method") request.method = value;
        if (word == "--seats") {
            request.seats = parse_integer(value).value_or(0);
            if (request.seats < 1) return wrong("--seats is a whole number, at least 1.");
        }
        if (word == "--option") {
            const auto equals = value.find('=');
            if (equals == std::string::npos) return wrong("--option is written as KEY=VALUE.");
            if (!request.options.emplace(value.substr(0, equals), value.substr(equals + 1)).second)
                return wrong("The option " + value.substr(0, equals) + " is given twice.");
        }
    }
    if (!request.list && (request.method.empty() || request.file.empty()))
        return wrong("A method and a file are needed.");
    return request;
}

Result<std::string> content_of(const std::string& path) {
    std::ostringstream text;
    if (path == "-") {
        text << std::cin.rdbuf();
        return text.str();
    }
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path)) return refuse(unreadable_file, "file", {path});
    text << file.rdbuf();
    return text.str();
}

std::string form_of(const tally::OptionSpec& option) {
    using Form = tally::OptionSpec::Form;
    if (option.form == Form::named) return join({option.values.begin(), option.values.end()}, "|");
    return option.form == Form::text ? "TEXT" : option.form == Form::number ? "NUMBER" : "N";
}

void list(std::ostream& out) {
    for (const auto& method : tally::methods()) {
        std::vector<std::string> kinds;
        for (const auto kind : method.takes) kinds.emplace_back(tally::name_of(kind));
        out << method.name << "\n    " << method.purpose << "\n    ballots: " << join(kinds, ", ") << "\n";
        for (const auto& option : method.options)
            out << "    --option " << option.name << "=" << form_of(option) << "  (" << option.purpose << "; default "
                << (option.fallback.empty() ? "none" : option.fallback) << ")\n";
    }
    out << "\nFormats, recognised by content:\n";
    for (const auto& format : tally::formats()) out << "    " << format.name << ": " << format.purpose << "\n";
}

Result<std::string> counted(const Request& request) {
    const auto text = content_of(request.file);
    if (!text) return std::unexpected(text.error());
    auto election = tally::read_election(*text);
    if (!election) return std::unexpected(election.error());
    const auto method = tally::method_named(request.method);
    if (!method) return std::unexpected(method.error());
    // A file of ballots for several seats, counted by a method for one, elects one unless more are asked for.
    if ((*method)->elects_one) election->seats = 1;
    if (request.seats > 0) election->seats = request.seats;
    const auto result = tally::count(request.method, *election, request.options);
    if (!result) return std::unexpected(result.error());
    return tally::json_of(result->method->name, result->options, *election, result->outcome);
}

} // namespace

int tally_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors) {
    const auto request = parse(arguments);
    if (!request) {
        errors << "reef tally: " << request.error().sentence() << "\n" << usage;
        return 2;
    }
    if (request->list) {
        list(out);
        return 0;
    }
    const auto json = counted(*request);
    if (!json) {
        errors << "reef tally: " << json.error().sentence() << "\n";
        return 1;
    }
    out << *json << "\n";
    return 0;
}

} // namespace reef
