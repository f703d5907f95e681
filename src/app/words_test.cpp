// Pages in another language: everything that rooms declare is translated, and no page of a living example says
// something in English that is not somebody's own words.
#include "app/living_example_testing.hpp"

namespace reef::app {
namespace {

using namespace engine;

const web::Language& dutch() {
    static const auto all = web::house_languages();
    return *std::ranges::find(all, "nl", &web::Language::code);
}

void add_meanings(const Shape& shape, std::set<std::string_view>& texts) {
    for (const auto& f : shape.fields) {
        texts.insert(f.meaning);
        if (!f.shape.form.empty()) texts.insert(f.shape.form);
        if (f.shape.kind == Shape::Kind::document) add_meanings(f.shape, texts);
    }
}

TEST(Words, of_every_declaration_have_their_dutch) {
    const Registry registry(rooms());
    std::set<std::string_view> texts;
    std::set<std::string> access, weights, missing;
    for (const auto& room : registry.modules()) {
        for (const auto& rule : room.rules) {
            texts.insert({rule.title, rule.meaning, rule.form});
            if (rule.kind != ValueKind::weights) continue;
            const auto parts = *Weights::parse(rule.default_text);
            for (const auto& each : parts.all) weights.insert(each.name);
        }
        for (const auto& event : room.events) texts.insert(event.about);
        for (const auto& each : room.indicators) texts.insert({each.title, each.meaning, each.formula});
        for (const auto& command : room.commands) {
            texts.insert(command.about);
            access.insert(command.access.in_words());
            add_meanings(command.shape, texts);
        }
    }
    texts.insert(access.begin(), access.end());
    texts.insert(weights.begin(), weights.end());
    for (const auto text : texts)
        if (!dutch().translated(text)) missing.emplace(text);
    EXPECT_GT(texts.size(), 150u);
    EXPECT_EQ(missing, std::set<std::string>{});
}

std::string without_letters(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (std::isalpha(static_cast<unsigned char>(c))) c = '_';
    return out;
}

/// Shows pages with every translated text blanked out, so that what is left is data, or was never said through the
/// catalogue.
class Blank {
  public:
    std::optional<std::string_view> operator()(std::string_view english) {
        if (!dutch().translated(english)) missing.emplace(english);
        auto& blank = blanks_[std::string(english)];
        blank = without_letters(english);
        return blank;
    }
    std::set<std::string> missing;

  private:
    std::map<std::string, std::string> blanks_; // what was handed out stays
};

bool matches(std::string_view pattern, std::string_view path, std::map<std::string, std::string, std::less<>>& values) {
    const auto wanted = split(pattern, '/'), given = split(path, '/');
    if (wanted.size() != given.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].starts_with("{"))
            values[std::string(wanted[i].substr(1, wanted[i].size() - 2))] = std::string(given[i]);
        else if (wanted[i] != given[i])
            return false;
    }
    return true;
}

void add_texts(const json::value& value, std::set<std::string>& texts) {
    if (value.is_string()) texts.emplace(std::string_view(value.get_string()));
    if (value.is_array())
        for (const auto& item : value.get_array()) add_texts(item, texts);
    if (value.is_object())
        for (const auto& member : value.get_object()) add_texts(member.value(), texts);
}

/// What people and the charter said: names, statements, reasons, places.
std::vector<std::string> own_words(LivingExample& example) {
    std::set<std::string> found;
    const auto lease = example.engine->read();
    add_texts(to_json(rules::founded_platform(*lease).charter), found);
    const auto& registry = example.engine->registry();
    for (const auto& room : registry.modules())
        for (const auto& rule : room.rules)
            if (rule.kind == engine::ValueKind::prose)
                for (auto& each : paragraphs_of(rules::version_at(*lease, rule.name, example.clock.now())->value))
                    found.insert(std::move(each));
    const auto head = chronicle::read_head(*lease).number;
    for (EntryNumber number = 1; number <= head; ++number) {
        const auto entry = from_recorded<chronicle::Entry>(chronicle::read_entry(*lease, number)->bytes.data);
        std::vector<VaultReference> references;
        if (const auto* command = registry.command(entry.command.name))
            collect_references(entry.command.data, command->shape, references);
        for (const auto& event : entry.events)
            collect_references(event.data, registry.event(event.name)->shape, references);
        for (const auto& reference : references)
            if (auto text = chronicle::reveal_text(*lease, reference.commitment)) found.insert(std::move(*text));
    }
    std::vector<std::string> all(found.begin(), found.end());
    std::ranges::sort(all, std::ranges::greater{}, &std::string::size); // the longest first
    std::erase_if(all, [](const auto& text) { return text.size() < 3; });
    return all;
}

/// Members of documents that programs read: addresses, names of commands, icons. The labels of a charter's form
/// (`sections`) are in charter_form_test.cpp.
const std::set<std::string_view> for_programs = {
    "href", "receipt_href", "class_color", "icon",  "door",  "command", "toml",   "charter", "value", "old",     "new",
    "size", "id",           "kind",        "class", "roles", "data",    "events", "classes", "hash",  "sections"};

