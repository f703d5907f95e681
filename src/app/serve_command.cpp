// `reef serve`: platforms behind sockets until a signal ends it.
#include "app/commands.hpp"
#include "app/platforms.hpp"
#include "app/service_manager.hpp"
#include "core/base/log.hpp"
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <pthread.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

namespace reef::app {
namespace {

/// Signals that end the process, kept from its threads so that one place waits for them.
class Ending {
  public:
    Ending() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    }
    void wait() const {
        int signal = 0;
        sigwait(&signals_, &signal);
    }
    /// Until another one comes, but no longer than that.
    void wait(Duration at_most) const {
        const timespec time{.tv_sec = at_most.ms / 1000, .tv_nsec = at_most.ms % 1000 * 1'000'000};
        sigtimedwait(&signals_, nullptr, &time);
    }

  private:
    sigset_t signals_ = {};
};

/// Each connection is an open file; what a shell allows at first is less than what the system does.
void take_all_files_allowed() {
    rlimit files = {};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

Result<std::unique_ptr<web::Server>> listen(const std::vector<std::string>& addresses, int threads,
                                            web::Handler handler, std::size_t connections = 100) {
    web::ServerOptions options{.threads = threads, .limits = {.connections_max = connections}};
    for (const auto& text : addresses) {
        const auto address = web::ListenAddress::parse(text);
        if (!address) return std::unexpected(address.error());
        options.listen.push_back(*address);
    }
    return web::Server::start(std::move(options), std::move(handler));
}

/// At a terminal on one line; for whoever reads the log every ten seconds.
void tell_of_rebuild(std::string_view stage, std::int64_t done, std::int64_t of) {
    using Clock = std::chrono::steady_clock;
    static Clock::time_point said;
    progress(stage, done, of);
    if (of == 0 || (done < of && Clock::now() - said < std::chrono::seconds(10))) return;
    said = Clock::now();
    spdlog::info("{}: {} of {} entries", stage, done, of);
}

constexpr RefusalKind no_password_file{"mail.no_password_file", "The password of the mail server is not in {}.", 422};

/// A password stands in no command line, which everybody on the machine can read.
Result<MailOptions> mail_options(const ServeOptions& options) {
    auto mail = options.mail;
    if (const auto* password = std::getenv("REEF_SMTP_PASSWORD")) mail.password = password;
    if (options.smtp_password_file.empty()) return mail;
    std::ifstream file(options.smtp_password_file);
    if (!std::getline(file, mail.password)) return refuse(no_password_file, {}, {options.smtp_password_file});
    return mail;
}

Result<Platforms> open_platforms(const Common& common, const ServeOptions& options) {
    auto mail = mail_options(options);
    if (!mail) return std::unexpected(std::move(mail.error()));
    const HouseOptions house{.keeps_watch = true,
                             .creates = options.platforms.empty(),
                             .database = common.database,
                             .progress = tell_of_rebuild,
                             .source_folder = options.pages_from,
                             .origin = options.origin,
                             .logs_access = options.logs_access,
                             .mail = std::move(*mail),
                             .proxies = options.proxies};
    return options.platforms.empty() ? Platforms::single(common.data, house)
                                     : Platforms::by_host(options.platforms, house);
}

} // namespace

int serve(const Common& common, const ServeOptions& options) {
    write_log(options.log_form == "json" ? LogForm::json : LogForm::text, spdlog::level::from_str(options.log_level));
    const Ending ending; // before any thread is started, which inherits it
    auto platforms = open_platforms(common, options);
    if (!platforms) return say(platforms.error());
    take_all_files_allowed();
    auto started = listen(
        options.listen, 0,
        [&platforms](web::Request request, web::Reply reply) {
            platforms->answer(std::move(request), std::move(reply));
        },
        options.connections);
    if (!started) return say(started.error());
    const std::shared_ptr<web::Server> server = std::move(*started);
    platforms->figures().add("public", server);
    // One thread of its own, and the last to stop: it answers while all others are busy or ending.
    const auto figures = listen(options.metrics_listen, 1, [&platforms](const web::Request& request, web::Reply reply) {
        platforms->answer_operator(request, std::move(reply));
    });
    if (!figures) return say(figures.error());
    for (const auto& address : (*figures)->listening())
        std::cout << "Figures on http://" << address.text() << "/metrics" << std::endl;
    for (const auto& address : server->listening()) std::cout << "Listening on http://" << address.text() << std::endl;
    tell_service_manager("READY=1");
    ending.wait();
    tell_service_manager("STOPPING=1");
    platforms->take_leave();
    ending.wait(seconds(options.leave_seconds));
    server->stop();
    platforms->stop();
    server->wait();
    return 0;
}

} // namespace reef::app
