#include "core/web/template.hpp"
#include "core/base/ensure.hpp"
#include "core/web/template_program.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <mutex>
#include <shared_mutex>

namespace reef::web {
namespace {

std::unique_ptr<Template> made(std::string_view name, std::string source, TemplateFinder* finder) {
    auto page = std::make_unique<Template>();
    page->name = name;
    page->source = std::move(source);
    page->finder = finder;
    return page;
}

/// Calls `visit` with each node, those of the phrases too.
template <class Visit>
void for_each_node(Template& page, const Visit& visit) {
    for (Node& node : page.nodes) {
        visit(page, node);
        if (node.phrase) for_each_node(node.phrase->compiled, visit);
    }
}

} // namespace

class TemplateSet::Inside final : public TemplateFinder {
  public:
    Inside(Loader loader, TemplateOptions options) : loader_(std::move(loader)), options_(std::move(options)) {}

    const Template* find(std::string_view name) override {
        {
            const std::shared_lock lock(mutex_);
            if (const auto found = pages_.find(name); found != pages_.end()) return found->second.get();
        }
        const std::unique_lock lock(mutex_);
        return load(name);
    }

    const Template& compiled_text(std::string_view text, const Delimiters& delimiters) override {
        const std::pair<std::string_view, const Delimiters&> key(text, delimiters);
        {
            const std::shared_lock lock(mutex_);
            if (const auto found = translations_.find(key); found != translations_.end()) return *found->second;
        }
        const std::unique_lock lock(mutex_);
        if (const auto found = translations_.find(key); found != translations_.end()) return *found->second;
        auto words = made(fmt::format("the translation \"{}\"", text), std::string(text), this);
        parse_template(*words, options_.formatters, delimiters);
        Pages fresh;
        link(*words, fresh);
        pages_.merge(fresh);
        return *translations_.emplace(std::pair(std::string(text), delimiters), std::move(words)).first->second;
    }

    /// For developers: begin anew if any source is not what it was. What is rendering now keeps its old templates.
    void reload_if_changed() {
        if (options_.reload == TemplateReload::never) return;
        const std::unique_lock lock(mutex_);
        const auto changed = [&](const auto& entry) { return loader_(entry.first) != entry.second->source; };
        if (std::ranges::none_of(pages_, changed)) return;
        for (auto& [name, page] : pages_) retired_.push_back(std::move(page));
        for (auto& [text, words] : translations_) retired_.push_back(std::move(words));
        pages_.clear();
        translations_.clear();
    }

    std::vector<TranslatableText> texts() {
        std::vector<TranslatableText> all;
        const std::shared_lock lock(mutex_);
        for (const auto& [name, page] : pages_)
            for (const Node& node : page->nodes)
                if (node.phrase) all.push_back({node.phrase->english, name, line_of(*page, node)});
        std::ranges::sort(all);
        return all;
    }

  private:
    using Pages = std::map<std::string, std::unique_ptr<Template>, std::less<>>;
    struct TextOrder {
        using is_transparent = void;
        bool operator()(const auto& a, const auto& b) const {
            if (const auto order = std::string_view(a.first) <=> std::string_view(b.first); order != 0)
                return order < 0;
            return a.second < b.second;
        }
    };

    static std::size_t line_of(const Template& page, const Node& node) {
        return 1 + static_cast<std::size_t>(std::ranges::count(std::string_view(page.source).substr(0, node.at), '\n'));
    }

    /// With everything that it includes, or nothing: a mistake in one leaves none of them behind.
    const Template* load(std::string_view name) {
        Pages fresh;
        const Template* page = load(name, fresh);
        pages_.merge(fresh);
        return page;
    }
    const Template* load(std::string_view name, Pages& fresh) {
        for (const Pages* known : {&pages_, &fresh})
            if (const auto found = known->find(name); found != known->end()) return found->second.get();
        auto source = loader_(name);
        if (!source) return nullptr;
        const auto [place, is_new] = fresh.emplace(name, made(name, std::move(*source), this));
        Template& page = *place->second;
        parse_template(page, options_.formatters);
        link(page, fresh);
        return &page;
    }
    void link(Template& page, Pages& fresh) {
        for_each_node(page, [&](Template& of, Node& node) {
            if (node.is_dynamic || (node.kind != NodeKind::partial && node.kind != NodeKind::parent)) return;
            node.included = load(node.text, fresh);
            if (!node.included && options_.missing_partial == MissingPartial::is_a_mistake)
                throw BrokenAssumption(fmt::format("{}:{}: expected a template, and there is no \"{}\"", of.name,
                                                   line_of(of, node), node.text));
        });
    }

    Loader loader_;
    TemplateOptions options_;
    std::shared_mutex mutex_;
    Pages pages_;
    std::map<std::pair<std::string, Delimiters>, std::unique_ptr<Template>, TextOrder> translations_;
    std::vector<std::unique_ptr<Template>> retired_;
};

TemplateSet::TemplateSet(Loader loader, TemplateOptions options)
    : inside_(std::make_unique<Inside>(std::move(loader), std::move(options))) {}
TemplateSet::~TemplateSet() = default;

const Template& TemplateSet::get(std::string_view name) {
    inside_->reload_if_changed();
    const Template* page = inside_->find(name);
    if (!page) broken(fmt::format("there is no template \"{}\"", name));
    return *page;
}

std::vector<TranslatableText> TemplateSet::texts() const { return inside_->texts(); }

std::vector<std::string> names_in_text(std::string_view text, const Formatters& formatters) {
    const auto page = made(text, std::string(text), nullptr);
    parse_template(*page, formatters);
    std::vector<std::string> names;
    for (const Node& node : page->nodes)
        if (node.kind != NodeKind::text)
            names.push_back(node.path.empty() ? node.text : fmt::format("{}", fmt::join(node.path, ".")));
    std::ranges::sort(names);
    return names;
}

} // namespace reef::web
