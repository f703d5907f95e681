// What tests of the real binary share: data in memory, the `reef` command, a server on a port of its own, and a client that
// speaks JSON to it over the network or over the server's own socket.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../", import.meta.url));
export const binary = () => process.env.REEF_BINARY ?? `${root}build/release/reef`;

/** What is still there when the test ends, however it ends. @type {Set<() => void>} */
const left_behind = new Set();
process.once("exit", () => { for (const clear of left_behind) clear(); });

/** Ends a process with the test, unless it is forgotten before. @param {import("node:child_process").ChildProcess} child */
export function end_at_last(child) {
    const kill = () => { child.kill("SIGKILL"); };
    left_behind.add(kill);
    return () => left_behind.delete(kill);
}

/** A folder in memory, where there is one: no test here takes the power away, so none needs to wait for a disk. */
export function make_folder() {
    const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "reef-test-"));
    left_behind.add(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
}

/**
 * Runs a command to its end.
 * @param {string[]} args @param {{input?: string, uid?: number}} [how]
 * @returns {Promise<{code: number | null, said: string, complained: string, document: () => any}>}
 */
export function reef(args, { input = "", uid } = {}) {
    const child = spawn(binary(), args, { stdio: "pipe", ...(uid === undefined ? {} : { uid, gid: uid }) });
    let said = "", complained = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (said += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (complained += text));
    child.stdin.on("error", () => {}); // it may end without having read
    child.stdin.end(input);
    return new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (code) => resolve({ code, said, complained, document: () => JSON.parse(said) }));
    });
}

/** Runs a command that must succeed. @param {string[]} args @param {{input?: string}} [how] */
export async function reef_done(args, how) {
    const ran = await reef(args, how);
    if (ran.code !== 0) throw new Error(`reef ${args.join(" ")} ended with ${ran.code}: ${ran.complained}${ran.said}`);
    return ran;
}

/** An example is made once, and each who changes it gets a copy. @param {string} from @param {string} to */
export const copy_folder = (from, to) => cpSync(from, to, { recursive: true, filter: (file) => !file.endsWith(".sock") });

/** Whoever has the disk can write anything into it. @param {string} data @param {string} sql */
export function write_into(data, sql) {
    const script = "import sqlite3, sys\nfile = sqlite3.connect(sys.argv[1])\nwith file: file.execute(sys.argv[2])\nfile.close()";
    execFileSync("python3", ["-c", script, join(data, "reef.sqlite"), sql]);
}

/** @typedef {Awaited<ReturnType<typeof start_reef>>} Server */

/**
 * The reef binary, on a port that it chooses itself; ended by its own process id, by `stop` or, without a warning, by `kill`.
 * @param {string[]} args for example ["serve", "--data", folder, "--listen", "127.0.0.1:0"]
 * @param {Record<string, string>} [environment]
 * @returns {Promise<{address: string, output: () => string, signal: (name: NodeJS.Signals) => void, stop: () => Promise<number | null>, kill: () => Promise<number | null>}>}
 */
export function start_reef(args, environment = {}) {
    const child = spawn(binary(), args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...environment } });
    const kill = () => child.kill("SIGKILL");
    const forget = end_at_last(child);
    let text = "";
    /** @type {Promise<number | null>} */
    const ended = new Promise((done) => child.once("exit", (code) => { forget(); done(code); }));
    /** @param {NodeJS.Signals} signal */
    const end_with = async (signal) => {
        if (child.exitCode === null && child.signalCode === null) child.kill(signal);
        return ended;
    };
    return new Promise((resolve, reject) => {
        const told = setTimeout(() => { kill(); reject(new Error(`reef did not say where it listens within 60 s:\n${text}`)); }, 60_000);
        /** @param {string} line */
        const hear = (line) => {
            text += `${line}\n`;
            const address = /Listening on (http:\/\/[^\s]+)/.exec(line)?.[1];
            if (!address) return;
            clearTimeout(told);
            resolve({ address, output: () => text, signal: (name) => void child.kill(name), stop: () => end_with("SIGTERM"), kill: () => end_with("SIGKILL") });
        };
        createInterface({ input: child.stdout }).on("line", hear);
        createInterface({ input: child.stderr }).on("line", hear);
        child.once("error", (error) => { clearTimeout(told); reject(error); });
        ended.then((code) => { clearTimeout(told); reject(new Error(`reef ended with ${code} before it listened:\n${text}`)); });
    });
}

/** Serves a folder. @param {string} data */
export const serve = (data) => start_reef(["serve", "--data", data, "--listen", "127.0.0.1:0"]);

/** @typedef {{status: number, headers: import("node:http").IncomingHttpHeaders, text: string, document: any}} Answer */

/**
 * Sends one request; rejects when the line breaks before the answer is whole.
 * @param {{address?: string, socket?: string}} where
 * @param {{method?: string, path: string, headers?: Record<string, string>, body?: string | Buffer}} what
 * @returns {Promise<Answer>}
 */
export function send({ address, socket }, { method = "GET", path, headers = {}, body }) {
    return new Promise((resolve, reject) => {
        const to = address ? new URL(address) : null;
        const line = request({ ...(to ? { host: to.hostname, port: to.port } : { socketPath: socket }), method, path, agent: false,
            headers: { ...headers, ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }) } }, (response) => {
            let text = "";
            response.setEncoding("utf8").on("data", (part) => (text += part));
            response.once("error", reject);
            response.once("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text,
                document: text && /json/.test(response.headers["content-type"] ?? "") ? JSON.parse(text) : null }));
        });
        line.once("error", reject);
        line.end(body);
    });
}

/** A program that speaks JSON: as nobody, with a token or a session, or over the server's own socket as anybody. */
export class Client {
    /** @param {{address?: string, socket?: string}} where @param {Record<string, string>} [headers] */
    constructor(where, headers = {}) {
        this.where = where;
        this.headers = headers;
    }
    /** @param {string} token */
    with_token(token) { return new Client(this.where, { Authorization: `Bearer ${token}` }); }

    /** Any request. @param {Parameters<typeof send>[1]} what */
    send(what) { return send(this.where, { ...what, headers: { Accept: "application/json", ...this.headers, ...what.headers } }); }
    /** @param {string} path */
    get(path) { return this.send({ path }); }
    /** @param {string} path @param {unknown} data @param {Record<string, string>} [headers] */
    post(path, data, headers = {}) {
        return this.send({ method: "POST", path, body: JSON.stringify(data), headers: { "Content-Type": "application/json", ...headers } });
    }

    /** The document of a page. @param {string} path */
    async show(path) { return fine(await this.get(path), path); }
    /** What became of a command that is done. @param {string} command @param {object} [data] */
    async do(command, data = {}) { return fine(await this.post(`/commands/${command}`, data), command); }
    /** The code of the refusal that a command gets. @param {string} command @param {object} [data] */
    async refused(command, data = {}) {
        const answer = await this.post(`/commands/${command}`, data);
        if (answer.status < 400) throw new Error(`${command} was not refused: ${answer.text}`);
        return answer.document.code;
    }
}

/** Over the server's socket: the operator, on an example any member by number too. @param {string} data @param {string} who */
export const over_socket = (data, who) => new Client({ socket: join(data, "reef.sock") }, { "X-Reef-As": who });

/** @param {Answer} answer @param {string} what */
function fine(answer, what) {
    if (answer.status !== 200) throw new Error(`${what}: ${answer.status} ${answer.text}`);
    return answer.document;
}
