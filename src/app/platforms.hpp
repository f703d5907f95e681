// The platforms that one process serves: a single one under any host name, or many, each under its own.
#pragma once
#include "app/figures.hpp"
#include <map>

namespace reef::app {

class Platforms {
  public:
    Platforms() = default;
    Platforms(Platforms&&) = default;
    ~Platforms() { stop(); }
    /// The platform of a folder, whatever it is called from outside.
    static Result<Platforms> single(const std::string& folder, const HouseOptions& options);
    /// Each folder inside `folder` holds the platform of the host that it is named after. One that cannot be opened is
    /// logged, and the others are served. Refused (platforms.none): not one can be.
    static Result<Platforms> by_host(const std::string& folder, const HouseOptions& options);

    /// The platform of a request's host answers it. Refused: request.unknown_host; but whoever watches over the process
    /// may call it by any name.
    void answer(web::Request request, web::Reply reply);
    /// `/metrics`, `/healthz` and `/readyz` of the process, for a listener that strangers do not reach.
    void answer_operator(const web::Request& request, web::Reply reply);
    std::size_t count() const { return houses_.size(); }
    Figures& figures() { return *figures_; }

    /// From now on `/readyz` says so, and all else goes on.
    void take_leave();
    /// Stops the local sockets, and waits for what is in flight there.
    void stop();

  private:
    struct Served {
        std::unique_ptr<House> house;
        std::unique_ptr<web::Server> local; // behind the folder's own socket, for the command line
    };
    Result<void> open(const std::string& host, const std::string& folder, HouseOptions options);
    /// Whether anybody can be served here.
    web::Response readiness();

    std::unique_ptr<Figures> figures_ = std::make_unique<Figures>(); // before those who count in it
    std::map<std::string, Served, std::less<>> houses_;              // by host; "" for any
};

} // namespace reef::app
