// What the command line does, one function for each command. Exit codes: 0 done; 1 refused or not as it should be;
// 2 the command line itself is wrong.
#pragma once
#include "app/mailing.hpp"
#include "core/base/module.hpp"
#include "core/web/module.hpp"
#include <string>

namespace reef::app {

/// What most commands take.
struct Common {
    std::string data = "data";
    std::string database; // of a new platform, or of another server of one
    std::string as;       // a member's number or `operator`; on examples, or on a local socket
    std::string token;    // speaks for its owner
    bool json = false;
};

struct ServeOptions {
    std::vector<std::string> listen = {"127.0.0.1:8080"};
    std::string platforms;  // a folder of platforms, each named after its host; otherwise the one of --data
    std::string pages_from; // for developers
    std::string origin = "reef.local";
    std::vector<std::string> proxies;        // on other machines
    std::vector<std::string> metrics_listen; // nowhere, unless given
    std::string log_form = "text", log_level = "info";
    bool logs_access = false;
    std::int64_t leave_seconds = 0;
    MailOptions mail;
    std::string smtp_password_file;
    std::size_t connections = 4096; // at once; beyond: 503
};
struct ExampleOptions {
    std::string preset = "ride";
    std::int64_t members = 40;
    std::int64_t days = 14;
    std::uint64_t seed = 1;
    std::string start; // a date; otherwise so that the last day is yesterday
};

int serve(const Common& common, const ServeOptions& options);
int make_example(const Common& common, const ExampleOptions& options);
int found(const Common& common, const std::string& file);
int check_charter_file(const Common& common, const std::string& file);
/// The charter in force, as the file from which a platform can be founded.
int show_charter(const Common& common);
/// Proposes the charter of a file in place of the one in force; its faults are named like those of a check.
int propose_charter_file(const Common& common, const std::string& file, const std::string& reason);
/// Both read a password from standard input and print a token, which speaks for its owner.
int sign_up(const Common& common, const std::string& login, const std::string& name);
int sign_in(const Common& common, const std::string& login);
int give_command(const Common& common, const std::string& name, const std::string& data);
int show_page(const Common& common, const std::string& path);
int list_commands(const Common& common);
int pass_days(const Common& common, std::int64_t days);
int move_data(const Common& common, const std::string& from, const std::string& to);
struct BackupCommandOptions {
    std::string folder; // of the backup
    std::string keys;
    std::int64_t keep_keys_days = 0;
    bool without_keys = false;
    std::string expect; // a head that somebody kept
};
int back_up_data(const Common& common, const BackupCommandOptions& options);
int restore_data(const Common& common, const std::string& to, const BackupCommandOptions& options);
int verify_backup(const Common& common, const BackupCommandOptions& options);
int verify_data(const Common& common, const std::string& expect);
int rebuild_data(const Common& common);
struct BooksOptions {
    std::string format;
    std::string from, to; // days, both inclusive
};
int write_books(const Common& common, const BooksOptions& options);
int check_books(const Common& common);
int import_polis(const Common& common, const std::string& folder, const std::string& language);
struct RecoverOptions {
    std::string member; // by number
    std::string reason; // begins it; empty: carries it out after the wait
};
int recover(const Common& common, const RecoverOptions& options);
struct InviteOptions {
    std::string stakeholder_class;
    std::int64_t places = 1;
    std::string valid = "14 days";
};
int invite(const Common& common, const InviteOptions& options);
int import_roll(const Common& common, const std::string& file);
int write_roll_codes(const Common& common, const std::string& file, bool again);
int print_version(const Common& common);

/// A head as `--expect` takes it, NUMBER:HASH. Refused: command_line.no_head.
Result<std::pair<EntryNumber, Hash>> read_kept_head(std::string_view text);
json::object json_of(const chronicle::Head& head);
/// Says it to a person at a terminal; the exit code of what was refused.
int say(const Refusal& refusal);
/// Data for an address that takes them.
web::Request json_post(std::string path, const json::value& data);
/// The document of an answer, or the refusal that came in its place.
Result<json::value> document_of(const Result<web::Response>& answer);

} // namespace reef::app
