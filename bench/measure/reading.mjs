// Documents and pages for a second of the server's processor time, beside Fastify and nginx.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { load, median, round, start, table } from "./processes.mjs";

const json = { Accept: "application/json" }, html = { Accept: "text/html" };
const get = async (server, path, headers = json) => (await fetch(server.url + path, { headers })).text();
const document_of = async (server, path) => JSON.parse(await get(server, path));

/** The imported deliberation, which has ended; and the example's own, which is open. */
export async function deliberations(server) {
    const { deliberations } = await document_of(server, "/deliberations");
    return { imported: deliberations.find((each) => each.language)?.href, open: deliberations.find((each) => each.is_open).href };
}

/** What Reef keeps sealed or has in its program, for Fastify as plain data. */
async function plain_data(reef, rule, imported) {
    const page = await document_of(reef, imported), commission = await document_of(reef, rule);
    const texts = [];
    for (let number = 1, one = page; ; one = await document_of(reef, `${imported}?page=${++number}`)) {
        texts.push(...one.statements.map((each) => [Number(each.number), each.text]));
        if (!one.pagination.older) break;
    }
    const { title, question, may_not_add_because, statements_sort, pagination } = page;
    return { deliberation: Number(page.number), title, question, may_not_add_because, statements_sort, pagination, texts,
             why: page.why.map((line) => line.name), rules: Object.fromEntries([...page.why.map((line) => [line.name, { line }]), [commission.name, commission]]),
             reasons: Object.fromEntries(commission.versions.map((each) => [each.version, each.reason])) };
}

async function start_fastify(reef, folder, data, subjects) {
    mkdirSync(`${folder}/fastify`);
    cpSync(`${data}/reef.sqlite`, `${folder}/fastify/reef.sqlite`);
    writeFileSync(`${folder}/fastify/plain.json`, JSON.stringify(await plain_data(reef, subjects[0].path, subjects[1].path)));
    const fastify = await start("node", [process.env.BENCH_FASTIFY, `${folder}/fastify`], { path: subjects[0].path });
    for (const { path, beside } of subjects)
        if (beside) assert.deepStrictEqual(await document_of(fastify, path), await document_of(reef, path), `Fastify answers ${path} as Reef does`);
    return fastify;
}

async function start_nginx(reef, folder, subjects) {
    const port = await new Promise((resolve) => { const probe = createServer().listen(0, "127.0.0.1", () => { const { port } = probe.address(); probe.close(() => resolve(port)); }); });
    mkdirSync(`${folder}/nginx`);
    for (const [place, { path }] of subjects.entries()) {
        writeFileSync(`${folder}/nginx/${place}.json`, await get(reef, path));
        writeFileSync(`${folder}/nginx/${place}.html`, await get(reef, path, html));
    }
    writeFileSync(`${folder}/nginx/nginx.conf`, `daemon off; worker_processes 1; ${process.getuid() === 0 ? "user root;" : ""} pid ${folder}/nginx/pid; error_log stderr crit;
events { worker_connections 1024; }
http { access_log off; sendfile on; open_file_cache max=100; keepalive_requests 100000000; types { application/json json; text/html html; }
  client_body_temp_path ${folder}/nginx; proxy_temp_path ${folder}/nginx; fastcgi_temp_path ${folder}/nginx; uwsgi_temp_path ${folder}/nginx; scgi_temp_path ${folder}/nginx;
  server { listen 127.0.0.1:${port}; root ${folder}/nginx; } }`);
    return start("nginx", ["-c", `${folder}/nginx/nginx.conf`, "-e", "stderr"], { url: `http://127.0.0.1:${port}`, path: "/0.json" });
}

export async function measure_reading(reef, folder, data, { rounds, seconds }) {
    const subjects = [{ name: "a rule", path: "/rules/market.commission", beside: true }, { name: "a deliberation", path: (await deliberations(reef)).imported, beside: true },
                      { name: "the overview", path: "/" }, { name: "the people", path: "/people" }];
    const fastify = await start_fastify(reef, folder, data, subjects), nginx = await start_nginx(reef, folder, subjects);
    try {
        const measured = subjects.map(() => ({ document: [], page: [], zipped: [], fastify: [], file: [], page_file: [] }));
        for (let turn = -1; turn < rounds; ++turn) // the first warms up
            for (const [place, { path, beside }] of subjects.entries()) {
                const note = async (what, ...target) => { const { per_cpu_second } = await load(...target); if (turn >= 0) measured[place][what].push(per_cpu_second); };
                await note("document", reef, path, { seconds, headers: json });
                await note("page", reef, path, { seconds, headers: html });
                await note("zipped", reef, path, { seconds, headers: { ...html, "Accept-Encoding": "gzip" } });
                if (beside) await note("fastify", fastify, path, { seconds, headers: json });
                await note("file", nginx, `/${place}.json`, { seconds });
                await note("page_file", nginx, `/${place}.html`, { seconds });
            }
        const sizes = await Promise.all(subjects.map(async ({ path }) => [(await get(reef, path)).length, (await get(reef, path, html)).length]));
        const ratio = (a, b) => round(median(a.map((each, turn) => each / b[turn])));
        table("Documents and pages for a second of the server's processor time", ["", ...subjects.map((each) => each.name)], [
            ["document: JSON, kB", ...sizes.map(([bytes]) => round(bytes / 1000))], ["page: HTML, kB", ...sizes.map(([, bytes]) => round(bytes / 1000))],
            ["**Reef, document**", ...measured.map((each) => `**${round(median(each.document))}**`)], ["**Reef, page**", ...measured.map((each) => `**${round(median(each.page))}**`)],
            ["Reef, page compressed", ...measured.map((each) => round(median(each.zipped)))],
            ["Fastify + better-sqlite3, the same document", ...measured.map((each) => (each.fastify.length ? round(median(each.fastify)) : ""))],
            ["nginx, a file of the document's size", ...measured.map((each) => round(median(each.file)))], ["nginx, a file of the page's size", ...measured.map((each) => round(median(each.page_file)))],
            ["Reef's documents for each of Fastify's", ...measured.map((each) => (each.fastify.length ? ratio(each.document, each.fastify) : ""))],
            ["documents for each page", ...measured.map((each) => ratio(each.document, each.page))],
            ["nginx's files for each document", ...measured.map((each) => ratio(each.file, each.document))], ["nginx's files for each page", ...measured.map((each) => ratio(each.page_file, each.page))]]);
    } finally {
        await Promise.all([fastify.stop(), nginx.stop()]);
    }
}
