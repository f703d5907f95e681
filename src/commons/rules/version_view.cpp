#include "commons/rules/version_view.hpp"
#include "commons/rules/index_view.hpp"
#include "commons/rules/lapse.hpp"
#include "commons/rules/rule_amount.hpp"

namespace reef::rules {
using namespace engine;
namespace {

std::optional<PromiseLine> promise_line(PageRequest& request, const Charter& charter, const Version& version) {
    if (!version.expected) return {};
    PromiseLine line{.promised = promise_in_words(request, charter, from_recorded<ExpectedResult>(*version.expected))};
    if (!version.result) return line;
    const auto result = from_recorded<ReviewResult>(*version.result);
    line.finding = finding_in_words(request, result.finding);
    line.measured = result.measured;
    if (result.source) line.source = chronicle::reveal_text(request.connection, result.source->reference.commitment);
    line.is_kept = result.finding == Finding::achieved;
    line.is_missed = !line.is_kept;
    return line;
}

std::optional<std::string> ended_because(const PageRequest& request, Origin origin) {
    if (origin == Origin::sunset) return request.say("The version before came to its sunset.");
    if (origin == Origin::missed_promise)
        return request.say("The version before missed its promise, and ended by itself.");
    if (origin == Origin::narrowed)
        return request.say("The charter leaves less room here since then: this is the nearest value inside it.");
    return {};
}

VersionLine version_line(PageRequest& request, const Charter& charter, const Version& version,
                         std::int64_t in_force_version) {
    std::optional<SetBy> author;
    if (version.author)
        author = SetBy{request.say("Member {}", {version.author->text()}), "/people/" + version.author->text()};
    return {.version = std::to_string(version.version),
            .value = shown_value(request, version.value),
            .at = version.effective_at,
            .published_at = version.published_at,
            .is_in_force = version.version == in_force_version,
            .is_coming = version.effective_at > request.now,
            .set_by = set_by(request, version),
            .author = author,
            .ended_because = ended_because(request, version.origin),
            .moved_by = moved_by_index(request, version),
            .sunset_at = version.sunset_at,
            .reason = chronicle::reveal_text(request.connection, version.reason),
            .promise = promise_line(request, charter, version),
            .proof = proof_of(request.connection, version.entry)};
}

} // namespace

VersionHistory history_of(PageRequest& request, const Charter& charter, std::string_view rule,
                          const std::optional<Scope>& scope) {
    VersionHistory history;
    const auto versions = versions_of(request.connection, rule, scope);
    const auto in_force = version_at(request.connection, rule, request.now, scope)->version;
    const bool is_text = request.registry.rule(rule)->kind == engine::ValueKind::prose;
    std::optional<std::string> before;
    for (const auto& version : versions) {
        if (version.version == 0) continue; // nobody decided it
        if (version.effective_at > request.now && !history.coming)
            history.coming = {shown_value(request, version.value), version.effective_at, set_by(request, version)};
        auto line = version_line(request, charter, version, in_force);
        line.has_changes = is_text;
        if (is_text) line.changes = diff_lines(before.value_or(version.value), version.value);
        before = version.value;
        history.versions.insert(history.versions.begin(), std::move(line));
    }
    const auto sunset = versions.back().sunset_at;
    if (const auto returning = sunset ? returns_after(versions, *sunset) : std::nullopt;
        returning && versions.back().version == in_force)
        history.ending = {shown_value(request, returning->value), *sunset};
    return history;
}

std::optional<std::string> bounds_in_words(const PageRequest& request, const Bounds& bounds) {
    const auto lowest = value_in_words(request, bounds.lowest), highest = value_in_words(request, bounds.highest);
    if (lowest.empty() && highest.empty()) return {};
    if (lowest.empty()) return request.say("at most {}", {highest});
    if (highest.empty()) return request.say("at least {}", {lowest});
    return request.say("between {} and {}", {lowest, highest});
}

bool may_propose_in(const PageRequest& request, const PlatformRow& platform, const DomainCharter& domain) {
    if (!platform.launched()) return false;
    const auto* body = domain.deciding_body();
    return request.viewer.has(body ? "body:" + *body : "member");
}

std::string why_not_propose(const PageRequest& request, const PlatformRow& platform, const DomainCharter& domain) {
    if (!platform.launched())
        return request.say("This platform is a draft: its founder edits the charter until launch.");
    if (!request.signed_in()) return request.say("Sign in as a member to propose a change.");
    const auto* body = domain.deciding_body();
    if (!body) return request.say("Only members may propose; you have not joined a class yet.");
    return request.say("Only the members of {} may propose here.", {platform.charter.find_body(*body)->name});
}

} // namespace reef::rules
