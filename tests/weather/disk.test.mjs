// A full disk: a served platform refuses to write, by name, goes on showing everything, and writes again once there is room.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { copy_folder, over_socket, reef, reef_done, serve } from "../reef.mjs";
import { assert_refused, fill_up, head_of, make_example } from "./weather.mjs";

/** A disk of a few megabytes in memory; undefined where this machine does not let us have one. @param {string} folder */
function small_disk(folder) {
    mkdirSync(folder);
    return spawnSync("mount", ["-t", "tmpfs", "-o", "size=12m", "tmpfs", folder]).status === 0 ? folder : undefined;
}

test("a full disk", { timeout: 120_000 }, async (t) => {
    const { folder, data: example } = await make_example();
    const disk = small_disk(join(folder, "disk"));
    if (!disk) return t.skip("mounting a small disk in memory needs root");
    const data = join(disk, "data"), filler = join(disk, "filler");
    copy_folder(example, data);
    const server = await serve(data);
    try {
        const operator = over_socket(data, "operator");
        const [driver] = (await operator.show("/people?class=driver")).people;
        const member = over_socket(data, String(driver.number));
        const [{ href }] = (await operator.show("/deliberations")).deliberations, deliberation = href.split("/").at(-1);
        const answer = (/** @type {number} */ count) => member.post("/commands/deliberation.evaluate", { deliberation, number: 1, answer: count % 2 ? "agree" : "disagree" });

        await t.test("is a refusal by name, and nothing is half done", async () => {
            fill_up(filler);
            // What the log still has room for is written; then nothing is any more.
            let count = 0, last = await answer(count), head = await head_of(operator);
            for (; last.status === 200 && count < 1_000; last = await answer(++count)) head = await head_of(operator);
            assert_refused(last, { status: 507, code: "store.full" });
            assert.equal(await head_of(operator), head);
            assert_refused(await operator.post("/doors/driver", {}), { status: 507, code: "store.full" });
            assert_refused(await answer(count), { status: 507, code: "store.full" });
            assert.equal(await head_of(operator), head);
        });
        await t.test("does not keep anybody from reading", async () => {
            for (const path of ["/", "/rules", "/money", "/people", "/chronicle", "/deliberations", href, "/me"])
                for (const accept of ["application/json", "text/html"])
                    assert.equal((await member.send({ path, headers: { Accept: accept } })).status, 200, path);
            await reef_done(["verify", "--data", data]);
        });
        await t.test("is over when there is room again, without a restart", async () => {
            rmSync(filler);
            assert.equal((await answer(0)).status, 200);
            assert.equal((await answer(1)).status, 200);
            await reef_done(["verify", "--data", data]);
        });
        assert.equal(await server.stop(), 0);
        await t.test("is named at the command line", async () => {
            fill_up(filler);
            let ran = await reef(["do", "market.go_online", "--as", String(driver.number), "--data", data]);
            for (let count = 0; ran.code === 0 && count < 200; ++count)
                ran = await reef(["do", count % 2 ? "market.go_online" : "market.go_offline", "--as", String(driver.number), "--data", data]);
            assert.equal(ran.code, 1);
            assert.match(ran.complained, /There is no room left to keep this/);
            rmSync(filler);
            await reef_done(["verify", "--data", data]);
        });
    } finally {
        await server.stop();
        execFileSync("umount", [disk]);
    }
});
