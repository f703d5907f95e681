#include "commons/payments/iban.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <unicode/translit.h>

namespace reef::payments {
namespace {

constexpr RefusalKind bad_iban{
    "payments.bad_iban", "{} is not an account number: it begins with two letters for a country that has them.", 422};
constexpr RefusalKind iban_length{"payments.iban_length",
                                  "An account number of {} has {} letters and digits, and this one has {}.", 422};
constexpr RefusalKind iban_mistyped{
    "payments.iban_mistyped", "Something in {} is mistyped: its check digits do not fit. Please compare it again.",
    422};

constexpr RefusalKind unwritable_name{
    "payments.unwritable_name", "Banks cannot write \"{}\". Please write the name in letters, as the bank has it.",
    422};

struct Country {
    std::string_view code;
    std::size_t length;
};
/// Lengths by country (SWIFT, IBAN registry).
constexpr auto countries = std::to_array<Country>(
    {{"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22},
     {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DK", 18}, {"DO", 28},
     {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23},
     {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26},
     {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20},
     {"LV", 21}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NL", 18},
     {"NO", 15}, {"PK", 24}, {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"SA", 24},
     {"SC", 31}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"ST", 25}, {"SV", 28}, {"TL", 23}, {"TN", 24},
     {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}});

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

/// What is left of a number written in letters and digits (A is 10, Z is 35) divided by 97 (ISO 7064, MOD 97-10).
int remainder_97(std::string_view text) {
    int remainder = 0;
    for (const char c : text) {
        const int value = is_digit(c) ? c - '0' : c - 'A' + 10;
        remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder;
}
/// The country or mark and the check digits count last.
bool has_right_check_digits(std::string_view text) {
    return remainder_97(std::string(text.substr(4)) + std::string(text.substr(0, 4))) == 1;
}

/// Without spaces, in capitals; nothing where another character stands in it.
std::optional<std::string> compact(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == ' ') continue;
        const char capital = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (!is_digit(capital) && !is_letter(capital)) return {};
        out += capital;
    }
    return out;
}

} // namespace

Result<Iban> Iban::parse(std::string_view text) {
    const auto number = compact(trimmed(text));
    const auto* country =
        number ? std::ranges::find(countries, std::string_view(*number).substr(0, 2), &Country::code) : countries.end();
    if (country == countries.end()) return refuse(bad_iban, {}, {std::string(trimmed(text).substr(0, 40))});
    if (number->size() != country->length)
        return refuse(iban_length, {},
                      {std::string(country->code), std::to_string(country->length), std::to_string(number->size())});
    if (!is_digit((*number)[2]) || !is_digit((*number)[3]) || !has_right_check_digits(*number))
        return refuse(iban_mistyped, {}, {Iban{*number}.in_groups()});
    return Iban{*number};
}

std::string Iban::in_groups() const {
    std::string out;
    for (std::size_t i = 0; i < number.size(); i += 4) out += (i ? " " : "") + number.substr(i, 4);
    return out;
}

Result<Holder> Holder::parse(std::string_view text) {
    const auto name = trimmed(text);
    if (in_bank_letters(name, 1).empty()) return refuse(unwritable_name, {}, {std::string(name)});
    return Holder{std::string(name)};
}

namespace {

std::string reference_of(char kind, std::string number) {
    std::ranges::replace(number, '.', 'X');
    const auto own = kind + number;
    return fmt::format("RF{:02}{}", 98 - remainder_97(own + "RF00"), own);
}
/// The number of one of ours of that kind; nothing where it is another's, or mistyped.
std::optional<std::string> number_in_reference(char kind, std::string_view reference) {
    const auto text = compact(reference);
    if (!text || text->size() < 6 || text->size() > 25 || !text->starts_with("RF") || (*text)[4] != kind) return {};
    if (!is_digit((*text)[2]) || !is_digit((*text)[3]) || !has_right_check_digits(*text)) return {};
    auto number = text->substr(5);
    std::ranges::replace(number, 'X', '.');
    return number;
}
template <class I>
std::optional<I> id_in_reference(char kind, std::string_view reference) {
    const auto number = number_in_reference(kind, reference);
    if (!number) return {};
    const auto id = I::parse(*number);
    return id ? std::optional<I>(*id) : std::nullopt;
}

} // namespace

std::string creditor_reference(MemberId member) { return reference_of('M', member.text()); }
std::optional<MemberId> member_of_reference(std::string_view reference) {
    return id_in_reference<MemberId>('M', reference);
}
std::string creditor_reference(IdValue subscription) { return reference_of('S', subscription.text()); }
std::optional<IdValue> subscription_of_reference(std::string_view reference) {
    return id_in_reference<IdValue>('S', reference);
}

std::string in_bank_letters(std::string_view text, std::size_t characters_max) {
    UErrorCode status = U_ZERO_ERROR;
    static const std::unique_ptr<icu::Transliterator> latin(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
    ensure(latin != nullptr, "ICU knows how to write Latin letters");
    auto unicode = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    latin->transliterate(unicode);
    std::string written, out;
    unicode.toUTF8String(written);
    for (const char c : written) {
        const bool is_taken = is_digit(c) || is_letter(c) || (c >= 'a' && c <= 'z') ||
                              std::string_view("/-?:().,'+").find(c) != std::string_view::npos;
        if (is_taken)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return std::string(trimmed(std::string_view(out).substr(0, characters_max)));
}

} // namespace reef::payments
