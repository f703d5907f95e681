// commons/notices: mails to members and their calendar. See README.md.
#pragma once
#include "commons/notices/calendar.hpp"
#include "commons/notices/gather.hpp"
#include "commons/notices/letters.hpp"
#include "commons/notices/mail_page.hpp"

namespace reef::notices {
engine::Module module(Sending sending);
}
