// What of an entry a viewer may see. Only this room includes it.
#pragma once
#include "core/engine/module.hpp"

namespace reef::web {

/// One field of a command or an event, flattened: `style.colour`. Either a value, or why there is none.
struct FactField {
    std::string name;
    std::optional<std::string> value;
    std::optional<std::string> hidden_because;
    static constexpr auto fields() {
        return FieldTable{field("name", &FactField::name, "dotted"),
                          field("value", &FactField::value, "as the viewer may see it"),
                          field("hidden_because", &FactField::hidden_because, "why there is none")};
    }
};
struct Fact {
    std::string title;
    std::vector<FactField> fields_of_it;
    static constexpr auto fields() {
        return FieldTable{field("title", &Fact::title, "which command or event"),
                          field("fields", &Fact::fields_of_it, "what it says")};
    }
};

class ChronicleView {
  public:
    explicit ChronicleView(const engine::PageRequest& request)
        : connection_(request.connection), registry_(request.registry), viewer_(request.viewer), request_(request) {}

    /// A party to an entry sees what is for parties, the member who acted all of it.
    Audience audience_for(const chronicle::Entry& entry) const;
    /// The member who acted is for the parties to know; deadlines, reactions and the operator are for everyone.
    bool may_see_actor(const chronicle::Entry& entry, Audience audience) const;
    std::string actor_in_words(const chronicle::Entry& entry) const;
    /// One sentence: what happened.
    std::string sentence(const chronicle::Entry& entry) const;
    std::vector<Fact> facts(const chronicle::Entry& entry, Audience audience) const;
    /// Whether nothing in it is hidden from that audience, so that its very bytes may be shown.
    bool may_see_all(const chronicle::Entry& entry, Audience audience) const;

  private:
    void add_fields(const json::value& value, const Shape& shape, const std::string& name, Audience audience,
                    Fact& fact) const;
    std::optional<std::string> revealed(const json::value& reference) const;

    store::Connection& connection_;
    const engine::Registry& registry_;
    const engine::Standing& viewer_;
    const engine::PageRequest& request_; // says it in the viewer's language
};

} // namespace reef::web
