#include "core/base/refusal.hpp"

namespace reef {

std::string fill(std::string_view pattern, const std::vector<std::string>& arguments) {
    std::string out;
    std::size_t next = 0;
    while (true) {
        const auto mark = pattern.find("{}");
        if (mark == std::string_view::npos || next == arguments.size()) return out.append(pattern);
        out.append(pattern.substr(0, mark)).append(arguments[next++]);
        pattern.remove_prefix(mark + 2);
    }
}

std::string Refusal::sentence() const { return fill(sentence_pattern, arguments); }

std::unexpected<Refusal> refuse(const RefusalKind& kind, std::string_view field, std::vector<std::string> arguments) {
    return refuse_by_rule(kind, {}, field, std::move(arguments));
}

std::unexpected<Refusal> refuse_by_rule(const RefusalKind& kind, std::string_view rule, std::string_view field,
                                        std::vector<std::string> arguments) {
    return std::unexpected(Refusal{std::string(kind.code), std::string(kind.sentence), kind.status, std::string(field),
                                   std::string(rule), std::move(arguments)});
}

} // namespace reef
