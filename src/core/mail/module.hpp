// core/mail: letters to people, kept until they are sent. See README.md.
#pragma once
#include "core/mail/address.hpp"
#include "core/mail/link.hpp"
#include "core/mail/message.hpp"
#include "core/mail/outbox.hpp"
#include "core/mail/postman.hpp"
#include "core/mail/smtp.hpp"
