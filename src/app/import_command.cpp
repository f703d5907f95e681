// `reef import polis`: read whole, checked whole, then given as commands in chunks; goes on where it was interrupted.
#include "app/commands.hpp"
#include "app/house.hpp"
#include "commons/deliberation/module.hpp"
#include "math/opinion/module.hpp"
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <sstream>
#include <unistd.h>

namespace reef::app {
namespace {

using deliberation::rows_max;

std::optional<std::string> contents(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return {};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// Gives commands as the operator; keeps one house open where no server runs.
class Importer {
  public:
    explicit Importer(const std::string& folder) : folder_(folder) {}
    std::optional<Refusal> prepare() {
        if (is_in_use(folder_)) return {};
        auto house = House::open(folder_);
        if (!house) return house.error();
        house_ = std::move(*house);
        return {};
    }
    Result<json::value> give(std::string_view name, const json::value& data) {
        web::Request request{.method = "POST", .path = fmt::format("/commands/{}", name), .body = json_text(data)};
        request.headers.add("Content-Type", "application/json");
        return asked(std::move(request));
    }
    Result<json::value> show(std::string path) { return asked({.path = std::move(path)}); }

  private:
    Result<json::value> asked(web::Request request) {
        request.over_local_socket = true;
        request.headers.add("X-Reef-As", "operator");
        request.headers.add("Accept", "application/json");
        const auto answer = house_ ? Result<web::Response>(house_->site().answer(std::move(request)))
                                   : ask(folder_, std::move(request));
        if (!answer) return std::unexpected(answer.error());
        return document_of(answer);
    }

    std::string folder_;
    std::unique_ptr<House> house_;
};

deliberation::Answer answer_of(opinion::Choice choice) {
    switch (choice) {
    case opinion::Choice::agree:
        return deliberation::Answer::agree;
    case opinion::Choice::disagree:
        return deliberation::Answer::disagree;
    case opinion::Choice::pass:
        break;
    }
    return deliberation::Answer::pass;
}

json::value statement_rows(const opinion::PolisExport& read, std::size_t first, std::size_t last) {
    json::array rows;
    for (auto i = first; i < last; ++i) {
        const auto& each = read.statements[i];
        const auto text = trimmed(each.text);
        rows.push_back(json::object{{"number", each.id},
                                    {"text", text.empty() ? "(empty)" : text},
                                    {"at", each.created_at.text()},
                                    {"hidden", each.moderated == opinion::Moderation::out}});
    }
    return rows;
}

json::value evaluation_rows(const opinion::PolisExport& read, std::size_t first, std::size_t last) {
    json::array rows;
    for (auto i = first; i < last; ++i) {
        const auto& each = read.evaluations[i];
        rows.push_back(json::object{{"number", each.statement},
                                    {"guest", each.participant},
                                    {"answer", to_json(answer_of(each.choice))},
                                    {"at", each.at.text()}});
    }
    return rows;
}

} // namespace

int import_polis(const Common& common, const std::string& folder, const std::string& language) {
    // 1. Everything is read and checked before the first entry.
    const auto comments = contents(folder + "/comments.csv"), votes = contents(folder + "/votes.csv"),
               summary = contents(folder + "/summary.csv");
    if (!comments || !votes) {
        std::cerr << folder << " has no comments.csv or no votes.csv.\n";
        return 2;
    }
    const auto read =
        opinion::read_polis_export({*comments, *votes, summary ? std::string_view(*summary) : std::string_view()});
    if (!read) {
        for (const auto& fault : read.error()) std::cerr << fault.text() << "\n";
        fmt::print(stderr, "Nothing was imported: {} rows are wrong.\n", read.error().size());
        return 1;
    }
    // 2. The same files are known by their hash.
    const auto key = sha256({*comments, *votes, summary.value_or("")}).text();
    Importer importer(common.data);
    if (const auto refusal = importer.prepare()) return say(*refusal);
    const auto title = read->topic.empty() ? std::string("An imported deliberation") : read->topic;
    const auto begun = importer.give("deliberation.begin_import",
                                     json::object{{"title", title},
                                                  {"question", read->description.empty() ? title : read->description},
                                                  {"source", read->url.empty() ? folder : read->url},
                                                  {"language", language},
                                                  {"key", key}});
    if (!begun) return say(begun.error());
    const auto state = importer.show("/deliberations/imports/" + key);
    if (!state) return say(state.error());
    const auto now = from_json<deliberation::ImportState>(*state);
    ensure(now.has_value(), "the state of an import is readable");
    if (now->complete) {
        fmt::print("These files were imported already, as deliberation {}.\n", now->deliberation.text());
        return 0;
    }
    // 3. In chunks, from where it stopped; the entries' order is the files' order.
    const auto id = now->deliberation.text();
    const auto total = read->statements.size() + read->evaluations.size();
    for (auto first = static_cast<std::size_t>(now->statements); first < read->statements.size(); first += rows_max) {
        const auto last = std::min(first + rows_max, read->statements.size());
        if (const auto given =
                importer.give("deliberation.import_statements",
                              json::object{{"deliberation", id}, {"rows", statement_rows(*read, first, last)}});
            !given)
            return say(given.error());
    }
    for (auto first = static_cast<std::size_t>(now->evaluation_rows); first < read->evaluations.size();
         first += rows_max) {
        const auto last = std::min(first + rows_max, read->evaluations.size());
        const json::object chunk{
            {"deliberation", id}, {"first_row", first}, {"rows", evaluation_rows(*read, first, last)}};
        if (const auto given = importer.give("deliberation.import_evaluations", chunk); !given)
            return say(given.error());
        if (isatty(STDERR_FILENO) != 0)
            fmt::print(stderr, "\r\x1b[K{} of {} rows", read->statements.size() + last, total);
    }
    if (const auto finished = importer.give("deliberation.finish_import", json::object{{"deliberation", id}});
        !finished)
        return say(finished.error());
    fmt::print("Imported {} statements and {} evaluations as deliberation {}.\n", read->statements.size(),
               read->evaluations.size(), id);
    return 0;
}

} // namespace reef::app
