#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_stack.hpp>
#include <set>
#include <vector>

namespace reef {
namespace {

constexpr RefusalKind not_json{"input.not_json", "This is not JSON that can be read: {} (line {}, column {}).", 400};
constexpr RefusalKind duplicate_key{"input.duplicate_key", "The key \"{}\" is given twice in one object.", 400};
constexpr RefusalKind not_whole{
    "input.not_a_whole_number",
    "Numbers are whole here; write amounts as text such as \"12.50 EUR\" and shares as \"12.5%\".", 400};

/// Builds a value and keeps what Boost's own handler lets pass: keys given twice and floating point.
struct StrictHandler {
    static constexpr std::size_t max_object_size = 100'000;
    static constexpr std::size_t max_array_size = 1'000'000;
    static constexpr std::size_t max_key_size = 1'000;
    static constexpr std::size_t max_string_size = 64'000'000;
    using error_code = boost::system::error_code;

    struct OpenObject {
        std::set<std::string, std::less<>> keys;
        std::string now;
    };

    json::value_stack stack;
    std::vector<OpenObject> open_objects;
    std::string key;
    std::optional<Refusal> refusal;

    bool fail(std::unexpected<Refusal> why, error_code& code) {
        refusal = why.error();
        code = json::make_error_code(json::error::syntax);
        return false;
    }
    /// Where the parser stands: `effects.rights`.
    std::string field() const {
        std::string path;
        for (const auto& object : open_objects) path.append(path.empty() ? "" : ".").append(object.now);
        return path;
    }
    bool on_document_begin(error_code&) {
        stack.reset();
        return true;
    }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) {
        open_objects.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t count, error_code&) {
        open_objects.pop_back();
        stack.push_object(count);
        return true;
    }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t count, error_code&) {
        stack.push_array(count);
        return true;
    }
    bool on_key_part(std::string_view part, std::size_t, error_code&) {
        key.append(part);
        stack.push_chars(part);
        return true;
    }
    bool on_key(std::string_view part, std::size_t, error_code& code) {
        key.append(part);
        stack.push_key(part);
        auto& [keys, now] = open_objects.back();
        now = std::move(key);
        key.clear();
        if (!keys.insert(now).second) return fail(refuse(duplicate_key, field(), {now}), code);
        return true;
    }
    bool on_string_part(std::string_view part, std::size_t, error_code&) {
        stack.push_chars(part);
        return true;
    }
    bool on_string(std::string_view part, std::size_t, error_code&) {
        stack.push_string(part);
        return true;
    }
    bool on_number_part(std::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t number, std::string_view, error_code&) {
        stack.push_int64(number);
        return true;
    }
    bool on_uint64(std::uint64_t, std::string_view, error_code& code) { return fail(refuse(not_whole, field()), code); }
    bool on_double(double, std::string_view, error_code& code) { return fail(refuse(not_whole, field()), code); }
    bool on_bool(bool truth, error_code&) {
        stack.push_bool(truth);
        return true;
    }
    bool on_null(error_code&) {
        stack.push_null();
        return true;
    }
    bool on_comment_part(std::string_view, error_code&) { return true; }
    bool on_comment(std::string_view, error_code&) { return true; }
};

std::unexpected<Refusal> refuse_at(std::string_view text, std::size_t position, const std::string& what) {
    const auto before = text.substr(0, position);
    const auto line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    const auto line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return refuse(not_json, {}, {what, std::to_string(line), std::to_string(position - line_start + 1)});
}

void write_indented(const json::value& value, std::string& out, int depth) {
    const auto line = [&](int at) { out.append("\n").append(static_cast<std::size_t>(at) * 2, ' '); };
    if (const auto* object = value.if_object(); object && !object->empty()) {
        out += '{';
        for (const auto& [key, member] : *object) {
            if (out.back() != '{') out += ',';
            line(depth + 1);
            out.append(json::serialize(key)).append(": ");
            write_indented(member, out, depth + 1);
            if (&member == &(object->end() - 1)->value()) line(depth);
        }
        out += '}';
    } else if (const auto* array = value.if_array(); array && !array->empty()) {
        out += '[';
        for (const auto& item : *array) {
            if (&item != array->begin()) out += ',';
            line(depth + 1);
            write_indented(item, out, depth + 1);
        }
        line(depth);
        out += ']';
    } else {
        out += json::serialize(value);
    }
}

} // namespace

Result<json::value> parse_json(std::string_view text) {
    json::parse_options options;
    options.max_depth = 32;
    json::basic_parser<StrictHandler> parser(options);
    boost::system::error_code code;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), code);
    if (parser.handler().refusal) return std::unexpected(*parser.handler().refusal);
    if (code) return refuse_at(text, read, code.message());
    if (const auto rest = text.find_first_not_of(" \t\r\n", read); rest != std::string_view::npos)
        return refuse_at(text, rest, "something follows the value");
    return parser.handler().stack.release();
}

std::string json_text(const json::value& value) { return json::serialize(value); }

std::string json_text_indented(const json::value& value) {
    std::string out;
    write_indented(value, out, 0);
    return out + "\n";
}

json::value json_integer(std::int64_t value) {
    constexpr std::int64_t exact = std::int64_t{1} << 53;
    if (value > exact || value < -exact) return json::string(std::to_string(value));
    return value;
}

} // namespace reef
