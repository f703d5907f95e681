#include "core/web/chronicle_page.hpp"
#include "core/web/chronicle_view.hpp"
#include <fmt/format.h>

namespace reef::web {
namespace {

using engine::PageRequest;

constexpr std::int64_t entries_on_page = 50;
constexpr std::string_view signing_key = "checkpoint_key";

struct HeadLine {
    std::string entry;
    Hash hash;
    static constexpr auto fields() {
        return FieldTable{field("entry", &HeadLine::entry, "its number"), field("hash", &HeadLine::hash, "its hash")};
    }
};
struct EntryLine {
    std::string number;
    std::string href;
    Time at;
    std::string kind;
    std::string sentence;
    std::optional<std::string> actor;
    Hash hash;
    static constexpr auto fields() {
        return FieldTable{field("number", &EntryLine::number, "its number"),
                          field("href", &EntryLine::href, "its page"),
                          field("at", &EntryLine::at, "when"),
                          field("kind", &EntryLine::kind, "the command"),
                          field("sentence", &EntryLine::sentence, "what happened"),
                          field("actor", &EntryLine::actor, "who, where that is the viewer's to see"),
                          field("hash", &EntryLine::hash, "SHA-256 over its bytes after one zero byte")};
    }
};
struct Pagination {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t total = 0;
    std::optional<std::string> newer;
    std::optional<std::string> older;
    static constexpr auto fields() {
        return FieldTable{field("first", &Pagination::first, "number of the last entry shown"),
                          field("last", &Pagination::last, "number of the first entry shown"),
                          field("total", &Pagination::total, "entries in all"),
                          field("newer", &Pagination::newer, "address"), field("older", &Pagination::older, "address")};
    }
};
struct ChronicleDocument {
    std::optional<HeadLine> head;
    std::vector<EntryLine> entries;
    std::optional<Pagination> pagination;
    static constexpr auto fields() {
        return FieldTable{field("head", &ChronicleDocument::head, "the last entry"),
                          field("entries", &ChronicleDocument::entries, "the newest first"),
                          field("pagination", &ChronicleDocument::pagination, "the way to the others")};
    }
};

std::string address_of(EntryNumber entry) { return fmt::format("/chronicle/{}", entry); }

Result<ChronicleDocument> show_chronicle(PageRequest& request) {
    const auto head = chronicle::read_head(request.connection);
    ChronicleDocument document;
    if (head.number == 0) return document;
    document.head = HeadLine{std::to_string(head.number), head.hash};
    const ChronicleView view(request);
    const auto before = std::clamp<std::int64_t>(request.asked_number("before", head.number + 1), 1, head.number + 1);
    const auto stored = request.connection.all<chronicle::StoredEntry>(
        "SELECT number, hash, bytes FROM {chronicle_entries} WHERE number < $1 ORDER BY number DESC LIMIT 50", before);
    for (const auto& [number, hash, bytes] : stored) {
        const auto entry = chronicle::Entry::read(bytes.data);
        ensure(entry.has_value(), "a stored entry is readable");
        const bool knows_actor = view.may_see_actor(*entry, view.audience_for(*entry));
        document.entries.push_back({std::to_string(number), address_of(number), entry->at, entry->command.name,
                                    view.sentence(*entry),
                                    knows_actor ? std::optional(view.actor_in_words(*entry)) : std::nullopt, hash});
    }
    Pagination pagination{.total = head.number};
    if (!stored.empty()) {
        pagination.first = stored.back().number;
        pagination.last = stored.front().number;
        if (pagination.first > 1) pagination.older = fmt::format("?before={}", pagination.first);
    }
    if (before <= head.number) pagination.newer = fmt::format("?before={}", before + entries_on_page);
    document.pagination = pagination;
    return document;
}

struct Link {
    std::string name;
    std::optional<std::string> href;
    static constexpr auto fields() {
        return FieldTable{field("name", &Link::name, "what it is called"), field("href", &Link::href, "its page")};
    }
};
struct ProofStep {
    std::string side;
    Hash hash;
    static constexpr auto fields() {
        return FieldTable{field("side", &ProofStep::side, "on which side it is put: left or right"),
                          field("hash", &ProofStep::hash, "what is put there")};
    }
};
struct Proof {
    bool holds = false;
    HeadLine head;
    std::string index;
    std::string size;
    Hash leaf;
    std::vector<ProofStep> path;
    Hash root;
    static constexpr auto fields() {
        return FieldTable{field("holds", &Proof::holds, "whether we find that it holds; find out for yourself"),
                          field("head", &Proof::head, "the entry that the tree ends with"),
                          field("index", &Proof::index, "of the leaf, from 0"),
                          field("size", &Proof::size, "leaves in the tree"),
                          field("leaf", &Proof::leaf, "the entry's hash"),
                          field("path", &Proof::path, "from the leaf to the root (RFC 9162, 2.1.3.2)"),
                          field("root", &Proof::root, "of the Merkle tree over all entries")};
    }
};
struct EntryDocument {
    std::string number;
    std::string kind;
    std::string sentence;
    Time at;
    std::optional<Link> actor;
    std::optional<Link> cause;
    std::int64_t edition = 0;
    std::optional<Link> previous;
    Hash hash;
    std::vector<Fact> facts;
    std::optional<std::string> bytes;
    bool sees_all = false;
    Proof proof;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &EntryDocument::number, "its number"),
            field("kind", &EntryDocument::kind, "the command"),
            field("sentence", &EntryDocument::sentence, "what happened"),
            field("at", &EntryDocument::at, "when"),
            field("actor", &EntryDocument::actor, "who, where that is the viewer's to see"),
            field("cause", &EntryDocument::cause, "the entry that caused it"),
            field("edition", &EntryDocument::edition, "of the code that decided it"),
            field("previous", &EntryDocument::previous, "hash of the entry before"),
            field("hash", &EntryDocument::hash, "SHA-256 over its bytes after one zero byte"),
            field("facts", &EntryDocument::facts, "the command and its events, as the viewer may see them"),
            field("bytes", &EntryDocument::bytes, "as they were hashed, for those who may see all of it"),
            field("sees_all", &EntryDocument::sees_all, "whether nothing of it is hidden from the viewer"),
            field("proof", &EntryDocument::proof, "that it is part of the chronicle")};
    }
};

