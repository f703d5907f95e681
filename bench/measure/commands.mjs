// Durable commands a second: through the server by concurrent clients, and their SQL through bare SQLite.
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deliberations } from "./reading.mjs";
import { load, median, round, start, table } from "./processes.mjs";

const script = fileURLToPath(new URL("evaluate.lua", import.meta.url));

/** Through a door of the example, and on with a token. */
async function token_of(server, door) {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-Reef": "1" };
    const entered = await fetch(`${server.url}/doors/${door}`, { method: "POST", headers, body: "{}", redirect: "manual" });
    const cookie = entered.headers.getSetCookie().map((each) => each.split(";")[0]).join("; ");
    const made = await fetch(`${server.url}/tokens`, { method: "POST", headers: { ...headers, Cookie: cookie }, body: '{"name": "bench"}' });
    return (await made.json()).token;
}

export async function entries(server) {
    return Number((await (await fetch(`${server.url}/chronicle`, { headers: { Accept: "application/json" } })).json()).head.entry);
}

async function numbers_of(server, path) {
    const numbers = [];
    for (let page = 1, one; !one || one.pagination?.older; ++page) {
        one = await (await fetch(`${server.url}${path}?page=${page}`, { headers: { Accept: "application/json" } })).json();
        numbers.push(...one.statements.map((each) => each.number));
    }
    return numbers;
}

/** What wrk is told so that members of an example answer statements: the script and its arguments. */
export async function answering(server) {
    const { open } = await deliberations(server);
    const tokens = [];
    for (const door of ["driver", "rider", "treasurer"]) tokens.push(await token_of(server, door));
    return [script, open.split("/").at(-1), (await numbers_of(server, open)).join(","), ...tokens];
}

async function served(binary, data, connections, seconds) {
    const server = await start(binary, ["serve", "--data", data, "--listen", "127.0.0.1:0"]);
    try {
        const answers = await answering(server), before = await entries(server);
        const { seconds: took, cpu, requests } = await load(server, "/", { seconds, connections, script: answers });
        const commands = (await entries(server)) - before;
        if (commands < requests * 0.95) throw new Error(`${requests} were answered, ${commands} recorded`);
        return { rate: commands / took, per_cpu: commands / cpu };
    } finally {
        await server.stop();
    }
}

export async function measure_commands(binary, bench, folder, data, { rounds, seconds }) {
    const groups = [1, 64];
    const measured = Object.fromEntries(groups.map((group) => [group, { served: [], bare: [], served_cpu: [], bare_cpu: [] }]));
    for (let turn = 0; turn < rounds; ++turn) {
        for (const group of groups) {
            const copy = `${folder}/commands`;
            const fresh = () => { rmSync(copy, { recursive: true, force: true }); cpSync(data, copy, { recursive: true }); };
            fresh();
            const through_server = await served(binary, copy, group, seconds);
            fresh();
            const bare = JSON.parse(execFileSync(bench, [copy, String(group === 1 ? 3000 : 12000), String(seconds), String(group)]).toString());
            measured[group].served.push(through_server.rate);
            measured[group].served_cpu.push(through_server.per_cpu);
            measured[group].bare.push(bare.commands / bare.seconds);
            measured[group].bare_cpu.push(bare.commands / bare.cpu_seconds);
        }
    }
    const share = (a, b) => round(median(a.map((each, turn) => each / b[turn])));
    table("Durable commands a second (a member answers a statement)", ["", "1 client, each its own commit", "64 clients, group commit"], [
        ["**Reef, over HTTP**", ...groups.map((group) => `**${round(median(measured[group].served))}**`)],
        ["bare SQLite, the same statements in one process", ...groups.map((group) => round(median(measured[group].bare)))],
        ["Reef's share of it", ...groups.map((group) => share(measured[group].served, measured[group].bare))],
        ["Reef, for a second of its processor time", ...groups.map((group) => round(median(measured[group].served_cpu)))],
        ["bare SQLite, for a second of its processor time", ...groups.map((group) => round(median(measured[group].bare_cpu)))],
        ["Reef's share of it", ...groups.map((group) => share(measured[group].served_cpu, measured[group].bare_cpu))]]);
}
