#include "commons/funding/note_check.hpp"
#include "commons/funding/note_repayment.hpp"
#include <fmt/format.h>

namespace reef::funding {
using namespace engine;
namespace {

/// The register as the chronicle alone tells it.
class RecordedNotes {
  public:
    std::map<std::int64_t, NoteRegisterRow> rows; // by number

    void read(store::Connection& connection) {
        chronicle::each_entry(connection, 1, [&](const chronicle::StoredEntry& stored) {
            if (stored.bytes.data.find("\"funding.note") == std::string::npos) return true;
            const auto entry = from_recorded<chronicle::Entry>(stored.bytes.data);
            for (const auto& event : entry.events) follow(entry, event);
            return true;
        });
    }

  private:
    struct Subscribed {
        MemberId member;
        Money amount;
    };
    struct Offered {
        std::string authority;
        std::map<IdValue, Subscribed> notes;
    };

    void follow(const chronicle::Entry& entry, const chronicle::RecordedEvent& event) {
        if (event.name == NotesOffered::name) {
            const auto offered = read_event<NotesOffered>(event.data);
            offers_[offered.offer].authority = offered.authority;
        } else if (event.name == NoteSubscribed::name) {
            const auto subscribed = read_event<NoteSubscribed>(event.data);
            offers_[subscribed.offer].notes[subscribed.note] = {subscribed.member, subscribed.amount};
        } else if (event.name == NoteWithdrawn::name) {
            const auto withdrawn = read_event<NoteWithdrawn>(event.data);
            offers_[withdrawn.offer].notes.erase(withdrawn.note);
        } else if (event.name == NotesClosed::name) {
            issue(entry, read_event<NotesClosed>(event.data));
        } else if (event.name == NotesRepaid::name) {
            repay(entry, read_event<NotesRepaid>(event.data));
        }
    }

    void issue(const chronicle::Entry& entry, const NotesClosed& closed) {
        if (!closed.reached) return;
        auto number = *closed.first_row;
        for (const auto& [note, subscribed] : offers_[closed.offer].notes) {
            auto row = row_of(entry, number++, closed.offer, note);
            row.principal = subscribed.amount;
            row.paid = {0, subscribed.amount.currency};
            rows[row.number] = row;
        }
    }
    void repay(const chronicle::Entry& entry, const NotesRepaid& repaid) {
        for (const auto& each : repaid.notes) {
            auto row = row_of(entry, each.row, repaid.offer, each.note);
            row.operation = repaid.early ? NoteOperation::repay_early : NoteOperation::repay;
            row.principal = {-each.principal_minor, repaid.paid.currency};
            row.paid = {each.return_minor, repaid.paid.currency};
            rows[row.number] = row;
        }
    }
    NoteRegisterRow row_of(const chronicle::Entry& entry, std::int64_t number, IdValue offer, IdValue note) {
        const auto& offered = offers_[offer];
        const auto found = offered.notes.find(note);
        return {.number = number,
                .entry = entry.number,
                .at = entry.at,
                .note = note,
                .offer = offer,
                .member = found == offered.notes.end() ? MemberId() : found->second.member,
                .authority = offered.authority};
    }

    std::map<IdValue, Offered> offers_;
};

std::string row_in_words(const NoteRegisterRow& row) {
    return fmt::format("{} and {} return on note {}, member {}", row.principal.text(), row.paid.text(), row.note.text(),
                       row.member.text());
}

std::optional<std::string> row_fault(store::Connection& connection, const RecordedNotes& recorded) {
    const auto booked = note_register(connection, INT64_MAX, 0);
    for (const auto& row : booked) {
        const auto said = recorded.rows.find(row.number);
        if (said == recorded.rows.end())
            return fmt::format("Row {} of the register of notes stands in no entry of the chronicle.", row.number);
        if (!(row == said->second))
            return fmt::format("Row {} of the register of notes says {}; entry {} says {}.", row.number,
                               row_in_words(row), said->second.entry, row_in_words(said->second));
    }
    if (booked.size() != recorded.rows.size())
        return fmt::format("The register of notes has {} rows, and the chronicle {}.", booked.size(),
                           recorded.rows.size());
    return {};
}

std::optional<std::string> owed_fault(store::Connection& connection, const RecordedNotes& recorded) {
    std::map<IdValue, std::int64_t> owed_on;
    std::map<std::pair<MemberId, Currency>, std::int64_t> owed_to;
    for (const auto& [number, row] : recorded.rows) {
        owed_to[{row.member, row.principal.currency}] += row.principal.minor;
        if ((owed_on[row.note] += row.principal.minor) < 0)
            return fmt::format("Row {} of the register of notes repays more than was lent: {}.", number,
                               row_in_words(row));
    }
    for (const auto& [key, minor] : owed_to) {
        const auto& [member, currency] = key;
        const auto account = ledger::notes_of(member);
        if (const auto booked = ledger::balance_of(connection, account, currency); booked.minor != minor)
            return fmt::format("{} holds {}; by the register of notes, {} are owed to member {}.", account,
                               booked.text(), Money{minor, currency}.text(), member.text());
    }
    return {};
}

} // namespace

NotesReport check_notes(store::Connection& connection) {
    RecordedNotes recorded;
    recorded.read(connection);
    NotesReport report{std::ssize(recorded.rows), row_fault(connection, recorded)};
    if (!report.fault) report.fault = owed_fault(connection, recorded);
    return report;
}

} // namespace reef::funding
