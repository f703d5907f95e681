// The calendar of deadlines, as another program reads it (python3-icalendar).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { Client, over_socket, root, serve } from "../reef.mjs";
import { make_example } from "./operating.mjs";

/** @typedef {{name: string, version: string, product: string, errors: string[], events: {uid: string, summary: string, url: string, at: string, stamp: string}[], longest: number, bare: number}} Calendar */

/** Of Debian, whose package it needs. @param {string} text @returns {Calendar} */
const read = (text) => JSON.parse(execFileSync("/usr/bin/python3", [join(root, "tests/operating/calendar_judge.py")], { input: text, encoding: "utf8" }));

test("deadlines stand in a calendar that another program reads, each viewer's own with a token that can be taken back", async (context) => {
    const { data } = await make_example(), server = await serve(data);
    context.after(() => server.stop());
    const anybody = new Client(server), operator = over_socket(data, "operator");
    const proposer = over_socket(data, (await operator.show("/people?class=driver")).people[0].number);
    await proposer.do("decisions.propose", { rule: "market.commission", value: "12%", reason: "Less; and, so on",
        expected: { indicator: "driver_income", direction: "rises", size: "4%", by: "2027-12-01" }, effects: { rights: "None.", development: "Slower." } });
    await proposer.do("practices.enter", { title: "Pets on board", description: "We take pets along.", risks: "Hair.", rules: [], classes: ["driver"] });
    const fetched = async (/** @type {string} */ path, language = "en") => {
        const answer = await anybody.send({ path, headers: { Accept: "text/calendar", "Accept-Language": language } });
        assert.equal(answer.status, 200, answer.text);
        assert.equal(answer.headers["content-type"], "text/calendar; charset=utf-8");
        return read(answer.text);
    };
    const open = await fetched("/calendar.ics");
    assert.deepEqual(open.errors, []);
    assert.equal(open.version, "2.0");
    assert.ok(open.longest <= 75 && open.bare === 0);
    const begins = open.events.find((each) => each.summary.startsWith("Vote opens: "));
    assert.ok(begins, JSON.stringify(open.events));
    assert.match(begins.uid, /^decisions-\d+-begin@/);
    assert.equal(new Set(open.events.map((each) => each.uid)).size, open.events.length, "each once");
    assert.ok(open.events.some((each) => each.uid.startsWith("money-periods-")), JSON.stringify(open.events));
    assert.ok(open.events.some((each) => each.summary === "Practice lapses: Pets on board" && /^practices-\d+-lapse@/.test(each.uid)));
    const document = await anybody.show(new URL(begins.url).pathname);
    const again = await fetched("/calendar.ics", "nl");
    assert.deepEqual(again.events.map((each) => [each.uid, each.at, each.stamp]), open.events.map((each) => [each.uid, each.at, each.stamp]), "the same for as long as it is so");
    assert.ok(again.events.some((each) => each.summary.startsWith("Stemming opent: ")));
    assert.ok(document);

    await proposer.post("/example/pass-time", { days: 3 });
    assert.ok((await fetched("/calendar.ics")).events.some((each) => each.summary.startsWith("Vote ends: ") && /-end@/.test(each.uid)));

    const door = await anybody.post("/doors/driver", {});
    const cookie = { Cookie: String(door.headers["set-cookie"]?.find((each) => each.startsWith("reef="))).split(";")[0], "X-Reef": "1" };
    const token = async (/** @type {string} */ scope) => (await anybody.post("/tokens", { name: scope, scope }, cookie)).document.token;
    const reading = await token("reading"), everything = await token("everything");
    const own = await fetched(`/calendar.ics?token=${reading}`);
    assert.ok(own.events.length >= 1);
    const refused = async (/** @type {string} */ secret) => (await anybody.get(`/calendar.ics?token=${secret}`)).document.code;
    assert.equal(await refused(everything), "token.not_for_addresses");
    assert.equal(await refused("reef_no_token"), "token.unknown");
    assert.equal((await anybody.get(`/me?token=${reading}`)).status, 401, "an address lets nobody in elsewhere");
    await anybody.post("/tokens/drop", { name: "reading" }, cookie);
    assert.equal(await refused(reading), "token.unknown");
});
