// A new password for whoever forgot theirs: asked for by login, chosen through a link in a mail. The link holds once
// and for an hour; the second factor, where there is one, stays as it is. Only this room includes the class.
#pragma once
#include "core/web/answers.hpp"
#include "core/web/limits.hpp"

namespace reef::web {

class NewPassword {
  public:
    NewPassword(engine::Engine& engine, Answers& answers, const SiteOptions& options, const engine::Clock& clock);
    /// {login}: the answer is the same, and as quick, whether or not there is such an account.
    void ask(const VisitPtr& visit);
    /// {token, password}: every session of theirs ends.
    void choose(const VisitPtr& visit);

  private:
    bool is_too_often(Limits& limits, const std::string& key, const VisitPtr& visit, const Sent& sent);
    void write(const VisitPtr& visit, const Sent& sent, const std::string& token, const std::string& password);

    engine::Engine& engine_;
    Answers& answers_;
    const SiteOptions& options_;
    const engine::Clock& clock_;
    Limits of_account_, of_address_;
    Workers hashing_{1, 16};
};

/// `/sign-in/forgotten` and `/sign-in/new-password`.
engine::PageType forgotten_page();
engine::PageType new_password_page();

} // namespace reef::web
