// Bad input over HTTP: each request gets a refusal by name, with the field that it concerns, and changes nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, over_socket, serve } from "../reef.mjs";
import { assert_refused, head_of, make_example, send_bytes } from "./weather.mjs";

/** @type {import("../reef.mjs").Server} */ let server;
/** @type {Client} */ let operator;
/** @type {Client} */ let driver;
/** @type {Client} */ let anybody;
let cookie = "";

before(async () => {
    const { data } = await make_example();
    server = await serve(data);
    anybody = new Client(server);
    operator = over_socket(data, "operator");
    const begun = await anybody.post("/doors/driver", {});
    cookie = String(begun.headers["set-cookie"]?.find((each) => each.startsWith("reef="))).split(";")[0];
    driver = anybody.with_token((await anybody.post("/tokens", { name: "weather" }, { Cookie: cookie, "X-Reef": "1" })).document.token);
});
after(() => server?.stop());

/** Nothing is recorded meanwhile. @param {() => Promise<void>} act */
async function unchanged(act) {
    const before_it = await head_of(operator);
    await act();
    assert.equal(await head_of(operator), before_it);
}

const proposal = {
    rule: "market.commission", value: "12%", reason: "We earn less.", expected: { indicator: "driver_income", direction: "rises", size: "4%", by: "2031-12-01" },
    effects: { rights: "None.", development: "None." },
};
/** @param {object} more */
const with_more = (more) => JSON.stringify({ ...proposal, ...more });
/** @param {string} first what stands before the rest of the proposal */
const begun_with = (first) => `{${first}, ${JSON.stringify(proposal).slice(1)}`;

/** @typedef {{status: number, code: string, field?: string}} Expected */
/** @type {[string, string | Buffer, Expected][]} */
const bodies = [
    ["a half object", '{"rule": ', { status: 400, code: "input.not_json" }],
    ["something after the end", `${JSON.stringify(proposal)} {}`, { status: 400, code: "input.not_json" }],
    ["a list in place of an object", "[]", { status: 422, code: "input.wrong_type" }],
    ["nesting too deep", `{"rule": ${"[".repeat(100)}${"]".repeat(100)}}`, { status: 400, code: "input.not_json" }],
    ["a key twice", begun_with('"value": "9%"'), { status: 400, code: "input.duplicate_key", field: "value" }],
    ["a key twice inside", '{"effects": {"rights": "a", "rights": "b"}}', { status: 400, code: "input.duplicate_key", field: "effects.rights" }],
    ["an unknown key", with_more({ surprise: 1 }), { status: 422, code: "input.unknown_field", field: "surprise" }],
    ["an unknown key inside", with_more({ effects: { ...proposal.effects, also: "" } }), { status: 422, code: "input.unknown_field", field: "effects.also" }],
    ["a missing field", with_more({ reason: undefined }), { status: 422, code: "input.missing", field: "reason" }],
    ["a missing field inside", with_more({ effects: { rights: "None." } }), { status: 422, code: "input.missing", field: "effects.development" }],
    ["a number for a text", with_more({ reason: 7 }), { status: 422, code: "input.wrong_type", field: "reason" }],
    ["a text for an object", with_more({ expected: "soon" }), { status: 422, code: "input.wrong_type", field: "expected" }],
    ["null", with_more({ value: null }), { status: 422, code: "input.missing", field: "value" }],
    ["a word that is no choice", with_more({ expected: { ...proposal.expected, direction: "sideways" } }), { status: 422, code: "input.unknown_choice", field: "expected.direction" }],
    ["a day that does not exist", with_more({ expected: { ...proposal.expected, by: "2031-02-30" } }), { status: 422, code: "input.not_a_time", field: "expected.by" }],
    ["a fraction", with_more({}).replace('"4%"', "1.5"), { status: 400, code: "input.not_a_whole_number", field: "expected.size" }],
    ["a whole number out of range", with_more({}).replace('"12%"', "9223372036854775808"), { status: 400, code: "input.not_a_whole_number", field: "value" }],
    ["invalid UTF-8", Buffer.from(with_more({ reason: "caf\u00e9" }), "latin1"), { status: 400, code: "input.not_json" }],
    ["half a character", with_more({}).replace("We earn", "\\ud800 earn"), { status: 400, code: "input.not_json" }],
    ["a NUL", with_more({}).replace("We earn", "We\\u0000earn"), { status: 422, code: "input.not_text", field: "reason" }],
    ["a text too long", with_more({ reason: "é".repeat(100_000) }), { status: 422, code: "input.too_long", field: "reason" }],
    ["a value out of bounds", with_more({ value: "31%" }), { status: 422, code: "rules.out_of_bounds", field: "value" }],
    ["more than is taken", with_more({ reason: "x".repeat(1_000_000) }), { status: 413, code: "request.too_large" }],
    ["more than is read", with_more({ reason: "x".repeat(3_000_000) }), { status: 413, code: "request.body_too_large" }],
];
for (const [name, body, expected] of bodies)
    test(`a command with ${name} is refused`, () => unchanged(async () => {
        assert_refused(await driver.send({ method: "POST", path: "/commands/decisions.propose", body, headers: { "Content-Type": "application/json" } }), expected);
    }));

