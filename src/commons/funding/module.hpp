// commons/funding: what members raise for projects together. See README.md.
#pragma once
#include "commons/funding/closing.hpp"
#include "commons/funding/gift.hpp"
#include "commons/funding/note_check.hpp"
#include "commons/funding/note_repayment.hpp"
#include "commons/funding/project.hpp"
#include "commons/funding/rating.hpp"
#include "commons/funding/round.hpp"

namespace reef::funding {
engine::Module module();
}
