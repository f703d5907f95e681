// `reef roll`: people put on the roll from a file, and their personal codes written into one for the mailing.
#include "app/commands.hpp"
#include "app/house.hpp"
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <sstream>

namespace reef::app {
namespace {

Result<json::value> sent_as(const Common& common, std::string path, const json::object& data) {
    auto request = json_post(std::move(path), data);
    if (!common.token.empty())
        request.headers.add("Authorization", "Bearer " + common.token);
    else if (!common.as.empty())
        request.headers.add("X-Reef-As", common.as);
    return document_of(ask(common.data, std::move(request)));
}

} // namespace

int import_roll(const Common& common, const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        std::cerr << file << " cannot be read.\n";
        return 2;
    }
    std::ostringstream text;
    text << in.rdbuf();
    const auto read = sent_as(common, "/roll", json::object{{"list", text.str()}});
    if (!read) return say(read.error());
    if (common.json) std::cout << json_text_indented(*read);
    if (read->at("is_faulty").as_bool()) {
        if (!common.json)
            for (const auto& each : read->at("faults").as_array())
                std::cerr << std::string_view(each.at("sentence").as_string()) << "\n";
        fmt::print(stderr, "Nobody was put on the roll: {} lines are not right.\n",
                   read->at("count").to_number<std::int64_t>());
        return 1;
    }
    if (!common.json)
        fmt::print("Put {} on the roll; {} stood there already.\n", read->at("added").to_number<std::int64_t>(),
                   read->at("known").to_number<std::int64_t>());
    return 0;
}

/// Into a file that is there for its owner alone: whoever has a code comes in by it.
int write_roll_codes(const Common& common, const std::string& file, bool again) {
    if (std::filesystem::exists(file)) {
        std::cerr << file << " exists; give another name, so that no codes are lost.\n";
        return 2;
    }
    std::ofstream out(file, std::ios::binary);
    if (!out) {
        std::cerr << file << " cannot be written.\n";
        return 2;
    }
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const auto made = sent_as(common, "/roll/codes", json::object{{"again", again ? "true" : "false"}});
    if (!made) {
        out.close();
        std::filesystem::remove(file);
        return say(made.error());
    }
    out << std::string_view(made->at("list").as_string());
    out.close();
    if (!out) {
        std::cerr << "The codes could not be written whole. Make them anew with --again.\n";
        return 1;
    }
    fmt::print("Wrote {} codes to {}. They are shown this once; send each their own.\n",
               made->at("count").to_number<std::int64_t>(), file);
    return 0;
}

} // namespace reef::app
