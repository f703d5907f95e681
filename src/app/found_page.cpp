#include "app/found_page.hpp"
#include "commons/rules/module.hpp"

namespace reef::app {
using namespace engine;
namespace {

struct Preset {
    std::string value;
    std::string label;
    std::string about;
    static constexpr auto fields() {
        return std::tuple{field("value", &Preset::value, "its name"), field("label", &Preset::label, "of the platform it founds"),
                          field("about", &Preset::about, "what it is for")};
    }
};
struct Checked {
    bool is_sound = false;
    std::vector<rules::CharterFault> faults;
    std::optional<std::string> command;
    static constexpr auto fields() {
        return std::tuple{field("is_sound", &Checked::is_sound, "no faults"), field("faults", &Checked::faults, "all of them, by line"),
                          field("command", &Checked::command, "that founds a platform from it")};
    }
};
struct FoundPage {
    std::string summary;
    std::vector<Preset> presets;
    std::string charter_text;
    std::optional<Checked> checked;
    static constexpr auto fields() {
        return std::tuple{field("summary", &FoundPage::summary, "what this is"), field("presets", &FoundPage::presets, "to begin from"),
                          field("charter_text", &FoundPage::charter_text, "TOML"), field("checked", &FoundPage::checked, "what is wrong with it, once asked")};
    }
};

constexpr std::string_view folder = "charters/";

std::vector<Preset> presets(const Registry& registry) {
    std::vector<Preset> all;
    for (const auto& file : embedded_files()) {
        if (!file.name.starts_with(folder)) continue;
        const auto charter = rules::read_charter(file.text(), registry);
        ensure(charter.has_value(), "a preset that comes with Reef has no faults");
        const auto name = file.name.substr(folder.size(), file.name.find('.') - folder.size());
        all.push_back({std::string(name), charter->name, charter->outcomes.purpose});
    }
    return all;
}

Result<FoundPage> show_found(PageRequest& request) {
    FoundPage page{"Write a charter, have it checked, and found a platform with it.", presets(request.registry), std::string(request.asked("charter")), {}};
    if (page.charter_text.empty()) {
        const auto preset = request.asked("preset").empty() ? std::string_view("ride") : request.asked("preset");
        const auto text = embedded_file(std::string(folder) + std::string(preset) + ".toml");
        if (!text) return refuse(not_found);
        page.charter_text = *text;
        return page;
    }
    const auto charter = rules::read_charter(page.charter_text, request.registry);
    page.checked = Checked{charter.has_value(), charter ? std::vector<rules::CharterFault>{} : charter.error(), {}};
    if (charter) page.checked->command = "reef found charter.toml --data mine && reef serve --data mine";
    return page;
}

} // namespace

PageType found_page() {
    return page<show_found>("/found", "src/app/found.html", "The wizard: write a charter and have every fault named.", anyone());
}

} // namespace reef::app
