// core/web: from a request to a page. See README.md.
#pragma once
#include "core/web/chronicle_page.hpp"
#include "core/web/commands_page.hpp"
#include "core/web/format.hpp"
#include "core/web/live.hpp"
#include "core/web/openapi.hpp"
#include "core/web/session.hpp"
#include "core/web/site.hpp"
#include "core/web/template.hpp"
