// A second factor: besides the password, a code that the member's telephone makes. Only this room includes it.
#pragma once
#include "core/web/answers.hpp"

namespace reef::web {

/// Whether signing in asks the member for a code.
bool has_second_factor(store::Connection& connection, MemberId member);
/// Whether it is a code of the member's telephone, or a recovery code. In the writer's transaction: each is good once
/// ("the verifier must not accept the second attempt of the OTP", RFC 6238, 5.2).
bool use_code(store::Connection& connection, MemberId member, std::string_view code, Time now);
/// From then on the password is enough.
void drop_second_factor(store::Connection& connection, MemberId member);

class SecondFactor {
  public:
    SecondFactor(engine::Engine& engine, const Pages& pages, Answers& answers, const engine::Clock& clock,
                 Chance& chance)
        : engine_(engine), pages_(pages), answers_(answers), clock_(clock), chance_(chance) {}

    void begin(const VisitPtr& visit);   // shows a new secret, once
    void confirm(const VisitPtr& visit); // {code}: from now on it is asked; shows the recovery codes, once
    void drop(const VisitPtr& visit);    // {code}

  private:
    /// Whoever has signed in changes how; a token does not.
    std::optional<Sent> received(const VisitPtr& visit);
    void show_secret(const VisitPtr& visit, const Bytes& secret, std::optional<Refusal> refusal);

    engine::Engine& engine_;
    const Pages& pages_;
    Answers& answers_;
    const engine::Clock& clock_;
    Chance& chance_;
};

/// `/second-factor`: whether one is asked for a code, and how to change that.
engine::PageType second_factor_page();

} // namespace reef::web
