// The log of a whole run, of friendly and of hostile requests: one object of JSON in each line, and nothing about a person in any.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { Client, copy_folder, over_socket, reef, reef_done, start_reef, write_into } from "../reef.mjs";
import { send_bytes } from "../weather/weather.mjs";
import { make_example } from "./operating.mjs";

const options = ["--listen", "127.0.0.1:0", "--log", "json", "--log-level", "debug", "--log-access"];
const person = { name: "Zoë Quersumme", login: "quersumme.privat", password: "correct horse 7781", words: "Kranichstieg 12, third floor" };

/** What was said on standard error, where nothing but the log is. @param {import("../reef.mjs").Server} server */
const lines_of = (server) => server.output().split("\n").filter((line) => line && !/^(Listening|Figures) on /.test(line));

/** Everything a person does, and everything a person gets. @param {import("../reef.mjs").Server} server @param {string} data */
async function live(server, data) {
    const anybody = new Client(server), secrets = [person.name, person.login, person.password, person.words, "Zo%C3%AB", "Quersumme", "Kranichstieg"];
    const entered = await anybody.post("/doors/driver", {});
    const session = String(entered.headers["set-cookie"]?.find((each) => each.startsWith("reef="))).split(";")[0].slice("reef=".length);
    const cookie = { Cookie: `reef=${session}`, "X-Reef": "1" };
    const token = (await anybody.post("/tokens", { name: person.words }, cookie)).document.token;
    secrets.push(session, token);
    const driver = anybody.with_token(token), operator = over_socket(data, "operator");
    const signed_up = await anybody.post("/sign-up", { name: person.name, login: person.login, password: person.password });
    assert.ok(signed_up.status < 400, signed_up.text);
    const deliberation = (await operator.show("/deliberations")).deliberations[0].href.split("/").at(-1);
    await driver.do("deliberation.state", { deliberation, text: person.words });
    for (const { name } of (await operator.show("/people")).people) secrets.push(name);
    for (const path of ["/", "/people", "/me", "/chronicle", "/openapi.json", `/people?q=${encodeURIComponent(person.name)}`, "/readyz", "/assets/style.css"]) {
        await driver.get(path);
        await anybody.send({ path, headers: { Accept: "text/html" } });
    }
    await anybody.post("/sign-in", { login: person.login, password: "wrong horse 5512" });
    secrets.push("wrong horse 5512");
    return { anybody, driver, secrets: secrets.filter(Boolean), deliberation };
}

/** @param {Client} anybody @param {Client} driver @param {string} address @param {string} deliberation */
async function attack(anybody, driver, address, deliberation) {
    const secret = encodeURIComponent(person.name);
    for (const path of [`/${secret}`, `/people/${secret}`, `/rules/${secret}?name=${secret}`, `/live?topic=/nowhere/${secret}`, `/commands/${secret}`])
        for (const method of ["GET", "HEAD", "POST", "PUT"])
            await anybody.send({ method, path, body: method === "POST" ? JSON.stringify({ name: person.name }) : undefined, headers: { "Content-Type": "application/json", "User-Agent": person.login, Referer: `http://x/${secret}` } });
    for (const body of [`{"text": "${person.words}`, `{"${person.login}": 1}`, JSON.stringify({ deliberation, text: person.words.repeat(5_000) }), JSON.stringify({ deliberation: person.name, text: person.words })])
        await driver.send({ method: "POST", path: "/commands/deliberation.state", body, headers: { "Content-Type": "application/json" } });
    await anybody.with_token(person.password).get("/me");
    await anybody.send({ path: "/me", headers: { Cookie: `reef=${person.password}; theme=${person.login}` } });
    for (const bytes of [`${person.login} / HTTP/1.1\r\n\r\n`, `GET /${person.login} HTTP/9\r\n\r\n`, `GET / HTTP/1.1\r\n${person.login}\r\n\r\n`,
        `POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n${person.password}`, `QUERSUMME / HTTP/1.1\r\nHost: ${person.login}\r\nConnection: close\r\n\r\n`])
        await send_bytes(address, bytes);
}

test("no line tells of a person, whatever is sent, and whatever breaks", { timeout: 120_000 }, async () => {
    const { folder, data } = await make_example();
    let server = await start_reef(["serve", "--data", data, ...options]);
    const { anybody, driver, secrets, deliberation } = await live(server, data);
    await attack(anybody, driver, server.address, deliberation);
    const tables = ["deliberation_statements", "people_memberships", "web_credentials"];
    for (const table of tables) write_into(data, `ALTER TABLE ${table} RENAME TO ${table}_gone`);
    for (const path of ["/", "/people", "/me", `/deliberations/${deliberation}`]) await driver.get(path);
    await driver.post("/commands/deliberation.state", { deliberation, text: person.words });
    const broken = await anybody.post("/sign-up", { name: person.name, login: `${person.login}2`, password: person.password });
    assert.equal(broken.status, 500, broken.text);
    const reference = /as ([0-9a-f]{8})\.$/.exec(broken.document.detail)?.[1];
    assert.equal(await server.stop(), 0);

    const lines = lines_of(server), whole = lines.join("\n"), said = lines.map((line) => JSON.parse(line));
    for (const secret of [...secrets, "127.0.0.1", "::1"]) assert.ok(!whole.toLowerCase().includes(secret.toLowerCase()), `${secret} is in the log: ${lines.find((line) => line.toLowerCase().includes(secret.toLowerCase()))}`);
    for (const line of said) {
        assert.match(line.time, /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        assert.ok(["debug", "info", "warning", "error"].includes(line.level), line.level);
        assert.ok(line.what);
    }
    const access = said.filter((line) => line.what === "answered");
    assert.ok(access.length > 50, `${access.length} answers`);
    for (const line of access) assert.deepEqual(Object.keys(line).sort(), ["bytes", "duration_us", "level", "method", "route", "status", "time", "what"]);
    const routes = new Set(access.map((line) => `${line.method} ${line.route} ${line.status}`));
    for (const route of ["GET /people/{person} 404", "POST /commands/{command} 200", "GET none 404", "other none 405", "POST /sign-up 500"]) assert.ok(routes.has(route), `${route}: ${[...routes].join(", ")}`);
    assert.ok(said.some((line) => line.level === "error" && line.reference === reference), "the reference that the refusal names");
    assert.ok(folder);
});

test("without being asked for, answers leave no line; lines for people are no JSON", async () => {
    const { folder, data } = await make_example(), copy = join(folder, "copy");
    copy_folder(data, copy);
    const server = await start_reef(["serve", "--data", copy, "--listen", "127.0.0.1:0"]);
    await new Client(server).get("/");
    write_into(copy, "DROP TABLE chronicle_head");
    await new Client(server).get("/readyz");
    await server.stop();
    assert.match(lines_of(server).join("\n"), /^20\S+Z error \S.*\breference=[0-9a-f]{8}$/m);
    assert.doesNotMatch(lines_of(server).join("\n"), /answered|\{"/);
    assert.equal((await reef(["serve", "--data", copy, "--log", "xml"])).code, 2);
    assert.equal((await reef(["serve", "--data", copy, "--log-level", "shout"])).code, 2);
    await reef_done(["version"]);
});
