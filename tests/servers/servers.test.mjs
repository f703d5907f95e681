// Three servers of one platform behind nginx, killed one at a time under load. Nothing acknowledged is lost, nothing is done
// twice, no deadline is missed, and the chain never forks. REEF_ROUNDS says how often one is killed.
import assert from "node:assert/strict";
import { request } from "node:http";
import { test } from "node:test";
import { reef_done } from "../reef.mjs";
import { make_servers, postgres, start_nginx, token_of } from "./servers.mjs";

const skip = postgres ? false : "needs a PostgreSQL (scripts/with_postgres)";
const rounds = Number(process.env.REEF_ROUNDS ?? "12");

/** @param {string} data */
const verified = async (data) => {
    const report = (await reef_done(["verify", "--data", data, "--json"])).document();
    assert.equal(report.fault, null);
    return report;
};

/** Answers one statement again and again, each time with a key; what got no answer is sent again. */
class Writer {
    /** @param {import("../reef.mjs").Client} client @param {object} statement @param {string} name */
    constructor(client, statement, name) {
        this.client = client;
        this.statement = statement;
        this.name = name;
        /** @type {string[]} */
        this.acknowledged = [];
        this.sent_again = 0;
    }
    /** @param {number} letter */
    async send(letter) {
        for (;;) {
            try {
                const answer = await this.client.post("/commands/deliberation.evaluate",
                    { ...this.statement, answer: letter % 2 ? "disagree" : "agree" }, { "Idempotency-Key": `${this.name}, letter ${letter}` });
                if (answer.status === 200) return answer.text;
                assert.ok(answer.status === 502 || answer.status === 503, `${answer.status} ${answer.text}`);
            } catch (failure) {
                if (failure instanceof assert.AssertionError) throw failure;
            }
            ++this.sent_again;
        }
    }
    /** @param {() => boolean} goes_on @param {() => void} heard */
    async write(goes_on, heard) {
        while (goes_on()) {
            this.acknowledged.push(await this.send(this.acknowledged.length));
            heard();
        }
    }
}

/** When a command was given. @param {import("../reef.mjs").Client} client @param {string} command @param {number} after @param {string} last */
async function times_of(client, command, after, last) {
    const times = [];
    for (let number = after + 1; number <= Number(last); ++number) {
        const entry = await client.show(`/chronicle/${number}`);
        if (entry.kind === command) times.push(entry.at);
    }
    return times;
}

test("three servers are killed one at a time under load", { skip, timeout: 120_000 + rounds * 5_000 }, async (context) => {
    const { folder, servers } = await make_servers(context, 3), nginx = await start_nginx(context, folder, servers);
    const operator = () => servers[0].as("operator");
    const [{ href }] = (await operator().show("/deliberations")).deliberations, deliberation = href.split("/").at(-1);
    const { people } = await operator().show("/people");
    const writers = [];
    for (const door of ["driver", "rider", "treasurer"])
        for (const number of [1, 2]) {
            const client = nginx.client.with_token(await token_of(nginx.client, door, `writer ${number}`));
            const stated = await servers[0].as(String(people[writers.length].number))
                .do("deliberation.state", { deliberation, text: `It may rain ${writers.length}.` });
            writers.push(new Writer(client, { deliberation, number: stated.events[0].data.number }, `${door} ${number}`));
        }
    const proposed = (await servers[0].as(String(people[0].number)).do("decisions.propose", {
        rule: "market.commission", value: "12%", reason: "We earn less than in spring.",
        expected: { indicator: "driver_income", direction: "rises", size: "4%", by: "2031-12-01" },
        effects: { rights: "Nobody loses a right.", development: "The treasury grows more slowly." },
    })).events[0].data;
    const before = await verified(servers[0].data);

    let heard = 0, killed = 0, on = true;
    /** @type {(() => void) | null} */
    let wake = null;
    const next = () => new Promise((/** @type {(value?: unknown) => void} */ resolve) => { wake = resolve; });
    const writing = writers.map((each) => each.write(() => on, () => { if (++heard % 23 === 0) wake?.(); }));
    try {
        for (; killed < rounds; ++killed) {
            await next();
            const server = servers[killed % servers.length];
            await server.kill();
            // Days pass while it is down; what fell due meanwhile is discharged by whoever comes first. Later, only letters: the
            // deliberation that they answer does not go on for ever.
            if (killed % 4 === 0 && killed < 12) await servers[(killed + 1) % servers.length].as("operator").do("platform.pass_time", { by: "3 days" });
            await server.start();
        }
    } finally {
        on = false;
        await Promise.all(writing);
    }

    for (const writer of writers) {
        const last = writer.acknowledged.length - 1;
        assert.equal(await writer.send(last), writer.acknowledged[last], "the answer that was given");
    }
    const heads = await Promise.all(servers.map(async (each) => (await each.as("operator").show("/chronicle")).head));
    for (const head of heads) assert.deepEqual(head, heads[0]);
    const entries = new Map();
    for (const text of writers.flatMap((each) => each.acknowledged)) {
        const { entry, hash } = JSON.parse(text);
        assert.ok(!entries.has(entry), "each letter has an entry of its own");
        entries.set(entry, hash);
    }
    for (const [entry, hash] of entries) assert.equal((await operator().show(`/chronicle/${entry}`)).hash, hash);
    for (const [command, at] of [["decisions.open_voting", proposed.voting_opens_at], ["decisions.close_voting", proposed.voting_closes_at]])
        assert.deepEqual(await times_of(operator(), command, before.entries, heads[0].entry), [at], `${command}: once, at its time`);
    const after = await verified(servers[0].data);
    assert.ok(after.entries >= before.entries + entries.size);
    const again = writers.reduce((sum, each) => sum + each.sent_again, 0);
    context.diagnostic(`${killed} times killed, ${entries.size} letters acknowledged, ${again} sent again`);
    for (const server of servers) assert.equal(await server.stop(), 0);
});

test("a page that is open on one server hears of what another one did", { skip, timeout: 60_000 }, async (context) => {
    const { servers: [here, there] } = await make_servers(context, 2);
    const [{ href }] = (await here.as("operator").show("/deliberations")).deliberations;
    const heard = new Promise((resolve, reject) => {
        const line = request({ ...{ socketPath: `${here.data}/reef.sock` }, path: `/live?topic=${encodeURIComponent(href)}`, headers: { "X-Reef-As": "operator" } },
            (response) => {
                opened?.();
                response.setEncoding("utf8").on("data", (text) => { if (/event: changed/.test(text)) { line.destroy(); resolve(text); } });
            });
        line.once("error", reject).end();
    });
    /** @type {(() => void) | undefined} */
    let opened;
    await new Promise((/** @type {(value?: unknown) => void} */ resolve) => { opened = resolve; });
    const [{ number }] = (await there.as("operator").show("/people")).people;
    const stated = await there.as(String(number)).do("deliberation.state", { deliberation: href.split("/").at(-1), text: "It may snow." });
    assert.match(String(await heard), new RegExp(`data: ${stated.entry}\\b`));
    for (const server of [here, there]) assert.equal(await server.stop(), 0);
});