/** As a browser sends forms. @param {string} body @param {Record<string, string>} [headers] */
const send_form = (body, headers = {}) => anybody.send({ method: "POST", path: "/commands/decisions.propose", body,
    headers: { Accept: "text/html", Cookie: cookie, "Content-Type": "application/x-www-form-urlencoded", ...headers } });
/** The tokens that stand in every form of a page. @param {string} path */
async function tokens_of(path) {
    const { text } = await anybody.send({ path, headers: { Accept: "text/html", Cookie: cookie } });
    const [, csrf, once] = /** @type {RegExpExecArray} */ (/name="csrf" value="([^"]+)".*name="once" value="([^"]+)"/.exec(text));
    return `csrf=${csrf}&once=${once}&from=/rules/market.commission/change`;
}
/** @type {[string, string, Expected][]} */
const forms = [
    ["escapes that are none", "value=%zz", { status: 400, code: "request.badly_encoded" }],
    ["bytes that are no UTF-8", "value=%ff%fe", { status: 400, code: "request.badly_encoded" }],
    ["a NUL", "value=%00", { status: 400, code: "request.badly_encoded" }],
    ["too many fields", "a=1&".repeat(5_000), { status: 413, code: "request.too_many_fields" }],
    ["a field that is a value and a group", "effects=1&effects.rights=2", { status: 422, code: "request.contradictory_fields" }],
    ["a name nested too deep", `${"a.".repeat(20)}a=1`, { status: 422, code: "request.contradictory_fields" }],
    ["a way back that leads elsewhere", "then=https://evil.example/", { status: 422, code: "request.leads_elsewhere" }],
    ["a missing field", "rule=market.commission", { status: 422, code: "" }],
];
for (const [name, fields, expected] of forms)
    test(`a form with ${name} is refused on a page`, () => unchanged(async () => {
        assert_refused(await send_form(`${await tokens_of("/rules/market.commission/change")}&${fields}`), expected);
    }));

test("a form of another site, of nobody, or without its token is refused", () => unchanged(async () => {
    const tokens = await tokens_of("/rules/market.commission/change");
    assert_refused(await send_form("rule=market.commission"), { status: 403, code: "form.not_from_here" });
    assert_refused(await send_form(tokens, { Origin: "https://evil.example" }), { status: 403, code: "request.cross_origin" });
    assert_refused(await send_form(tokens, { "Sec-Fetch-Site": "cross-site" }), { status: 403, code: "request.cross_origin" });
    assert_refused(await send_form(tokens, { Cookie: "reef=stolen" }), { status: 401, code: "session.expired" });
    for (const path of ["/example/pass-time", "/preferences", "/sign-out", "/tokens"])
        assert_refused(await anybody.send({ method: "POST", path, body: "days=1&name=a&language=nl", headers: { "Content-Type": "application/x-www-form-urlencoded" } }), { status: 403, code: "form.not_from_here" });
}));

