// The pages of mails: one's own address and choices, what was sent or would be; the pages that links in mails lead to.
#pragma once
#include "commons/notices/letters.hpp"

namespace reef::notices {

engine::PageType mail_page(std::shared_ptr<const LetterWriter> writer);
engine::PageType confirm_page();
engine::PageType stop_page();

/// Whom a link in a mail speaks for, and the command that it gives. Refused: notices.link_worn.
Result<engine::Call> call_of_confirmation(store::Connection& connection, std::string_view token);
Result<engine::Call> call_of_stopping(store::Connection& connection, std::string_view token);

} // namespace reef::notices
