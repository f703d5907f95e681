// Styles, scripts and icons: `/assets/HASH/style.css` for good, `/assets/style.css` for as long as nothing changes.
// Only this room includes it.
#pragma once
#include "core/base/module.hpp"
#include "core/web/compression.hpp"
#include "core/web/http.hpp"
#include <map>

namespace reef::web {

class Assets {
  public:
    /// Those of pages/ and what npm gave, from the binary; for developers as they are in the folder of the sources now.
    explicit Assets(std::string source_folder);

    /// Null where the path is none of ours.
    std::optional<Response> get(std::string_view path) const;
    /// What templates call them by: {style: "/assets/…/style.css", htmx_min: …}.
    json::object names() const;

  private:
    struct File {
        std::string path; // from the repository's root
        std::shared_ptr<const Asset> asset;
    };
    std::shared_ptr<const Asset> asset_of(const File& file) const;

    std::string source_folder_;
    std::map<std::string, File, std::less<>> files_; // by name
    std::string hash_;                               // over them all, so that they may name one another
};

} // namespace reef::web
