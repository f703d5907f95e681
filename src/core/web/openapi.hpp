// The whole interface in OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0), made from the field tables: every page as
// a GET, every command as a POST.
#pragma once
#include "core/engine/module.hpp"

namespace reef::web {

json::object openapi_document(const engine::Registry& registry);

/// A shape in JSON Schema (2020-12). As it is sent, vaulted values stand in place; as it is recorded, references do.
enum class SchemaFor { sending, reading };
json::object schema_of(const Shape& shape, SchemaFor use);

} // namespace reef::web
