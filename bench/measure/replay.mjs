// The statements of commands as PostgreSQL's log shows them, and the same again through psql: what the engine alone costs.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";

const mark = "@@";

function says(database, sql) {
    return execFileSync("psql", ["-qAtX", "-v", "ON_ERROR_STOP=1", database, "-c", sql], { encoding: "utf8", maxBuffer: 1 << 28 }).trim();
}

/** A database like another, which nobody may use meanwhile. */
export function create_copy(postgres, name, like) {
    says(postgres.href, `DROP DATABASE IF EXISTS ${name}`);
    says(postgres.href, `CREATE DATABASE ${name} TEMPLATE ${like}`);
}

function set_log(postgres, statements, prefix) {
    says(postgres.href, `ALTER SYSTEM SET log_statement = '${statements}'`);
    says(postgres.href, `ALTER SYSTEM SET log_line_prefix = '${prefix}'`);
    says(postgres.href, "SELECT pg_reload_conf()");
}

/** What was said by the session that wrote most, commit by commit, while `work` ran; `work` says how many commands these were. */
export async function record(postgres, work) {
    const file = `${postgres.searchParams.get("host")}/log`;
    const begin = readFileSync(file).length;
    set_log(postgres, "all", `${mark}%p `);
    const commands = await work();
    set_log(postgres, "none", "%m ");
    const sessions = new Map();
    for (const piece of readFileSync(file).subarray(begin).toString().split(`\n${mark}`)) {
        const [, pid, kind, text] = piece.match(/^@{0,2}(\d+) (LOG|DETAIL): {2}(.*)$/s) ?? [];
        if (!pid) continue;
        if (!sessions.has(pid)) sessions.set(pid, []);
        const said = sessions.get(pid);
        const [, how, sql] = text.match(/^(execute|statement)[^:]*: (.*)$/s) ?? [];
        if (kind === "LOG" && how) said.push({ sql: sql.replaceAll("\n\t", "\n"), is_prepared: how === "execute", values: [] });
        const [, parameters] = text.match(/^parameters: (.*)$/s) ?? [];
        if (kind === "DETAIL" && parameters) said.at(-1).values = values_in(parameters.replaceAll("\n\t", "\n"));
    }
    const writes = (said) => said.filter(({ sql }) => /^\s*INSERT/.test(sql)).length;
    const said = [...sessions.values()].sort((a, b) => writes(b) - writes(a))[0];
    const first = said.findIndex(({ sql }) => /^BEGIN/.test(sql)), last = said.findLastIndex(({ sql }) => /COMMIT$/.test(sql));
    const kept = said.slice(first, last + 1);
    return { commands, kept, statements: kept.length, commits: kept.filter(({ sql }) => /COMMIT$/.test(sql)).length };
}

/** `$1 = 'text', $2 = NULL` as literals. */
function values_in(parameters) {
    return [...parameters.matchAll(/\$\d+ = (NULL|'(?:[^']|'')*')/g)].map(([, literal]) => literal);
}

/** The same statements, prepared, one after the other, in their commits: commands a second. */
export function replay(database, { kept, commands }) {
    const names = new Map(), lines = ["SELECT 'at ' || extract(epoch FROM clock_timestamp());"];
    for (const { sql, values, is_prepared } of kept) {
        if (is_prepared && !names.has(sql)) names.set(sql, `s${names.size}`);
        lines.push(!is_prepared ? `${sql};` : `EXECUTE ${names.get(sql)}${values.length ? `(${values.join(", ")})` : ""};`);
    }
    lines.push("SELECT 'at ' || extract(epoch FROM clock_timestamp());");
    const file = `${tmpdir()}/reef-replay-${process.pid}.sql`;
    writeFileSync(file, [...[...names].map(([sql, name]) => `PREPARE ${name} AS ${sql};`), ...lines].join("\n"));
    const said = execFileSync("psql", ["-qAtX", "-v", "ON_ERROR_STOP=1", database, "-f", file], { encoding: "utf8", maxBuffer: 1 << 28 });
    const [begun, ended] = [...said.matchAll(/^at ([\d.]+)$/gm)].map((each) => Number(each[1]));
    return commands / (ended - begun);
}
