// core/web: from a request to a page. See README.md.
#pragma once
#include "core/web/format.hpp"
#include "core/web/template.hpp"
