// Two of Reef's documents by Fastify over better-sqlite3: the same rows of the same tables, the same JSON. What Reef keeps
// sealed is plain here (`texts`), who asks is not looked up, and there are no ETags: in all this it has less to do.
//   node server.mjs FOLDER    with reef.sqlite (a copy) and plain.json; prints its address
import Database from "better-sqlite3";
import Fastify from "fastify";
import { readFileSync } from "node:fs";

const folder = process.argv[2];
const plain = JSON.parse(readFileSync(`${folder}/plain.json`, "utf8"));
const database = new Database(`${folder}/reef.sqlite`, { readonly: true });
database.exec("CREATE TEMP TABLE texts (deliberation INTEGER, number INTEGER, text TEXT, PRIMARY KEY (deliberation, number))");
for (const [number, text] of plain.texts) database.prepare("INSERT INTO texts VALUES (?, ?, ?)").run(plain.deliberation, number, text);
const one = (/** @type {string} */ sql) => { const s = database.prepare(sql); return (...a) => s.get(...a); };
const all = (/** @type {string} */ sql) => { const s = database.prepare(sql); return (...a) => s.all(...a); };

const platform = one("SELECT charter, launched_at FROM rules_platform WHERE platform = 1");
const version_at = one("SELECT version, value, effective_at, entry, decision FROM rules_versions WHERE rule = ? AND effective_at <= ? ORDER BY version DESC LIMIT 1");
const versions_of = all("SELECT version, value, effective_at, entry, decision FROM rules_versions WHERE rule = ? ORDER BY version");
const hash_of = one("SELECT hash FROM chronicle_entries WHERE number = ?");
const topic_of = one("SELECT deliberation, entry, closes_at, source, language, statements, guests FROM deliberation_topics WHERE deliberation = ? AND complete");
const statements_of = all(`SELECT s.number, t.text, s.agree, s.disagree, s.pass FROM (SELECT number, agree, disagree, pass FROM deliberation_statements
    WHERE deliberation = @id AND NOT hidden ORDER BY agree + disagree + pass DESC, number LIMIT 20 OFFSET 0) s
    JOIN texts t ON t.deliberation = @id AND t.number = s.number ORDER BY s.agree + s.disagree + s.pass DESC, s.number`);
const heard_of = all(`SELECT m.class, count(v.voice) AS heard, count(*) AS of FROM people_memberships m
    LEFT JOIN deliberation_voices v ON v.deliberation = ? AND v.voice = m.member WHERE m.left_entry IS NULL GROUP BY m.class`);

const charters = new Map(); // by their text, as Reef keeps the one it read last
function charter_of(text) {
    if (!charters.has(text)) charters.set(text, JSON.parse(text));
    return charters.get(text);
}
const time = (/** @type {number?} */ at) => (at === null ? null : new Date(at).toISOString());
const set_by = (version) => version.decision ? { name: `decision ${version.decision}`, href: `/decisions/${version.decision}` } : { name: "the charter", href: "/charter" };
const proof_of = (entry) => ({ entry: String(entry), hash: hash_of(entry).hash.toString("hex") });
const share = (part, whole) => `${Math.floor((part * 1000) / Math.max(1, whole)) / 10}%`;

function rule_document(name) {
    const words = plain.rules[name], now = Date.now();
    const row = platform(), charter = charter_of(row.charter), current = version_at(name, now);
    const deciding = charter.governance.classes.map((each) => each.name).join(", ");
    return {
        name, title: words.title, value: current.value, meaning: words.meaning, form: words.form, version: String(current.version),
        since: time(current.effective_at), set_by: set_by(current), bounds: words.bounds, mode: words.mode,
        who_may_change: `Any member may propose; ${deciding} decide.`, coming: null, may_propose: false,
        may_not_propose_because: row.launched_at ? "Sign in as a member to propose a change." : "This platform is a draft: its founder edits the charter until launch.",
        versions: versions_of(name).reverse().map((version) => ({
            version: String(version.version), value: version.value, at: time(version.effective_at), is_in_force: version.version === current.version,
            is_coming: version.effective_at > now, set_by: set_by(version), reason: plain.reasons[version.version] ?? null, proof: proof_of(version.entry) })),
    };
}

function rule_line(name) {
    const words = plain.rules[name], current = version_at(name, Date.now());
    return { ...words.line, value: current.value, version: String(current.version), since: time(current.effective_at), set_by: set_by(current) };
}

function deliberation_document(id) {
    const topic = topic_of(id), charter = charter_of(platform().charter), href = `/deliberations/${id}`;
    const heard = new Map(heard_of(id).map((row) => [row.class, row]));
    return {
        number: String(id), href, title: plain.title, question: plain.question, is_open: topic.closes_at > Date.now(), closes_at: time(topic.closes_at),
        source: topic.source, next_statement: null,
        progress: { answered: 0, of: topic.statements, sentence: `You have answered 0 of ${topic.statements} statements.` },
        may_add_statement: false, may_not_add_because: plain.may_not_add_because,
        statements: statements_of({ id }).map((row) => {
            const answers = row.agree + row.disagree + row.pass;
            return { number: String(row.number), deliberation: String(id), href, text: row.text, language: topic.language, author: null,
                     totals: { answers, agree: row.agree, disagree: row.disagree, pass: row.pass, agree_share: share(row.agree, answers),
                               disagree_share: share(row.disagree, answers), pass_share: share(row.pass, answers) },
                     may_evaluate: false, my_answer: null };
        }),
        statements_sort: plain.statements_sort, pagination: plain.pagination,
        heard: charter.governance.classes.map((each, place) => {
            const row = heard.get(each.id), shown = row.of >= 5;
            return { class_name: each.name, class_color: `class-${place + 1}`, heard: shown ? row.heard : null, of: shown ? row.of : null,
                     share: shown ? share(row.heard, row.of) : null, counts: shown ? true : null };
        }),
        guests_heard: topic.guests, why: plain.why.map(rule_line), proof: proof_of(topic.entry),
    };
}

/** JSON Schema of an example, so that Fastify compiles its serializer. */
function schema_of(value) {
    if (value === null) return {};
    if (Array.isArray(value)) return { type: "array", items: value.length ? schema_of(value[0]) : {} };
    if (typeof value === "object") return { type: "object", properties: Object.fromEntries(Object.entries(value).map(([key, each]) => [key, schema_of(each)])) };
    return { type: typeof value === "number" ? "integer" : typeof value, nullable: true };
}
const answering = (example) => ({ schema: { response: { 200: schema_of(example) } } });

const fastify = Fastify({ logger: false });
fastify.get("/rules/:rule", answering(rule_document("market.commission")), (request) => rule_document(request.params.rule));
fastify.get("/deliberations/:id", answering(deliberation_document(plain.deliberation)), (request) => deliberation_document(Number(request.params.id)));
console.log(`Listening on ${await fastify.listen({ host: "127.0.0.1", port: 0 })}`);
