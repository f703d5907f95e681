#include "core/web/pages.hpp"
#include "core/web/form.hpp"
#include "core/web/format.hpp"
#include "core/web/live.hpp"
#include "core/web/negotiation.hpp"
#include "core/web/session.hpp"
#include <fmt/format.h>

namespace reef::web {
namespace {

json::value text_or_null(std::string_view text) { return text.empty() ? json::value(nullptr) : json::string(text); }

constexpr std::string_view refused_html = "src/core/web/refused.html";

std::string said_in(const Language& language, std::string_view english) {
    return std::string(language.translated(english).value_or(english));
}

/// What a refusal's page is headed with, and what one may do.
struct Heading {
    std::string title;
    std::string what_to_do;
};
Heading heading_for(int status, const Language& language) {
    const auto say = [&](std::string_view english) { return said_in(language, english); };
    switch (status) {
    case 401:
        return {say("Please sign in"), say("Sign in and try again; what you were looking for is still there.")};
    case 403:
        return {say("This is not yours to do"), say("The rules say who may. They can be changed by a decision.")};
    case 404:
        return {say("There is nothing here"), say("Look at the address again, or go on from the home page.")};
    case 405:
        return {say("Not in this way"), say("Open the page that leads here, and use its form.")};
    case 409:
        return {say("This was not done"), say("Look at the page again: it may have changed since you opened it.")};
    case 413:
        return {say("This is too large"), say("Send less at once.")};
    case 422:
        return {say("Something needs another look"),
                say("Go back, change what the sentence names, and send it again.")};
    case 429:
        return {say("Please wait a little"), say("Try again later; nothing was lost.")};
    case 503:
        return {say("Please try again in a moment"), say("Nothing was changed.")};
    case 507:
        return {say("There is no room left"), say("Nothing was changed. Please tell the operator.")};
    default:
        break;
    }
    if (status >= 500) return {say("Something broke on our side"), say("Nothing was changed. Please try again later.")};
    return {say("This could not be understood"), say("Open the page again, and use its form.")};
}

/// The token itself marks its places: nobody who writes on a page can know it.
void replace_all(std::string& text, std::string_view from, std::string_view to) {
    if (from.empty()) return; // a viewer about whom nothing could be read
    std::string out;
    std::size_t done = 0;
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, done)) {
        out.append(text, done, at - done).append(to);
        done = at + from.size();
    }
    if (done == 0) return;
    text = out.append(text, done);
}

