// Mails of a served platform, as another program receives them: Python's aiosmtpd takes them, Python's own parser reads
// them.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { before, test } from "node:test";

import { Client, copy_folder, end_at_last, make_folder, over_socket, reef, root, start_reef } from "../reef.mjs";

import { make_example } from "./operating.mjs";

const address = "https://ride.example";

/**
 * @typedef {{envelope: string[], headers: Record<string, string>, names: string[], from: string, from_name: string,
 * to: string, date: string, text: string, type: string, defects: string[], longest: number, bare: number, ascii:
 * boolean}} Mail
 */

/**
 * A mail server that keeps what it is sent; of Debian, whose package it
 * needs. @param {import("node:test").TestContext} context @param {string[]} how
 */
async function start_judge(context, ...how) {
    const child = spawn("/usr/bin/python3", [join(root, "tests/operating/mail_server.py"), ...how],
                        {stdio: ["pipe", "pipe", "inherit"]});
    const forget = end_at_last(child);
    /** @type {Mail[]} */
    const mails = [];
    /** @type {Set<() => void>} */
    const waiting = new Set();
    const lines = createInterface({input: child.stdout});
    const [first] = await once(lines, "line");
    lines.on("line", (line) => {
        mails.push(JSON.parse(line));
        for (const each of waiting) each();
    });
    context.after(async () => {
        child.stdin.end();
        await once(child, "exit");
        forget();
    });
    return {
        port: JSON.parse(first).port,
        mails,
        /** The first mail that is so. @param {(mail: Mail) => boolean} is @param {string} what */
        mail: (is, what) => new Promise((/** @type {(mail: Mail) => void} */ resolve, reject) => {
            const told = setTimeout(
                () => reject(new Error(
                    `no mail: ${what}; ${JSON.stringify(mails.map((each) => [each.to, each.headers.subject]))}`)),
                20_000);
            const look = () => {
                const found = mails.find(is);
                if (!found) return;
                clearTimeout(told);
                waiting.delete(look);
                resolve(found);
            };
            waiting.add(look);
            look();
        }),
    };
}

/** @type {string} */
let example;
before(async () => { example = (await make_example()).data; });

/**
 * A copy of the example, served with a mail server or without. @param {import("node:test").TestContext}
 * context @param {number} [port] @param {string[]} [more]
 */
async function serve_copy(context, port, more = []) {
    const data = join(make_folder(), "example");
    copy_folder(example, data);
    const how =
        port ? ["--smtp", `smtp://127.0.0.1:${port}`, "--mail-from", "reef@ride.example", "--address", `${address}/`]
             : [];
    const server = await start_reef(["serve", "--data", data, "--listen", "127.0.0.1:0", ...how, ...more]);
    context.after(() => server.stop());
    const operator = over_socket(data, "operator");
    const members = async (/** @type {string} */ of) =>
        (await operator.show(`/people?class=${of}`)).people.map((/** @type {any} */ each) => each.number);
    return { data, server, anybody: new Client(server), operator, as: (/** @type {string} */ who) => over_socket(data, who), members };
}

/** The path of a link of ours in a text. @param {string} text @param {string} path */
const link_in = (text, path) =>
    text.split(/\s+/).find((word) => word.startsWith(address + path))?.slice(address.length) ?? "";

/** What every mail must be. @param {Mail} mail */
function assert_well_formed(mail) {
    assert.deepEqual(mail.defects, []);
    assert.equal(mail.type, "text/plain");
    assert.ok(mail.ascii && mail.bare === 0 && mail.longest <= 1000, JSON.stringify(mail));
    assert.equal(new Set(mail.names).size, mail.names.length, "each header once");
    assert.equal(mail.from, "reef@ride.example");
    assert.deepEqual(mail.envelope, ["reef@ride.example", mail.to]);
    assert.match(mail.headers["message-id"], /^<[0-9a-f]{32}@ride\.example>$/);
    assert.ok(Math.abs(Date.parse(mail.date) - Date.now()) < 120_000);
    assert.ok(mail.text.split(/\r?\n/).every((line) => line.length <= 72 || line.includes(address)), mail.text);
}

/**
 * Gives an address and uses the link that goes there. @param {Awaited<ReturnType<typeof start_judge>>}
 * judge @param {Client} anybody @param {Client} member @param {string} to @param {string} [language]
 */
