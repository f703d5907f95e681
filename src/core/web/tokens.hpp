// Tokens, with which programs act for their owner: in everything, to read alone, or in one room. Only this room
// includes it.
#pragma once
#include "core/web/answers.hpp"

namespace reef::web {

/// What a token may do: `everything` that its owner may, `reading` alone, or reading and the commands of the room that
/// it names.
struct Token {
    MemberId member;
    std::string scope;
};

/// By `Authorization: Bearer …`. Refused: token.unknown.
Result<Token> find_token(store::Connection& connection, std::string_view authorization);

/// What the viewer's token is not for, whatever its owner may do: token.out_of_scope.
std::optional<Refusal> refusal_of_scope(const Viewer& viewer, const Request& request);

class Tokens {
  public:
    Tokens(engine::Engine& engine, const Pages& pages, Answers& answers, const engine::Clock& clock, Chance& chance)
        : engine_(engine), pages_(pages), answers_(answers), clock_(clock), chance_(chance) {}

    void make(const VisitPtr& visit); // {name, scope}: shown once; one of the same name is replaced
    void drop(const VisitPtr& visit); // {name}

  private:
    /// A token makes no tokens: whoever has signed in does.
    std::optional<Sent> received(const VisitPtr& visit);

    engine::Engine& engine_;
    const Pages& pages_;
    Answers& answers_;
    const engine::Clock& clock_;
    Chance& chance_;
};

/// `/tokens`: one's own, and a form for another.
engine::PageType tokens_page();

} // namespace reef::web
