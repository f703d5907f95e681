// The house as a whole: a data folder opened, its engine, its site. What `reef serve` serves and the command line asks.
#pragma once
#include "app/folder.hpp"
#include "app/mailing.hpp"
#include "app/progress.hpp"
#include "app/rooms.hpp"
#include "core/web/module.hpp"

namespace reef::app {

struct HouseOptions {
    const engine::Clock* clock = nullptr; // the machine's, unless given
    Chance* chance = nullptr;             // the machine's, unless given
    bool keeps_watch = false;
    bool creates = false;      // a platform where the folder holds none
    std::string database = {}; // `postgresql://…`, kept in the folder from then on; a file in the folder unless given
    Progress progress = app::progress; // of a rebuild on the way
    bool durable = true;               // false while the past of an example is written
    std::string source_folder = {};    // for developers: templates and styles from here
    std::string origin = "reef.local"; // names the platform in checkpoints
    web::PasswordCost password_cost = web::PasswordCost::interactive;
    FigureSheet figures = {};
    bool logs_access = false;
    MailOptions mail = {};
    std::vector<std::string> proxies = {}; // on other machines, believed about who asks
};

/// Holds the folder's lock: two processes never fork a chronicle.
class House {
  public:
    /// Refused: a folder that is in use, cannot be written, holds something else, or (house.no_platform) nothing.
    static Result<std::unique_ptr<House>> open(const std::string& folder, const HouseOptions& options = {});
    ~House();
    House(const House&) = delete;

    engine::Engine& engine() { return *engine_; }
    store::Database& database() { return *database_; }
    web::Site& site() { return *site_; }

  private:
    explicit House(FolderLock lock) : lock_(std::move(lock)) {}
    Result<json::object> pass_time(const json::object& data);
    Result<json::object> finish_recovery(const engine::Standing& viewer, const json::object& data);
    Result<json::object> become_founder(const engine::Standing& viewer, const json::object& data);
    Result<json::object> invite(const engine::Standing& viewer, const json::object& data);
    Result<json::object> add_to_roll(const engine::Standing& viewer, const json::object& data);
    Result<json::object> give_roll_codes(const engine::Standing& viewer, const json::object& data);
    Result<json::object> rebuild_tables(const engine::Standing& viewer);

    FolderLock lock_;
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<engine::Engine> engine_;
    std::unique_ptr<web::TemplateSet> templates_;
    std::unique_ptr<web::Site> site_;
    std::unique_ptr<mail::Postman> postman_; // of a house that keeps watch
};

/// Asks whoever holds the folder: a running server through its socket, otherwise the folder itself.
Result<web::Response> ask(const std::string& folder, web::Request request);

/// `/founder?token=…`: whoever holds the link makes an account, if need be, and becomes the founder.
engine::PageType founder_page();
/// Makes the link with which somebody becomes the founder, once; only its hash is kept.
Result<std::string> make_founder_token(engine::Engine& engine);

} // namespace reef::app
