// docs/operating/nginx.conf, run as it stands but for its addresses and the names of its files.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request as plain_request } from "node:http";
import { Agent, request } from "node:https";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { over_socket, root, serve } from "../reef.mjs";
import { make_example } from "./operating.mjs";

const host = "ride.example", example = readFileSync(join(root, "docs/operating/nginx.conf"), "utf8");
let folder = "", data = "", sockets = { plain: "", tls: "" };
/** @type {import("../reef.mjs").Server} */ let server;
/** @type {Awaited<ReturnType<typeof start_unreliable>>} */ let unreliable;
/** @type {() => Promise<unknown>} */ let stop_nginx = () => Promise.resolve();

/** Stands before the server, and on demand breaks the line after it has done what it was asked. @param {string} address */
async function start_unreliable(address) {
    const state = { breaks: false, broken: 0 }, { port, hostname } = new URL(address);
    const proxy = createServer((client) => {
        const line = connect(Number(port), hostname);
        client.on("error", () => line.destroy()).on("close", () => line.destroy()).pipe(line);
        line.on("error", () => client.destroy()).on("close", () => client.destroy());
        line.on("data", (answer) => {
            if (!state.breaks) return void client.write(answer);
            ++state.broken;
            client.destroy();
        });
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    return { state, listens: `127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (proxy.address()).port}`, stop: () => proxy.close() };
}

/** @param {string} text @param {[string | RegExp, string][]} changes */
function changed(text, changes) {
    return changes.reduce((now, [from, to]) => {
        const then = now.replace(from, to);
        assert.notEqual(then, now, `the example has ${from}`);
        return then;
    }, text);
}

/** @param {string[]} servers */
async function start_nginx(servers) {
    const own = join(folder, "nginx");
    rmSync(own, { recursive: true, force: true });
    mkdirSync(own);
    sockets = { plain: join(own, "plain.sock"), tls: join(own, "tls.sock") };
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", `/CN=${host}`,
        "-addext", `subjectAltName=DNS:${host}`, "-keyout", join(own, "key.pem"), "-out", join(own, "certificate.pem")], { stdio: "ignore" });
    const site = changed(example, [["server 127.0.0.1:8080 max_fails=1 fail_timeout=2s;", servers.map((each) => `server ${each} max_fails=0;`).join(" ")],
        ["listen 80;", `listen unix:${sockets.plain};`], ["    listen [::]:80;\n", ""], ["listen 443 ssl http2;", `listen unix:${sockets.tls} ssl http2;`],
        ["    listen [::]:443 ssl http2;\n", ""], ["/etc/letsencrypt/live/ride.example/fullchain.pem", join(own, "certificate.pem")],
        ["/etc/letsencrypt/live/ride.example/privkey.pem", join(own, "key.pem")], ["/var/log/nginx/error.log", join(own, "error.log")]]);
    writeFileSync(join(own, "site.conf"), site);
    const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((each) => `${each}_temp_path ${own}/${each};`).join(" ");
    writeFileSync(join(own, "nginx.conf"), `daemon off; master_process off; pid ${own}/pid; error_log ${own}/error.log;\nevents { worker_connections 512; }\nhttp { ${places} include ${own}/site.conf; }\n`);
    const child = spawn("nginx", ["-p", own, "-c", join(own, "nginx.conf"), "-e", join(own, "error.log")], { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } });
    const kill = () => { child.kill("SIGKILL"); };
    process.once("exit", kill);
    stop_nginx = async () => {
        child.kill("SIGTERM");
        if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
        process.off("exit", kill);
    };
    while (!existsSync(sockets.tls)) {
        if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}: ${readFileSync(join(own, "error.log"), "utf8")}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
}

/** Over TLS, as a browser would. @param {{method?: string, path: string, headers?: Record<string, string>, body?: string, agent?: Agent}} what @returns {Promise<import("../reef.mjs").Answer>} */
function ask({ method = "GET", path, headers = {}, body, agent }) {
    return new Promise((resolve, reject) => {
        const line = request({ socketPath: sockets.tls, servername: host, ca: readFileSync(join(folder, "nginx/certificate.pem")), method, path, agent: agent ?? false,
            headers: { Host: host, Accept: "application/json", ...headers, ...(body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) }) } }, (response) => {
            let text = "";
            response.setEncoding("utf8").on("data", (part) => (text += part)).once("error", reject);
            response.once("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text,
                document: text && /json/.test(response.headers["content-type"] ?? "") ? JSON.parse(text) : null }));
        });
        line.once("error", reject).end(body);
    });
}
/** @param {string} path @param {unknown} what @param {Record<string, string>} [headers] */
const post = (path, what, headers = {}) => ask({ method: "POST", path, body: JSON.stringify(what), headers: { "Content-Type": "application/json", ...headers } });

before(async () => {
    ({ folder, data } = await make_example());
    server = await serve(data);
    unreliable = await start_unreliable(server.address);
    // The first two servers are a bad one and a dead one.
    await start_nginx([unreliable.listens, "127.0.0.1:9", new URL(server.address).host]);
});
after(async () => {
    await stop_nginx();
    unreliable?.stop();
    await server?.stop();
});

