#include "commons/notices/gather.hpp"
#include "commons/decisions/module.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace reef::notices {
using namespace engine;
namespace {

constexpr std::int64_t letters_max = 100, entries_max = 1'000;
constexpr std::string_view entries_place = "entries";
constexpr std::int64_t nobody_left = std::numeric_limits<std::int64_t>::max();

/// Letters of one entry, and after whom to go on where there are more.
struct Following {
    std::vector<mail::Letter> letters;
    std::optional<MemberId> more_after;
};

/// Looking is cheap, reading is not: most entries concern nobody's mail.
bool may_concern(std::string_view bytes) {
    for (const auto name : {decisions::VotingOpened::name, people::ApplicationDecided::name, AddressKept::name})
        if (bytes.find(name) != std::string_view::npos) return true;
    return false;
}

void add_votes(store::Connection& connection, const decisions::VotingOpened& opened, MemberId after,
               Following& following) {
    const auto asked = who_hears_of_votes(connection, after, letters_max);
    for (const auto member : decisions::those_who_may_vote(connection, opened.proposal, asked))
        following.letters.push_back(
            {fmt::format("vote:{}:{}", opened.proposal.text(), member.text()), member, "vote", opened.proposal.text()});
    if (std::ssize(asked) == letters_max) following.more_after = asked.back();
}

Following following_of(store::Connection& connection, const chronicle::StoredEntry& stored, MemberId after) {
    Following following;
    const auto entry = from_recorded<chronicle::Entry>(stored.bytes.data);
    for (const auto& event : entry.events) {
        if (event.name == decisions::VotingOpened::name) {
            add_votes(connection, read_event<decisions::VotingOpened>(event.data), after, following);
        } else if (event.name == people::ApplicationDecided::name) {
            const auto decided = read_event<people::ApplicationDecided>(event.data);
            following.letters.push_back({fmt::format("admission:{}", decided.application.text()), decided.member,
                                         "admission", decided.application.text()});
        } else if (event.name == AddressKept::name) {
            const auto kept = read_event<AddressKept>(event.data);
            following.letters.push_back(
                {fmt::format("confirm:{}", stored.number), kept.member, "confirm", std::to_string(stored.number)});
        }
    }
    return following;
}

} // namespace

bool Gatherer::portion() {
    bool more = entries();
    for (const auto rhythm : {Rhythm::daily, Rhythm::weekly}) more = digests(rhythm) || more;
    return more;
}

bool Gatherer::put(std::string_view name, std::optional<mail::Place> from, mail::Place to,
                   const std::vector<mail::Letter>& letters) {
    bool moved = false;
    const auto refusal = engine_.write_beside([&, now = MachineClock().now()](store::Connection& connection) {
        moved = mail::move_place(connection, name, from, to);
        if (!moved) return;
        for (const auto& letter : letters) mail::put(connection, letter, now);
    });
    return moved && !refusal;
}

bool Gatherer::entries() {
    const auto [place, head, found, following] = [&] {
        const auto lease = engine_.read();
        const auto at = mail::place_of(*lease, entries_place);
        const auto last = chronicle::read_head(*lease).number;
        std::optional<chronicle::StoredEntry> concerning;
        EntryNumber looked = at ? std::max(at->entry, looked_at_) : last;
        chronicle::each_entry(*lease, looked + 1, [&](const chronicle::StoredEntry& stored) {
            if (may_concern(stored.bytes.data)) {
                concerning = stored;
                return false;
            }
            looked = stored.number;
            return at && looked < at->entry + entries_max;
        });
        Following letters;
        if (concerning && at) letters = following_of(*lease, *concerning, MemberId(at->member));
        looked_at_ = looked;
        return std::tuple(at, last, concerning, std::move(letters));
    }();
    if (!place) return put(entries_place, {}, {head, 0}, {}) && false;
    if (found) {
        const mail::Place to = following.more_after ? mail::Place{found->number - 1, following.more_after->value}
                                                    : mail::Place{found->number, 0};
        return put(entries_place, place, to, following.letters);
    }
    // So that not everything is looked at again after a start.
    if (looked_at_ < place->entry + entries_max) return false;
    return put(entries_place, place, {looked_at_, 0}, {}) && looked_at_ < head;
}

bool Gatherer::digests(Rhythm rhythm) {
    const auto word = names_of(rhythm)[static_cast<std::size_t>(rhythm)];
    const auto name = fmt::format("digest {}", word);
    const auto number = digest_number(rhythm, engine_.now());
    std::optional<mail::Place> place;
    std::vector<mail::Letter> letters;
    {
        const auto lease = engine_.read();
        place = mail::place_of(*lease, name);
        if (place && place->entry == number && place->member == nobody_left) return false;
        const auto after = place && place->entry == number ? place->member : 0;
        if (place)
            for (const auto member : who_reads_digests(*lease, rhythm, MemberId(after), letters_max))
                letters.push_back({fmt::format("digest:{}:{}:{}", word, number, member.text()), member, "digest",
                                   std::to_string(number)});
    }
    const bool more = std::ssize(letters) == letters_max;
    return put(name, place, {number, more ? letters.back().member.value : nobody_left}, letters) && more;
}

} // namespace reef::notices
