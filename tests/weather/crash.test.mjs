// kill -9 at many points while commands are in flight. Whatever was acknowledged is there after the restart; sent again with
// its key, each command gets the answer that it had, or is done now, and never twice; and the chronicle verifies. REEF_ROUNDS says
// how often a server is killed.
import assert from "node:assert/strict";
import { once } from "node:events";
import { watch, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { binary, over_socket, reef, reef_done, serve } from "../reef.mjs";
import { make_example } from "./weather.mjs";

const rounds = Number(process.env.REEF_ROUNDS ?? "10");
const answers_before_a_kill = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89];

/** @param {string} data */
const verified = async (data) => assert.equal((await reef_done(["verify", "--data", data, "--json"])).document().fault, null);

/** One member who answers a statement again and again; a letter without an answer is sent again, with the same key. */
class Writer {
    /** @param {string} data @param {string} member @param {{deliberation: string, number: number}} statement */
    constructor(data, member, statement) {
        this.client = over_socket(data, member);
        this.member = member;
        this.statement = statement;
        /** @type {string[]} */
        this.acknowledged = [];
    }
    /** @param {number} letter */
    send(letter) {
        return this.client.post("/commands/deliberation.evaluate", { ...this.statement, answer: letter % 2 ? "disagree" : "agree" },
            { "Idempotency-Key": `${this.member}, letter ${letter}` });
    }
    /** Until the line breaks. @param {() => void} heard */
    async write(heard) {
        try {
            for (;;) {
                const answer = await this.send(this.acknowledged.length);
                assert.equal(answer.status, 200, answer.text);
                this.acknowledged.push(answer.text);
                heard();
            }
        } catch (failure) {
            if (failure instanceof assert.AssertionError) throw failure;
        }
    }
}

test("nothing acknowledged is lost, and nothing is done twice", { timeout: 120_000 + rounds * 5_000 }, async (context) => {
    const { data } = await make_example();
    let server = await serve(data);
    const operator = over_socket(data, "operator");
    const { people } = await operator.show("/people");
    const [{ href }] = (await operator.show("/deliberations")).deliberations, deliberation = href.split("/").at(-1);
    const stated = await over_socket(data, String(people[0].number)).do("deliberation.state", { deliberation, text: "It may rain." });
    const statement = { deliberation, number: stated.events[0].data.number };
    const writers = people.slice(0, 8).map((/** @type {any} */ each) => new Writer(data, String(each.number), statement));
    const entries = async () => Number((await operator.show("/chronicle")).head.entry);
    const before = await entries();

    // Killed as one more answer arrives, while the other writers' letters are on their way or half written.
    for (let round = 0; round < rounds; ++round) {
        let left = answers_before_a_kill[round % answers_before_a_kill.length];
        await Promise.all(writers.map((/** @type {Writer} */ each) => each.write(() => { if (--left === 0) server.kill(); })));
        await server.kill();
        server = await serve(data);
        for (const writer of writers) {
            const last = writer.acknowledged.length - 1;
            if (last >= 0) assert.equal((await writer.send(last)).text, writer.acknowledged[last], "the answer that was given");
            const answer = await writer.send(last + 1); // on its way when the server died; done then or now
            assert.equal(answer.status, 200, answer.text);
            writer.acknowledged.push(answer.text);
        }
        if (rounds <= 10 || round % 50 === 49) await verified(data);
    }
    for (const writer of writers)
        for (const text of writer.acknowledged) {
            const { entry, hash } = JSON.parse(text);
            assert.equal((await operator.show(`/chronicle/${entry}`)).hash, hash);
        }
    const sent = writers.reduce((/** @type {number} */ sum, /** @type {Writer} */ each) => sum + each.acknowledged.length, 0);
    assert.equal(await entries(), before + sent, "one entry for each letter");
    context.diagnostic(`${rounds} times killed, ${sent} letters acknowledged`);
    assert.equal(await server.stop(), 0);
});

/**
 * Ends a process without a warning at the nth change of a file in the folder; changes that come fast are heard as one.
 * @template T @param {string} folder @param {string} file @param {number} change @param {() => void} kill @param {() => Promise<T>} meanwhile
 */
async function kill_at_change(folder, file, change, kill, meanwhile) {
    let left = change;
    const watcher = watch(folder, (_, name) => { if (name === file && --left === 0) kill(); });
    try { return await meanwhile(); } finally { watcher.close(); }
}

test("an import that was killed goes on where it stopped", { timeout: 120_000 }, async () => {
    const { folder, data } = await make_example(), files = join(folder, "polis");
    mkdirSync(files);
    const voices = 60, statements = 60;
    writeFileSync(join(files, "comments.csv"), "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n" +
        Array.from({ length: statements }, (_, i) => `1435654192085,x,${i},0,${voices},0,1,Statement ${i}\n`).join(""));
    writeFileSync(join(files, "votes.csv"), "timestamp,datetime,comment-id,voter-id,vote\n" +
        Array.from({ length: statements * voices }, (_, i) => `1435654192087,x,${i % statements},${Math.floor(i / statements)},1\n`).join(""));
    let killed = 0;
    for (const change of [1, 2, 3, 5, 8, 13]) {
        const child = spawn(binary(), ["import", "polis", files, "--data", data], { stdio: "ignore" });
        const [code] = await kill_at_change(data, "reef.sqlite-wal", change, () => child.kill("SIGKILL"), () => once(child, "exit"));
        if (code === null) ++killed;
        await verified(data);
    }
    assert.ok(killed > 0, "it was killed on the way");
    await reef_done(["import", "polis", files, "--data", data]);
    assert.match((await reef_done(["import", "polis", files, "--data", data])).said, /imported already/);
    const { deliberations } = (await reef_done(["show", "/deliberations", "--as", "operator", "--data", data])).document();
    const imported = deliberations.filter((/** @type {any} */ each) => each.about === `Statements: ${statements} · answers: ${statements * voices}`);
    assert.equal(imported.length, 1, JSON.stringify(deliberations));
    await verified(data);
});

test("a month that was cut short verifies, and the next day passes", { timeout: 120_000 }, async () => {
    const { data } = await make_example();
    let killed = 0;
    for (const change of [1, 20, 100]) {
        const server = await serve(data);
        const month = await kill_at_change(data, "reef.sqlite-wal", change, () => server.kill(), () => reef(["pass-time", "31", "--data", data]));
        if (month.code !== 0) ++killed;
        await server.kill();
        await verified(data);
    }
    assert.ok(killed > 0, "it was cut short");
    await reef_done(["pass-time", "1", "--data", data]);
    await verified(data);
});
