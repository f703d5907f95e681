// Pages that change while one looks: after each commit those who listen to a page hear that it changed.
#pragma once
#include "core/engine/module.hpp"
#include "core/web/event_stream.hpp"
#include <memory>
#include <mutex>

namespace reef::web {

class Live {
  public:
    /// Tells of the commits of this engine from now on.
    static std::shared_ptr<Live> of(engine::Engine& engine);

    /// `topic` is the address of a page.
    std::shared_ptr<EventStream> listen(std::string topic);
    std::size_t listeners();
    /// The event `changed`, with the number of the head.
    void tell(const engine::Commit& commit);

  private:
    std::mutex mutex_;
    std::multimap<std::string, std::shared_ptr<EventStream>, std::less<>> listeners_;
};

/// For `frame.live` of a page that is worth following.
std::string live_address(std::string_view topic);

} // namespace reef::web
