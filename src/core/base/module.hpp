// core/base: what every room stands on. See README.md.
#pragma once
#include "core/base/bytes.hpp"
#include "core/base/embedded.hpp"
#include "core/base/ensure.hpp"
#include "core/base/field.hpp"
#include "core/base/id.hpp"
#include "core/base/json.hpp"
#include "core/base/quantity.hpp"
#include "core/base/refusal.hpp"
#include "core/base/shape.hpp"
#include "core/base/text.hpp"
