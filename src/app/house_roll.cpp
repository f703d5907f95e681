// The roll in the house: a list read and put on it, personal codes made and told once.
#include "app/house.hpp"
#include "app/roll_file.hpp"
#include "core/base/csv.hpp"
#include <future>

namespace reef::app {
using namespace engine;
namespace {

constexpr std::string_view roll_secret = "roll_key";
constexpr std::size_t faults_shown = 50, window = 512;

std::string text_in(const json::object& data, std::string_view name) {
    const auto* found = data.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : "";
}

/// What identifiers are hashed with: beside the chronicle, made when the first list comes.
Result<std::string> secret_of_roll(Engine& engine) {
    const auto fresh = Chance::of_the_machine()->bytes(32);
    std::string secret;
    auto refusal = engine.write_beside([&](store::Connection& connection) {
        connection.run("INSERT INTO {platform_secrets} (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
                       roll_secret, Bytes{fresh});
        secret = connection.one<Bytes>("SELECT value FROM {platform_secrets} WHERE name = $1", roll_secret).data;
    });
    if (refusal) return std::unexpected(std::move(*refusal));
    return secret;
}

json::object document_of_faults(const std::vector<RollFault>& faults) {
    json::array lines;
    for (const auto& each : faults) {
        if (lines.size() == faults_shown) break;
        json::object line{{"line", each.line}, {"value", each.value}, {"sentence", each.sentence()}};
        for (std::size_t i = 0; i < names_of(each.kind).size(); ++i)
            line[names_of(each.kind)[i]] = i == static_cast<std::size_t>(each.kind);
        lines.push_back(std::move(line));
    }
    return {{"is_faulty", true}, {"faults", std::move(lines)}, {"count", faults.size()}, {"added", 0}, {"known", 0}};
}

/// Gives all of them, so that they share commits; the first refusal, if there is one.
Result<std::int64_t> perform_all(Engine& engine, const std::vector<Call>& calls) {
    std::int64_t changed = 0;
    for (std::size_t first = 0; first < calls.size(); first += window) {
        std::vector<std::future<Result<Answer>>> answers;
        for (auto i = first; i < std::min(first + window, calls.size()); ++i) {
            auto promise = std::make_shared<std::promise<Result<Answer>>>();
            answers.push_back(promise->get_future());
            engine.submit({{Actor::platform(), "browser", calls[i]}},
                          [promise](Result<Answer> answer) { promise->set_value(std::move(answer)); });
        }
        for (auto& each : answers) {
            const auto answer = each.get();
            if (!answer) return std::unexpected(answer.error());
            if (answer->entry != 0) ++changed;
        }
    }
    return changed;
}

} // namespace

Result<json::object> House::add_to_roll(const Standing& viewer, const json::object& data) {
    const auto secret = secret_of_roll(*engine_);
    if (!secret) return std::unexpected(secret.error());
    const auto platform = rules::platform(*engine_->read());
    if (!platform) return refuse(not_found);
    const auto rows = read_roll(text_in(data, "list"), platform->charter, [&](std::string_view class_id) {
        return people::may_keep_roll(platform->charter, platform->launched(), class_id, viewer);
    });
    if (!rows) return document_of_faults(rows.error());
    std::vector<Call> calls;
    for (const auto& row : *rows) {
        const auto key = keyed_hash(*secret, row.stakeholder_class + "\n" + people::same_identifier(row.identifier));
        json::object asked{{"by", viewer.actor.member.text()},
                           {"class", row.stakeholder_class},
                           {"identifier", row.identifier},
                           {"key", key.text()}};
        if (!row.display_name.empty()) asked["name"] = row.display_name;
        calls.push_back({std::string(people::AddToRoll::name), std::move(asked)});
    }
    const auto added = perform_all(*engine_, calls);
    if (!added) return std::unexpected(added.error());
    return json::object{{"is_faulty", false},
                        {"faults", json::array{}},
                        {"count", 0},
                        {"added", *added},
                        {"known", std::ssize(calls) - *added}};
}

/// For whoever has not come in yet: those without a code, or with `again` all of them, whose older codes end.
Result<json::object> House::give_roll_codes(const Standing& viewer, const json::object& data) {
    const auto platform = rules::platform(*engine_->read());
    if (!platform) return refuse(not_found);
    const bool again = !text_in(data, "again").empty() && text_in(data, "again") != "false";
    std::string list(csv_begin(CsvDialect::plain));
    list += csv_row(CsvDialect::plain, {"identifier", "name", "class", "code", "link"});
    std::vector<json::array> parts(1);
    json::array codes;
    {
        const auto connection = engine_->read();
        const auto chance = Chance::of_the_machine();
        for (const auto& each : platform->charter.governance.classes) {
            if (!people::may_keep_roll(platform->charter, platform->launched(), each.id, viewer)) continue;
            for (const auto& entry : people::roll_of(*connection, each.id, INT64_MAX, 0)) {
                if (entry.member || (entry.has_code && !again)) continue;
                const auto code = people::new_code(*chance);
                if (parts.back().size() == people::roll_codes_max) parts.emplace_back();
                parts.back().push_back(
                    json::object{{"on_roll", entry.on_roll.text()}, {"code_hash", people::code_hash(code).text()}});
                const auto identifier = chronicle::reveal_text(*connection, entry.identifier).value_or("");
                const auto name = chronicle::reveal_text(*connection, entry.display_name).value_or("");
                list += csv_row(CsvDialect::plain, {identifier, name, each.name, code, "/join?code=" + code});
                codes.push_back(json::object{{"on_roll", entry.on_roll.text()},
                                             {"identifier", identifier},
                                             {"name", name},
                                             {"class", each.id},
                                             {"code", code}});
            }
        }
    }
    for (auto& part : parts) {
        if (part.empty()) continue;
        const auto given =
            engine_->perform(viewer.actor, "browser",
                             {std::string(people::GiveRollCodes::name), json::object{{"codes", std::move(part)}}});
        if (!given) return std::unexpected(given.error());
    }
    return json::object{{"count", codes.size()}, {"list", list}, {"codes", std::move(codes)}};
}

} // namespace reef::app