test("whoever comes in the clear is sent to TLS, where browsers are told to stay", async () => {
    const line = plain_request({ socketPath: sockets.plain, path: "/rules?q=1", headers: { Host: host } });
    const [response] = await once(line.end(), "response");
    assert.deepEqual([response.statusCode, response.headers.location], [308, `https://${host}/rules?q=1`]);
    response.resume();
    const answer = await ask({ path: "/rules" });
    assert.equal(answer.status, 200);
    assert.match(String(answer.headers["strict-transport-security"]), /max-age=\d{7,}/);
});

test("cookies are for TLS alone", async () => {
    const cookies = (await post("/doors/driver", {})).headers["set-cookie"] ?? [];
    assert.ok(cookies.some((each) => each.startsWith("reef=")));
    for (const each of cookies) assert.match(each, /; Secure/, each);
});

test("another site's forms are refused, our own are taken, whatever else a browser claims", async () => {
    const session = String((await post("/doors/rider", {})).headers["set-cookie"]?.find((each) => each.startsWith("reef="))).split(";")[0];
    const page = await ask({ path: "/rules", headers: { Cookie: session, Accept: "text/html" } }), csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    const send = (/** @type {Record<string, string>} */ headers) => ask({ method: "POST", path: "/preferences", body: new URLSearchParams({ csrf, theme: "dark" }).toString(),
        headers: { Cookie: session, "Content-Type": "application/x-www-form-urlencoded", ...headers } });
    assert.ok(csrf);
    assert.equal((await send({ Origin: `https://${host}` })).status, 200);
    for (const origin of ["https://evil.example", `https://${host}.evil.example`, "null"])
        assert.equal((await send({ Origin: origin, "X-Forwarded-Proto": "http", "X-Forwarded-For": "127.0.0.1" })).document.code, "request.cross_origin", origin);
});

/** Looks at a page. @param {string} topic */
async function look(topic) {
    const line = request({ socketPath: sockets.tls, servername: host, rejectUnauthorized: false, path: `/live?topic=${encodeURIComponent(topic)}`, headers: { Host: host }, agent: false });
    const [response] = await once(line.end(), "response");
    response.on("error", () => {}); // it is cut off in the end
    return { status: response.statusCode, type: response.headers["content-type"], hear: () => once(response.setEncoding("utf8"), "data"), end: () => line.destroy() };
}

test("a page that is looked at hears at once that it changed", { timeout: 30_000 }, async () => {
    const operator = over_socket(data, "operator"), [{ href }] = (await operator.show("/deliberations")).deliberations;
    const page = await look(href), heard = page.hear();
    assert.equal(page.type, "text/event-stream");
    const stated = await over_socket(data, "3").do("deliberation.state", { deliberation: href.split("/").at(-1), text: "It may rain." });
    assert.match(String(await heard), new RegExp(`event: changed\ndata: ${stated.entry}\n`));
    page.end();
});

test("what watches over servers is not for everybody", async () => {
    for (const path of ["/readyz", "/metrics"]) assert.equal((await ask({ path })).status, 404, path);
});

test("what is too large is refused", async () => {
    assert.equal((await post("/commands/deliberation.state", { text: "x".repeat(2_500_000) })).document.code, "request.body_too_large");
    assert.equal((await post("/commands/deliberation.state", { text: "x".repeat(4_000_000) })).status, 413);
});

test("a command whose answer was lost is asked of the next server, and is done once", async () => {
    const operator = over_socket(data, "operator"), deliberation = (await operator.show("/deliberations")).deliberations[0].href.split("/").at(-1);
    const session = String((await post("/doors/driver", {})).headers["set-cookie"]?.find((each) => each.startsWith("reef="))).split(";")[0];
    const head = async () => Number((await operator.show("/chronicle")).head.entry), before_it = await head();
    unreliable.state.breaks = true;
    for (let letter = 0; letter < 6; ++letter) {
        const answer = await post("/commands/deliberation.state", { deliberation, text: `Letter ${letter}.` }, { Cookie: session, "X-Reef": "1", "Idempotency-Key": `letter ${letter}` });
        assert.equal(answer.status, 200, answer.text);
    }
    unreliable.state.breaks = false;
    assert.ok(unreliable.state.broken > 0, "some answers were lost on the way");
    assert.equal(await head(), before_it + 6);
});

test("whoever asks much faster than a person, or looks at very many pages at once, is told to wait", { timeout: 60_000 }, async () => {
    const begin_anew = async () => { await stop_nginx(); await start_nginx([new URL(server.address).host]); };
    await begin_anew();
    const line = new Agent({ keepAlive: true, maxSockets: 1 }), statuses = [];
    for (let i = 0; i < 300 && statuses.at(-1) !== 429; ++i) statuses.push((await ask({ path: "/healthz", agent: line })).status);
    line.destroy();
    assert.equal(statuses.at(-1), 429);
    assert.ok(statuses.length > 100, `a person does not notice: ${statuses.length}`);
    await begin_anew();
    const [{ href }] = (await over_socket(data, "operator").show("/deliberations")).deliberations;
    const looking = await Promise.all(Array.from({ length: 70 }, () => look(href)));
    assert.deepEqual([looking.filter((each) => each.status === 200).length, looking.filter((each) => each.status === 503).length], [64, 6]);
    for (const each of looking) each.end();
});
