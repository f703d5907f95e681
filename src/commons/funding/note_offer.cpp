#include "commons/funding/note.hpp"

namespace reef::funding {
using namespace engine;

const Rule<MandatedBody> notes_offered_by{"funding.notes_offered_by", "Who offers notes",
                                          "The body whose members ask members to lend; none: nobody does.",
                                          MandatedBody{}};
const Rule<Money> notes_most{"funding.notes_most",
                             "Most owed on notes",
                             "What the co-operative may owe its members on all notes together, with what is on offer.",
                             {0, {}},
                             Money{0, {}}};
const Rule<Percent> note_rate_most{"funding.note_rate_most",
                                   "Highest return on notes",
                                   "The most that an offer of notes promises a year on what is owed.",
                                   percent(5),
                                   percent(0),
                                   percent(15)};
const Rule<Percent> note_return_cap{"funding.note_return_cap",
                                    "Cap on the return on notes",
                                    "All return on a note together is never more than this part of what was lent.",
                                    percent(25),
                                    percent(0),
                                    percent(100)};
const Rule<Count> note_longest_term{"funding.note_longest_term",
                                    "Longest term of notes",
                                    "The last instalment is due so many years after the notes were issued at most.",
                                    {10},
                                    Count{1},
                                    Count{30}};
std::vector<RuleDeclaration> note_rules() {
    return {notes_offered_by.declaration(), notes_most.declaration(), note_rate_most.declaration(),
            note_return_cap.declaration(), note_longest_term.declaration()};
}

namespace {

constexpr RefusalKind notes_not_launched{"funding.notes_not_launched", "This platform has not launched yet.", 409};
constexpr RefusalKind may_not_offer{"funding.may_not_offer",
                                    "Notes are offered by members of the body that the rule names: {}.", 403};
constexpr RefusalKind notes_currency{"funding.notes_currency", "Notes are in {}.", 422};
constexpr RefusalKind amounts_do_not_fit{
    "funding.amounts_do_not_fit",
    "From small to large: the least of one member, more than nothing; the most of one member; the limit of all. The "
    "target is not above the limit.",
    422};
constexpr RefusalKind too_much_owed{"funding.too_much_owed",
                                    "All notes together are {} at most; {} are owed or on offer.", 409};
constexpr RefusalKind rate_too_high{"funding.rate_too_high", "Notes return from nothing to {} a year.", 422};
constexpr RefusalKind cap_too_high{"funding.cap_too_high",
                                   "All return together is from nothing to {} of what was lent.", 422};
constexpr RefusalKind no_instalments{"funding.no_instalments",
                                     "Notes are repaid in 1 to 120 instalments, from 1 to 24 months apart.", 422};
constexpr RefusalKind term_too_long{"funding.term_too_long", "Notes are repaid within {} years.", 422};
constexpr RefusalKind notes_close_in_the_past{"funding.notes_close_in_the_past", "An offer closes later than now.",
                                              422};

NoteTerms terms_of(const OfferNotesFacts& facts, const OfferNotes& offer) {
    return {offer.least,
            offer.most,
            offer.limit.value_or(offer.target),
            offer.rate,
            offer.return_cap.value_or(facts.return_cap),
            offer.instalments,
            offer.months_between};
}

std::optional<Refusal> amounts_wrong(const OfferNotesFacts& facts, const OfferNotes& offer, const NoteTerms& terms) {
    const std::array<std::pair<std::string_view, Money>, 4> amounts = {
        {{"least", terms.least}, {"most", terms.most}, {"target", offer.target}, {"limit", terms.limit}}};
    for (const auto& [of, amount] : amounts)
        if (amount.currency != facts.currency) return refuse(notes_currency, of, {facts.currency.text()}).error();
    const bool fit = terms.least.minor > 0 && terms.least <= terms.most && terms.most <= terms.limit &&
                     offer.target.minor > 0 && offer.target <= terms.limit;
    if (!fit) return refuse(amounts_do_not_fit, "most").error();
    const Money most{facts.most.minor, facts.currency}; // nothing is nothing in any currency
    if (terms.limit > Money{most.minor - facts.promised, facts.currency})
        return refuse_by_rule(too_much_owed, notes_most.name, "limit",
                              {most.text(), Money{facts.promised, facts.currency}.text()})
            .error();
    return {};
}

std::optional<Refusal> promises_wrong(const OfferNotesFacts& facts, const NoteTerms& terms) {
    if (terms.rate < percent(0) || terms.rate > facts.rate_most)
        return refuse_by_rule(rate_too_high, note_rate_most.name, "rate", {facts.rate_most.text()}).error();
    if (terms.return_cap < percent(0) || terms.return_cap > facts.return_cap)
        return refuse_by_rule(cap_too_high, note_return_cap.name, "return_cap", {facts.return_cap.text()}).error();
    if (terms.instalments < 1 || terms.instalments > 120 || terms.months_between < 1 || terms.months_between > 24)
        return refuse(no_instalments, "instalments").error();
    if (terms.instalments * terms.months_between > 12 * facts.longest_years)
        return refuse_by_rule(term_too_long, note_longest_term.name, "instalments",
                              {std::to_string(facts.longest_years)})
            .error();
    return {};
}

constexpr std::string_view offer_columns =
    "SELECT offer, entry, body, title, purpose, target, closes_at, terms, authority, state, reasons, counted_to, "
    "instalments_repaid, try_at, (SELECT CAST(sum(minor) AS BIGINT) FROM {funding_notes} note WHERE note.offer = "
    "{funding_note_offers}.offer AND note.standing) FROM {funding_note_offers} ";

template <store::Argument... A>
std::vector<NoteOfferRow> notes_where(store::Connection& connection, std::string_view where, const A&... arguments) {
    using Row = std::tuple<IdValue, EntryNumber, std::string, Hash, Hash, std::int64_t, Time, std::string, std::string,
                           NotesState, std::optional<Hash>, std::optional<Time>, std::int64_t, std::optional<Time>,
                           std::optional<std::int64_t>>;
    std::vector<NoteOfferRow> found;
    for (const auto& [offer, entry, body, title, purpose, target, closes_at, terms, authority, state, reasons,
                      counted_to, repaid, try_at, subscribed] :
         connection.all<Row>(std::string(offer_columns) + std::string(where), arguments...)) {
        const auto read = *from_json<NoteTerms>(*parse_json(terms));
        const auto currency = read.limit.currency;
        found.push_back({offer, entry, body, title, purpose, ledger::Assurance{{target, currency}, closes_at}, read,
                         authority, state, reasons, counted_to, repaid, try_at,
                         Money{subscribed.value_or(0), currency}});
    }
    return found;
}

} // namespace

std::string address_of_notes(IdValue offer) { return "/notes/" + offer.text(); }
std::string escrow_of_notes(IdValue offer) { return "escrow:notes-" + offer.text(); }

std::optional<NoteOfferRow> find_notes(store::Connection& connection, IdValue offer) {
    auto found = notes_where(connection, "WHERE offer = $1", offer);
    if (found.empty()) return {};
    return std::move(found.front());
}
std::vector<NoteOfferRow> all_notes(store::Connection& connection, std::int64_t limit, std::int64_t offset) {
    return notes_where(connection, "ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, offer DESC LIMIT $1 OFFSET $2",
                       limit, offset);
}

OfferNotesFacts load(store::Connection& connection, const Context& context, const OfferNotes&) {
    const auto platform = rules::platform(connection);
    if (!platform) return {};
    const auto now = [&](const auto& rule) { return rules::in_force(connection, rule, context.at); };
    OfferNotesFacts facts{.launched = platform->launched(),
                          .currency = platform->charter.currency,
                          .offered_by = now(notes_offered_by),
                          .most = now(notes_most).value,
                          .rate_most = now(note_rate_most).value,
                          .return_cap = now(note_return_cap).value,
                          .longest_years = now(note_longest_term).value.number};
    facts.promised = connection
                         .one<std::optional<std::int64_t>>(
                             "SELECT CAST(sum(owed) AS BIGINT) FROM {funding_notes} WHERE standing AND owed > 0")
                         .value_or(0);
    for (const auto& offer : notes_where(connection, "WHERE state = 'open' ORDER BY offer"))
        facts.promised += offer.terms.limit.minor;
    return facts;
}
Decision decide(const OfferNotesFacts& facts, const OfferNotes& offer, Context& context) {
    if (!facts.launched) return refuse(notes_not_launched);
    const auto& body = facts.offered_by.value;
    if (body.id.empty() || !context.standing.has("body:" + body.id)) return refuse(may_not_offer, {}, {body.text()});
    const auto terms = terms_of(facts, offer);
    if (auto refusal = amounts_wrong(facts, offer, terms)) return std::unexpected(std::move(*refusal));
    if (auto refusal = promises_wrong(facts, terms)) return std::unexpected(std::move(*refusal));
    if (offer.closes_at <= context.at) return refuse(notes_close_in_the_past, "closes_at");
    return Events{NotesOffered{context.new_id(),
                               body.id,
                               offer.title,
                               offer.purpose,
                               {offer.target, offer.closes_at},
                               terms,
                               ledger::authority_of(notes_offered_by, facts.offered_by.version)}};
}
void apply(store::Connection& connection, const Meta& meta, const NotesOffered& event) {
    connection.run("INSERT INTO {funding_note_offers} (offer, entry, body, title, purpose, target, closes_at, terms, "
                   "authority, state, instalments_repaid) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                   event.offer, meta.entry, event.body, event.title.reference.commitment,
                   event.purpose.reference.commitment, event.assurance.target.minor, event.assurance.by,
                   json_text(to_json(event.terms)), event.authority, NotesState::open, std::int64_t{0});
}

NotesFacts load(store::Connection& connection, const Context&, const CallOffNotes& command) {
    return {find_notes(connection, command.offer)};
}
Decision decide(const NotesFacts& facts, const CallOffNotes& command, Context& context) {
    if (!facts.offer) return refuse(no_such_offer, "offer", {command.offer.text()});
    if (!context.standing.has("body:" + facts.offer->body)) return refuse(not_your_offer, "offer", {facts.offer->body});
    if (facts.offer->state != NotesState::open) return refuse(offer_over, "offer", {command.offer.text()});
    return Events{NotesCalledOff{command.offer, command.reasons}};
}
void apply(store::Connection& connection, const Meta&, const NotesCalledOff& event) {
    connection.run("UPDATE {funding_note_offers} SET state = $1, reasons = $2 WHERE offer = $3", NotesState::called_off,
                   event.reasons.reference.commitment, event.offer);
}
std::vector<Call> ledger_calls(store::Connection& connection, const Meta&, const NotesCalledOff& event) {
    return releases_of(connection, event.offer);
}

} // namespace reef::funding