async function keep_address(judge, anybody, member, to, language = "en") {
    await member.do("notices.keep_address", { address: to, language });
    const mail = await judge.mail((each) => each.to === to, `confirm ${to}`);
    assert_well_formed(mail);
    const link = link_in(mail.text, "/mail/confirm");
    assert.equal((await anybody.get(link)).document.is_done, false);
    assert.equal(
        (await anybody.post("/mail/confirm", { token: new URL(link, address).searchParams.get("token") })).status, 200);
    assert.equal((await anybody.get(link)).document.is_done, true);
}

/** @param {Client} member */
const propose = (member) => member.do("decisions.propose", {
    rule: "market.commission",
    value: "12%",
    reason: "We earn less – zoë",
    expected: {indicator: "driver_income", direction: "rises", size: "4%", by: "2027-12-01"},
    effects: {rights: "None.", development: "Slower."}
});

/** @param {Client} member @param {number} days */
async function pass_days(member, days) {
    const passed = await member.post("/example/pass-time", { days });
    assert.equal(passed.status, 200, passed.text);
}

test("a vote that opens is told to those who may vote, in their language, and one click ends it", async (context) => {
    const judge = await start_judge(context);
    const {anybody, as, members} = await serve_copy(context, judge.port);
    const [first, second] = await members("driver"), [rider] = await members("rider");
    await keep_address(judge, anybody, as (rider), "rider@ride.example", "nl");
    await keep_address(judge, anybody, as (second), "driver@ride.example");
    await propose(as (first));
    await pass_days(as (first), 3);
    const dutch = await judge.mail((mail) => mail.to === "rider@ride.example" &&
                                             mail.headers.subject.startsWith("Jouw stem wordt gevraagd: "),
                                   "vote in Dutch");
    const english = await judge.mail(
        (mail) => mail.to === "driver@ride.example" && mail.headers.subject.startsWith("Your vote is asked: "), "vote");
    for (const mail of [dutch, english]) {
        assert_well_formed(mail);
        assert.equal(mail.headers["list-unsubscribe-post"], "List-Unsubscribe=One-Click");
        assert.equal(mail.headers["auto-submitted"], "auto-generated");
    }
    assert.match(dutch.text, /Er is een stemming open/);
    assert.match(dutch.text, /https:\/\/ride\.example\/decisions\/\d+/);

    const link = dutch.headers["list-unsubscribe"].slice(1, -1);
    assert.ok(dutch.text.includes(link));
    const click = await anybody.send({
        method: "POST",
        path: link.slice(address.length),
        body: "List-Unsubscribe=One-Click",
        headers :
            {"Content-Type": "application/x-www-form-urlencoded", Accept: "*/*", Origin: "https://mail.example"}
    });
    assert.equal(click.status, 200, click.text);
    assert.equal((await as (rider).show("/mail")).votes, false);
    assert.equal((await as (second).show("/mail")).votes, true);
    const sent = judge.mails.length;
    await pass_days(as (first), 1);
    assert.equal(new Set(judge.mails.map((mail) => mail.headers["message-id"])).size, judge.mails.length,
                 `each once, of ${sent}`);
});

test("the digest comes each day to whoever wants it, with what needs their voice first", async (context) => {
    const judge = await start_judge(context);
    const {anybody, as, members} = await serve_copy(context, judge.port);
    const [first, second] = await members("driver");
    await keep_address(judge, anybody, as (second), "daily@ride.example");
    await as (second).do("notices.choose", { language: "en", rhythm: "daily", votes: false });
    await propose(as (first));
    await pass_days(as (first), 4);
    const digest = await judge.mail(
        (mail) => mail.to === "daily@ride.example" && mail.headers.subject.startsWith("Needs your voice: "), "digest");
    assert_well_formed(digest);
    assert.ok(digest.headers["list-unsubscribe"].includes(".digest."));
    assert.ok(digest.text.indexOf("Needs your voice") > 0 &&
              digest.text.indexOf("Needs your voice") < digest.text.indexOf("* "));
});

