// The `reef` program: the command line, its help, and nothing else.
#include "app/commands.hpp"
#include "app/opinions_command.hpp"
#include "app/tally_command.hpp"
#include "core/base/log.hpp"
#include "core/engine/module.hpp"
#include <CLI/CLI.hpp>
#include <iostream>

namespace {

using namespace reef;
using namespace reef::app;

/// Adds a command that runs `work` and hands its exit code to `code`.
template <class Work>
CLI::App* add(CLI::App& program, const char* name, const char* about, int& code, Work work) {
    auto* command = program.add_subcommand(name, about);
    command->callback([&code, work] { code = work(); });
    return command;
}

void with_data(CLI::App* command, Common& common) {
    command->add_option("--data", common.data, "folder of the platform")
        ->envname("REEF_DATA_FOLDER")
        ->capture_default_str();
}
void with_database(CLI::App* command, Common& common) {
    with_data(command, common);
    command
        ->add_option("--database", common.database,
                     "postgresql://… for a new platform; the folder remembers it. Otherwise a file in the folder")
        ->envname("REEF_DATABASE");
}
void with_actor(CLI::App* command, Common& common) {
    with_data(command, common);
    command->add_option("--as", common.as, "who asks: `operator`, or on an example a member's number");
    command->add_option("--token", common.token, "a token that speaks for its owner")->envname("REEF_TOKEN");
    command->add_flag("--json", common.json, "print JSON");
}

/// A service is set up by its environment, too.
void add_serve(CLI::App& program, Common& common, ServeOptions& serving, int& code) {
    auto* command = add(program, "serve", "Serve a platform to browsers and programs.", code,
                        [&] { return serve(common, serving); });
    with_database(command, common);
    command->add_option("--listen", serving.listen, "addresses and ports; port 0 takes any that is free")
        ->envname("REEF_LISTEN")
        ->delimiter(',')
        ->capture_default_str();
    command
        ->add_option("--platforms", serving.platforms,
                     "in place of --data: serve every platform in this folder, each named after its host")
        ->envname("REEF_PLATFORMS")
        ->excludes("--data")
        ->excludes("--database");
    command->add_option("--origin", serving.origin, "names the platform in signed checkpoints")
        ->envname("REEF_ORIGIN")
        ->capture_default_str();
    command
        ->add_option(
            "--proxy", serving.proxies,
            "addresses of proxies on other machines; like one on this machine they are believed about who asks, "
            "and whether over TLS")
        ->envname("REEF_PROXY")
        ->delimiter(',');
    command
        ->add_option("--metrics-listen", serving.metrics_listen,
                     "addresses and ports for /metrics, which strangers must not reach; nowhere unless given")
        ->envname("REEF_METRICS_LISTEN")
        ->delimiter(',');
    command->add_option("--log", serving.log_form, "lines for people, or an object of JSON in each")
        ->envname("REEF_LOG")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command->add_option("--log-level", serving.log_level, "what is worth a line")
        ->envname("REEF_LOG_LEVEL")
        ->check(CLI::IsMember({"debug", "info", "warning", "error"}))
        ->capture_default_str();
    command
        ->add_flag("--log-access", serving.logs_access,
                   "a line for each answer: method, route, status, time, bytes; nothing about who asked")
        ->envname("REEF_LOG_ACCESS");
    command
        ->add_option("--leave-seconds", serving.leave_seconds,
                     "how long to go on serving when asked to stop, while /readyz already says no")
        ->envname("REEF_LEAVE_SECONDS")
        ->check(CLI::Range(0, 3600))
        ->capture_default_str();
    command
        ->add_option("--address", serving.mail.address,
                     "of the platform from outside, as links in mails begin: https://…")
        ->envname("REEF_ADDRESS");
    command
        ->add_option("--smtp", serving.mail.smtp,
                     "the mail server, smtp://host:port or smtps://…; without one mails can be seen on the page Mail")
        ->envname("REEF_SMTP");
    command
        ->add_option("--smtp-user", serving.mail.user,
                     "signs in there; the password is REEF_SMTP_PASSWORD or in a file")
        ->envname("REEF_SMTP_USER");
    command->add_option("--smtp-password-file", serving.smtp_password_file, "its first line is the password")
        ->envname("REEF_SMTP_PASSWORD_FILE");
    command->add_option("--mail-from", serving.mail.from, "the sender of mails: an address")->envname("REEF_MAIL_FROM");
    command->add_option("--connections", serving.connections, "at once; beyond, people are told to come back")
        ->envname("REEF_CONNECTIONS")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_option("--pages-from", serving.pages_from,
                        "for developers: read templates and styles from this source folder");
}

void add_books(CLI::App& program, Common& common, BooksOptions& books, int& code) {
    auto* command = program.add_subcommand("books", "Write the books for other programs, or check them.");
    with_data(command, common);
    auto* format = command
                       ->add_option("--format", books.format,
                                    "hledger, ledger, beancount, csv, csv-excel, or pain.001 for the orders to banks")
                       ->check(CLI::IsMember({"hledger", "ledger", "beancount", "csv", "csv-excel", "pain.001"}));
    command->add_option("--from", books.from, "the first day; otherwise that of the first transfer");
    command->add_option("--to", books.to, "the last day; otherwise that of the last transfer");
    auto* check = add(*command, "check", "Reckon every balance again from the chronicle; exit 1 names the first fault.",
                      code, [&] { return check_books(common); });
    with_data(check, common);
    check->add_flag("--json", common.json, "print JSON");
    command->callback([&common, &books, &code, command, format] {
        if (!command->get_subcommands().empty()) return;
        if (format->empty()) throw CLI::RequiredError("--format, or the word check,");
        code = write_books(common, books);
    });
}

} // namespace

