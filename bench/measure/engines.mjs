// The server on each of its engines, in turn: durable commands beside the same statements through psql, readers as they grow, how long
// an answer takes at half load, and the first page after kill -9. bench/engines/run starts PostgreSQL and this.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { deliberations } from "./reading.mjs";
import { answering, entries } from "./commands.mjs";
import { measure_latency } from "./latency.mjs";
import { cpu_seconds, load, median, round, run, start, table } from "./processes.mjs";
import { create_copy, record, replay } from "./replay.mjs";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "3" }, seconds: { type: "string", default: "3" }, entries: { type: "string", default: "1000000" }, only: { type: "string", default: "commands,readers,latency,recovery" } } });
const rounds = Number(values.rounds), seconds = Number(values.seconds), only = values.only.split(",");
const binary = process.env.REEF_BINARY ?? "build/release/reef";
const postgres = new URL(process.env.REEF_TEST_DATABASE);
const engines = ["SQLite", "PostgreSQL"];
const folder = mkdtempSync(`${tmpdir()}/reef-engines-`);

const database_named = (name) => Object.assign(new URL(postgres), { pathname: `/${name}` }).href;
const data_of = (engine, name = "data") => `${folder}/${engine}-${name}`;
const serve = (data) => start(binary, ["serve", "--data", data, "--listen", "127.0.0.1:0"]);
const rounds_of = async (work) => { for (let turn = 0; turn < rounds; ++turn) await work(turn); };

async function make(engine) {
    const more = engine === "SQLite" ? [] : ["--database", database_named("reef")];
    if (engine === "PostgreSQL") run("psql", ["-qX", postgres.href, "-c", "CREATE DATABASE reef"]);
    run(binary, ["example", "ride", "--members", "24", "--days", "3", "--data", data_of(engine), ...more]);
}

/** Commands a second and for a second of the server's processor time. */
async function commands(engine, connections) {
    const server = await serve(data_of(engine));
    try {
        const script = await answering(server), before = await entries(server);
        const { seconds: took, cpu } = await load(server, "/", { seconds, connections, script });
        const done = await entries(server) - before;
        return { rate: done / took, per_cpu: done / cpu };
    } finally {
        await server.stop();
    }
}

async function measure_commands() {
    const groups = [1, 64], said = {};
    for (const group of groups) {
        create_copy(postgres, "before", "reef");
        const server = await serve(data_of("PostgreSQL"));
        said[group] = await record(postgres, async () => {
            const answers = await answering(server), before = await entries(server);
            await load(server, "/", { seconds: 1, connections: group, script: answers });
            return await entries(server) - before;
        }).finally(server.stop);
        said[group].before = `before_${group}`;
        run("psql", ["-qX", postgres.href, "-c", `ALTER DATABASE before RENAME TO before_${group}`]);
    }
    const measured = Object.fromEntries(groups.map((group) => [group, { SQLite: [], PostgreSQL: [], bare: [] }]));
    await rounds_of(async () => {
        for (const group of groups) {
            for (const engine of engines) measured[group][engine].push(await commands(engine, group));
            create_copy(postgres, "again", said[group].before);
            measured[group].bare.push(replay(database_named("again"), said[group]));
        }
    });
    const rate = (group, engine) => round(median(measured[group][engine].map((each) => each.rate)));
    table("Durable commands a second (a member answers a statement)", ["", ...groups.map((group) => `${group} client${group > 1 ? "s" : ""}`)], [
        ["**Reef on SQLite, over HTTP**", ...groups.map((group) => `**${rate(group, "SQLite")}**`)],
        ["**Reef on PostgreSQL, over HTTP**", ...groups.map((group) => `**${rate(group, "PostgreSQL")}**`)],
        ["psql in the same PostgreSQL, the same statements and commits", ...groups.map((group) => round(median(measured[group].bare)))],
        ["Reef's share of it", ...groups.map((group) => round(median(measured[group].PostgreSQL.map((each, turn) => each.rate / measured[group].bare[turn]))))],
        ["statements a command", ...groups.map((group) => round(said[group].statements / said[group].commands))],
        ["commands in a commit", ...groups.map((group) => round(said[group].commands / said[group].commits))]]);
}

async function measure_readers() {
    const counts = [1, 2, 4, 8, 16, 64], measured = Object.fromEntries(engines.map((engine) => [engine, counts.map(() => [])]));
    for (const engine of engines) {
        const server = await serve(data_of(engine));
        const { open } = await deliberations(server);
        await rounds_of(async () => {
            for (const [place, connections] of counts.entries()) {
                const { requests, seconds: took } = await load(server, open, { seconds, connections, headers: { Accept: "application/json" } });
                measured[engine][place].push(requests / took);
            }
        });
        await server.stop();
    }
    table("Documents a second, as readers grow (a deliberation; the load comes from the same two cores)", ["", ...counts.map((count) => `${count}`)],
        engines.map((engine) => [engine, ...measured[engine].map((each) => round(median(each)))]));
}

async function measure_latencies() {
    const rows = [];
    for (const engine of engines) {
        const server = await serve(data_of(engine));
        const script = await answering(server);
        for (const what of ["command", "document"]) {
            const { open } = await deliberations(server);
            const { most, at_half } = await measure_latency(server, what === "command" ? script : open, { seconds: seconds * 3 });
            rows.push([`${engine}, ${what}`, round(most), round(most / 2), ...at_half.map(round)]);
        }
        await server.stop();
    }
    table("Latency at half load, ms", ["", "most a second", "asked a second", "50 %", "95 %", "99 %", "99.9 %"], rows);
}

async function measure_recovery() {
    const rows = [];
    for (const engine of engines) {
        const data = data_of(engine), took = [], clean = [];
        let server = await serve(data), count = await entries(server);
        const enough = Number(values.entries) / (engine === "SQLite" ? 1 : 10); // which takes about as long
        while (count < enough) {
            const before = count;
            await load(server, "/", { seconds: 20, connections: 256, script: await answering(server) });
            count = await entries(server);
            if (count === before) throw new Error(`${engine} takes no more commands`);
        }
        await rounds_of(async () => {
            const busy = load(server, "/", { seconds: 2, connections: 64, script: await answering(server) }).catch(() => "killed");
            await new Promise((resolve) => setTimeout(resolve, 1500));
            await server.kill();
            await busy;
            server = await serve(data);
            took.push(server.started_ms);
            await server.stop();
            server = await serve(data);
            clean.push(server.started_ms);
        });
        rows.push([engine, count.toLocaleString("en"), round(median(took)), round(median(clean))]);
        await server.stop();
    }
    table("From starting to the first page, ms", ["", "entries", "after kill -9 under load", "after a clean end"], rows);
}

try {
    console.log(`${new Date().toISOString().slice(0, 10)}; ${cpus().length} x ${cpus()[0].model.trim()}; medians of ${rounds} rounds; load of the machine when it began ${loadavg()[0].toFixed(1)}.`);
    for (const engine of engines) await make(engine);
    if (only.includes("commands")) await measure_commands();
    if (only.includes("readers")) await measure_readers();
    if (only.includes("latency")) await measure_latencies();
    if (only.includes("recovery")) await measure_recovery();
} finally {
    rmSync(folder, { recursive: true, force: true });
}