test("whoever forgot their password gets a link that works once", async (context) => {
    const judge = await start_judge(context);
    const {anybody, as} = await serve_copy(context, judge.port);
    const {member} =
        (await anybody.post("/sign-up", { name: "Zoë", login: "zoe", password: "a long sentence" })).document;
    await keep_address(judge, anybody, as (member), "zoe@ride.example");
    const known = await anybody.post("/sign-in/forgotten", { login: "zoe" }),
          unknown = await anybody.post("/sign-in/forgotten", { login: "nobody" });
    assert.deepEqual([known.status, known.text], [unknown.status, unknown.text]);
    const mail = await judge.mail((each) => each.headers.subject === "A new password", "password");
    assert_well_formed(mail);
    const token = new URL(link_in(mail.text, "/sign-in/new-password"), address).searchParams.get("token");
    assert.equal((await anybody.post("/sign-in/new-password", { token, password: "another long sentence" })).status,
                 200);
    assert.equal(
        (await anybody.post("/sign-in/new-password", { token, password: "a third long sentence" })).document.code,
        "accounts.password_link_worn");
    assert.equal((await anybody.post("/sign-in", { login: "zoe", password: "another long sentence" })).status, 200);
    assert.equal(mail.headers["list-unsubscribe"], undefined);
});

test("what a mail server refuses is not tried again, what it puts off waits, and neither keeps others waiting",
     async (context) => {
         const judge = await start_judge(context, "slow");
         const {as, members} = await serve_copy(context, judge.port);
         const drivers = await members("driver");
         const addresses = ["refused@ride.example", "later@ride.example", "content@ride.example"];
         for (const [place, to] of addresses.entries())
             await as (drivers[place]).do("notices.keep_address", { address: to, language: "en" });
         const [rider] = await members("rider");
         await as (rider).do("notices.keep_address", { address: "fine@ride.example", language: "en" });
         await judge.mail((mail) => mail.to === "fine@ride.example", "one that is taken");
         const letter = async (/** @type {string} */ who) => (await as (who).show("/mail")).letters[0];
         for (let tries = 0; tries < 100 && (await letter(drivers[2])).state !== "Refused by the mail server"; ++tries)
             await new Promise((done) => setTimeout(done, 100));
         assert.deepEqual([(await letter(drivers[0])).state, (await letter(drivers[0])).remark],
                          ["Refused by the mail server", "550"]);
         assert.deepEqual([(await letter(drivers[1])).state, (await letter(drivers[1])).remark],
                          ["Waits to be sent", "451"]);
         assert.deepEqual([(await letter(drivers[2])).state, (await letter(drivers[2])).remark],
                          ["Refused by the mail server", "554"]);
     });

test("a server stops at once while a mail server keeps silent", async (context) => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    context.after(() => silent.close());
    const at = /** @type {import("node:net").AddressInfo} */ (silent.address());
    const connected = once(silent, "connection");
    const {as, members, server} = await serve_copy(context, at.port);
    const [rider] = await members("rider");
    await as (rider).do("notices.keep_address", { address: "fine@ride.example", language: "en" });
    await connected;
    const begun = Date.now();
    assert.equal(await server.stop(), 0);
    assert.ok(Date.now() - begun < 5_000);
});

test("without a mail server everybody sees what they would be sent", async (context) => {
    const {as, members, operator} = await serve_copy(context);
    const [rider] = await members("rider");
    await as (rider).do("notices.keep_address", { address: "rider@ride.example", language: "nl" });
    const own = async () => as (rider).show("/mail");
    for (let tries = 0; tries < 100 && (await own()).letters.length === 0; ++tries)
        await new Promise((done) => setTimeout(done, 100));
    const page = await own();
    assert.equal(page.sends, false);
    assert.equal(page.letters[0].subject, "Bevestig je mailadres");
    const all = await operator.show("/mail");
    assert.equal(all.waiting, 1);
    assert.equal(all.letters[0].member, rider);
    assert.ok(!JSON.stringify(all).includes("rider@ride.example"));
});

test("settings that could not work are refused before anything is served", async () => {
    const refused =
        await reef(["serve", "--data", example, "--listen", "127.0.0.1:0", "--smtp", "smtp://127.0.0.1:25"]);
    assert.equal(refused.code, 1);
    assert.match(refused.complained + refused.said, /--mail-from/);
});
