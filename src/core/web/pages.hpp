// Pages: one document, for programs as JSON and for people through the template of the same name. Refusals are shown
// here too. Only this room includes it.
#pragma once
#include "core/web/routes.hpp"
#include "core/web/sent.hpp"
#include "core/web/site.hpp"
#include "core/web/visit.hpp"

namespace reef::web {

class Pages {
  public:
    Pages(const engine::Engine& engine, TemplateSet& templates, const SiteOptions& options,
          std::span<const Language> languages, json::object assets, Chance& chance);

    /// The page at the request's address; null where there is none.
    const engine::PageType* find(std::string_view path, std::vector<std::string>* values = nullptr) const;
    Response show(const Visit& visit, store::Connection& connection, const engine::PageType& page,
                  const json::value* sent_form = nullptr) const;
    Response refused(const Visit& visit, store::Connection& connection, const Refusal& refusal) const;
    /// The page that a form was filled in on, with what was typed and why it was refused.
    Response form_again(const Visit& visit, store::Connection& connection, const Sent& sent,
                        const Refusal& refusal) const;
    /// Any document through a template of this room.
    Response render(const Visit& visit, store::Connection& connection, std::string_view html, json::object document,
                    int status) const;

  private:
    /// What differs from a page as it usually is.
    struct Said {
        int status = 200;
        std::string address;
        json::value refusal = nullptr; // {sentence, field, code}
        json::object form = {};
    };
    Result<json::value> document_of(engine::PageRequest& request, const engine::PageType& page) const;
    Response html(const Visit& visit, engine::PageRequest& request, std::string_view html, json::object document,
                  const Said& said) const;
    json::object frame_of(const Visit& visit, engine::PageRequest& request, const Said& said) const;
    engine::PageRequest plain_request(const Visit& visit, store::Connection& connection) const;
    Result<engine::PageRequest> request_for(const Visit& visit, store::Connection& connection,
                                            const engine::PageType& page, std::vector<std::string> values,
                                            std::string_view query) const;
    const Language& language_of(const Viewer& viewer) const;

    const engine::Engine& engine_;
    TemplateSet& templates_;
    const SiteOptions& options_;
    std::span<const Language> languages_;
    json::object assets_;
    Chance& chance_; // for masks
    Routes routes_;
    std::vector<const engine::PageType*> pages_; // by place
};

} // namespace reef::web
