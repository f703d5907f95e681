// Measures the real binary, each thing beside what it is to be compared with, in turn and several times over; prints tables
// in Markdown. bench/README.md says how to run it.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { measure_commands } from "./commands.mjs";
import { start } from "./processes.mjs";
import { measure_reading } from "./reading.mjs";
import { measure_start, measure_upkeep } from "./upkeep.mjs";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" }, seconds: { type: "string", default: "2" }, only: { type: "string", default: "reading,commands,upkeep,start" } } });
const options = { rounds: Number(values.rounds), seconds: Number(values.seconds) };
const binary = "build/release/reef";
const polis = `${process.env.REEF_DATA ?? "../shared/data"}/polis/vtaiwan.uberx`;
const only = values.only.split(",");
const says = (command, ...args) => execFileSync(command, args, { encoding: "utf8" }).trim();

const folder = mkdtempSync(`${tmpdir()}/reef-bench-`);
try {
    const has_polis = existsSync(polis);
    const data = `${folder}/data`, before_import = `${folder}/before_import`;
    says(binary, "example", "ride", "--data", data);
    cpSync(data, before_import, { recursive: true });
    if (has_polis) says(binary, "import", "polis", polis, "--language", "zh-TW", "--data", data);
    else console.log(`Without the deliberation of ${polis}, which is absent: no import, and no reading beside Fastify.`);
    console.log(`${new Date().toISOString().slice(0, 10)}, commit ${says("git", "rev-parse", "--short", "HEAD")}; ${cpus().length} x ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${says("uname", "-r")}; ` +
        `SQLite ${says("sqlite3", "--version").split(" ")[0]}, Node ${process.version}; medians of ${options.rounds} rounds; load of the machine when it began ${loadavg()[0].toFixed(1)}.`);
    if (only.includes("reading") && has_polis) {
        const reef = await start(binary, ["serve", "--data", data, "--listen", "127.0.0.1:0"]);
        await measure_reading(reef, folder, data, options).finally(reef.stop);
    }
    if (only.includes("commands")) await measure_commands(binary, "build/release/reef_commands_bench", folder, data, options);
    if (only.includes("upkeep")) await measure_upkeep(binary, folder, before_import, data, has_polis ? polis : "", options);
    if (only.includes("start")) await measure_start(binary, folder, data, options);
} finally {
    rmSync(folder, { recursive: true, force: true });
}
