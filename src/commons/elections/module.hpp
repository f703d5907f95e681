// commons/elections: who sits in the bodies that members elect. See README.md.
#pragma once
#include "commons/elections/ballot.hpp"
#include "commons/elections/candidacy.hpp"
#include "commons/elections/count.hpp"
#include "commons/elections/countback.hpp"
#include "commons/elections/election.hpp"
#include "commons/elections/election_page.hpp"
#include "commons/elections/recall.hpp"

namespace reef::elections {
engine::Module module();
}
