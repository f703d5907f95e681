// Data that cannot be opened: each has its name and its sentence at the terminal, exit code 1, and is left as it was.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { copy_folder, over_socket, reef, reef_done, serve, write_into } from "../reef.mjs";
import { assert_refused, head_of, make_example } from "./weather.mjs";

let folder = "", example = "";
before(async () => { ({ folder, data: example } = await make_example()); });

/** @param {string} name */
function copy(name) {
    const data = join(folder, name.replaceAll(" ", "-"));
    copy_folder(example, data);
    return data;
}
/** Everything that opens the folder refuses alike. @param {string} data @param {RegExp} sentence @param {string[][]} [ways] @param {number} [exit] */
async function refused_everywhere(data, sentence, ways = [["serve", "--listen", "127.0.0.1:0"], ["show", "/"], ["do", "market.go_online", "--as", "3"], ["rebuild"], ["verify"]], exit = 1) {
    for (const way of ways) {
        const ran = await reef([...way, "--data", data]);
        assert.equal(ran.code, exit, `${way[0]}: ${ran.said}${ran.complained}`);
        assert.match(ran.complained, sentence, way[0]);
        assert.doesNotMatch(ran.complained, /terminate called|what\(\):/, way[0]);
        assert.equal(ran.said, "");
    }
}

test("where there is no platform, none is made by the way", async () => {
    const data = join(folder, "nothing-here");
    await refused_everywhere(data, /holds no platform|no database|there is no/i,
        [["show", "/"], ["do", "market.go_online", "--as", "3"], ["rebuild"], ["verify"], ["pass-time"]]);
    assert.ok(!existsSync(data), "not even a folder");
});

test("data that a server uses is used by no second process, but asked through the first", async () => {
    const data = copy("served"), server = await serve(data);
    try {
        await refused_everywhere(data, /Another process uses/, [["serve", "--listen", "127.0.0.1:0"], ["example", "ride"]]);
        assert.ok((await reef_done(["rebuild", "--json", "--data", data])).document().entries > 100, "while it is served");
        await reef_done(["do", "market.go_online", "--as", "3", "--data", data]);
        await reef_done(["show", "/rules", "--data", data]);
    } finally {
        await server.stop();
    }
});

test("a file that another program keeps locked is named, is read meanwhile, and is written again after it", { timeout: 60_000 }, async () => {
    const data = copy("locked"), server = await serve(data);
    const script = "import sqlite3, sys\nfile = sqlite3.connect(sys.argv[1], isolation_level=None)\nfile.execute('BEGIN IMMEDIATE')\nprint('locked', flush=True)\nsys.stdin.read()";
    const other = spawn("python3", ["-c", script, join(data, "reef.sqlite")], { stdio: ["pipe", "pipe", "inherit"] });
    try {
        await once(other.stdout, "data");
        const member = over_socket(data, "3"), head = await head_of(member);
        const waiting = member.post("/commands/market.go_offline", {});
        assert.equal((await member.get("/rules")).status, 200, "reading does not wait");
        assert_refused(await waiting, { status: 503, code: "store.busy" });
        assert.equal(await head_of(member), head);
        other.stdin.end();
        await once(other, "exit");
        assert.equal((await member.post("/commands/market.go_offline", {})).status, 200);
    } finally {
        other.kill();
        await server.stop();
    }
});

test("data of a newer edition is left to the newer release", async () => {
    const data = copy("newer edition");
    write_into(data, "UPDATE chronicle_head SET edition = 999");
    await refused_everywhere(data, /written by edition 999 of Reef.*newer release/);
});
test("data of a newer schema is left to the newer release", async () => {
    const data = copy("newer schema");
    write_into(data, "INSERT INTO store_migrations (place, name, script) VALUES (999, 'chronicle.9_moons', zeroblob(32))");
    await refused_everywhere(data, /newer release of Reef.*chronicle\.9_moons/, [["serve", "--listen", "127.0.0.1:0"], ["show", "/"], ["do", "market.go_online", "--as", "3"], ["rebuild"]]);
});
test("a file that is no database is named", async () => {
    const data = copy("no database");
    for (const name of readdirSync(data)) rmSync(join(data, name));
    writeFileSync(join(data, "reef.sqlite"), "This was a shopping list once.\n".repeat(1_000));
    await refused_everywhere(data, /is not a database of Reef/);
    assert.match(readFileSync(join(data, "reef.sqlite"), "utf8"), /^This was a shopping list/, "and is left as it was");
});
test("a database of another program is named", async () => {
    const data = join(folder, "other-program");
    mkdirSync(data);
    write_into(data, "CREATE TABLE recipes (name TEXT)");
    await refused_everywhere(data, /database of another program/);
});
test("a file in which a value was replaced by something else is no crash", async () => {
    const data = copy("odd value");
    write_into(data, "UPDATE store_migrations SET script = x'00' WHERE place = 0");
    await refused_everywhere(data, /Something broke on our side/, [["serve", "--listen", "127.0.0.1:0"], ["show", "/"], ["rebuild"]]);
});
test("a file that was cut short is named as damaged", async () => {
    for (const part of [0.3, 0.6, 0.9]) {
        const data = copy(`cut ${part}`), file = join(data, "reef.sqlite");
        truncateSync(file, Math.floor(statSync(file).size * part / 4096) * 4096);
        await refused_everywhere(data, /damaged/, [["serve", "--listen", "127.0.0.1:0"], ["verify"]]);
    }
});
test("a folder that is not there has nothing to verify", () => refused_everywhere(join(folder, "nowhere"), /There is no platform at/, [["verify"]]));
test("a file in place of the folder is named", async () => {
    const file = join(folder, "a-file");
    writeFileSync(file, "");
    await refused_everywhere(file, /cannot be used|Not a directory|not exist|holds no platform/i, [["serve", "--listen", "127.0.0.1:0"], ["show", "/"], ["verify"]]);
});
test("what a command asks for that is not there is named, and nothing is made", async () => {
    const data = copy("asked"), mine = join(folder, "not-made");
    await refused_everywhere(data, /--expect takes a head as NUMBER:HASH/, [["verify", "--expect", "7"], ["verify", "--expect", "7:abc"]], 2);
    await refused_everywhere(data, /No orders were made for the bank in this time/, [["books", "--format", "pain.001", "--from", "1999-01-01", "--to", "1999-01-31"]]);
    await refused_everywhere(data, /The password of the mail server is not in \/nowhere/, [["serve", "--listen", "127.0.0.1:0", "--smtp", "smtp://127.0.0.1:1", "--smtp-password-file", "/nowhere"]]);
    await refused_everywhere(mine, /There is no preset "nothing"/, [["example", "nothing"]]);
    assert.ok(!existsSync(mine));
});
test("a folder that may only be read is named", async () => {
    const nobody = 65534;
    // Root may write anywhere, so there the server runs as somebody else.
    const data = copy("read only"), own = process.getuid?.() !== 0;
    for (const name of readdirSync(data)) chmodSync(join(data, name), 0o444);
    chmodSync(data, 0o555);
    chmodSync(folder, 0o755);
    if (!own) for (const each of [data, ...readdirSync(data).map((name) => join(data, name))]) chownSync(each, nobody, nobody);
    const ran = await reef(["serve", "--listen", "127.0.0.1:0", "--data", data], own ? {} : { uid: nobody });
    assert.equal(ran.code, 1);
    assert.match(ran.complained, /cannot be (used|written)/);
});
