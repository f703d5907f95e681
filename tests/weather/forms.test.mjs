// Forms and letters that come twice, and sessions that have ended: the same answer and no second effect; a named refusal and a
// way to go on.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, over_socket, serve, write_into } from "../reef.mjs";
import { assert_refused, head_of, make_example } from "./weather.mjs";

/** @type {import("../reef.mjs").Server} */ let server;
/** @type {Client} */ let anybody;
/** @type {Client} */ let operator;
let data = "", deliberation = "";
before(async () => {
    ({ data } = await make_example());
    server = await serve(data);
    anybody = new Client(server);
    operator = over_socket(data, "operator");
    deliberation = (await operator.show("/deliberations")).deliberations[0].href.split("/").at(-1);
});
after(() => server?.stop());

/** Comes in as the rider. @returns {Promise<string>} */
async function begin_session() {
    const begun = await anybody.post("/doors/rider", {});
    return String(begun.headers["set-cookie"]?.find((each) => each.startsWith("reef="))).split(";")[0];
}
/** @param {string} cookie @param {string} path */
const open_page = (cookie, path) => anybody.send({ path, headers: { Accept: "text/html", Cookie: cookie } });
/** @param {string} html @param {string} name */
const hidden = (html, name) => /** @type {RegExpExecArray} */ (new RegExp(`name="${name}" value="([^"]+)"`).exec(html))[1];
/** @param {string} cookie @param {string} command @param {Record<string, string>} fields */
const send_form = (cookie, command, fields) => anybody.send({ method: "POST", path: `/commands/${command}`, body: new URLSearchParams(fields).toString(),
    headers: { Accept: "text/html", Cookie: cookie, "Content-Type": "application/x-www-form-urlencoded" } });

test("a form that is sent again is answered as it was, and nothing is done twice", async () => {
    const cookie = await begin_session(), { text } = await open_page(cookie, `/deliberations/${deliberation}`);
    const form = { csrf: hidden(text, "csrf"), once: hidden(text, "once"), then: `/deliberations/${deliberation}#{id}`, deliberation, text: "It may rain on Sundays." };
    const first = await send_form(cookie, "deliberation.state", form);
    assert.equal(first.status, 303, first.text);
    const head = await head_of(operator);
    for (let again = 0; again < 3; ++again) {
        const answer = await send_form(cookie, "deliberation.state", form);
        assert.deepEqual([answer.status, answer.headers.location], [303, first.headers.location]);
    }
    await Promise.all(Array.from({ length: 20 }, () => send_form(cookie, "deliberation.state", form))); // an impatient finger
    assert.equal(await head_of(operator), head);
    const other = await send_form(cookie, "deliberation.state", { ...form, text: "It may snow on Mondays." });
    assert.notEqual(other.headers.location, first.headers.location, "another form of the same page is another thing to do");
});

test("a letter with the same key is answered as it was, also after a restart", async () => {
    const [rider] = (await operator.show("/people?class=rider")).people, member = over_socket(data, String(rider.number));
    const state = (/** @type {string} */ text, /** @type {string} */ key) => member.post("/commands/deliberation.state", { deliberation, text }, { "Idempotency-Key": key });
    const first = await state("Letters get lost.", "one"), head = await head_of(operator);
    assert.equal(first.status, 200, first.text);
    assert.equal((await state("Letters get lost.", "one")).text, first.text);
    assert.equal(await server.stop(), 0);
    server = await serve(data);
    anybody = new Client(server);
    assert.equal((await state("Letters get lost.", "one")).text, first.text);
    assert_refused(await state("Something else.", "one"), { status: 422, code: "platform.key_of_another" });
    assert.equal(await head_of(operator), head);
    const [, someone_else] = (await operator.show("/people?class=rider")).people;
    const theirs = await over_socket(data, String(someone_else.number)).post("/commands/deliberation.state", { deliberation, text: "Letters get lost." }, { "Idempotency-Key": "one" });
    assert.notEqual(theirs.document.entry, first.document.entry, "somebody else's key is another key");
});

test("whoever was away too long is told so, is nobody, and keeps nothing that was typed from others", async () => {
    const cookie = await begin_session(), { text } = await open_page(cookie, `/deliberations/${deliberation}`);
    const form = { csrf: hidden(text, "csrf"), once: hidden(text, "once"), deliberation, text: "I was away." };
    write_into(data, "UPDATE web_sessions SET expires_at = 1");
    const head = await head_of(operator);
    const refused = await send_form(cookie, "deliberation.state", form);
    assert_refused(refused, { status: 401, code: "session.expired" });
    assert.match(String(refused.headers["set-cookie"]), /reef=; .*Max-Age=0/, "the cookie of the session goes");
    const as_json = await anybody.post("/commands/deliberation.state", { deliberation, text: "I was away." }, { Cookie: cookie, "X-Reef": "1" });
    assert_refused(as_json, { status: 401, code: "access.sign_in" });
    assert_refused(await anybody.send({ path: "/me", headers: { Cookie: cookie } }), { status: 401, code: "access.sign_in" });
    const sent_on = await open_page(cookie, "/me");
    assert.deepEqual([sent_on.status, sent_on.headers.location], [303, "/sign-in?then=%2Fme"]);
    assert.equal((await open_page(cookie, "/rules")).status, 200, "what is for anyone stays open");
    assert.equal(await head_of(operator), head);
});
