// What somebody sends: a form or JSON, as the data of a command and what goes with it.
#pragma once
#include "core/base/module.hpp"
#include "core/web/form.hpp"
#include "core/web/http.hpp"

namespace reef::web {

enum class SentAs { json, form };

/// Of a form the fields `csrf`, `once`, `then` and `from` are not data. JSON has its key in the header
/// `Idempotency-Key`.
struct Sent {
    SentAs as = SentAs::json;
    json::value data = json::object{};
    std::string csrf = {};
    std::string once = {}; // makes sending twice harmless
    std::string then = {}; // where to go when it is done: a path of ours, `{id}` for what was made
    std::string from = {}; // the page that it was filled in on: a path of ours
    Pairs typed = {};      // the form's data as it was typed
};

/// Refusals: request.too_large, request.unsupported_type, request.leads_elsewhere, request.contradictory_fields, and
/// those of parse_json and parse_form.
Result<Sent> read_sent(const Request& request, std::size_t bytes_max);

/// Dotted names make objects (`effects.rights`), repeated names lists, numbers among them the rows of a list
/// (`classes.0.name`): a row in which nothing is typed is left out, and so is one that is named after
/// `without.` (`without.classes.0`).
Result<json::object> nested(const Pairs& pairs);

/// Takes a text out of what was sent; empty where there is none.
std::string take_text(json::value& data, std::string_view name);

/// What was typed, for filling the form in again: `{name: {value, error, is: {value: true}}}`, nested like the names.
/// Passwords are left out.
json::object typed_again(const Pairs& typed, const Refusal& refusal);

} // namespace reef::web