/** @type {[string, Parameters<Client["send"]>[0], Expected][]} */
const requests = [
    ["a command that does not exist", { method: "POST", path: "/commands/market.steal", body: "{}", headers: { "Content-Type": "application/json" } }, { status: 404, code: "command.unknown" }],
    ["a command that is only looked at", { path: "/commands/market.go_online" }, { status: 405, code: "request.wrong_method" }],
    ["a page that is posted to", { method: "POST", path: "/rules", body: "{}", headers: { "Content-Type": "application/json" } }, { status: 405, code: "request.wrong_method" }],
    ["a method that nothing has", { method: "DELETE", path: "/chronicle/1" }, { status: 405, code: "request.wrong_method" }],
    ["text in place of a document", { method: "POST", path: "/commands/market.go_online", body: "{}", headers: { "Content-Type": "text/plain" } }, { status: 415, code: "request.unsupported_type" }],
    ["nothing that we answer in", { path: "/rules", headers: { Accept: "image/png" } }, { status: 406, code: "request.not_acceptable" }],
    ["a token that is none", { path: "/me", headers: { Authorization: "Bearer reef_no" } }, { status: 401, code: "token.unknown" }],
    ["somebody else's name, over the network", { path: "/me", headers: { "X-Reef-As": "3" } }, { status: 403, code: "as.not_over_the_network" }],
    ["a door that is none", { method: "POST", path: "/doors/..%2Fdriver", body: "{}", headers: { "Content-Type": "application/json" } }, { status: 400, code: "request.path_not_plain" }],
    ["a founder link that is none", { path: "/founder?token=1' OR '1'='1" .replaceAll(" ", "%20") }, { status: 404, code: "house.link_used" }],
    ["an expectation that nobody meets", { path: "/", headers: { Expect: "a miracle" } }, { status: 417, code: "request.unmet_expectation" }],
    ["a header that never ends", { path: "/", headers: { "X-Long": "x".repeat(64_000) } }, { status: 431, code: "request.header_too_large" }],
];
for (const [name, what, expected] of requests)
    test(`a request with ${name} is refused`, () => unchanged(async () => assert_refused(await anybody.send(what), expected)));

const paths = ["/../etc/passwd", "/..", "/%2e%2e/etc/passwd", "/assets/%2e%2e/%2e%2e/reef.sqlite", "/assets/..%2f..%2freef.sqlite", "/rules/%00", "/rules//", "//evil.example/",
    "/rules/market.commission%0d%0aSet-Cookie:%20a=b", "/rules/%ff", "/rules\\..\\..", "/%", "/%2", "rules", "*", "/a/./b", "/people/%2e"];
for (const path of paths)
    test(`the path ${path} leads nowhere`, () => unchanged(async () => {
        const answer = await send_bytes(server.address, `GET ${path} HTTP/1.1\r\nHost: reef\r\nAccept: application/json\r\nConnection: close\r\n\r\n`);
        assert_refused(answer);
        assert.ok([400, 404].includes(answer.status), String(answer.status));
    }));

/** @type {[string, string][]} */
const not_http = [["no HTTP at all", "hello\r\n\r\n"], ["HTTP of another age", "GET /\r\n\r\n"], ["no host", "GET / HTTP/1.1\r\n\r\n"], ["two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"],
    ["two lengths", "POST /commands/x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"],
    ["a length and chunks", "POST /commands/x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
    ["a negative length", "POST /commands/x HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"]];
for (const [name, bytes] of not_http)
    test(`${name} is refused`, () => unchanged(async () => assert_refused(await send_bytes(server.address, bytes), { status: 400 })));
