// The platforms that one process serves: a single one under any host name, or many, each under its own.
#pragma once
#include "app/house.hpp"
#include <map>

namespace reef::app {

class Platforms {
  public:
    /// The platform of a folder, whatever it is called from outside.
    static Result<Platforms> single(const std::string& folder, const HouseOptions& options);
    /// Each folder inside `folder` holds the platform of the host that it is named after. One that cannot be opened is
    /// logged, and the others are served. Refused (platforms.none): not one can be.
    static Result<Platforms> by_host(const std::string& folder, const HouseOptions& options);

    /// The platform of a request's host answers it. Refused: request.unknown_host.
    void answer(web::Request request, web::Reply reply);
    std::size_t count() const { return houses_.size(); }

    /// Stops the local sockets.
    void stop();

  private:
    struct Served {
        std::unique_ptr<House> house;
        std::unique_ptr<web::Server> local; // behind the folder's own socket, for the command line
    };
    static Result<Served> open(const std::string& folder, const HouseOptions& options);
    std::map<std::string, Served, std::less<>> houses_; // by host; "" for any
};

} // namespace reef::app