/// The words of a text that stand for themselves: no address, hash, time, amount or dotted name.
void add_english(std::string_view where, std::string text, const std::vector<std::string>& own,
                 std::set<std::string>& english) {
    const bool has_letters = std::ranges::any_of(text, [](unsigned char c) { return std::isalpha(c) != 0; });
    if (!has_letters || text.starts_with("/") || text.starts_with("?")) return;
    for (const auto& words : own)
        for (std::size_t at; (at = text.find(words)) != std::string::npos;) text.replace(at, words.size(), "_");
    static const std::regex code(
        R"re(\d{4}-\d{2}-\d{2}T[\d:.]+Z|[0-9a-f]{16,}|-?[\d.]+ [A-Z]{3}|\d+ (?:km|min|s)\b|[a-z_]+[.:*][a-z_.*]*|`[^`]*`)re");
    text = std::regex_replace(text, code, "_");
    static const std::regex word(R"re([A-Za-z]{3,})re");
    std::smatch found;
    if (std::regex_search(text, found, word)) english.insert(std::string(where) + ": " + text);
}

void look_at(std::string_view where, const json::value& value, const std::vector<std::string>& own,
             std::set<std::string>& english) {
    if (value.is_string()) return add_english(where, std::string(std::string_view(value.get_string())), own, english);
    if (value.is_array())
        for (const auto& item : value.get_array()) look_at(where, item, own, english);
    if (value.is_object())
        for (const auto& member : value.get_object())
            if (const std::string_view name = member.key(); !for_programs.contains(name))
                look_at(std::string(where) + " " + std::string(name), member.value(), own, english);
}

/// Everything in the documents of those pages, and in their frames, that did not come from the catalogue.
void look_at_documents(LivingExample& example, const std::string& as, const std::vector<std::string>& own, Blank& blank,
                       std::set<std::string>& english) {
    const auto& registry = example.engine->registry();
    const auto lease = example.engine->read();
    const auto standing = registry.standing(*lease, as.empty() ? Actor::stranger() : *Actor::parse(as));
    for (const auto& [address, answer] : example.walk(as, 60)) {
        const auto mark = address.find('?');
        for (const auto& room : registry.modules())
            for (const auto& page : room.pages) {
                PageRequest request{*lease, standing, registry, example.clock.now()};
                if (page.html.empty()) continue; // a file, for programs
                if (page.access.refusal_for(standing) || !matches(page.path, address.substr(0, mark), request.path))
                    continue;
                request.translate = [&](std::string_view text) { return blank(text); };
                if (const auto document = page.show(request)) look_at(page.path, *document, own, english);
                look_at("frame", frame(request, address), own, english);
            }
    }
}

TEST(Words, of_pages_come_from_the_catalogue_or_from_people) {
    for (const int days : {3, 6}) {
        LivingExample example(days);
        const auto own = own_words(example);
        Blank blank;
        std::set<std::string> english;
        for (const auto& as : example.viewers()) look_at_documents(example, as, own, blank, english);
        EXPECT_EQ(blank.missing, std::set<std::string>{}) << "said on pages, and not translated";
        EXPECT_EQ(join({english.begin(), english.end()}, "\n"), "")
            << "shown on pages, and not said through the catalogue";
    }
}

/// What a page says to a reader.
std::string text_of(const std::string& html) {
    static const std::regex tags(R"re(<(script|style|pre|textarea)[^>]*>[\s\S]*?</\1>|<[^>]*>)re"), space(R"re(\s+)re");
    auto text = std::regex_replace(std::regex_replace(html, tags, " "), space, " ");
    for (const auto& [entity, letter] : {std::pair{"&#39;", "'"}, {"&quot;", "\""}, {"&amp;", "&"}})
        for (std::size_t at; (at = text.find(entity)) != std::string::npos;)
            text.replace(at, std::string_view(entity).size(), letter);
    return text;
}

TEST(Words, of_a_dutch_page_hold_no_english_of_the_catalogue) {
    LivingExample example(6);
    example.language = "nl";
    std::vector<std::string> english;
    for (const auto& [text, translated] : dutch().words)
        if (text.size() > 12 && text != translated && text.find("{") == std::string::npos) english.push_back(text);
    std::set<std::string> found;
    std::size_t pages = 0;
    for (const auto& as : example.viewers())
        for (const auto& [address, page] : example.walk(as, 60)) {
            if (!page.headers.get("Content-Type").value_or("").starts_with("text/html"))
                continue; // a file, for programs
            const auto text = text_of(page.body);
            EXPECT_NE(page.body.find("lang=\"nl\""), std::string::npos) << address;
            ++pages;
            for (const auto& each : english)
                if (text.find(each) != std::string::npos) found.insert(address + ": " + each);
        }
    EXPECT_GT(pages, 150u);
    EXPECT_EQ(found, std::set<std::string>{});
}

} // namespace
} // namespace reef::app
