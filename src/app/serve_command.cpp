// `reef serve`: platforms behind sockets until a signal ends it.
#include "app/commands.hpp"
#include "app/platforms.hpp"
#include <csignal>
#include <iostream>
#include <pthread.h>

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

  private:
    sigset_t signals_ = {};
};

} // namespace

int serve(const Common& common, const ServeOptions& options) {
    const Ending ending; // before any thread is started, which inherits it
    const HouseOptions house{.keeps_watch = true,
                             .creates = options.platforms.empty(),
                             .database = common.database,
                             .source_folder = options.pages_from,
                             .origin = options.origin};
    auto platforms = options.platforms.empty() ? Platforms::single(common.data, house)
                                               : Platforms::by_host(options.platforms, house);
    if (!platforms) return say(platforms.error());
    web::ServerOptions server_options;
    for (const auto& text : options.listen) {
        const auto address = web::ListenAddress::parse(text);
        if (!address) return say(address.error());
        server_options.listen.push_back(*address);
    }
    auto server = web::Server::start(std::move(server_options), [&platforms](web::Request request, web::Reply reply) {
        platforms->answer(std::move(request), std::move(reply));
    });
    if (!server) return say(server.error());
    for (const auto& address : (*server)->listening())
        std::cout << "Listening on http://" << address.text() << std::endl;
    ending.wait();
    platforms->stop();
    (*server)->stop();
    (*server)->wait();
    return 0;
}

} // namespace reef::app
