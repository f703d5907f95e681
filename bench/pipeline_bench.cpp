// What libpq's pipeline mode would gain the one writer of a platform on PostgreSQL. The statements of a command, as
// PostgreSQL's log shows them: `s` asks a schedule what is due, `r` reads what the next step needs, `w` writes and its
// answer is of no use. They run one by one, as core/store runs them; with writes that are sent without waiting and
// answered with the next read; and with the schedules asked together as well. Over PostgreSQL's own socket, and through
// a line that takes its time.
//   reef_pipeline_bench FOLDER SECONDS STATEMENTS ROUND_TRIP_US...    a table in Markdown
#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Microseconds = std::chrono::microseconds;

void must(bool holds, const std::string& what) {
    if (!holds) throw std::runtime_error(what);
}

// --- A line that takes its time --------------------------------------------------------------------------------------

/// Bytes of one direction, each delivered when its time has come; as many as like may be on the way.
class Delayed {
  public:
    Delayed(int from, int to, Microseconds latency) : to_(to), latency_(latency) {
        reads_ = std::thread([this, from] { read_on(from); });
        writes_ = std::thread([this] { write_on(); });
    }
    ~Delayed() {
        reads_.join();
        writes_.join();
    }

  private:
    void read_on(int from) {
        std::array<char, 65536> bytes;
        while (true) {
            const auto count = ::read(from, bytes.data(), bytes.size());
            const std::lock_guard lock(mutex_);
            under_way_.emplace_back(Clock::now() + latency_,
                                    std::string(bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))));
            arrives_.notify_one();
            if (count <= 0) return;
        }
    }
    void write_on() {
        ::prctl(PR_SET_TIMERSLACK, 1); // otherwise the kernel wakes a sleeper 50 µs late
        while (true) {
            std::pair<Clock::time_point, std::string> next;
            {
                std::unique_lock lock(mutex_);
                arrives_.wait(lock, [&] { return !under_way_.empty(); });
                next = std::move(under_way_.front());
                under_way_.pop_front();
            }
            std::this_thread::sleep_until(next.first);
            if (next.second.empty()) {
                ::shutdown(to_, SHUT_WR);
                return;
            }
            for (std::size_t at = 0; at < next.second.size();) {
                const auto written = ::write(to_, next.second.data() + at, next.second.size() - at);
                if (written <= 0) return;
                at += static_cast<std::size_t>(written);
            }
        }
    }
    int to_;
    Microseconds latency_;
    std::mutex mutex_;
    std::condition_variable arrives_;
    std::deque<std::pair<Clock::time_point, std::string>> under_way_;
    std::thread reads_, writes_;
};

sockaddr_un socket_address(const std::string& path) {
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    must(path.size() < sizeof address.sun_path, "the path of the socket is short");
    std::strcpy(address.sun_path, path.c_str());
    return address;
}

/// Takes one connection on a socket of its own and passes it on, half of the latency each way.
class SlowLine {
  public:
    SlowLine(const std::string& to_folder, Microseconds round_trip) {
        std::string pattern = (std::filesystem::temp_directory_path() / "reef-line-XXXXXX").string();
        must(::mkdtemp(pattern.data()) != nullptr, "a folder can be made");
        folder = pattern;
        listens_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
        const auto here = socket_address(folder + "/.s.PGSQL.5432");
        must(::bind(listens_, reinterpret_cast<const sockaddr*>(&here), sizeof here) == 0, "the socket is free");
        must(::listen(listens_, 1) == 0, "it listens");
        thread_ = std::thread([this, to_folder, round_trip] {
            const int client = ::accept(listens_, nullptr, nullptr);
            const int server = ::socket(AF_UNIX, SOCK_STREAM, 0);
            const auto there = socket_address(to_folder + "/.s.PGSQL.5432");
            must(::connect(server, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0, "PostgreSQL answers");
            { const Delayed there_ward(client, server, round_trip / 2), back(server, client, round_trip / 2); }
            ::close(client);
            ::close(server);
        });
    }
    ~SlowLine() {
        thread_.join();
        ::close(listens_);
        std::filesystem::remove_all(folder);
    }
    std::string folder;

  private:
    int listens_ = -1;
    std::thread thread_;
};

// --- The writer ------------------------------------------------------------------------------------------------------

constexpr const char* schema = R"(
    DROP SCHEMA IF EXISTS pipeline CASCADE; CREATE SCHEMA pipeline;
    CREATE TABLE pipeline.facts (id BIGINT PRIMARY KEY, content TEXT NOT NULL);
    CREATE TABLE pipeline.rows (id BIGINT PRIMARY KEY, content TEXT NOT NULL);
    INSERT INTO pipeline.facts SELECT i, repeat('x', 200) FROM generate_series(1, 10000) i;
)";

enum class Mode { one_by_one, writes, schedules_too };

class Writer {
  public:
    explicit Writer(const std::string& folder)
        : connection_(PQconnectdb(fmt::format("host={} dbname=postgres user=reef", folder).c_str()), &PQfinish) {
        must(PQstatus(line()) == CONNECTION_OK, PQerrorMessage(line()));
        PQsetNoticeProcessor(
            line(), [](void*, const char*) {}, nullptr);
        must_be(PQprepare(line(), "read", "SELECT content FROM pipeline.facts WHERE id = $1::bigint", 1, nullptr));
        must_be(PQprepare(line(), "write", "INSERT INTO pipeline.rows (id, content) VALUES ($1::bigint, $2::text)", 2,
                          nullptr));
    }
    static void make_schema(const std::string& folder) {
        const std::unique_ptr<PGconn, decltype(&PQfinish)> line(
            PQconnectdb(fmt::format("host={} dbname=postgres user=reef", folder).c_str()), &PQfinish);
        PQsetNoticeProcessor(
            line.get(), [](void*, const char*) {}, nullptr);
        const std::unique_ptr<PGresult, decltype(&PQclear)> made(PQexec(line.get(), schema), &PQclear);
        must(PQresultStatus(made.get()) == PGRES_TUPLES_OK || PQresultStatus(made.get()) == PGRES_COMMAND_OK,
             PQerrorMessage(line.get()));
    }

