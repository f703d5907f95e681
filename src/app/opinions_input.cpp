#include "app/opinions_input.hpp"
#include "core/base/module.hpp"
#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <set>

namespace reef {
namespace {

using namespace opinion;
namespace json = boost::json;

constexpr RefusalKind unknown_option{"opinions.unknown_option", "Unknown option \"{}\". Try `reef opinions --help`.",
                                     400};
constexpr RefusalKind value_missing{"opinions.value_missing", "{} needs a value.", 400};
constexpr RefusalKind one_folder{"opinions.one_folder", "Name one folder that holds comments.csv and votes.csv.", 400};
constexpr RefusalKind not_a_group_count{"opinions.not_a_group_count", "\"{}\" is not a number of groups: 2 to 100.",
                                        400};
constexpr RefusalKind counts_differ{"opinions.counts_differ", "--k says {} groups, the file of centres holds {}.", 400};
constexpr RefusalKind no_file{"opinions.no_file", "Cannot read the file \"{}\".", 400};
constexpr RefusalKind not_json{"opinions.not_json", "\"{}\" is not JSON.", 400};
constexpr RefusalKind no_components{
    "opinions.no_components", "\"{}\" holds no two components of {} numbers, one for each statement that has a vote.",
    400};
constexpr RefusalKind no_centres{"opinions.no_centres", "\"{}\" holds no centres: two to a hundred pairs of numbers.",
                                 400};
constexpr RefusalKind no_participants{"opinions.no_participants", "\"{}\" holds no ids of participants.", 400};

Result<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in || std::filesystem::is_directory(path)) return refuse(no_file, {}, {path.string()});
    return text;
}

Result<json::value> read_json(const std::string& path) {
    const auto text = read_file(path);
    if (!text) return std::unexpected(text.error());
    boost::system::error_code error;
    auto value = json::parse(*text, error);
    if (error) return refuse(not_json, {}, {path});
    return value;
}

/// The member of that name; null if it is missing or the value is no object.
json::value member(const json::value& value, std::string_view name) {
    const auto* object = value.if_object();
    const auto* found = object ? object->if_contains(name) : nullptr;
    return found ? *found : json::value();
}

/// An array of finite numbers, or nothing.
std::optional<std::vector<double>> numbers(const json::value& value) {
    const auto* array = value.if_array();
    if (!array) return {};
    std::vector<double> read;
    for (const auto& entry : *array) {
        if (!entry.is_number() || !std::isfinite(entry.to_number<double>())) return {};
        read.push_back(entry.to_number<double>());
    }
    return read;
}

/// An array of whole numbers, or nothing. Servers write some of them as `3.0`.
std::optional<std::vector<std::int64_t>> identifiers(const json::value& value) {
    constexpr double exact_up_to = 9'007'199'254'740'992; // 2^53
    const auto read = numbers(value);
    if (!read) return {};
    std::vector<std::int64_t> ids;
    for (const double number : *read) {
        if (std::abs(number) > exact_up_to || number != std::trunc(number)) return {};
        ids.push_back(static_cast<std::int64_t>(number));
    }
    return ids;
}

/// Two components, for the statements in this order. A Polis server counts agreeing as -1, so its places are ours seen
/// through the middle: its components are turned round, and its centres fit.
Result<std::vector<Point>> read_components(const std::string& path, std::span<const std::int64_t> statements) {
    const auto file = read_json(path);
    if (!file) return std::unexpected(file.error());
    const auto wrong = refuse(no_components, {}, {path, std::to_string(statements.size())});
    const bool is_polis = !member(*file, "pca").is_null();
    const auto own = member(*file, "components");
    const auto& both = is_polis          ? member(member(*file, "pca"), "comps")
                       : own.is_object() ? member(own, "loadings")
                                         : *file;
    const auto id_list = is_polis ? member(*file, "tids") : member(own, "statements");
    const auto ids = identifiers(id_list);
    if (!both.is_array() || both.get_array().size() < 2 || (!ids && !id_list.is_null())) return wrong;
    const auto first = numbers(both.get_array()[0]), second = numbers(both.get_array()[1]);
    if (!first || !second || first->size() != statements.size() || second->size() != statements.size()) return wrong;
    std::vector<Point> loadings(statements.size());
    std::vector<bool> is_set(statements.size());
    for (std::size_t i = 0; i < statements.size(); ++i) {
        std::size_t place = i;
        if (ids) {
            if (ids->size() != statements.size()) return wrong;
            place = static_cast<std::size_t>(std::ranges::find(statements, (*ids)[i]) - statements.begin());
        }
        if (place == statements.size() || is_set[place]) return wrong;
        is_set[place] = true;
        loadings[place] = (is_polis ? -1.0 : 1.0) * Point{(*first)[i], (*second)[i]};
    }
    return loadings;
}

