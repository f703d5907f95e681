#include "core/web/assets.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fstream>

namespace reef::web {
namespace {

constexpr std::string_view prefix = "/assets/";

constexpr std::pair<std::string_view, std::string_view> content_types[] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".webmanifest", "application/manifest+json"},
    {".woff2", "font/woff2"},
    {".png", "image/png"}};

std::string_view content_type_of(std::string_view name) {
    for (const auto& [ending, type] : content_types)
        if (name.ends_with(ending)) return type;
    return {};
}

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

} // namespace

Assets::Assets(std::string source_folder) : source_folder_(std::move(source_folder)) {
    std::string all;
    for (const auto& file : embedded_files()) {
        const auto type = content_type_of(file.name);
        const bool is_ours = file.name.starts_with("pages/") || file.name.starts_with("vendor/");
        if (type.empty() || !is_ours) continue;
        const auto asset = make_asset(file.text(), type);
        const bool is_new =
            files_.try_emplace(std::string(file_name(file.name)), File{std::string(file.name), asset}).second;
        ensure(is_new, fmt::format("{} is the name of one asset", file_name(file.name)));
        all += sha256({file.name, file.text()}).text();
    }
    hash_ = sha256({all}).text().substr(0, 16);
}

std::shared_ptr<const Asset> Assets::asset_of(const File& file) const {
    if (source_folder_.empty() || !file.path.starts_with("pages/")) return file.asset;
    std::ifstream in(fmt::format("{}/{}", source_folder_, file.path), std::ios::binary);
    return make_asset(std::string(std::istreambuf_iterator<char>(in), {}), content_type_of(file.path));
}

std::optional<Response> Assets::get(std::string_view path) const {
    if (!path.starts_with(prefix)) return {};
    const auto rest = path.substr(prefix.size());
    const auto slash = rest.find('/');
    const auto name = slash == std::string_view::npos ? rest : rest.substr(slash + 1);
    const auto found = files_.find(name);
    if (found == files_.end()) return {};
    const bool for_good = slash != std::string_view::npos && rest.substr(0, slash) == hash_ && source_folder_.empty();
    Response response;
    response.asset = asset_of(found->second);
    response.headers = {{"Content-Type", response.asset->content_type},
                        {"ETag", response.asset->etag},
                        {"Cache-Control", for_good ? "public, max-age=31536000, immutable" : "public, no-cache"}};
    return response;
}

json::object Assets::names() const {
    json::object names;
    for (const auto& [name, file] : files_) {
        auto key = name.substr(0, name.rfind('.'));
        std::ranges::replace_if(
            key, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
        names[key] =
            source_folder_.empty() ? fmt::format("{}{}/{}", prefix, hash_, name) : fmt::format("{}{}", prefix, name);
    }
    return names;
}

} // namespace reef::web
