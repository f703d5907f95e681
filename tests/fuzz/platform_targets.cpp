// What strangers send to a served platform: requests, forms, JSON, charters.
#include "app/rooms.hpp"
#include "commons/ledger/module.hpp"
#include "commons/payments/module.hpp"
#include "commons/rules/module.hpp"
#include "core/web/request_parser.hpp"
#include "core/web/sent.hpp"
#include "targets.hpp"

namespace reef::fuzz {
namespace {

struct Heard {
    std::string requests;
    std::string refusal; // the code of what ended it
};

/// What a connection says. `piece`: how many bytes come at a time.
Heard heard(std::string_view input, std::size_t piece) {
    using Progress = web::RequestParser::Progress;
    web::RequestParser parser({.header_bytes_max = 1024, .body_bytes_max = 2048});
    parser.begin();
    Heard heard;
    std::string waiting;
    for (std::size_t at = 0; at < input.size(); at += piece) {
        waiting += input.substr(at, piece);
        std::string_view bytes = waiting;
        auto progress = Progress::needs_more;
        do {
            progress = parser.feed(bytes);
            if (progress == Progress::refused) {
                ensure(parser.refusal.status >= 400 && parser.refusal.status < 600, "a refusal has a status");
                ensure(!parser.refusal.sentence().empty(), "and says something");
                heard.refusal = parser.refusal.code;
                return heard;
            }
            if (progress != Progress::done) continue;
            const auto& request = parser.request;
            ensure(request.path.starts_with('/'), "a request is for a path");
            ensure(request.body.size() <= 2048, "a body has a limit");
            heard.requests += request.method + " " + request.path + "?" + request.query + "\n" + request.body + "\n";
            if (!parser.keeps_alive()) return heard;
            parser.begin();
        } while (progress != Progress::needs_more && !bytes.empty());
        waiting = std::string(bytes);
    }
    return heard;
}

/// However the bytes of a connection are cut, the same requests are heard. An unfinished one may be refused sooner.
bool read_requests(std::string_view input) {
    const auto whole = heard(input, std::max<std::size_t>(input.size(), 1));
    for (const std::size_t piece : {1U, 7U}) {
        const auto cut = heard(input, piece);
        ensure(cut.requests == whole.requests, "cutting changes no request");
        ensure(cut.refusal.empty() || whole.refusal.empty() || cut.refusal == whole.refusal, "nor why it is refused");
    }
    return !whole.requests.empty();
}

bool read_form(std::string_view input) {
    const auto pairs = web::parse_form(input);
    if (!pairs) return ensure(!pairs.error().sentence().empty(), "a refusal says something"), false;
    web::typed_again(*pairs, {});
    const auto data = web::nested(*pairs);
    if (!data) return ensure(!data.error().sentence().empty(), "a refusal says something"), false;
    ensure(parse_json(json_text(*data)).has_value(), "what was typed can be kept");
    return true;
}

/// Canonical after one reading; and a document is the same after writing and reading it.
bool read_json(std::string_view input) {
    const auto value = parse_json(input);
    if (!value) return ensure(!value.error().sentence().empty(), "a refusal says something"), false;
    const auto again = parse_json(json_text(*value));
    ensure(again && json_text(*again) == json_text(*value), "what was read is written and read alike");
    const auto post = from_json<ledger::Post>(*value);
    if (!post)
        return ensure(!post.error().field.empty() || !post.error().sentence().empty(), "a refusal says where"), false;
    const auto twice = from_json<ledger::Post>(to_json(*post));
    ensure(twice && json_text(to_json(*twice)) == json_text(to_json(*post)), "a document is read as it was written");
    return true;
}

bool read_charter(std::string_view input) {
    static const engine::Registry registry(app::rooms());
    const auto charter = rules::read_charter(input, registry);
    if (!charter) {
        ensure(!charter.error().empty(), "a refused charter has faults");
        for (const auto& fault : charter.error()) ensure(!fault.sentence().empty(), "a fault says something");
        return false;
    }
    const auto again = rules::read_charter(rules::write_charter(*charter), registry);
    ensure(again && json_text(to_json(*again)) == json_text(to_json(*charter)), "a charter is read as it was written");
    return true;
}

/// What a bank's file says is a document of ours, that is read as it was written.
bool read_bank_file(std::string_view input) {
    const auto document = payments::BankFile::from_file(input);
    if (!document) return ensure(!document.error().sentence().empty(), "a refusal says something"), false;
    for (const auto& statement : document->at("statements").as_array())
        for (const auto& line : statement.at("lines").as_array())
            ensure(Money::parse(std::string_view(line.at("amount").as_string())).has_value(), "a line has an amount");
    return true;
}

constexpr Target list[] = {
    {"platform_requests", read_requests}, {"platform_form", read_form},           {"platform_json", read_json},
    {"platform_charter", read_charter},   {"platform_bank_file", read_bank_file},
};

} // namespace

std::span<const Target> platform_targets() { return list; }

} // namespace reef::fuzz
