// The full disk of a PostgreSQL: what it cannot keep is refused by name or unanswered for a while, never acknowledged; once there is
// room, and PostgreSQL serves again, the same server of ours writes on.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { end_at_last, make_folder, reef_done, root } from "../reef.mjs";
import { assert_refused, fill_up } from "../weather/weather.mjs";
import { PlatformServer, postgres } from "./servers.mjs";

const skip = !postgres ? "needs a PostgreSQL (scripts/with_postgres)" : process.getuid?.() !== 0 ? "mounting a small disk needs root" : false;
/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A PostgreSQL on a disk of its own. @param {import("node:test").TestContext} context @param {number} megabytes */
async function start_postgres(context, megabytes) {
    const child = spawn(`${root}scripts/with_postgres`, ["--megabytes", String(megabytes), "sh", "-c", 'echo "$REEF_TEST_DATABASE"; cat'], { stdio: ["pipe", "pipe", "inherit"] });
    const forget = end_at_last(child);
    context.after(async () => {
        child.stdin.end();
        if (child.exitCode === null) await once(child, "exit");
        forget();
    });
    const [address] = await once(createInterface({ input: child.stdout }), "line");
    return { address, disk: new URL(address.replace("postgresql:///", "postgresql://here/")).searchParams.get("host") ?? "" };
}

/** PostgreSQL ends itself where it cannot write its log; whoever operates it starts it again. @param {string} disk */
function start_again(disk) {
    const bin = readdirSync("/usr/lib/postgresql").map((version) => `/usr/lib/postgresql/${version}/bin/pg_ctl`).sort().at(-1) ?? "";
    const control = (/** @type {string[]} */ ...words) => spawnSync("runuser", ["-u", "postgres", "--", bin, "-D", join(disk, "data"), ...words], { cwd: disk, stdio: "ignore" }).status;
    if (control("status") !== 0) assert.equal(control("-w", "-l", join(disk, "log"), "restart"), 0, "PostgreSQL starts again");
}

test("a full disk under PostgreSQL", { skip, timeout: 240_000 }, async (t) => {
    const { address, disk } = await start_postgres(t, 200);
    const folder = make_folder(), data = join(folder, "data"), filler = join(disk, "filler");
    await reef_done(["example", "ride", "--members", "12", "--days", "1", "--data", data, "--database", address]);
    const server = new PlatformServer(data, address);
    await server.start();
    t.after(() => server.stop());
    const [driver] = (await server.as("operator").show("/people?class=driver")).people;
    const [{ href }] = (await server.as("operator").show("/deliberations")).deliberations;
    const member = server.as(String(driver.number));
    const answer = (/** @type {number} */ count) =>
        member.post("/commands/deliberation.evaluate", { deliberation: href.split("/").at(-1), number: 1, answer: count % 2 ? "agree" : "disagree" });
    let count = 0, acknowledged = 0;

    const write_one = async () => {
        const last = await answer(count);
        if (last.status !== 200) return last;
        acknowledged = Number(last.document.entry);
        ++count; // the same answer twice is no entry
        return last;
    };
    /** Until one is not taken. */
    const write_on = async () => {
        for (;;) {
            const last = await write_one();
            if (last.status !== 200 || count > 60_000) return last;
        }
    };
    const has_room_again = async () => {
        rmSync(filler);
        start_again(disk);
        let again = await answer(count);
        for (const patience = Date.now() + 60_000; again.status !== 200 && Date.now() < patience; again = await answer(count)) await pause(100);
        assert.equal(again.status, 200, again.text);
        assert.ok(Number(again.document.entry) > acknowledged, "after everything that was acknowledged");
        assert.equal((await server.as("operator").show(`/chronicle/${acknowledged}`)).kind, "deliberation.evaluate");
        ++count;
    };

    await t.test("is a refusal by name where a table finds no room", async () => {
        assert.equal((await write_one()).status, 200); // the disk may be so full that there is no other before the refusal
        fill_up(filler);
        assert_refused(await write_on(), { status: 507, code: "store.full" });
        assert.equal((await member.send({ path: href })).status, 200, "everybody goes on reading");
        await has_room_again();
    });
    await t.test("may end PostgreSQL itself, where its log finds no room; the server of ours goes on after it", async () => {
        fill_up(filler);
        for (let logs = 0; logs < 30; ++logs) spawnSync("psql", [address, "-c", "SELECT pg_switch_wal(), pg_logical_emit_message(false, 'reef', 'a page')"]);
        const last = await write_on();
        assert_refused(last, { status: 503, code: "store.unreachable" });
        assert.ok(Number(last.headers["retry-after"]) > 0, "it says when to ask again");
        await has_room_again();
    });
    assert.equal(await server.stop(), 0);
    assert.equal((await reef_done(["verify", "--data", data, "--json"])).document().fault, null);
});
