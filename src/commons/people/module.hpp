// commons/people: accounts, members, classes, bodies, the way to launch. See README.md.
#pragma once
#include "commons/people/assurance.hpp"
#include "commons/people/assurance_view.hpp"
#include "commons/people/bodies.hpp"
#include "commons/people/coming_in.hpp"
#include "commons/people/duplicate.hpp"
#include "commons/people/identity_check.hpp"
#include "commons/people/invitation.hpp"
#include "commons/people/launch.hpp"
#include "commons/people/membership.hpp"
#include "commons/people/recovery.hpp"
#include "commons/people/roll.hpp"
#include "commons/people/seats.hpp"
#include "commons/people/standing.hpp"

namespace reef::people {
engine::Module module();
}
