// Where a rule has a value of its own, or has room for one, as its page shows it. Only this room includes this.
#pragma once
#include "commons/rules/by_law.hpp"
#include "commons/rules/version_view.hpp"

namespace reef::rules {

struct ScopeSection {
    std::string scope;
    std::string title;
    std::string value;
    bool is_parents = false;
    std::string version;
    std::optional<SetBy> set_by;
    std::optional<std::string> room;
    std::string mode;
    std::string who_may_change;
    std::optional<ComingVersion> coming;
    std::optional<Ending> ending;
    std::optional<Time> rests_until;
    bool may_propose = false;
    std::string change_href;
    std::vector<VersionLine> versions;
    bool has_versions = false;
    static constexpr auto fields() {
        return FieldTable{
            field("scope", &ScopeSection::scope, "such as class:driver"),
            field("title", &ScopeSection::title, "where it holds, in words"),
            field("value", &ScopeSection::value, "in force there now"),
            field("is_parents", &ScopeSection::is_parents, "none of its own: what holds around it"),
            field("version", &ScopeSection::version, "of this scope; 0: nobody decided one yet"),
            field("set_by", &ScopeSection::set_by, "who set it"),
            field("room", &ScopeSection::room, "that the charter leaves for by-laws here; none: the parent decides"),
            field("mode", &ScopeSection::mode, "how it may change, in a word"),
            field("who_may_change", &ScopeSection::who_may_change, "who proposes and who decides"),
            field("coming", &ScopeSection::coming, "a version under notice"),
            field("ending", &ScopeSection::ending, "where the version in force ends by itself"),
            field("rests_until", &ScopeSection::rests_until, "no other value can be proposed before"),
            field("may_propose", &ScopeSection::may_propose, "whether the viewer may propose a change"),
            field("change_href", &ScopeSection::change_href, "the form for it"),
            field("versions", &ScopeSection::versions, "the newest first"),
            field("has_versions", &ScopeSection::has_versions, "whether there are any")};
    }
};
/// Of every scope that has a version or room for by-laws, in the charter's order of rooms and then by name.
std::vector<ScopeSection> scope_sections(engine::PageRequest& request, const PlatformRow& platform,
                                         const engine::RuleDeclaration& rule);
/// "category, space"; none where the rule has one value for the whole platform.
std::optional<std::string> kinds_in_words(const engine::PageRequest& request, const engine::RuleDeclaration& rule);

} // namespace reef::rules
