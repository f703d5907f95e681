// A platform in a folder, its backup in another, and what comes back in a third.
#pragma once
#include "app/backup.hpp"
#include "app/house_testing.hpp"
#include "commons/people/module.hpp"
#include <fstream>

namespace reef::app {

namespace files = std::filesystem;

struct Backups : testing::Test, FolderBench {
    std::string data = at("data"), to = at("backup"), back = at("back");
    /// The database that a restored platform is to live in: the PostgreSQL under test, otherwise a file.
    store::TestPlace other_place;
    std::string new_database = store::TestPlace::is_postgres() ? other_place.where() : "";

    void SetUp() override {
        make(data, store::TestPlace::is_postgres() ? place.where() : "");
        others_ = people::members_of(*database(data)->read(), "rider");
    }

    Result<chronicle::BackupReport> back_up_now(Duration keeps_keys = {}) {
        clock.pass(seconds(1));
        return back_up({.data = data, .to = to, .keeps_keys = keeps_keys, .clock = &clock});
    }
    chronicle::BackupReport backed_up() {
        auto made = back_up_now();
        EXPECT_TRUE(made) << made.error().sentence();
        return made.value_or(chronicle::BackupReport{});
    }
    Result<RestoreReport> restored(const RestoreOptions& more = {}) {
        auto options = more;
        if (options.from.empty()) options.from = to;
        if (options.to.empty()) options.to = back;
        options.database = new_database;
        return restore(options);
    }
    std::string code(const RestoreOptions& options = {}) {
        const auto done = restored(options);
        return done ? "" : done.error().code;
    }
    std::vector<std::string> files_in(const std::string& where) const {
        std::vector<std::string> names;
        for (const auto& file : files::recursive_directory_iterator(where))
            if (file.is_regular_file() && file.path().filename() != "lock")
                names.push_back(files::relative(file.path(), where).string());
        std::ranges::sort(names);
        return names;
    }
    std::string only_file(const std::string& beginning) const {
        std::string found;
        for (const auto& name : files_in(to))
            if (name.starts_with(beginning)) {
                EXPECT_EQ(found, "");
                found = name;
            }
        return found;
    }
    /// Digests of everything that a backup brings back.
    std::map<std::string, Hash> kept(const std::string& where) const {
        auto all = digests(*database_of(where));
        for (const auto& table : tables_left_out()) all.erase(table);
        return all;
    }
    static web::Response ask(House& house, web::Request request, MemberId as) {
        request.over_local_socket = true;
        request.headers.add("Accept", "application/json");
        request.headers.add("X-Reef-As", as.text());
        return house.site().answer(std::move(request));
    }
    /// As another member sees them.
    std::string name_in(const std::string& where, MemberId member) {
        auto house = open(where);
        EXPECT_TRUE(house);
        const auto page = ask(**house, {.path = "/people/" + member.text()}, others_.back());
        const auto document = parse_json(page.body);
        return document && page.status == 200 ? std::string(document->at("name").as_string()) : page.body;
    }
    /// The status of signing in.
    int signs_in(const std::string& where, const std::string& login) {
        auto house = open(where);
        EXPECT_TRUE(house);
        web::Request request{.method = "POST", .path = "/sign-in"};
        request.headers.add("Accept", "application/json");
        request.headers.add("Content-Type", "application/json");
        request.body = json_text(json::object{{"login", login}, {"password", "a long enough password"}});
        return (*house)->site().answer(std::move(request)).status;
    }
    /// Signs up at the door; the member's number.
    MemberId newcomer(const std::string& login) {
        auto house = open(data);
        web::Request request{.method = "POST", .path = "/sign-up"};
        request.headers.add("Accept", "application/json");
        request.headers.add("Content-Type", "application/json");
        request.body = json_text(
            json::object{{"name", "Newcomer " + login}, {"login", login}, {"password", "a long enough password"}});
        const auto answer = (*house)->site().answer(std::move(request));
        const auto document = parse_json(answer.body);
        EXPECT_LT(answer.status, 300) << answer.body;
        const auto opened = (*house)->engine().read();
        return opened->one<MemberId>("SELECT member FROM {web_credentials} WHERE login = $1", login);
    }
    void leave(MemberId member) {
        auto house = open(data);
        ASSERT_TRUE((*house)->engine().perform(engine::Actor::of(member), "test", {"people.leave", json::object{}}));
    }
    std::string keys_text() const { return store::contents(to + "/" + only_file("keys/keys-")); }

    static void newcomer_by(engine::Engine& engine, int number) {
        EXPECT_TRUE(engine.perform(engine::Actor::stranger(), "test",
                                   {"people.sign_up", json::object{{"name", std::to_string(number)}}}));
    }
    static std::string file_in(const std::string& where, std::string_view beginning) {
        for (const auto& file : files::directory_iterator(where))
            if (file.path().filename().string().starts_with(beginning)) return file.path().string();
        return {};
    }

    std::vector<MemberId> others_; // who stay
};

} // namespace reef::app
