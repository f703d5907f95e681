// Markdown of members: cmark-gfm in its safe mode, which drops raw HTML and addresses that run code.
#include "core/base/ensure.hpp"
#include "core/web/format.hpp"
#include <algorithm>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <cstdlib>
#include <memory>
#include <mutex>

namespace reef::web {
namespace {

struct CmarkRelease {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
    void operator()(cmark_node* node) const { cmark_node_free(node); }
    void operator()(cmark_iter* walk) const { cmark_iter_free(walk); }
    void operator()(char* text) const { std::free(text); }
};
template <class T>
using Owned = std::unique_ptr<T, CmarkRelease>;

bool is_inside_link(cmark_node* node) {
    while ((node = cmark_node_parent(node)))
        if (cmark_node_get_type(node) == CMARK_NODE_LINK) return true;
    return false;
}

std::string plain_text(cmark_node* top) {
    std::string out;
    const Owned<cmark_iter> walk(cmark_iter_new(top));
    while (cmark_iter_next(walk.get()) != CMARK_EVENT_DONE) {
        const char* literal = cmark_node_get_literal(cmark_iter_get_node(walk.get()));
        if (literal) out.append(literal);
    }
    return out;
}

/// A picture from elsewhere would tell that place who reads this; the page's policy forbids it, so it becomes a link of
/// its description. Inside a link it is the description alone.
void make_link(cmark_node* image) {
    const char* url = cmark_node_get_url(image);
    const auto description = plain_text(image);
    cmark_node* text = cmark_node_new(CMARK_NODE_TEXT);
    cmark_node_set_literal(text, description.empty() ? url : description.c_str());
    if (is_inside_link(image)) {
        cmark_node_replace(image, text);
    } else {
        cmark_node* link = cmark_node_new(CMARK_NODE_LINK);
        cmark_node_set_url(link, url);
        cmark_node_set_title(link, cmark_node_get_title(image));
        cmark_node_append_child(link, text);
        cmark_node_replace(image, link);
    }
    cmark_node_free(image);
}

bool is_local(std::string_view url) {
    return url.starts_with('/') && !url.starts_with("//") && !url.starts_with("/\\");
}

/// Headings go below those of the page.
void fit_into_page(cmark_node* document) {
    const Owned<cmark_iter> walk(cmark_iter_new(document));
    for (cmark_event_type event; (event = cmark_iter_next(walk.get())) != CMARK_EVENT_DONE;) {
        cmark_node* node = cmark_iter_get_node(walk.get());
        const auto kind = cmark_node_get_type(node);
        if (event == CMARK_EVENT_ENTER && kind == CMARK_NODE_HEADING)
            cmark_node_set_heading_level(node, std::min(6, cmark_node_get_heading_level(node) + 2));
        if (event == CMARK_EVENT_EXIT && kind == CMARK_NODE_IMAGE && !is_local(cmark_node_get_url(node)))
            make_link(node);
    }
}

} // namespace

std::string markdown_to_html(std::string_view text) {
    // While it parses, the library keeps the special characters of its extensions in a table that all threads share.
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    cmark_gfm_core_extensions_ensure_registered();
    constexpr int options = CMARK_OPT_VALIDATE_UTF8;
    const Owned<cmark_parser> parser(cmark_parser_new(options));
    for (const auto* name : {"table", "strikethrough", "autolink"}) {
        auto* extension = cmark_find_syntax_extension(name);
        ensure(extension != nullptr, "cmark-gfm carries its own extensions");
        cmark_parser_attach_syntax_extension(parser.get(), extension);
    }
    cmark_parser_feed(parser.get(), text.data(), text.size());
    const Owned<cmark_node> document(cmark_parser_finish(parser.get()));
    fit_into_page(document.get());
    const Owned<char> html(
        cmark_render_html(document.get(), options, cmark_parser_get_syntax_extensions(parser.get())));
    return html.get();
}

} // namespace reef::web
