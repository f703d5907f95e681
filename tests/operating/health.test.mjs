// What a proxy, a service manager and an operator ask of a server while it runs and while it ends.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { before, test } from "node:test";
import { copy_folder, over_socket, send, write_into } from "../reef.mjs";
import { make_example, serve_watched } from "./operating.mjs";

let folder = "", example = "";
before(async () => { ({ folder, data: example } = await make_example()); });
/** @param {string} name */
function copy(name) {
    const data = join(folder, name);
    copy_folder(example, data);
    return data;
}
/** @param {import("../reef.mjs").Answer} answer */
const code_of = (answer) => `${answer.status} ${answer.document.code} after ${answer.headers["retry-after"]} s`;

/** A request whose body is on its way. @param {string} address */
async function begin_slowly(address) {
    const { hostname, port } = new URL(address), line = connect(Number(port), hostname), body = JSON.stringify({});
    let said = "";
    line.setEncoding("utf8").on("data", (text) => (said += text));
    const answered = once(line, "end").then(() => said);
    const continued = once(line, "data");
    line.write(`POST /doors/driver HTTP/1.1\r\nHost: reef\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: ${body.length}\r\n\r\n`);
    await continued; // the server has read the head
    assert.match(said, /^HTTP\/1.1 100 /);
    return { finish: () => { line.write(body); return answered; } };
}

/** @param {string} address @param {string} path */
const reached = (address, path) => send({ address }, { path, headers: { Accept: "application/json" } }).then((answer) => answer.status, () => 0);
/** @param {() => Promise<boolean>} holds */
async function until(holds) {
    const deadline = Date.now() + 20_000;
    while (!(await holds())) {
        assert.ok(Date.now() < deadline, `this never came to hold: ${holds}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
}

test("a server that runs says so, and one that people may be sent to, too", async () => {
    const data = copy("healthy"), server = await serve_watched(["--data", data]);
    for (const address of [server.address, server.figures]) {
        assert.deepEqual((await send({ address }, { path: "/healthz" })).document, { runs: true });
        assert.deepEqual((await send({ address }, { path: "/readyz" })).document, { ready: true });
    }
    assert.equal(await server.stop(), 0);
});

test("asked to stop, a server says at once that it leaves, finishes a slow request, and ends well", async (context) => {
    const data = copy("slow"), server = await serve_watched(["--data", data]);
    context.after(() => server.kill());
    const slow = await begin_slowly(server.address);
    const ended = server.stop();
    await until(async () => (await reached(server.address, "/rules")) === 0);
    assert.equal(code_of(await send({ address: server.figures }, { path: "/readyz" })), "503 platform.leaving after 5 s");
    assert.equal(await reached(server.figures, "/healthz"), 200);
    assert.match(await slow.finish(), /HTTP\/1.1 200 OK\r\n/, "what was in flight is answered");
    assert.equal(await ended, 0);
});

test("asked to leave slowly, a server goes on answering while it says that nobody should be sent here; a second signal hastens it", async (context) => {
    const data = copy("leaving"), server = await serve_watched(["--data", data, "--leave-seconds", "3600"]);
    context.after(() => server.kill());
    const ended = server.stop();
    await until(async () => (await reached(server.address, "/readyz")) === 503);
    assert.equal(code_of(await send(server, { path: "/readyz" })), "503 platform.leaving after 5 s");
    assert.equal(await reached(server.address, "/rules"), 200);
    assert.equal((await over_socket(data, "3").post("/commands/market.go_offline", {})).status, 200);
    server.signal("SIGTERM");
    assert.equal(await ended, 0);
});

test("a server whose data cannot be read is alive, and sends people elsewhere by name", async () => {
    const data = copy("unreadable"), server = await serve_watched(["--data", data]);
    write_into(data, "DROP TABLE chronicle_head");
    const refused = await send(server, { path: "/readyz" });
    assert.match(code_of(refused), /^503 \w+\.\w+ after 5 s$/);
    assert.equal(await reached(server.address, "/healthz"), 200);
    await server.stop();
});

/** What is sent to a socket of datagrams, which Node does not have. @param {import("node:test").TestContext} context @param {string} path */
async function hear_datagrams(context, path) {
    const script = "import socket, sys\nheard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\nheard.bind(sys.argv[1])\nprint('bound', flush=True)\nwhile True: print(heard.recv(4096).decode(), flush=True)";
    const child = spawn("python3", ["-c", script, path], { stdio: ["ignore", "pipe", "inherit"] });
    context.after(() => child.kill());
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async () => (await lines.next()).value;
    assert.equal(await next(), "bound");
    return next;
}

test("the service manager hears when a server is ready and when it stops", { timeout: 60_000 }, async (context) => {
    const data = copy("notified"), path = join(folder, "notify.sock"), told = await hear_datagrams(context, path);
    const server = await serve_watched(["--data", data], { NOTIFY_SOCKET: path });
    context.after(() => server.kill());
    assert.equal(await told(), "READY=1");
    assert.equal(await reached(server.address, "/readyz"), 200);
    assert.equal(await server.stop(), 0);
    assert.equal(await told(), "STOPPING=1");
});
