// The style gallery: every page template over its sample document, without the server. For whoever shapes a page.
//   node tests/browser/gallery.mjs [--port 8200]        then open the address that it prints
import { createServer } from "node:http";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { render, escape } from "./mustache.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const samples = `${root}tests/browser/samples/`;
/** @param {string} path */
const read = (path) => readFileSync(path, "utf8");

/** What the server sends with every page (docs: pages/README.md). */
export const policy = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
const assets = {
    "style.css": "pages/style.css", "pieces.css": "pages/pieces.css", "icon.svg": "pages/icon.svg", "icons.svg": "pages/icons.svg",
    "boot.js": "pages/scripts/boot.js", "pico.min.css": "node_modules/@picocss/pico/css/pico.min.css",
    "htmx.min.js": "node_modules/htmx.org/dist/htmx.min.js", "sse.min.js": "node_modules/htmx-ext-sse/dist/sse.min.js",
};
const types = { css: "text/css", js: "text/javascript", svg: "image/svg+xml" };

/** @param {string} iso @param {string} now */
function relative(iso, now) {
    const hours = (Date.parse(iso) - Date.parse(now)) / 3_600_000;
    const [count, unit] = Math.abs(hours) < 36 ? [Math.round(hours), "hour"] : [Math.round(hours / 24), "day"];
    return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(count, /** @type {"hour" | "day"} */ (unit));
}
/** @type {Record<string, (value: string, document: any) => string>} */
export const formatters = {
    money: (text) => {
        const [amount, currency] = text.split(" ");
        return new Intl.NumberFormat("en", { style: "currency", currency }).format(Number(amount)).replace("-", "−");
    },
    percent: (text) => text,
    number: (text) => Number(text).toLocaleString("en"),
    duration: (text) => text,
    quantity: (text) => (text.includes("\n") ? `“${text.slice(0, 50)} …” (${text.split("\n\n").length} paragraphs)` : text),
    date: (text) => new Date(text).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" }),
    when: (text, document) =>
        `<time datetime="${text}">${formatters.date(text, document)}, ${text.slice(11, 16)}</time> <span class="relative">(${relative(text, document.frame.now)})</span>`,
    short_hash: (text) => text.slice(0, 12),
    markdown: (text) => text.split(/\n\n+/).map((part) => `<p>${escape(part)}</p>`).join("\n"),
};

/** @param {any} base @param {any} over @returns {any} */
function merged(base, over) {
    if (over === undefined) return base;
    if (over === null || typeof over !== "object" || Array.isArray(over) || base === null || typeof base !== "object" || Array.isArray(base)) return over;
    return Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(over)])].map((key) => [key, merged(base[key], over[key])]));
}

/** Names of the samples; `decision.outcome.json` is a second document of the page `decision`. */
export const sample_names = () =>
    readdirSync(samples).filter((name) => name.endsWith(".json") && !name.startsWith("_")).map((name) => name.slice(0, -5)).sort();

/** Whether a sample is framed as most are, but for where it is and whether it is live. @param {string} name */
export const has_the_common_frame = (name) =>
    Object.keys(JSON.parse(read(`${samples}${name}.json`)).frame ?? {}).every((key) => ["path", "navigation", "more", "live", "now"].includes(key));

/** @param {string} page */
function template_of(page) {
    const folders = readdirSync(`${root}pages/templates`).map((room) => `pages/templates/${room}/`);
    for (const wing of ["core", "commons", "spaces", "outlook", "."]) {
        if (existsSync(`${root}src/${wing}`)) for (const room of readdirSync(`${root}src/${wing}`)) folders.push(`src/${wing}/${room}/`);
    }
    const folder = folders.find((name) => existsSync(`${root}${name}${page}.html`));
    if (!folder) throw new Error(`no template ${page}.html`);
    return `${folder}${page}.html`;
}

/** @param {string} name @param {{language?: string, theme?: string | null}} [choice] */
export function page(name, choice = {}) {
    const document = JSON.parse(read(`${samples}${name}.json`));
    document.frame = merged(JSON.parse(read(`${samples}_frame.json`)), document.frame ?? {});
    const language = choice.language ?? document.frame.language;
    document.frame.language = language;
    if (choice.theme !== undefined) document.frame.theme = choice.theme;
    const words = language === "en" ? {} : JSON.parse(read(`${root}pages/words/${language}.json`));
    return render(template_of(name.split(".")[0]), document, {
        load: (file) => read(`${root}${file.endsWith(".html") ? file : `pages/${file}.html`}`),
        translate: (text) => words[text] ?? text,
        formatters: { ...formatters, word: (text) => { const shown = text[0].toUpperCase() + text.slice(1).replaceAll("_", " "); return words[shown] ?? shown; } },
        missing: (path) => { if (!/^(form\.|period$)/.test(path)) throw new Error(`${name}: the document lacks ${path}`); },
    });
}

/**
 * @param {number} port 0 for any
 * @returns {Promise<{address: string, tell: () => number, close: () => void}>} `tell` says to every open page that something
 *     changed, and returns how many those are
 */
export async function serve(port = 0) {
    /** @type {Set<import("node:http").ServerResponse>} */
    const listening = new Set();
    const server = createServer((request, response) => {
        const path = new URL(request.url ?? "/", "http://localhost").pathname;
        // Whoever shapes a page sees each change at once; tests do not change anything.
        const kept = path.startsWith("/assets/") && !port ? "max-age=3600" : "no-store";
        const send = (/** @type {number} */ status, /** @type {string} */ type, /** @type {string | Buffer} */ body) =>
            response.writeHead(status, { "content-type": type, "content-security-policy": policy, "cache-control": kept }).end(body);
        try {
            const asset = /** @type {Record<string, string>} */ (assets)[path.replace("/assets/", "")];
            if (path.startsWith("/assets/") && asset)
                return send(200, /** @type {Record<string, string>} */ (types)[asset.split(".").pop() ?? ""], readFileSync(root + asset));
            if (path.endsWith("/live")) {
                listening.add(response);
                response.on("close", () => listening.delete(response));
                return response.writeHead(200, { "content-type": "text/event-stream" }).write(": quiet\n\n");
            }
            const [, first, language] = path.split("/");
            if (sample_names().includes(first)) return send(200, "text/html; charset=utf-8", page(first, { language }));
            if (path === "/") return send(200, "text/html", `<!doctype html><title>Gallery</title>${sample_names().map((name) => `<p><a href="/${name}">${name}</a> <a href="/${name}/nl">nl</a>`).join("")}`);
            send(404, "text/plain", "not here");
        } catch (error) { send(500, "text/plain", String(/** @type {Error} */ (error).stack)); }
    });
    await new Promise((done) => server.listen(port, "127.0.0.1", () => done(undefined)));
    const address = server.address();
    return {
        address: `http://127.0.0.1:${address && typeof address === "object" ? address.port : port}`,
        tell: () => { for (const one of listening) one.write("event: changed\ndata: tally\n\n"); return listening.size; },
        close: () => { server.closeAllConnections(); server.close(); },
    };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const port = process.argv.includes("--port") ? Number(process.argv[process.argv.indexOf("--port") + 1]) : 8200;
    console.log(`Gallery on ${(await serve(port)).address}`);
}
