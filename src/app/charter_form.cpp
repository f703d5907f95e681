#include "app/charter_form.hpp"

namespace reef::app {
using namespace engine;
namespace {

struct Preset {
    std::string value;
    std::string label;
    std::string about;
    static constexpr auto fields() {
        return FieldTable{field("value", &Preset::value, "its name"),
                          field("label", &Preset::label, "of the platform it founds"),
                          field("about", &Preset::about, "what it is for")};
    }
};

/// A charter without faults, and what to do with it.
struct SoundCharter {
    std::string toml;
    std::string command;
    rules::Charter charter;
    static constexpr auto fields() {
        return FieldTable{field("toml", &SoundCharter::toml, "the charter as a file"),
                          field("command", &SoundCharter::command, "that founds a platform from it"),
                          field("charter", &SoundCharter::charter, "as `rules.found_platform` takes it")};
    }
};

struct FoundPage {
    std::string summary;
    std::vector<Preset> presets;
    std::vector<web::FormSection> sections;
    bool has_sections = false;
    std::vector<FormFault> faults;
    bool has_faults = false;
    std::string charter_text;
    std::optional<SoundCharter> sound;
    static constexpr auto fields() {
        return FieldTable{field("summary", &FoundPage::summary, "what this is"),
                          field("presets", &FoundPage::presets, "to begin from"),
                          field("sections", &FoundPage::sections, "the charter as a form"),
                          field("has_sections", &FoundPage::has_sections, "whether there is a charter to fill in"),
                          field("faults", &FoundPage::faults, "everything that does not fit yet"),
                          field("has_faults", &FoundPage::has_faults, "any"),
                          field("charter_text", &FoundPage::charter_text, "a text that could not be read as a charter"),
                          field("sound", &FoundPage::sound, "once asked, and without faults")};
    }
};

struct DraftPage {
    std::string summary;
    std::vector<web::FormSection> sections;
    std::vector<FormFault> faults;
    bool has_faults = false;
    std::vector<rules::PowerView> power;
    static constexpr auto fields() {
        return FieldTable{field("summary", &DraftPage::summary, "what this is"),
                          field("sections", &DraftPage::sections, "the charter as a form"),
                          field("faults", &DraftPage::faults, "everything that does not fit yet"),
                          field("has_faults", &DraftPage::has_faults, "any"),
                          field("power", &DraftPage::power, "what the weights as typed are worth")};
    }
};

constexpr std::string_view folder = "charters/";

std::string file_of(std::string_view preset) { return std::string(folder) + std::string(preset) + ".toml"; }

std::vector<Preset> presets(const Registry& registry) {
    std::vector<Preset> all;
    for (const auto& [name, toml] : rules::presets()) {
        const auto charter = rules::read_charter(toml, registry);
        ensure(charter.has_value(), "a preset that comes with Reef has no faults");
        all.push_back({name, charter->name, charter->outcomes.purpose});
    }
    return all;
}

/// The form as it was sent; empty where it was not.
json::object typed_in(const PageRequest& request) {
    const auto* form = request.sent_form ? request.sent_form->if_object() : nullptr;
    return form ? *form : json::object{};
}

/// A charter's text, typed or in the address.
std::optional<std::string> text_in(const PageRequest& request, json::object& typed) {
    if (const auto* sent = typed.if_contains("charter"); sent && sent->is_string()) {
        std::string text(std::string_view(sent->get_string()));
        typed.erase("charter");
        return text;
    }
    if (request.asked("charter").empty()) return {};
    return std::string(request.asked("charter"));
}

void fill(FoundPage& page, const json::value& document, const PageRequest& request, bool is_asked) {
    auto form = charter_form(document, "", request.registry, request.words());
    page.sections = std::move(form.sections);
    page.has_sections = true;
    page.faults = std::move(form.faults);
    page.has_faults = !page.faults.empty();
    if (is_asked && form.charter)
        page.sound = SoundCharter{rules::write_charter(*form.charter),
                                  "reef found charter.toml --data mine && reef serve --data mine", *form.charter};
}

Result<FoundPage> show_found(PageRequest& request) {
    FoundPage page{.summary = request.say("Write a charter, have it checked, and found a platform with it."),
                   .presets = presets(request.registry)};
    auto typed = typed_in(request);
    const auto sent_text = text_in(request, typed);
    if (!typed.empty()) {
        fill(page, typed, request, true);
        return page;
    }
    const auto preset = request.asked("preset").empty() ? std::string_view("ride") : request.asked("preset");
    const auto text = sent_text ? std::optional<std::string_view>(*sent_text) : embedded_file(file_of(preset));
    if (!text) return refuse(not_found);
    const auto charter = rules::read_charter(*text, request.registry);
    if (charter) {
        fill(page, to_json(*charter), request, sent_text.has_value());
    } else {
        page.charter_text = std::string(*text);
        for (const auto& fault : charter.error()) page.faults.push_back(shown(fault, request.words()));
        page.has_faults = true;
    }
    return page;
}

Result<DraftPage> show_draft(PageRequest& request) {
    const auto row = rules::founded_platform(request.connection); // there is a founder
    const auto* refused = request.refused_form;
    const auto* typed =
        refused && refused->data.is_object() ? refused->data.get_object().if_contains("charter") : nullptr;
    const auto asked = typed_in(request); // while somebody types, to see what the weights are worth
    if (!typed) typed = asked.if_contains("charter");
    auto form = charter_form(typed ? *typed : to_json(row.charter), "charter.", request.registry, request.words());
    const bool has_faults = !form.faults.empty();
    auto power = form.readable ? rules::power_view(request, *form.readable) : std::vector<rules::PowerView>{};
    return DraftPage{
        request.say("The charter is a draft: change what you like until the launch. After that only decisions do."),
        std::move(form.sections), std::move(form.faults), has_faults, std::move(power)};
}

} // namespace

FormFault shown(const rules::CharterFault& fault, const Say& say) {
    return {{}, fault.line, fault.key, reef::fill(say(fault.sentence_pattern), fault.arguments)};
}

CharterForm charter_form(const json::value& typed, std::string_view prefix, const Registry& registry, const Say& say) {
    CharterForm form;
    web::FormErrors errors;
    const auto fault = [&](const rules::CharterFault& found) {
        auto& one = form.faults.emplace_back(shown(found, say));
        one.name = std::string(prefix) + found.key;
        errors.emplace(*one.name, one.sentence);
    };
    std::vector<Refusal> refusals;
    Reading reading{.from_form = true};
    reading.all_faults = &refusals;
    auto charter = from_json<rules::Charter>(typed, reading);
    for (const auto& refusal : refusals) fault({0, refusal.field, refusal.sentence_pattern, refusal.arguments});
    if (charter && form.faults.empty())
        for (const auto& found : rules::check_charter(*charter, registry)) fault(found);
    form.sections = web::form_sections(shape_of<rules::Charter>(), typed, prefix, errors, say);
    if (charter) form.readable = *charter;
    if (charter && form.faults.empty()) form.charter = std::move(*charter);
    return form;
}

PageType found_page() {
    auto type = page<show_found>("/found", "src/app/found.html",
                                 "The wizard: write a charter and have every fault named.", anyone());
    type.reads_form = true;
    return type;
}

PageType draft_page() {
    auto type = page<show_draft>("/draft", "src/app/draft.html", "The draft of the charter, for its founder to change.",
                                 {{"founder"}});
    type.reads_form = true;
    return type;
}

} // namespace reef::app
