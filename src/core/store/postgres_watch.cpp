#include "core/store/postgres_watch.hpp"
#include <chrono>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

namespace reef::store {
namespace {

constexpr int connect_seconds = 5;
constexpr int pause_ms = 1000;

class PostgresWatch final : public Watch {
  public:
    PostgresWatch(const PostgresAddress& address, std::string own, std::function<void()> others_wrote)
        : address_(address),
          own_(std::move(own)),
          others_wrote_(std::move(others_wrote)),
          stop_(::eventfd(0, EFD_CLOEXEC)) {
        ensure(stop_ >= 0, "an event can be made");
        thread_ = std::jthread([this] { listen(); });
    }
    ~PostgresWatch() override {
        ::eventfd_write(stop_, 1);
        thread_.join();
        ::close(stop_);
    }

  private:
    void listen() {
        while (true) {
            const auto line = connect_postgres(address_, connect_seconds);
            const PostgresResult listening(PQexec(line.get(), fmt::format("LISTEN \"{}\"", address_.schema).c_str()));
            const bool hears = PQresultStatus(listening.get()) == PGRES_COMMAND_OK;
            if (hears) others_wrote_(); // whatever was said while the line was down
            while (hears && PQstatus(line.get()) == CONNECTION_OK) {
                if (is_stopped_after_waiting(PQsocket(line.get()), -1)) return;
                if (!PQconsumeInput(line.get())) break;
                if (was_said_by_others(line.get())) others_wrote_();
            }
            if (is_stopped_after_waiting(-1, pause_ms)) return;
        }
    }

    /// Waits for the socket, if there is one, or for the time.
    bool is_stopped_after_waiting(int socket, int time_ms) const {
        pollfd waits[] = {{stop_, POLLIN, 0}, {socket, POLLIN, 0}};
        ::poll(waits, 2, time_ms);
        return waits[0].revents != 0;
    }

    bool was_said_by_others(pg_conn* line) const {
        bool others = false;
        while (auto* said = PQnotifies(line)) {
            others = others || own_ != said->extra;
            PQfreemem(said);
        }
        return others;
    }

    const PostgresAddress address_;
    const std::string own_;
    const std::function<void()> others_wrote_;
    const int stop_;
    std::jthread thread_;
};

} // namespace

std::string announcement_of(const PostgresAddress& address, std::string_view process) {
    return fmt::format("NOTIFY \"{}\", '{}'", address.schema, process);
}

std::unique_ptr<Watch> watch_postgres(const PostgresAddress& address, std::string own,
                                      std::function<void()> others_wrote) {
    return std::make_unique<PostgresWatch>(address, std::move(own), std::move(others_wrote));
}

} // namespace reef::store
