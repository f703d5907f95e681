// core/chronicle: the append-only record and the vault. See README.md.
#pragma once
#include "core/chronicle/backup.hpp"
#include "core/chronicle/backup_reader.hpp"
#include "core/chronicle/backup_restore.hpp"
#include "core/chronicle/checkpoint.hpp"
#include "core/chronicle/entry.hpp"
#include "core/chronicle/log.hpp"
#include "core/chronicle/merkle.hpp"
#include "core/chronicle/vault.hpp"
