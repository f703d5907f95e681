// commons/rules: the charter and the rules in force. See README.md.
#pragma once
#include "commons/rules/by_law.hpp"
#include "commons/rules/charter.hpp"
#include "commons/rules/charter_amendment.hpp"
#include "commons/rules/charter_check.hpp"
#include "commons/rules/clause_view.hpp"
#include "commons/rules/clauses.hpp"
#include "commons/rules/constancy.hpp"
#include "commons/rules/decision_method.hpp"
#include "commons/rules/domain_words.hpp"
#include "commons/rules/enactment.hpp"
#include "commons/rules/figure.hpp"
#include "commons/rules/founding.hpp"
#include "commons/rules/in_force.hpp"
#include "commons/rules/index_window.hpp"
#include "commons/rules/lapse.hpp"
#include "commons/rules/law.hpp"
#include "commons/rules/mode_step.hpp"
#include "commons/rules/principles_page.hpp"
#include "commons/rules/promise.hpp"
#include "commons/rules/rule_amount.hpp"
#include "commons/rules/rule_page.hpp"

namespace reef::rules {
engine::Module module();
}