    /// A transaction of commands, each a string of s, r and w.
    void transaction(const std::string& command, int commands, Mode mode) {
        const bool pipelined = mode != Mode::one_by_one;
        must_be(PQexec(line(), "BEGIN"));
        if (pipelined) must(PQenterPipelineMode(line()) == 1, "pipeline mode");
        for (int i = 0; i < commands; ++i)
            for (const char step : command) pipelined ? run_pipelined(step, mode) : run(step);
        if (pipelined) {
            must(PQpipelineSync(line()) == 1, "a sync is sent");
            take_answers();
            const std::unique_ptr<PGresult, decltype(&PQclear)> sync(PQgetResult(line()), &PQclear);
            must(PQresultStatus(sync.get()) == PGRES_PIPELINE_SYNC, "the pipeline ends well");
            must(PQexitPipelineMode(line()) == 1, "back from pipeline mode");
        }
        must_be(PQexec(line(), "COMMIT"));
    }

  private:
    PGconn* line() const { return connection_.get(); }
    void must_be(PGresult* result) {
        const auto status = PQresultStatus(result);
        const bool well = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
        PQclear(result);
        must(well, PQerrorMessage(line()));
    }
    struct Sent {
        const char* name;
        std::string id;
        int count;
    };
    Sent next(char step) {
        ++id_;
        return step != 'w' ? Sent{"read", std::to_string(id_ % 10000 + 1), 1} : Sent{"write", std::to_string(id_), 2};
    }
    void run(char step) {
        const auto [name, id, count] = next(step);
        const std::array<const char*, 2> values = {id.c_str(), content_.c_str()};
        must_be(PQexecPrepared(line(), name, count, values.data(), nullptr, nullptr, 0));
    }
    /// A write goes on its way; a read is waited for, with all that went before it.
    void run_pipelined(char step, Mode mode) {
        if (step != 's' && asked_together_) wait();
        const auto [name, id, count] = next(step);
        const std::array<const char*, 2> values = {id.c_str(), content_.c_str()};
        must(PQsendQueryPrepared(line(), name, count, values.data(), nullptr, nullptr, 0) == 1, PQerrorMessage(line()));
        ++open_;
        asked_together_ = step == 's' && mode == Mode::schedules_too;
        if (step != 'w' && !asked_together_) wait();
    }
    void wait() {
        must(PQsendFlushRequest(line()) == 1 && PQflush(line()) == 0, "a read is sent");
        take_answers();
        asked_together_ = false;
    }
    void take_answers() {
        for (; open_ > 0; --open_) {
            must_be(PQgetResult(line()));
            must(PQgetResult(line()) == nullptr, "one answer for each statement");
        }
    }

    std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
    std::string content_ = std::string(300, 'y');
    std::int64_t id_ = 0;
    int open_ = 0;
    bool asked_together_ = false;
};

/// Commands a second.
double measure(const std::string& folder, Microseconds latency, const std::string& command, int group, Mode mode,
               double seconds) {
    Writer::make_schema(folder);
    const auto slow = latency.count() > 0 ? std::make_unique<SlowLine>(folder, latency) : nullptr;
    Writer writer(slow ? slow->folder : folder);
    const auto begun = Clock::now();
    std::chrono::duration<double> took = {};
    std::int64_t done = 0;
    while (took.count() < seconds) {
        writer.transaction(command, group, mode);
        done += group;
        took = Clock::now() - begun;
    }
    return static_cast<double>(done) / took.count();
}

} // namespace

int main(int count, char** arguments) try {
    if (count < 5) return fmt::print(stderr, "reef_pipeline_bench FOLDER SECONDS STATEMENTS LATENCY_US...\n"), 2;
    const std::string folder = arguments[1], command = arguments[3];
    fmt::print("{} schedules, {} reads and {} writes for each command: {}\n\n", std::ranges::count(command, 's'),
               std::ranges::count(command, 'r'), std::ranges::count(command, 'w'), command);
    fmt::print("| round trip, µs | commands in a commit | one by one, /s | writes pipelined, /s | gain | schedules "
               "too, /s | gain |\n"
               "|--:|--:|--:|--:|--:|--:|--:|\n");
    for (int i = 4; i < count; ++i)
        for (const int group : {1, 64}) {
            std::array<std::vector<double>, 3> rates, gains;
            for (int round = 0; round < 5; ++round)
                for (const auto mode : {Mode::one_by_one, Mode::writes, Mode::schedules_too}) {
                    const auto place = static_cast<std::size_t>(mode);
                    rates[place].push_back(measure(folder, Microseconds(std::stoi(arguments[i])), command, group, mode,
                                                   std::stod(arguments[2])));
                    gains[place].push_back(rates[place].back() / rates[0].back());
                }
            const auto median = [](std::vector<double>& all) {
                std::ranges::sort(all);
                return all[all.size() / 2];
            };
            fmt::print("| {} | {} | {:.0f} | {:.0f} | {:.2f} | {:.0f} | {:.2f} |\n", arguments[i], group,
                       median(rates[0]), median(rates[1]), median(gains[1]), median(rates[2]), median(gains[2]));
            std::fflush(stdout);
        }
} catch (const std::exception& failure) {
    fmt::print(stderr, "{}\n", failure.what());
    return 1;
}
