// What the operator's graphs are drawn from, in the text format of Prometheus: what engines and sites count, and what
// is looked at when somebody asks.
#pragma once
#include "app/house.hpp"
#include <list>
#include <mutex>

namespace reef::app {

class Figures {
  public:
    /// Where the platform of this host counts; no host where there is one platform.
    FigureSheet sheet(const std::string& host) const;
    /// Which stays for as long as anybody asks.
    void add(const std::string& host, House& house);
    void add(const std::string& listener, std::weak_ptr<const web::Server> server);

    /// Takes a moment: it looks at the database.
    std::string text();

  private:
    struct Platform {
        prometheus::Labels labels;
        House* house;
    };
    struct Listener {
        prometheus::Labels labels;
        std::weak_ptr<const web::Server> server;
    };
    const std::shared_ptr<prometheus::Registry> registry_ = std::make_shared<prometheus::Registry>();
    const Time started_ = engine::MachineClock().now();
    std::mutex mutex_;
    std::list<Platform> platforms_;
    std::list<Listener> listeners_;
};

} // namespace reef::app
