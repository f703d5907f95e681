// Signing in, up and out; the doors of an example. Only this room includes it.
#pragma once
#include "core/web/answers.hpp"
#include "core/web/limits.hpp"
#include <set>

namespace reef::web {

class Accounts {
  public:
    Accounts(engine::Engine& engine, const Pages& pages, Answers& answers, const SiteOptions& options,
             const engine::Clock& clock, Chance& chance);

    void sign_in(const VisitPtr& visit);         // {login, password}; with a second factor {code} or a passkey's answer
    void ask_for_passkey(const VisitPtr& visit); // {login, password}: what a passkey is to sign
    void by_link(const VisitPtr& visit);         // {token} of a link that lets in once
    void sign_up(const VisitPtr& visit);         // {login, password} and the fields of the command that makes a member
    void sign_out(const VisitPtr& visit);
    void door(const VisitPtr& visit); // /doors/{door}

  private:
    /// Goes on with the member where name and password belong together, beside the connections.
    using Known = std::function<void(const Sent& sent, const std::string& login, MemberId member)>;
    void with_password(const VisitPtr& visit, const Known& known);
    void try_password(const VisitPtr& visit, const Sent& sent, const std::string& login, const std::string& password,
                      const Known& known);
    void begin_with_factor(const VisitPtr& visit, const Sent& sent, const std::string& login, MemberId member);
    void ask_passkey_of(const VisitPtr& visit, const Sent& sent, MemberId member);
    void make_member(const VisitPtr& visit, const Sent& sent, const std::string& login, const std::string& password,
                     json::value data);
    /// What is asked for in the writer's transaction, such as a code that is good once.
    using Check = std::function<std::optional<Refusal>(store::Connection&)>;
    /// A new session in place of the old one; then the answer.
    void begin(const VisitPtr& visit, const Sent& sent, MemberId member, const Check& check = {});
    Done begun(const Visit& visit, MemberId member, std::string_view token) const;
    bool reserve(const std::string& login);
    void release(const std::string& login);

    engine::Engine& engine_;
    const Pages& pages_;
    Answers& answers_;
    const SiteOptions& options_;
    const engine::Clock& clock_;
    Chance& chance_;
    Limits of_account_, of_address_, sign_ups_;
    std::mutex mutex_;
    std::set<std::string, std::less<>> reserved_; // logins about to be taken
    Workers hashing_{2, 64};
};

} // namespace reef::web
