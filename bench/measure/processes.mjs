// Servers that are started for a measurement, what they cost, and the load that is put on them.
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const ticks_per_second = Number(execFileSync("getconf", ["CLK_TCK"]).toString());

/** A server that says where it listens, or that does so at `url`. Resolves at its first answer. */
export async function start(command, args, { url = "", path = "/" } = {}) {
    const begun = performance.now();
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    if (!url) for await (const line of createInterface({ input: child.stdout })) if ((url = line.match(/Listening on (\S+)/)?.[1] ?? "")) break;
    if (!url) throw new Error(`${command} ended before it listened`);
    for (let answer; !answer; ) {
        answer = await fetch(url + path).catch((not_yet) => child.exitCode === null ? undefined : Promise.reject(not_yet));
        if (answer && !answer.ok) child.kill("SIGTERM");
        if (answer && !answer.ok) throw new Error(`${command} answers ${path} with ${answer.status}: ${await answer.text()}`);
    }
    const server = { url, pid: child.pid, started_ms: performance.now() - begun };
    const end = (signal) => async () => { child.kill(signal); await ended; };
    return { ...server, stop: end("SIGTERM"), kill: end("SIGKILL") };
}

/** The process and its children: nginx works in one. */
function family(pid) {
    return [pid, ...readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number)];
}

/** utime + stime of all its threads. */
export function cpu_seconds(server) {
    return family(server.pid).reduce((sum, pid) => {
        const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
        return sum + (Number(fields[11]) + Number(fields[12])) / ticks_per_second;
    }, 0);
}

export function memory_mb(server) {
    return family(server.pid).reduce((sum, pid) => sum + Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]) / 1024, 0);
}

/** wrk, one thread. `script` with its arguments says what is sent, otherwise GET. */
export function load(server, path, { seconds = 2, connections = 16, headers = {}, script = [] } = {}) {
    const [file, ...script_arguments] = script;
    const args = ["-t1", "--timeout", "60s", `-c${connections}`, `-d${seconds}s`, ...Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]),
                  ...(file ? ["-s", file] : []), server.url + path, ...(file ? ["--", ...script_arguments] : [])];
    const before = cpu_seconds(server);
    return new Promise((resolve, reject) => {
        const wrk = spawn("wrk", args, { stdio: ["ignore", "pipe", "inherit"] });
        let said = "";
        wrk.stdout.on("data", (text) => (said += text));
        wrk.once("exit", () => {
            const [, requests, took] = said.match(/(\d+) requests in ([\d.]+)s/) ?? [];
            if (!requests || /Non-2xx|Socket errors/.test(said)) return reject(new Error(`${server.url}${path}: ${said}`));
            const cpu = cpu_seconds(server) - before;
            resolve({ requests: Number(requests), seconds: Number(took), cpu, per_cpu_second: Number(requests) / cpu });
        });
    });
}

/** A command that ends: seconds on the clock and of the processor, and what it said. */
export function run(command, args) {
    const said = execFileSync("bash", ["-c", 'TIMEFORMAT="took %R %U %S"; { time "$@"; } 2>&1', "-", command, ...args], { stdio: ["ignore", "pipe", "pipe"], encoding: "utf8", maxBuffer: 1 << 26 });
    return said;
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
export const spread = (values) => `${round(Math.min(...values))} to ${round(Math.max(...values))}`;
export const round = (value) => (value >= 100 ? Math.round(value).toLocaleString("en") : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** A table as Markdown. */
export function table(title, head, rows) {
    console.log(`\n### ${title}\n\n| ${head.join(" | ")} |\n|${head.map((_, place) => (place ? "--:" : "---")).join("|")}|`);
    for (const row of rows) console.log(`| ${row.join(" | ")} |`);
}
