// The systemd unit, judged by systemd itself where that is installed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { make_folder, reef_done, root } from "../reef.mjs";

const unit = join(root, "packaging/reef.service"), text = readFileSync(unit, "utf8");
const skip = spawnSync("systemd-analyze", ["--version"]).error ? "needs systemd-analyze" : false;

test("its mistakes would be named, and there are none", { skip }, () => {
    // The program and its manual are where the package puts them; here they are others.
    const folder = make_folder(), copy = join(folder, "reef.service");
    const check = (/** @type {string} */ changed) => {
        writeFileSync(copy, changed.replace("/usr/bin/reef serve", "/bin/true").replace("man:reef(1) ", ""));
        return spawnSync("systemd-analyze", ["verify", copy], { encoding: "utf8" }).stderr.split("\n").filter((line) => line.includes("reef.service"));
    };
    assert.deepEqual(check(text), []);
    assert.notDeepEqual(check(text.replace("ProtectSystem=strict", "ProtectSystems=strict")), []);
});

test("it exposes little of the machine", { skip }, () => {
    const folder = make_folder(), loose = join(folder, "loose.service");
    const exposure = (/** @type {string} */ file) => spawnSync("systemd-analyze", ["security", "--offline=true", "--threshold=15", file], { encoding: "utf8" }).status;
    assert.equal(exposure(unit), 0, "at most 1.5 of 10");
    copyFileSync(unit, loose);
    writeFileSync(loose, text.replace("ProtectSystem=strict\n", "").replace("CapabilityBoundingSet=\n", ""));
    assert.notEqual(exposure(loose), 0);
});

test("the guide says what to do about each refusal of a place, a server or a folder", () => {
    const guide = readFileSync(join(root, "docs/operating.md"), "utf8");
    const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter((each) => /\.[ch]pp$/.test(each) && !/_test/.test(each));
    const codes = new Set(sources.flatMap((each) => [...readFileSync(join(root, "src", each), "utf8").matchAll(/RefusalKind\s+\w+\s*\{\s*"((?:store|house|platforms|server|place)\.\w+)"/g)].map((found) => found[1])));
    assert.ok(codes.size > 30, `${codes.size} refusals`);
    assert.deepEqual([...codes].filter((each) => each !== "server.failed" && !guide.includes(`\`${each}\``)), []);
});

test("there is time to finish what is in flight, and every setting of its file is one of the command's", async () => {
    const { said } = await reef_done(["serve", "--help"]);
    assert.ok(Number(/^TimeoutStopSec=(\d+)$/m.exec(text)?.[1]) > 10, "longer than ServerLimits::stop_time");
    const settings = [...readFileSync(join(root, "packaging/reef.conf"), "utf8").matchAll(/^#?(REEF_\w+)=/gm)].map((each) => each[1]);
    assert.ok(settings.length >= 8);
    for (const each of settings) assert.ok(said.includes(`Env:${each}`), each);
});
