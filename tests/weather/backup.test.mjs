// Backups of a platform that is served and written to meanwhile: killed on the way, on a full disk, and brought back. What was
// acknowledged before a run is in it.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, watch } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { binary, over_socket, reef, reef_done, serve } from "../reef.mjs";
import { make_example } from "./weather.mjs";

test("a backup of a served platform", { timeout: 120_000 }, async (t) => {
    const { folder, data } = await make_example(), to = join(folder, "backup");
    const server = await serve(data);
    const operator = over_socket(data, "operator");
    const [driver] = (await operator.show("/people?class=driver")).people;
    const member = over_socket(data, String(driver.number));
    const [{ href }] = (await operator.show("/deliberations")).deliberations, deliberation = href.split("/").at(-1);
    let writes = true, written = 0;
    const writer = (async () => {
        for (; writes; ++written) await member.do("deliberation.evaluate", { deliberation, number: 1, answer: written % 2 ? "agree" : "disagree" });
    })();
    try {
        await t.test("is whole whenever the run before it was killed", async () => {
            await reef_done(["backup", "--data", data, "--to", to]);
            let killed = 0;
            for (const change of [1, 2, 3, 5, 8, 13, 21]) {
                const child = spawn(binary(), ["backup", "--data", data, "--to", to], { stdio: "ignore" });
                let left = change;
                const watchers = ["", "chronicle", "vault", "keys"].map((each) =>
                    watch(join(to, each), () => { if (--left === 0) child.kill("SIGKILL"); }));
                const [code] = await once(child, "exit");
                for (const each of watchers) each.close();
                if (code === null) ++killed;
                await reef_done(["verify", "--backup", to]);
            }
            assert.ok(killed > 0, "it was killed on the way");
        });
        await t.test("brings back what was acknowledged before it", async () => {
            const before = (await operator.show("/chronicle")).head;
            const made = (await reef_done(["backup", "--data", data, "--to", to, "--json"])).document();
            const kept = `${before.entry}:${before.hash}`;
            const checked = (await reef_done(["verify", "--backup", to, "--expect", kept, "--json"])).document();
            assert.deepEqual([checked.head, checked.fault], [made.head, null]);
            for (const [wrong, code] of [[`${before.entry}:${"0".repeat(64)}`, "backup.rewritten"], [`${made.entries + 1}:${before.hash}`, "backup.cut_off"]]) {
                const answer = await reef(["verify", "--backup", to, "--expect", wrong, "--json"]);
                assert.deepEqual([answer.code, answer.document().fault.code], [1, code]);
            }
            assert.equal((await reef(["verify", "--backup", to, "--expect", "7"])).code, 2);
            const restored = (await reef_done(["restore", "--from", to, "--to", join(folder, "back"), "--json"])).document();
            assert.deepEqual(restored.head, made.head);
            await reef_done(["verify", "--data", join(folder, "back"), "--expect", `${before.entry}:${before.hash}`]);
        });
        await t.test("is not moved away under the server", async () => {
            const moved = await reef(["move", "--from", data, "--to", join(folder, "elsewhere")]);
            assert.equal(moved.code, 1);
            assert.match(moved.complained, /Another process uses/);
            assert.ok(!existsSync(join(folder, "elsewhere")));
        });
        await t.test("stays as it was where the disk is full", async (t) => {
            const disk = join(folder, "disk");
            mkdirSync(disk);
            if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", disk]).status !== 0)
                return t.skip("mounting a small disk in memory needs root");
            try {
                const full = await reef(["backup", "--data", data, "--to", join(disk, "backup")]);
                assert.equal(full.code, 1);
                assert.match(full.complained, /There is no room left/);
                assert.deepEqual(readdirSync(join(disk, "backup")).filter((name) => name.includes("partial")), []);
            } finally {
                spawnSync("umount", [disk]);
            }
        });
    } finally {
        writes = false;
        await writer.catch(() => {});
        await server.stop();
    }
    assert.ok(written > 10, "somebody wrote all the while");
    await reef_done(["verify", "--data", data]);
});
