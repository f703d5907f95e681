// What a platform's keeper waits for: import, verification, rebuilding, a start; and the memory it takes.
import { cpSync, rmSync } from "node:fs";
import { load, median, memory_mb, round, run, spread, start, table } from "./processes.mjs";

function times(said) {
    const [, wall, user, system] = said.match(/took ([\d.]+) ([\d.]+) ([\d.]+)/);
    return { wall: Number(wall), cpu: Number(user) + Number(system) };
}
const row = (name, all) => [name, round(median(all.map((each) => each.cpu))), round(median(all.map((each) => each.wall))), spread(all.map((each) => each.wall))];

export async function measure_upkeep(binary, folder, before_import, data, polis, { rounds }) {
    const imports = [], verifications = [], rebuilds = [], parts = { "hash": [], "decide again": [], "compare tables": [], "open the vault": [] };
    const copy = `${folder}/upkeep`;
    const fresh = (from) => { rmSync(copy, { recursive: true, force: true }); cpSync(from, copy, { recursive: true }); };
    for (let turn = 0; turn < rounds; ++turn) {
        if (polis) {
            fresh(before_import);
            imports.push(times(run(binary, ["import", "polis", polis, "--language", "zh-TW", "--data", copy])));
        }
        fresh(data);
        rebuilds.push(times(run(binary, ["rebuild", "--data", copy])));
        const said = run(binary, ["verify", "--json", "--data", copy]);
        verifications.push(times(said));
        const took = JSON.parse(said.slice(0, said.lastIndexOf("took "))).took_ms;
        for (const part of Object.keys(parts)) parts[part].push({ cpu: took[part] / 1000, wall: NaN });
    }
    const part = (name, all) => [name, round(median(all.map((each) => each.cpu))), "", ""];
    table("Import, verification, rebuilding", ["", "seconds of the processor", "seconds on the clock", "of all rounds"], [
        ...(polis ? [row("**import** of 197 statements and 49,997 evaluations", imports)] : []), row("**verify**, all of it", verifications), part("of it: hash the chain and its tree", parts["hash"]),
        part("of it: decide everything again onto empty tables", parts["decide again"]), part("of it: compare every table", parts["compare tables"]), part("of it: open every value of the vault", parts["open the vault"]), row("**rebuild** every table, deciding nothing", rebuilds)]);
}

export async function measure_start(binary, folder, data, { rounds }) {
    const starts = [], idle = [], loaded = [];
    const copy = `${folder}/start`;
    cpSync(data, copy, { recursive: true });
    for (let turn = -1; turn < rounds * 2; ++turn) { // the first warms up this program's own client
        const server = await start(binary, ["serve", "--data", copy, "--listen", "127.0.0.1:0"]);
        if (turn >= 0) starts.push(server.started_ms);
        if (turn >= 0) idle.push(memory_mb(server));
        if (turn >= 0 && turn < 2) {
            for (const path of ["/", "/people", "/rules", "/deliberations", "/chronicle", "/money"])
                for (const Accept of ["text/html", "application/json"]) await load(server, path, { seconds: 1, connections: 256, headers: { Accept } });
            loaded.push(memory_mb(server));
        }
        await server.stop();
    }
    table("Start and memory", ["", "median", "of all rounds"], [["**cold start**: from spawning to the whole first page, ms", round(median(starts)), spread(starts)],
        ["**idle**, after that page: resident MB", round(median(idle)), spread(idle)], ["after a load of pages and documents on 256 connections: resident MB", round(median(loaded)), spread(loaded)]]);
}
