// Every command and every page that the interface describes, asked with whatever a hostile or careless program may send: an
// answer by name each time, nothing recorded that was refused, and a server that goes on.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, over_socket, serve } from "../reef.mjs";
import { assert_refused, head_of, make_example } from "./weather.mjs";

/** @type {import("../reef.mjs").Server} */ let server;
/** @type {Client} */ let member;
/** @type {Client} */ let operator;
/** @type {any} */ let openapi;

before(async () => {
    const { data } = await make_example();
    server = await serve(data);
    operator = over_socket(data, "operator");
    const [driver] = (await operator.show("/people?class=driver")).people;
    member = over_socket(data, String(driver.number));
    openapi = await operator.show("/openapi.json");
});
after(() => server?.stop());

const hostile = [null, true, -1, 0, 9007199254740993n, -9223372036854775808n, "", " ", "0", "-1", "99999999999999999999", "1.1.1", "1e9", "NaN", "💥", "\u202e", "x".repeat(70_000), "'; DROP TABLE people; --",
    "../../etc/passwd", "999999999%", "-1 EUR", "92233720368547758.08 EUR", "1.005 EUR", "99999999 days", "-1 day", "2026-02-30", "9999-12-31T23:59:59.999Z", "0000-01-01", "95.0,200.0", [], [[]], {}, { a: 1 }, [null]];
/** With whole numbers that JavaScript cannot hold. @param {unknown} value */
const text_of = (value) => JSON.stringify(value, (_, each) => typeof each === "bigint" ? `#${each}#` : each).replace(/"#(-?\d+)#"/g, "$1");

/** What a schema is about, behind references and choices. @param {any} schema @returns {any} */
function looked_up(schema) {
    if (schema.$ref) return looked_up(schema.$ref.slice(2).split("/").reduce((/** @type {any} */ at, /** @type {string} */ name) => at[name], openapi));
    return schema.anyOf ? { description: schema.description, ...looked_up(schema.anyOf[0]) } : schema;
}
/** Something that fits the schema of a field: of texts what its description names. @param {any} given @returns {any} */
function plausible(given) {
    const schema = looked_up(given);
    if (schema.enum) return schema.enum[0];
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    if (type === "object") return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, each]) => [name, plausible(each)]));
    if (type === "array") return [plausible(schema.items)];
    if (type === "integer") return 1;
    if (type === "boolean") return false;
    return /such as "([^"]+)"/.exec(schema.description ?? "")?.[1] ?? "1";
}
/** Every place in a schema, also inside the rows of lists. @param {any} given @param {string[]} [at] @returns {string[][]} */
function places(given, at = []) {
    const schema = looked_up(given);
    if (schema.items) return places(schema.items, [...at, "0"]);
    return Object.entries(schema.properties ?? {}).flatMap(([name, each]) => [[...at, name], ...places(each, [...at, name])]);
}
/** @param {any} document @param {string[]} place @param {unknown} value */
function put(document, place, value) {
    const copy = structuredClone(document);
    let object = copy;
    for (const name of place.slice(0, -1)) object = object[name];
    object[/** @type {string} */ (place.at(-1))] = value;
    return copy;
}

test("no field of any command takes what does not belong there", { timeout: 120_000 }, async () => {
    let tried = 0;
    for (const [path, { post }] of Object.entries(openapi.paths).filter(([path, each]) => /^\/commands\/\w+\.\w+$/.test(path) && each.post)) {
        if (path === "/commands/people.leave") continue; // there is nothing to get wrong in it, and it would end the member
        const schema = post.requestBody.content["application/json"].schema, sound = plausible(schema);
        for (const place of places(schema)) {
            const before_it = await head_of(operator);
            /** @type {string[]} */
            const done = [];
            await Promise.all(hostile.map(async (value) => {
                const body = text_of(put(sound, place, value));
                const answer = await member.send({ method: "POST", path, body, headers: { "Content-Type": "application/json" } });
                ++tried;
                if (answer.status === 200) done.push(body);
                else assert_refused(answer);
            }));
            if (done.length === 0) assert.equal(await head_of(operator), before_it, `${path} ${place.join(".")}`);
        }
    }
    assert.ok(tried > 1_000, `${tried} requests`);
});

test("no page breaks at an odd address or question", { timeout: 120_000 }, async () => {
    const odd = ["0", "-1", "99999999999999999999", "9223372036854775807", "1.1", "1.99999999999999999999", "a", "%F0%9F%92%A5", "'", "%25", "member:0", "member:99999999999999999999", "x".repeat(3_000)];
    const questions = ["", "?page=0", "?page=-1", "?page=99999999999999999999", "?before=-5", "?before=x", "?class=%00", "?sort='", "?format=xml", "?page=1&page=2", "?%zz", `?class=${"x".repeat(3_000)}`];
    const before_it = await head_of(operator);
    let tried = 0;
    for (const path of Object.keys(openapi.paths).filter((each) => openapi.paths[each].get)) {
        const addresses = path.includes("{") ? odd.map((each) => path.replace(/\{\w+\}/g, each)) : questions.map((each) => path + each);
        const all = [member, operator].flatMap((who) => addresses.flatMap((address) => ["application/json", "text/html"].map((accept) => ({ who, address, accept }))));
        await Promise.all(all.map(async ({ who, address, accept }) => {
            const answer = await who.send({ path: address, headers: { Accept: accept } });
            ++tried;
            if (answer.status >= 300) assert_refused(answer);
            else assert.ok(answer.text.length > 0, address);
        }));
    }
    assert.ok(tried > 1_000, `${tried} requests`);
    assert.equal(await head_of(operator), before_it);
});