/// On which side of the way up each step of a proof stands (RFC 9162, 2.1.3.2).
std::vector<ProofStep> steps(const PageRequest& request, std::int64_t index, std::int64_t size,
                             const std::vector<Hash>& proof) {
    std::vector<ProofStep> path;
    auto last = size - 1;
    for (const Hash& hash : proof) {
        const bool from_left = index % 2 == 1 || index == last;
        path.push_back({from_left ? request.say("left") : request.say("right"), hash});
        while (from_left && index % 2 == 0 && index != 0) {
            index /= 2;
            last /= 2;
        }
        index /= 2;
        last /= 2;
    }
    return path;
}

Proof proof_of(const PageRequest& request, const chronicle::StoredEntry& stored) {
    auto& connection = request.connection;
    const auto head = chronicle::read_head(connection);
    const auto read = chronicle::node_reader(connection);
    const auto index = stored.number - 1;
    const auto hashes = chronicle::inclusion_proof(index, head.number, read);
    const auto root = chronicle::merkle_root(head.number, read);
    const auto leaf = chronicle::Entry::hash_of(stored.bytes.data);
    return {chronicle::proves_inclusion(index, head.number, leaf, hashes, root),
            {std::to_string(head.number), head.hash},
            std::to_string(index),
            std::to_string(head.number),
            leaf,
            steps(request, index, head.number, hashes),
            root};
}

Result<EntryDocument> show_entry(PageRequest& request) {
    const auto number = parse_integer(request.path.find("entry")->second);
    const auto stored = number ? chronicle::read_entry(request.connection, *number) : std::nullopt;
    if (!stored) return refuse(engine::not_found);
    const auto entry = chronicle::Entry::read(stored->bytes.data);
    ensure(entry.has_value(), "a stored entry is readable");
    const ChronicleView view(request);
    const auto audience = view.audience_for(*entry);

    EntryDocument document{.number = std::to_string(*number),
                           .kind = entry->command.name,
                           .sentence = view.sentence(*entry),
                           .at = entry->at,
                           .edition = entry->edition,
                           .hash = stored->hash,
                           .facts = view.facts(*entry, audience),
                           .sees_all = view.may_see_all(*entry, audience),
                           .proof = proof_of(request, *stored)};
    if (view.may_see_actor(*entry, audience)) {
        const bool is_member = engine::Actor::parse(entry->actor)->kind == engine::Actor::Kind::member;
        document.actor =
            Link{view.actor_in_words(*entry), is_member ? std::optional("/people/" + entry->actor) : std::nullopt};
    }
    if (entry->cause) document.cause = Link{std::to_string(entry->cause->entry), address_of(entry->cause->entry)};
    if (*number > 1) document.previous = Link{entry->previous.text(), address_of(*number - 1)};
    if (document.sees_all) document.bytes = stored->bytes.data;
    return document;
}

struct CheckpointDocument {
    std::string checkpoint;
    std::string origin;
    std::string verifier_key;
    static constexpr auto fields() {
        return FieldTable{
            field("checkpoint", &CheckpointDocument::checkpoint, "origin, entries, root of the tree, signature"),
            field("origin", &CheckpointDocument::origin, "whose checkpoint it is"),
            field("verifier_key", &CheckpointDocument::verifier_key, "what checks the signature (C2SP signed-note)")};
    }
};

Result<CheckpointDocument> show_checkpoint(PageRequest& request, const std::string& origin) {
    const auto secret =
        request.connection.first<Bytes>("SELECT value FROM {platform_secrets} WHERE name = $1", signing_key);
    if (!secret) return refuse(engine::not_found);
    const auto key = chronicle::SigningKey::from_secret(secret->data);
    const auto size = chronicle::read_head(request.connection).number;
    const auto root = chronicle::merkle_root(size, chronicle::node_reader(request.connection));
    return CheckpointDocument{chronicle::signed_checkpoint(origin, size, root, key), origin,
                              chronicle::verifier_key(origin, key.public_key)};
}

} // namespace

engine::Module chronicle_module(std::string origin) {
    const engine::PageType checkpoint{"/chronicle/checkpoint",
                                      "src/core/web/checkpoint.html",
                                      "The platform's signed word on how far its history goes.",
                                      engine::anyone(),
                                      shape_of<CheckpointDocument>(),
                                      [origin = std::move(origin)](PageRequest& request) -> Result<json::value> {
                                          const auto document = show_checkpoint(request, origin);
                                          if (!document) return std::unexpected(document.error());
                                          return to_json(*document);
                                      }};
    return {.name = "chronicle",
            .folder = "src/core/web",
            .pages = {
                engine::page<show_chronicle>("/chronicle", "src/core/web/chronicle.html",
                                             "Everything that was asked of the platform, in order.", engine::anyone()),
                engine::page<show_entry>("/chronicle/{entry}", "src/core/web/entry.html",
                                         "One entry: what happened, and the proof that it is part of the chronicle.",
                                         engine::anyone()),
                checkpoint}};
}

void make_signing_key(store::Connection& connection, Chance& chance) {
    const auto key = chronicle::SigningKey::generate(chance);
    connection.run("INSERT INTO {platform_secrets} (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
                   signing_key, Bytes{key.secret});
}

} // namespace reef::web
