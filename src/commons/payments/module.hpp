// commons/payments: money to and from banks. See README.md.
#pragma once
#include "commons/payments/bank_account.hpp"
#include "commons/payments/batch.hpp"
#include "commons/payments/payment.hpp"
#include "commons/payments/statement.hpp"

namespace reef::payments {
engine::Module module();
}