Result<std::vector<Point>> read_centres(const std::string& path) {
    const auto file = read_json(path);
    if (!file) return std::unexpected(file.error());
    const auto polis = member(*file, "group-clusters"), own = member(*file, "centres");
    const auto& list = polis.is_array() ? polis : own.is_array() ? own : *file;
    std::vector<Point> centres;
    if (list.is_array())
        for (const auto& entry : list.get_array()) {
            const auto pair = numbers(entry.is_object() ? member(entry, "center") : entry);
            if (!pair || pair->size() != 2) return refuse(no_centres, {}, {path});
            centres.push_back({(*pair)[0], (*pair)[1]});
        }
    if (centres.size() < 2 || centres.size() > 100) return refuse(no_centres, {}, {path});
    return centres;
}

Result<std::vector<OpinionState::Included>> read_included(const std::string& path) {
    const auto file = read_json(path);
    if (!file) return std::unexpected(file.error());
    const auto polis = member(*file, "in-conv"), own = member(*file, "participants");
    std::set<std::int64_t> ids;
    if (own.is_array()) {
        for (const auto& participant : own.get_array())
            if (member(participant, "included") == json::value(true) && member(participant, "id").is_int64())
                ids.insert(member(participant, "id").get_int64());
    } else {
        const auto list = identifiers(polis.is_array() ? polis : *file);
        if (!list) return refuse(no_participants, {}, {path});
        ids.insert(list->begin(), list->end());
    }
    std::vector<OpinionState::Included> included;
    for (const auto id : ids) included.push_back({id, -1});
    return included;
}

struct Options {
    std::string folder, k, components, centres, included;
    bool wants_help = false;
};

Result<Options> read_options(const std::vector<std::string>& arguments) {
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto& word = arguments[i];
        std::string* value = word == "--k"            ? &options.k
                             : word == "--components" ? &options.components
                             : word == "--centres"    ? &options.centres
                             : word == "--included"   ? &options.included
                                                      : nullptr;
        if (word == "--help") {
            options.wants_help = true;
        } else if (value) {
            if (i + 1 == arguments.size()) return refuse(value_missing, {}, {word});
            *value = arguments[++i];
        } else if (word.starts_with("-")) {
            return refuse(unknown_option, {}, {word});
        } else {
            if (!options.folder.empty()) return refuse(one_folder);
            options.folder = word;
        }
    }
    if (options.folder.empty() && !options.wants_help) return refuse(one_folder);
    return options;
}

/// What of a published run the options name.
Result<OpinionsInput> with_published_run(OpinionsInput input, const Options& options) {
    if (!options.components.empty()) {
        auto loadings = read_components(options.components, evaluations_of(input.exported).statements());
        if (!loadings) return std::unexpected(loadings.error());
        input.settings.loadings = std::move(*loadings);
    }
    if (!options.centres.empty()) {
        auto centres = read_centres(options.centres);
        if (!centres) return std::unexpected(centres.error());
        input.settings.starting_centres = std::move(*centres);
        input.settings.group_count = input.settings.starting_centres.size();
        // What was published is shown as it was: our thresholds would hide its smallest groups.
        input.settings.minimum_participants = input.settings.minimum_group_size = 1;
    }
    if (!options.k.empty()) {
        const auto k = parse_integer(options.k);
        if (!k || *k < 2 || *k > 100) return refuse(not_a_group_count, {}, {options.k});
        if (input.settings.group_count.value_or(static_cast<std::size_t>(*k)) != static_cast<std::size_t>(*k))
            return refuse(counts_differ, {}, {options.k, std::to_string(*input.settings.group_count)});
        input.settings.group_count = static_cast<std::size_t>(*k);
    }
    if (!options.included.empty()) {
        auto included = read_included(options.included);
        if (!included) return std::unexpected(included.error());
        input.state.included = std::move(*included);
    }
    return input;
}

} // namespace

std::expected<OpinionsInput, int> read_opinions_input(const std::vector<std::string>& arguments, std::ostream& errors) {
    constexpr int wrong_data = 1, wrong_arguments = 2;
    const auto give_up = [&](const Refusal& refusal, int status) {
        errors << refusal.sentence() << "\n";
        return std::unexpected(status);
    };
    const auto options = read_options(arguments);
    if (!options) return give_up(options.error(), wrong_arguments);
    if (options->wants_help) return OpinionsInput{.wants_help = true};
    const std::filesystem::path folder = options->folder;
    const auto comments = read_file(folder / "comments.csv"), votes = read_file(folder / "votes.csv");
    if (!comments) return give_up(comments.error(), wrong_data);
    if (!votes) return give_up(votes.error(), wrong_data);
    const auto summary = read_file(folder / "summary.csv").value_or("");
    auto read = read_polis_export({*comments, *votes, summary});
    if (!read) {
        for (const auto& fault : read.error()) errors << fault.text() << "\n";
        return std::unexpected(wrong_data);
    }
    auto input = with_published_run({.exported = std::move(*read)}, *options);
    if (!input) return give_up(input.error(), wrong_arguments);
    return std::move(*input);
}

} // namespace reef
