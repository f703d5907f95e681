#include "core/mail/smtp.hpp"
#include <array>
#include <cstring>
#include <curl/curl.h>
#include <fmt/format.h>
#include <memory>

namespace reef::mail {
namespace {

constexpr RefusalKind bad_server{"mail.bad_server",
                                 "{} is no mail server's address. One looks like smtp://mail.ride.example:587.", 422};

bool is_this_machine(std::string_view url) {
    const auto host = url.substr(url.find("//") + 2);
    for (const auto* name : {"127.", "localhost", "[::1]"})
        if (host.starts_with(name)) return true;
    return false;
}

struct Outgoing {
    std::string_view left;
};
std::size_t give_bytes(char* to, std::size_t size, std::size_t count, void* from) {
    auto& left = static_cast<Outgoing*>(from)->left;
    const auto bytes = std::min(size * count, left.size());
    std::memcpy(to, left.data(), bytes);
    left.remove_prefix(bytes);
    return bytes;
}

int ends_when_stopping(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::atomic<bool>*>(stopping)->load() ? 1 : 0;
}

/// Which step failed stands at the beginning of libcurl's message ("RCPT failed: 550"): a refused recipient is that
/// mail's affair, a refused sender everybody's.
HandedOver judged(CURLcode outcome, long code, std::string_view complaint) {
    if (outcome == CURLE_OK) return {};
    const auto said = code >= 400 ? std::to_string(code) : fmt::format("libcurl {}", static_cast<int>(outcome));
    if (outcome == CURLE_ABORTED_BY_CALLBACK || outcome == CURLE_OPERATION_TIMEDOUT) return {Handed::later, said};
    const bool about_the_mail = complaint.starts_with("RCPT") || complaint.starts_with("DATA") ||
                                outcome == CURLE_WEIRD_SERVER_REPLY; // the answer to its text
    if (!about_the_mail || code < 400 || code == 421) return {Handed::no_server, said};
    return {code >= 500 ? Handed::refused : Handed::later, said};
}

} // namespace

std::optional<Refusal> refusal_of(const SmtpSettings& settings) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), &curl_url_cleanup);
    char* part = nullptr;
    const bool whole = curl_url_set(url.get(), CURLUPART_URL, settings.url.c_str(), CURLU_DISALLOW_USER) == CURLUE_OK &&
                       curl_url_get(url.get(), CURLUPART_SCHEME, &part, 0) == CURLUE_OK;
    const std::string scheme = part ? part : "";
    curl_free(part);
    if (whole && (scheme == "smtp" || scheme == "smtps")) return {};
    return refuse(bad_server, {}, {settings.url.substr(0, 80)}).error();
}

Smtp::Smtp(SmtpSettings settings) : settings_(std::move(settings)), call_(curl_easy_init()) {
    static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    ensure(ready && call_ != nullptr, "libcurl starts");
    auto* call = static_cast<CURL*>(call_);
    curl_easy_setopt(call, CURLOPT_URL, settings_.url.c_str());
    curl_easy_setopt(call, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(call, CURLOPT_PROXY, "");
    curl_easy_setopt(call, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(call, CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.time_max.ms));
    const long tls = is_this_machine(settings_.url) ? CURLUSESSL_TRY : CURLUSESSL_ALL;
    curl_easy_setopt(call, CURLOPT_USE_SSL, tls);
    if (!settings_.user.empty()) {
        curl_easy_setopt(call, CURLOPT_USERNAME, settings_.user.c_str());
        curl_easy_setopt(call, CURLOPT_PASSWORD, settings_.password.c_str());
    }
    curl_easy_setopt(call, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(call, CURLOPT_READFUNCTION, give_bytes);
    curl_easy_setopt(call, CURLOPT_XFERINFOFUNCTION, ends_when_stopping);
    curl_easy_setopt(call, CURLOPT_NOPROGRESS, 0L);
}

Smtp::~Smtp() { curl_easy_cleanup(static_cast<CURL*>(call_)); }

HandedOver Smtp::hand_over(const Message& message, const std::atomic<bool>& stopping) {
    auto* call = static_cast<CURL*>(call_);
    const auto text = written(message);
    Outgoing outgoing{text};
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> recipients(
        curl_slist_append(nullptr, ("<" + message.to.text() + ">").c_str()), &curl_slist_free_all);
    std::array<char, CURL_ERROR_SIZE> complaint = {};
    curl_easy_setopt(call, CURLOPT_MAIL_FROM, ("<" + message.from.text() + ">").c_str());
    curl_easy_setopt(call, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(call, CURLOPT_READDATA, &outgoing);
    curl_easy_setopt(call, CURLOPT_XFERINFODATA, &stopping);
    curl_easy_setopt(call, CURLOPT_ERRORBUFFER, complaint.data());
    const auto outcome = curl_easy_perform(call);
    long code = 0;
    curl_easy_getinfo(call, CURLINFO_RESPONSE_CODE, &code);
    curl_easy_setopt(call, CURLOPT_MAIL_RCPT, nullptr);
    curl_easy_setopt(call, CURLOPT_ERRORBUFFER, nullptr);
    return judged(outcome, code, complaint.data());
}

} // namespace reef::mail
