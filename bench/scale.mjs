// What many connections, many entries and several servers cost. Every address is on this machine; REEF_BINARY names the binary.
//   node bench/scale.mjs idle COUNT...          resident memory with so many open connections that ask nothing
//   node bench/scale.mjs listeners COUNT...     with so many pages that listen, and how long until all of them have heard of a command
//   scripts/with_postgres node bench/scale.mjs servers SECONDS    commands a second of three servers, and of one, on one PostgreSQL
import { spawn } from "node:child_process";
import { connect } from "node:net";
import { join } from "node:path";
import { binary, make_folder, over_socket, reef_done } from "../tests/reef.mjs";
import { cpu_seconds, median, memory_mb, start } from "./measure/processes.mjs";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A process has fewer files open than it may: it begins again where a shell allows it all. */
function with_all_files(run) {
    if (process.env.BENCH_FILES) return run();
    const again = spawn("bash", ["-c", 'ulimit -n "$(ulimit -Hn)"; exec "$@"', "bash", ...process.argv],
        { stdio: "inherit", env: { ...process.env, BENCH_FILES: "1" } });
    again.once("exit", (code) => process.exit(code ?? 1));
}

async function example(folder = make_folder(), more = []) {
    const data = join(folder, "0");
    await reef_done(["example", "ride", "--members", "12", "--days", "1", "--data", data, ...more]);
    return data;
}

const serve = (data, more = []) => start(binary(), ["serve", "--data", data, "--listen", "127.0.0.1:0", "--connections", "30000", ...more]);

/** A connection that asked once. @param {(text: string) => void} hears */
function open_line(server, path, hears) {
    const { hostname, port } = new URL(server.url);
    return new Promise((resolve, reject) => {
        const line = connect(Number(port), hostname, () => line.write(`GET ${path} HTTP/1.1\r\nHost: ride.example\r\n\r\n`));
        line.setEncoding("utf8").once("data", (text) => /^HTTP\/1.1 200/.test(text) ? resolve(line) : reject(new Error(text)));
        line.on("data", (text) => hears(text)).once("error", reject);
    });
}

async function open_lines(server, count, path, hears = () => {}) {
    const lines = [];
    while (lines.length < count)
        lines.push(...await Promise.all(Array.from({ length: Math.min(200, count - lines.length) }, () => open_line(server, path, hears))));
    return lines;
}

async function measure_lines(kind, counts) {
    const data = await example();
    for (const count of counts) {
        const server = await serve(data);
        const [{ href }] = (await over_socket(data, "operator").show("/deliberations")).deliberations;
        const before = memory_mb(server);
        let heard = 0;
        const path = kind === "idle" ? "/healthz" : `/live?topic=${encodeURIComponent(href)}`;
        const lines = await open_lines(server, count, path, (text) => { if (/event: changed/.test(text)) ++heard; });
        await pause(1000);
        const with_lines = memory_mb(server), idle_before = cpu_seconds(server);
        await pause(5000);
        const cpu = (cpu_seconds(server) - idle_before) / 5;
        let told = "";
        if (kind === "listeners") {
            const [{ number }] = (await over_socket(data, "operator").show("/people")).people, begun = performance.now();
            await over_socket(data, String(number)).do("deliberation.state", { deliberation: href.split("/").at(-1), text: `It may rain ${count}.` });
            while (heard < count && performance.now() - begun < 60_000) await pause(5);
            told = `; all ${heard} heard of a command after ${Math.round(performance.now() - begun)} ms`;
        }
        console.log(`${count} ${kind}: ${before.toFixed(1)} MB before, ${with_lines.toFixed(1)} MB with them, ` +
            `${((with_lines - before) * 1024 / count).toFixed(1)} kB each, ${(cpu * 100).toFixed(1)} % of a processor${told}`);
        for (const line of lines) line.destroy();
        await server.stop();
    }
}

/** Members who answer a statement again and again, each with a connection. */
async function answer_on(clients, deliberation, number, goes_on) {
    let done = 0;
    await Promise.all(clients.map(async (client) => {
        for (let letter = 0; goes_on(); ++letter) {
            const answer = await client.post("/commands/deliberation.evaluate", { deliberation, number, answer: letter % 2 ? "agree" : "disagree" })
                .catch(() => null);
            if (answer?.status === 200) ++done;
        }
    }));
    return done;
}

async function statement_of(data) {
    const operator = over_socket(data, "operator"), { people } = await operator.show("/people");
    const open = (await operator.show("/deliberations")).deliberations.at(-1).href.split("/").at(-1);
    for (const { href } of (await operator.show("/deliberations")).deliberations) {
        const deliberation = href.split("/").at(-1);
        const stated = await over_socket(data, String(people[0].number)).post("/commands/deliberation.state", { deliberation, text: `It may rain at ${Date.now()}.` });
        if (stated.status === 200) return { people, deliberation, number: stated.document.events[0].data.number };
    }
    throw new Error(`nobody may state anything in ${open}`);
}

async function measure_servers(seconds) {
    const folder = make_folder(), database = `${process.env.REEF_TEST_DATABASE}&schema=scale_${process.pid}`;
    await example(folder, ["--database", database]);
    const rates = { 1: [], 3: [] }, cpus = { 1: [], 3: [] };
    for (let round = 0; round < 5; ++round)
        for (const count of [1, 3]) {
            const folders = Array.from({ length: count }, (_, i) => join(folder, String(i)));
            const servers = [];
            for (const data of folders) servers.push(await serve(data, ["--database", database]));
            const { people, deliberation, number } = await statement_of(folders[0]);
            const begun = performance.now(), cpu = servers.reduce((sum, each) => sum + cpu_seconds(each), 0);
            const clients = Array.from({ length: 24 }, (_, i) => over_socket(folders[i % count], String(people[i % people.length].number)));
            const done = await answer_on(clients, deliberation, number, () => performance.now() - begun < seconds * 1000);
            rates[count].push(done / (performance.now() - begun) * 1000);
            cpus[count].push((servers.reduce((sum, each) => sum + cpu_seconds(each), 0) - cpu) / done * 1e6);
            for (const server of servers) await server.stop();
        }
    const ratio = median(rates[3].map((rate, round) => rate / rates[1][round]));
    console.log(`24 clients, medians of five rounds: one server ${Math.round(median(rates[1]))} commands a second, three ${Math.round(median(rates[3]))} ` +
        `(${ratio.toFixed(2)} times as many); of the servers' processor ${Math.round(median(cpus[1]))} and ${Math.round(median(cpus[3]))} µs each`);
}

const [what, ...rest] = process.argv.slice(2);
if (what === "idle" || what === "listeners") with_all_files(() => measure_lines(what, rest.map(Number)));
else if (what === "servers") await measure_servers(Number(rest[0] ?? 5));
else throw new Error("idle, listeners or servers");