/// Minutes are fine enough for a page, and a page that stays the same for a while need not be sent again.
Time whole_minute(Time at) { return {at.ms - at.ms % 60'000}; }

std::string notice_sentence(std::string_view notice, const Language& language) {
    const auto say = [&](std::string_view english) { return said_in(language, english); };
    if (notice == "unchanged") return say("This was so already; nothing had to be changed.");
    if (notice == "signed-in") return say("You are signed in.");
    if (notice == "signed-out") return say("You are signed out.");
    if (notice == "new-password") return say("Your new password holds. Please sign in with it.");
    if (notice == "kept") return say("Your choice is kept in this browser.");
    if (notice.starts_with("done.") && parse_integer(notice.substr(5)))
        return fill(say("Done: recorded as entry {}."), {std::string(notice.substr(5))});
    return {};
}

/// What is kept under a name keeps letters, digits, points and dashes of it.
std::string download_as(std::string_view name, std::string_view ending = "") {
    std::string kept;
    for (const char c : name)
        if (std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_') kept += c;
    return fmt::format("attachment; filename=\"{}{}\"", kept.empty() ? "page" : kept, ending);
}

/// A page without a template is a file: a document of its `name` and its `data`.
Response file(const json::object& document) {
    const std::string_view name = document.at("name").as_string(), data = document.at("data").as_string();
    const auto kind = name.ends_with(".csv")   ? "text/csv; charset=utf-8"
                      : name.ends_with(".ics") ? "text/calendar; charset=utf-8"
                      : name.ends_with(".xml") ? "application/xml; charset=utf-8"
                                               : "text/plain; charset=utf-8";
    auto response = text_response(std::string(data), kind);
    response.headers.set("ETag", etag_of(response.body));
    response.headers.set("Content-Disposition", download_as(name));
    return response;
}

} // namespace

Pages::Pages(const engine::Engine& engine, TemplateSet& templates, const SiteOptions& options,
             std::span<const Language> languages, json::object assets, Chance& chance)
    : engine_(engine),
      templates_(templates),
      options_(options),
      languages_(languages),
      assets_(std::move(assets)),
      chance_(chance) {
    for (const auto& room : engine.registry().modules())
        for (const auto& page : room.pages) {
            const auto place = routes_.place(page.path);
            ensure(place == pages_.size(), fmt::format("{} is one page's address", page.path));
            pages_.push_back(&page);
        }
}

const Language& Pages::language_of(const Viewer& viewer) const {
    const auto found = std::ranges::find(languages_, viewer.language, &Language::code);
    return found == languages_.end() ? languages_.front() : *found;
}

const engine::PageType* Pages::find(std::string_view path, std::vector<std::string>* values) const {
    auto found = routes_.find(path);
    if (!found) return nullptr;
    if (values) *values = std::move(found->values);
    return pages_[found->place];
}

engine::PageRequest Pages::plain_request(const Visit& visit, store::Connection& connection) const {
    engine::PageRequest request{connection, visit.viewer.standing, engine_.registry(), engine_.now()};
    request.translate = [&language = language_of(visit.viewer)](std::string_view english) {
        return language.translated(english);
    };
    request.day_in_words = [&language = language_of(visit.viewer), &time_zone = options_.time_zone](Time at) {
        return day_in_words(language.code, time_zone, at);
    };
    return request;
}

Result<engine::PageRequest> Pages::request_for(const Visit& visit, store::Connection& connection,
                                               const engine::PageType& page, std::vector<std::string> values,
                                               std::string_view query) const {
    auto request = plain_request(visit, connection);
    const auto names = names_in(page.path);
    for (std::size_t i = 0; i < names.size(); ++i) request.path.emplace(names[i], std::move(values.at(i)));
    auto asked = parse_form(query);
    if (!asked) return std::unexpected(std::move(asked.error()));
    for (auto& [name, value] : *asked) request.query.emplace(std::move(name), std::move(value));
    return request;
}

/// Access is asked here, and nowhere else.
Result<json::value> Pages::document_of(engine::PageRequest& request, const engine::PageType& page) const {
    if (auto refusal = page.access.refusal_for(request.viewer)) return std::unexpected(std::move(*refusal));
    return page.show(request);
}

Response Pages::show(const Visit& visit, store::Connection& connection, const engine::PageType& page,
                     const json::value* sent_form) const {
    auto request = request_for(visit, connection, page, visit.values, visit.request.query);
    if (!request) return refused(visit, connection, request.error());
    request->sent_form = sent_form;
    auto document = document_of(*request, page);
    if (!document) {
        const bool may_sign_in = document.error().status == 401 && visit.wants == Representation::html;
        if (may_sign_in && find("/sign-in") && visit.request.path != "/sign-in")
            return redirect("/sign-in?then=" + percent_encoded(visit.address()));
        return refused(visit, connection, document.error());
    }
    if (visit.wants == Representation::html && page.html.empty()) return file(document->as_object());
    if (visit.wants == Representation::html)
        return html(visit, *request, page.html, std::move(document->as_object()), {.address = visit.address()});
    auto response = text_response(json_text(*document), "application/json");
    response.headers.set("ETag", etag_of(response.body));
    if (request->asked("format") == "json")
        response.headers.set("Content-Disposition",
                             download_as(visit.request.path.substr(visit.request.path.rfind('/') + 1), ".json"));
    return response;
}

Response Pages::refused(const Visit& visit, store::Connection& connection, const Refusal& said) const {
    const Language& language = language_of(visit.viewer);
    const auto refusal = translated(said, language);
    if (visit.wants == Representation::json) return problem_json(refusal);
    const auto heading = heading_for(refusal.status, language);
    json::object document{{"status", std::to_string(refusal.status)},
                          {"title", heading.title},
                          {"sentence", refusal.sentence()},
                          {"what_to_do", heading.what_to_do},
                          {"code", refusal.code},
                          {"rule", nullptr},
                          {"back", nullptr}};
    if (const auto rule = "/rules/" + refusal.rule; !refusal.rule.empty() && find(rule))
        document["rule"] = json::object{{"name", refusal.rule}, {"href", rule}};
    return render(visit, connection, refused_html, std::move(document), refusal.status);
}

Response Pages::render(const Visit& visit, store::Connection& connection, std::string_view html_name,
                       json::object document, int status) const {
    auto request = plain_request(visit, connection);
    return html(visit, request, html_name, std::move(document), {.status = status, .address = visit.address()});
}

Response Pages::form_again(const Visit& visit, store::Connection& connection, const Sent& sent,
                           const Refusal& said) const {
    const auto refusal = translated(said, language_of(visit.viewer));
    const auto target = parse_target(sent.from);
    std::vector<std::string> values;
    const auto* page = target ? find(target->path, &values) : nullptr;
    if (!page) return refused(visit, connection, said);
    auto request = request_for(visit, connection, *page, std::move(values), target->query);
    if (!request) return refused(visit, connection, said);
    const engine::RefusedForm refused_form{sent.data};
    request->refused_form = &refused_form;
    auto document = document_of(*request, *page);
    if (!document) return refused(visit, connection, said);
    const Said again{.status = refusal.status,
                     .address = sent.from,
                     .refusal = json::object{{"sentence", refusal.sentence()},
                                             {"field", text_or_null(refusal.field)},
                                             {"code", refusal.code}},
                     .form = typed_again(sent.typed, refusal)};
    return html(visit, *request, page->html, std::move(document->as_object()), again);
}

Response Pages::html(const Visit& visit, engine::PageRequest& request, std::string_view html_name,
                     json::object document, const Said& said) const {
    const Language& language = language_of(visit.viewer);
    document["frame"] = frame_of(visit, request, said);
    if (!said.form.empty()) document["form"] = said.form;
    Environment environment{.language = language.code,
                            .time_zone = options_.time_zone,
                            .now = whole_minute(request.now),
                            .translate = request.translate};
    const json::value shown = std::move(document);
    auto response = text_response(web::render(templates_.get(html_name), shown, environment),
                                  "text/html; charset=utf-8", said.status);
    // Before the mask, so that a page that says the same is the same page.
    if (said.status == 200) response.headers.set("ETag", etag_of(response.body));
    const Viewer& viewer = visit.viewer;
    replace_all(response.body, viewer.form_token, masked_form_token(viewer.form_token, chance_));

    if (viewer.visit_is_new)
        response.headers.add("Set-Cookie", cookie_text(viewer, cookies::visit, viewer.visit_token, {}));
    if (!viewer.notice.empty()) response.headers.add("Set-Cookie", cookie_text(viewer, cookies::notice, "", 0));
    return response;
}

/// "What the layout needs beside the document; every page has it." (pages/README.md)
json::object Pages::frame_of(const Visit& visit, engine::PageRequest& request, const Said& said) const {
    const Viewer& viewer = visit.viewer;
    const auto head = chronicle::read_head(request.connection);
    const auto state = engine::platform_state(request.connection);
    json::object frame{
        {"platform", {{"name", "Reef"}, {"is_example", state && state->example}, {"controlled_by", nullptr}}},
        {"viewer",
         {{"signed_in", request.signed_in()}, {"name", nullptr}, {"number", nullptr}, {"classes", json::array{}}}},
        {"needs_voice", {{"any", false}, {"count", 0}}},
        {"navigation", json::array{}},
        {"more", json::array{}},
        {"tour", nullptr},
        {"recovery", nullptr},
        {"live", nullptr},
        {"proof", nullptr}};
    frame.reserve(32); // of all that follows
    if (request.signed_in()) frame["viewer"].as_object()["number"] = request.member().text();
    if (head.number > 0)
        frame["proof"] = json::object{{"entry", std::to_string(head.number)}, {"hash", head.hash.text()}};
    if (const auto target = parse_target(said.address); target && find(target->path))
        frame["live"] = json::object{{"href", live_address(target->path)}};
    if (options_.frame)
        for (auto& [name, value] : options_.frame(request, said.address)) frame[name] = std::move(value);

    frame["assets"] = assets_;
    frame["path"] = said.address;
    frame["csrf"] = viewer.form_token;
    // The same while nothing is recorded, so that the page stays the same; with the form's data it tells forms apart.
    frame["once"] = base64url(sha256({viewer.form_token, said.address, head.hash.view()}).view().substr(0, 12));
    frame["now"] = whole_minute(request.now).text();
    frame["language"] = viewer.language;
    json::array languages, themes;
    for (const auto& [code, name, words] : languages_)
        languages.push_back({{"code", code}, {"name", name}, {"current", code == viewer.language}});
    const Language& language = language_of(viewer);
    const auto say = [&](std::string_view english) { return said_in(language, english); };
    for (const auto& [value, name] :
         {std::pair{"auto", say("As my device")}, {"light", say("Light")}, {"dark", say("Dark")}})
        themes.push_back(
            {{"value", value},
             {"name", name},
             {"current", viewer.theme.empty() ? std::string_view(value) == "auto" : viewer.theme == value}});
    frame["languages"] = std::move(languages);
    frame["theme"] = text_or_null(viewer.theme);
    frame["themes"] = std::move(themes);
    frame["notice"] = text_or_null(notice_sentence(viewer.notice, language));
    frame["refusal"] = said.refusal;
    frame["form"] = said.form;
    return frame;
}

} // namespace reef::web
