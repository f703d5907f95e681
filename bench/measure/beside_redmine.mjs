// Reef's deliberation beside Redmine's issue: a question, its 20 contributions and who made them, read by a stranger. Each of
// Redmine's requests is served by one thread of one process, which is its best for a second of the processor.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { load, median, memory_mb, round, start, table } from "./processes.mjs";
import { deliberations } from "./reading.mjs";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" }, seconds: { type: "string", default: "2" } } });
const root = process.env.BENCH_REDMINE ?? "";
const question = readFileSync(`${root}/question`, "utf8").trim();
const folder = mkdtempSync(`${tmpdir()}/reef-bench-`);
const free_port = () => new Promise((resolve) => { const probe = createServer().listen(0, "127.0.0.1", () => { const { port } = probe.address(); probe.close(() => resolve(port)); }); });

async function start_redmine() {
    const port = await free_port();
    const serves = `cd /usr/share/redmine && exec bundle exec puma --silent --environment production --workers 0 --threads 1:1 --bind tcp://127.0.0.1:${port}`;
    return start("chroot", ["--userspec=www-data", root, "/usr/bin/env", "-i", "PATH=/usr/bin:/bin", "RAILS_ENV=production", "LC_ALL=C.UTF-8", "sh", "-c", serves],
        { url: `http://127.0.0.1:${port}`, path: `/issues/${question}` });
}

try {
    execFileSync("build/release/reef", ["example", "ride", "--data", `${folder}/data`]);
    execFileSync("build/release/reef", ["import", "polis", `${process.env.REEF_DATA ?? "../shared/data"}/polis/vtaiwan.uberx`, "--language", "zh-TW", "--data", `${folder}/data`]);
    const reef = await start("build/release/reef", ["serve", "--data", `${folder}/data`, "--listen", "127.0.0.1:0"]);
    const redmine = await start_redmine().catch(async (failed) => { await reef.stop(); throw failed; });
    try {
        const { imported } = await deliberations(reef);
        const kinds = [
            { name: "page: HTML", headers: { Accept: "text/html" }, reef: imported, redmine: `/issues/${question}` },
            { name: "document: JSON", headers: { Accept: "application/json" }, reef: imported, redmine: `/issues/${question}.json?include=journals` },
        ];
        const measured = kinds.map(() => ({ reef: [], redmine: [] }));
        for (let turn = -1; turn < Number(values.rounds); ++turn) // the first warms up
            for (const [place, kind] of kinds.entries())
                for (const [name, server] of Object.entries({ reef, redmine })) {
                    const { per_cpu_second } = await load(server, kind[name], { seconds: Number(values.seconds), headers: kind.headers, connections: 4 });
                    if (turn >= 0) measured[place][name].push(per_cpu_second);
                }
        const size = async (server, path, headers) => round((await (await fetch(server.url + path, { headers })).text()).length / 1000);
        table("A question and 20 contributions, for a second of the server's processor time", ["", "Reef", "Redmine", "Reef for each of Redmine's", "kB"],
            await Promise.all(kinds.map(async (kind, place) => [kind.name, ...["reef", "redmine"].map((name) => round(median(measured[place][name]))),
                round(median(measured[place].reef.map((each, turn) => each / measured[place].redmine[turn]))),
                `${await size(reef, kind.reef, kind.headers)} and ${await size(redmine, kind.redmine, kind.headers)}`])));
        table("Memory after that", ["", "Reef", "Redmine"], [["resident MB", round(memory_mb(reef)), round(memory_mb(redmine))]]);
    } finally {
        await Promise.all([reef.stop(), redmine.stop()]);
    }
} finally {
    rmSync(folder, { recursive: true, force: true });
}
