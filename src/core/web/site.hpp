// The site: every page and command of every room at its address, for browsers and for programs. Works in-process, under
// the server's sockets and behind the local socket alike.
#pragma once
#include "core/base/figures.hpp"
#include "core/engine/module.hpp"
#include "core/web/http.hpp"
#include "core/web/template.hpp"
#include "core/web/words.hpp"

namespace reef::web {

/// What hashing a password costs (libsodium's argon2id): in earnest 64 MiB and a tenth of a second.
enum class PasswordCost { interactive, least };

/// So many at once, and one more for each span: of attempts to sign in or up.
struct Allowance {
    int at_once = 5;
    Duration one_more_after = minutes(3);
};

/// Something to do that is no single command of a room. A form, or a program, posts to its path; the answer is a
/// document.
struct Act {
    std::string path;
    std::function<Result<json::object>(const engine::Standing& viewer, const json::object& data)>
        run; // on a thread of its own
    /// The page that a browser is shown, this once; otherwise it is sent on.
    std::string_view page = {};
    /// Mail programs end mails with one POST of theirs to the link (RFC 8058): `token` in the address says it all.
    bool takes_one_click = false;
};

struct SiteOptions {
    /// What the house adds to the `frame` of every HTML page (pages/README.md): platform, navigation, tour …; on pages
    /// of no room, too. The second: the page's address, with its query.
    std::function<json::object(engine::PageRequest&, std::string_view)> frame = {};
    std::string time_zone = "UTC"; // IANA
    /// For developers: styles and scripts are read from this folder of the sources each time.
    std::string source_folder = {};
    std::size_t sent_bytes_max = 1'000'000;
    /// Of sessions and limits, which do not follow the clock of an example; the machine's unless given.
    const engine::Clock* clock = nullptr;

    /// The command that makes a member, given by a stranger; the entry's number becomes the member's. Empty: nobody
    /// signs up.
    std::string sign_up_command = {};
    /// Of an example: the member behind a door.
    std::function<std::optional<MemberId>(store::Connection&, std::string_view door)> door = {};
    std::vector<Act> acts = {};
    /// Commands that carry a secret which somebody might guess: nobody tries them more often than signing in.
    std::vector<std::string_view> guessable = {};
    /// Addresses of proxies on other machines, which are believed about who asks and whether over TLS.
    std::vector<std::string> proxies = {};
    FigureSheet figures = {};
    bool logs_access = false; // a line for each answer: method, route, status, how long, how many bytes
    PasswordCost password_cost = PasswordCost::interactive;
    Allowance sign_ins_of_account = {5, minutes(3)};
    Allowance sign_ins_of_address = {30, seconds(30)};
    Allowance sign_ups_of_address = {30, minutes(1)};
    Allowance guesses_of_member = {5, minutes(3)};
    Allowance guesses_of_address = {30, seconds(30)};
};

class Site {
  public:
    /// Engine and templates outlive the site; requests have ended before it goes.
    Site(engine::Engine& engine, TemplateSet& templates, SiteOptions options = {});
    ~Site();

    /// From any thread; the answer may come from another one.
    void answer(Request request, Reply reply);
    /// Waits for the answer: for tests and the command line.
    Response answer(Request request);
    /// From now on `/readyz` says that this server is stopping. All else is answered as before.
    void take_leave();
    /// Why nobody should be sent here just now.
    std::optional<Refusal> refusal_unless_ready() const;
    /// Those who look at a page that changes.
    std::size_t listeners() const;

  private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

/// What `/healthz` says: that the process answers.
Response health();
/// What `/readyz` says: whether people may be sent here, otherwise why not, with 503.
Response readiness(const std::optional<Refusal>& refusal);

/// Finds `layout`, `pieces/card` in pages/ and others by their path from the repository's root: in the binary, or for
/// developers in the folder of the sources.
TemplateSet::Loader house_templates(std::string source_folder = {});

} // namespace reef::web
