// A small example platform in a data folder, opened and closed by the test. For tests of what happens to whole folders.
#pragma once
#include "app/house.hpp"
#include "app/society.hpp"
#include "core/store/testing.hpp"
#include <csignal>
#include <map>
#include <sys/wait.h>

namespace reef::app {

struct FolderBench {
    store::TemporaryFolder folder;
    store::TestPlace place;
    engine::ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(11);
    const SocietyOptions society{.members = 12, .seed = 1};

    std::string at(std::string_view name) const { return folder.file(name); }

    Result<std::unique_ptr<House>> open(const std::string& data, const std::string& database = {},
                                        bool creates = false) {
        return House::open(data, {.clock = &clock,
                                  .chance = chance.get(),
                                  .creates = creates,
                                  .database = database,
                                  .durable = false,
                                  .password_cost = web::PasswordCost::least});
    }
    /// The code of the refusal that opening gets; empty where it opens.
    std::string refused(const std::string& data) {
        const auto house = open(data);
        return house ? "" : house.error().code;
    }
    void live(House& house) {
        const auto pass = [this](Duration span) { clock.pass(span); };
        ASSERT_TRUE(live_a_day(house.engine(), society, pass));
    }
    void live(const std::string& data) {
        auto house = open(data);
        ASSERT_TRUE(house) << house.error().sentence();
        live(**house);
    }
    /// Founded and alive for a day.
    void make(const std::string& data, const std::string& database = {}) {
        auto house = open(data, database, true);
        ASSERT_TRUE(house) << house.error().sentence();
        const auto pass = [this](Duration span) { clock.pass(span); };
        ASSERT_TRUE(
            found_example((*house)->engine(), *preset_charter("ride", (*house)->engine().registry()), society, pass));
        live(**house);
    }

    static std::unique_ptr<store::Database> database(const std::string& data) {
        return store::Database::open(*database_of(data), {.create = false}).value();
    }
    static chronicle::Head head(const std::string& data) {
        const auto opened = database(data);
        return chronicle::read_head(*opened->read());
    }
    static std::map<std::string, Hash> digests(const std::string& where) {
        const auto opened = store::Database::open(where, {.create = false}).value();
        const auto read = opened->read();
        std::map<std::string, Hash> all;
        for (const auto& table : store::platform_tables(*read)) all[table] = store::digest(*read, table);
        return all;
    }
    static std::string fault(const std::string& data) {
        const auto report = engine::verify(*database(data), engine::Registry(rooms()));
        return report.fault ? report.fault->what : "";
    }
    /// Whoever has the disk can write anything into it.
    template <class... A>
    static void tamper(const std::string& data, std::string_view sql, const A&... arguments) {
        const auto opened = database(data);
        const auto connection = opened->connect();
        store::WriteTransaction write(*connection);
        connection->run(sql, arguments...);
        write.commit();
    }
};

/// Runs `work` in a process of its own. True: it was killed on the way; false: it ended by itself.
template <class Work>
bool is_killed_in(Work work) {
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            work();
        } catch (...) {}
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}
inline void die_now() { ::kill(::getpid(), SIGKILL); }

} // namespace reef::app
