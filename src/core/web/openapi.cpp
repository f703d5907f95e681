#include "core/web/openapi.hpp"
#include "core/web/routes.hpp"
#include <fmt/format.h>

namespace reef::web {
namespace {

json::object reference(std::string_view place) { return {{"$ref", fmt::format("#/components/{}", place)}}; }

json::object content(std::string_view type, json::object schema) {
    return {{type, json::object{{"schema", std::move(schema)}}}};
}

/// What every address may answer instead.
json::object responses(std::string_view said, json::object success) {
    return {{"200", json::object{{"description", said}, {"content", std::move(success)}}},
            {"default", reference("responses/Refused")}};
}

json::object document_schema(const Shape& shape, SchemaFor use) {
    json::object properties;
    json::array required;
    for (const auto& f : shape.fields) {
        auto property = schema_of(f.shape, use);
        const std::string hint = f.shape.form.empty() ? "" : fmt::format(" ({})", f.shape.form);
        property["description"] = fmt::format("{}{}", f.meaning, hint);
        const bool is_free_text = f.shape.kind == Shape::Kind::text && f.shape.form.empty();
        if (use == SchemaFor::sending && is_free_text) property["maxLength"] = f.characters_max;
        if (f.audience != Audience::everyone)
            property["x-audience"] = names_of(Audience{}).at(static_cast<std::size_t>(f.audience));
        properties[f.name] = std::move(property);
        const bool may_be_left_out = f.shape.optional || f.shape.kind == Shape::Kind::list;
        const bool may_be_hidden = f.audience != Audience::everyone;
        if (use == SchemaFor::sending ? !may_be_left_out : !may_be_hidden) required.emplace_back(f.name);
    }
    json::object schema{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
}

json::object kind_schema(const Shape& shape, SchemaFor use) {
    switch (shape.kind) {
    case Shape::Kind::text:
        return {{"type", "string"}};
    case Shape::Kind::integer:
        return {{"type", json::array{"integer", "string"}}, {"format", "int64"}};
    case Shape::Kind::boolean:
        return {{"type", "boolean"}};
    case Shape::Kind::choice: {
        json::array choices;
        for (const auto choice : shape.choices) choices.emplace_back(choice);
        return {{"type", "string"}, {"enum", std::move(choices)}};
    }
    case Shape::Kind::list:
        return {{"type", "array"}, {"items", schema_of(*shape.item, use)}};
    case Shape::Kind::document:
        return document_schema(shape, use);
    case Shape::Kind::anything:
        break;
    }
    return {};
}

json::object page_operation(const engine::Module& room, const engine::PageType& page) {
    json::array parameters;
    for (const auto& name : names_in(page.path))
        parameters.push_back({{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
    auto success = content("application/json", schema_of(page.shape, SchemaFor::reading));
    success[page.html.empty() ? "text/plain" : "text/html"] = json::object{{"schema", {{"type", "string"}}}};
    return {{"summary", page.about},
            {"description", fmt::format("For {}.", page.access.in_words())},
            {"tags", json::array{room.name}},
            {"parameters", std::move(parameters)},
            {"responses", responses("The document, or the page over it.", std::move(success))}};
}

/// A page whose form may be longer than an address.
json::object form_operation(const engine::Module& room, const engine::PageType& page) {
    auto operation = page_operation(room, page);
    auto body = content("application/json", {{"type", "object"}});
    body["application/x-www-form-urlencoded"] = json::object{{"schema", {{"type", "object"}}}};
    operation["requestBody"] = json::object{{"content", std::move(body)}};
    return operation;
}

json::object command_operation(const engine::Module& room, const engine::CommandType& command) {
    const auto schema = schema_of(command.shape, SchemaFor::sending);
    auto body = content("application/json", schema);
    body["application/x-www-form-urlencoded"] = json::object{{"schema", {{"type", "object"}}}};
    const json::object once{
        {"name", "Idempotency-Key"},
        {"in", "header"},
        {"required", false},
        {"description", "The same key twice: the command is done once, and answered twice the same."},
        {"schema", {{"type", "string"}}}};
    return {{"summary", command.about},
            {"description", fmt::format("For {}.", command.access.in_words())},
            {"operationId", command.name},
            {"tags", json::array{room.name}},
            {"parameters", json::array{once}},
            {"requestBody", {{"required", true}, {"content", std::move(body)}}},
            {"responses", responses("What was recorded.", content("application/json", reference("schemas/Answer")))}};
}

json::object components() {
    const json::object text{{"type", "string"}}, number{{"type", "integer"}},
        maybe{{"type", json::array{"string", "null"}}};
    const json::object problem{
        {"type", "object"},
        {"description", "RFC 9457, with the refusal's code and the field that it concerns."},
        {"properties",
         {{"type", text}, {"title", text}, {"status", number}, {"detail", text}, {"code", text}, {"field", text}}},
        {"required", json::array{"title", "status", "detail", "code"}}};
    const json::object event{{"type", "object"}, {"properties", {{"name", text}, {"data", {{"type", "object"}}}}}};
    const json::object answer{
        {"type", "object"},
        {"description", "The entry that the command became; null where nothing had to be changed."},
        {"properties",
         {{"entry", {{"type", json::array{"integer", "null"}}}},
          {"id", maybe},
          {"hash", maybe},
          {"at", text},
          {"events", {{"type", "array"}, {"items", event}}}}},
        {"required", json::array{"entry", "id", "hash", "at", "events"}}};
    return {{"schemas", {{"Problem", problem}, {"Answer", answer}}},
            {"responses",
             {{"Refused",
               {{"description", "A refusal, by name."},
                {"content", {{"application/problem+json", {{"schema", reference("schemas/Problem")}}}}}}}}},
            {"securitySchemes",
             {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "reef"}}},
              {"token", {{"type", "http"}, {"scheme", "bearer"}}}}}};
}

} // namespace

json::object schema_of(const Shape& shape, SchemaFor use) {
    if (shape.vaulted && use == SchemaFor::reading) {
        auto schema = schema_of(shape_of<VaultReference>(), use);
        schema["description"] = "where the value lies in the vault";
        return schema;
    }
    auto schema = kind_schema(shape, use);
    if (!shape.optional || schema.empty()) return schema;
    return {{"anyOf", json::array{std::move(schema), json::object{{"type", "null"}}}}};
}

json::object openapi_document(const engine::Registry& registry) {
    json::object paths;
    const auto operation = [&](std::string path, std::string_view method, json::object it) {
        auto& place = paths.emplace(path, json::object{}).first->value().get_object();
        place[method] = std::move(it);
    };
    for (const auto& room : registry.modules()) {
        for (const auto& page : room.pages) {
            operation(std::string(page.path), "get", page_operation(room, page));
            if (page.reads_form) operation(std::string(page.path), "post", form_operation(room, page));
        }
        for (const auto& command : room.commands)
            operation(fmt::format("/commands/{}", command.name), "post", command_operation(room, command));
    }
    return {
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "Reef"},
          {"version", engine::release},
          {"description", "Every page is its own document; every form posts a command that programs can post too."}}},
        {"security",
         json::array{json::object{}, json::object{{"session", json::array{}}}, json::object{{"token", json::array{}}}}},
        {"paths", std::move(paths)},
        {"components", components()}};
}

} // namespace reef::web
