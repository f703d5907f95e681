// core/store: one Database over the engines that keep a platform. See README.md.
#pragma once
#include "core/store/compare.hpp"
#include "core/store/copy.hpp"
#include "core/store/database.hpp"
#include "core/store/generation.hpp"
#include "core/store/mark.hpp"
#include "core/store/migration.hpp"
#include "core/store/table_reader.hpp"