int main(int count, char** arguments) {
    CLI::App program{"Reef: a server with which the people on a digital platform own it, govern it and create value on "
                     "it together.\n"
                     "Begin with `reef example ride --data DIR`, then `reef serve --data DIR`."};
    program.require_subcommand(1);
    program.set_help_all_flag("--help-all", "help for every command");
    Common common;
    int code = 0;

    ServeOptions serving;
    add_serve(program, common, serving, code);

    ExampleOptions example;
    auto* example_command = add(program, "example", "Make an example platform with a past, and members who live on.",
                                code, [&] { return make_example(common, example); });
    with_database(example_command, common);
    example_command->add_option("preset", example.preset, "which charter")->capture_default_str();
    example_command->add_option("--members", example.members, "how many people")
        ->check(CLI::Range(12, 5000))
        ->capture_default_str();
    example_command->add_option("--days", example.days, "how long a past")
        ->check(CLI::Range(0, 3650))
        ->capture_default_str();
    example_command->add_option("--seed", example.seed, "the same seed and start make the same platform")
        ->capture_default_str();
    example_command->add_option("--start", example.start, "date of the founding");

    std::string file;
    auto* found_command =
        add(program, "found", "Found a platform from a charter, as a draft; prints the founder link, once.", code,
            [&] { return found(common, file); });
    with_database(found_command, common);
    found_command->add_option("file", file, "the charter, in TOML")->required();

    auto* charter = program.add_subcommand("charter", "Work on a charter.");
    charter->require_subcommand(1);
    auto* check = add(*charter, "check", "Name every fault of a charter, with line and key.", code,
                      [&] { return check_charter_file(common, file); });
    check->add_option("file", file, "the charter, in TOML")->required();
    check->add_flag("--json", common.json, "print JSON");
    auto* in_force =
        add(*charter, "show", "Print the charter in force, as a file.", code, [&] { return show_charter(common); });
    with_actor(in_force, common);
    std::string reason;
    auto* propose = add(*charter, "propose", "Propose the charter of a file in place of the one in force.", code,
                        [&] { return propose_charter_file(common, file, reason); });
    with_actor(propose, common);
    propose->add_option("file", file, "the charter, in TOML")->required();
    propose->add_option("--reason", reason, "why")->required();

    std::string login, person;
    auto* sign_up_command =
        add(program, "sign-up", "Become a person here: reads a password, prints a token that speaks for you.", code,
            [&] { return sign_up(common, login, person); });
    auto* sign_in_command =
        add(program, "sign-in", "Read your password and print a new token; the one before is worth nothing then.", code,
            [&] { return sign_in(common, login); });
    sign_up_command->add_option("--name", person, "as other members see it")->required();
    for (auto* command : {sign_up_command, sign_in_command}) {
        with_data(command, common);
        command->add_option("login", login, "the name to sign in with")->required();
        command->add_flag("--json", common.json, "print JSON");
    }

    RecoverOptions recovery;
    auto* recover_command =
        add(program, "recover",
            "Let somebody in again who lost their second factor: with --reason it begins, without it is "
            "carried out after the wait, and prints a link that works once.",
            code, [&] { return recover(common, recovery); });
    with_data(recover_command, common);
    recover_command->add_option("member", recovery.member, "their number")->required();
    recover_command->add_option("--reason", recovery.reason, "how you know that it is they who ask; they read it");
    recover_command->add_flag("--json", common.json, "print JSON");

    InviteOptions inviting;
    auto* invite_command =
        add(program, "invite", "Make a code with which others come into a class; it is printed once.", code,
            [&] { return invite(common, inviting); });
    with_actor(invite_command, common);
    invite_command->add_option("class", inviting.stakeholder_class, "into which")->required();
    invite_command->add_option("--places", inviting.places, "how many may come in with it")->capture_default_str();
    invite_command->add_option("--valid", inviting.valid, "for how long")->capture_default_str();

    std::string roll_file;
    bool roll_again = false;
    auto* roll_command = program.add_subcommand("roll", "Bring the members along whom the co-operative knows already.");
    roll_command->require_subcommand(1);
    auto* roll_import =
        add(*roll_command, "import", "Put the people of a CSV file on the roll: identifier, class, name.", code,
            [&] { return import_roll(common, roll_file); });
    with_actor(roll_import, common);
    roll_import->add_option("file", roll_file, "checked whole before anybody is put on the roll")->required();
    auto* roll_codes = add(*roll_command, "codes", "Make personal codes for the mailing, into a new file, once.", code,
                           [&] { return write_roll_codes(common, roll_file, roll_again); });
    with_actor(roll_codes, common);
    roll_codes->add_option("file", roll_file, "to be written, as CSV")->required();
    roll_codes->add_flag("--again", roll_again, "for all who have not come in; their older codes end");

    std::string name, data = "{}";
    auto* do_command =
        add(program, "do", "Give a command, also while a server runs on that data. `reef commands` lists them.", code,
            [&] { return give_command(common, name, data); });
    with_actor(do_command, common);
    do_command->add_option("command", name, "such as decisions.cast_ballot")->required();
    do_command->add_option("json", data, "its fields, as JSON")->capture_default_str();

    std::string path;
    auto* show_command = add(program, "show", "Print the document of a page, such as /rules/market.commission.", code,
                             [&] { return show_page(common, path); });
    with_actor(show_command, common);
    show_command->add_option("path", path, "the page's address")->required();

    auto* import = program.add_subcommand("import", "Bring in what was recorded elsewhere.");
    import->require_subcommand(1);
    std::string folder, language = "und";
    auto* polis =
        add(*import, "polis", "Import a deliberation exported from Polis. The same files again change nothing.", code,
            [&] { return import_polis(common, folder, language); });
    with_data(polis, common);
    polis->add_option("folder", folder, "with comments.csv, votes.csv and summary.csv")->required();
    polis->add_option("--language", language, "of its statements (BCP 47), such as zh-TW")->capture_default_str();

    BackupCommandOptions backup;
    auto* verify_command =
        add(program, "verify", "Check chain, tables and every decision; exit 1 names the entry at fault.", code,
            [&] { return backup.folder.empty() ? verify_data(common, backup.expect) : verify_backup(common, backup); });
    with_data(verify_command, common);
    verify_command->add_option("--backup", backup.folder, "check a backup instead: chain and every byte");
    verify_command->add_option("--keys", backup.keys, "where its keys are, if not in it");
    verify_command->add_option("--expect", backup.expect, "a head that you kept, as NUMBER:HASH");
    verify_command->add_flag("--json", common.json, "print JSON");

    auto* rebuild_command =
        add(program, "rebuild", "Make every table anew from the chronicle, also while a server runs.", code,
            [&] { return rebuild_data(common); });
    with_data(rebuild_command, common);
    rebuild_command->add_flag("--json", common.json, "print JSON");

    BooksOptions books;
    add_books(program, common, books, code);

    std::string from, to;
    auto* move_command = add(program, "move", "Move a platform into an empty place; given again, it goes on.", code,
                             [&] { return move_data(common, from, to); });
    move_command->add_flag("--json", common.json, "print JSON");
    move_command->add_option("--from", from, "its data folder, or postgresql://…")->required();
    move_command->add_option("--to", to, "postgresql://…, or the data folder whose file it is to be")->required();

    auto* backup_command =
        add(program, "backup", "Add what came since to a backup, also while a server runs; keys lie apart in it.", code,
            [&] { return back_up_data(common, backup); });
    with_data(backup_command, common);
    backup_command->add_option("--to", backup.folder, "folder of the backup")->required();
    backup_command->add_option("--keys", backup.keys, "folder for keys and credentials, if not in the backup's");
    backup_command->add_option("--keep-keys", backup.keep_keys_days, "days for which older keys are kept")
        ->check(CLI::Range(0, 3650))
        ->capture_default_str();
    backup_command->add_flag("--json", common.json, "print JSON");
    auto* restore_command =
        add(program, "restore", "Bring a platform back from a backup, into a new place; given again, it goes on.", code,
            [&] { return restore_data(common, to, backup); });
    restore_command->add_flag("--json", common.json, "print JSON");
    restore_command->add_option("--from", backup.folder, "folder of the backup")->required();
    restore_command->add_option("--to", to, "a new data folder")->required();
    restore_command->add_option("--database", common.database, "postgresql://…; otherwise a file in the folder");
    restore_command->add_option("--keys", backup.keys, "folder of the keys, or one file of them, if not in the backup");
    restore_command->add_flag("--without-keys", backup.without_keys,
                              "they are lost: what people wrote stays unreadable");

    std::int64_t days = 1;
    auto* pass = add(program, "pass-time", "Let days pass on an example; its members live on.", code,
                     [&] { return pass_days(common, days); });
    with_data(pass, common);
    pass->add_option("days", days, "how many")->check(CLI::Range(1, 31))->capture_default_str();

    auto* commands = add(program, "commands", "List every command, who may give it, and its fields.", code,
                         [&] { return list_commands(common); });
    commands->add_flag("--json", common.json, "print JSON");
    add(program, "version", "Print release and edition.", code, [&] {
        return print_version(common);
    })->add_flag("--json", common.json, "print JSON");

    auto* tally =
        add(program, "tally", "Count a file of ballots; `reef tally --list` explains the methods.", code,
            [&] { return tally_command(program.get_subcommand("tally")->remaining(), std::cout, std::cerr); });
    auto* opinions =
        add(program, "opinions", "Find the opinion groups of a deliberation exported from Polis.", code,
            [&] { return opinions_command(program.get_subcommand("opinions")->remaining(), std::cout, std::cerr); });
    for (auto* mathematics : {tally, opinions}) mathematics->prefix_command()->allow_extras();

    write_log(LogForm::text, spdlog::level::info);
    try {
        program.parse(count, arguments);
    } catch (const CLI::ParseError& problem) {
        return program.exit(problem) == 0 ? 0 : 2;
    } catch (const std::exception& failure) {
        return say(engine::refusal_for(failure, *Chance::of_the_machine()));
    }
    return code;
}
