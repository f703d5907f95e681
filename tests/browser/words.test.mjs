// Every text that stands in a template, that the server says on a page or refuses with has its Dutch, and a translation mentions
// the values that the text mentions. Every sample document has all that its page shows, with each translation. Every refusal is named in a
// test.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { root } from "../reef.mjs";
import { page, sample_names } from "./gallery.mjs";

/** @param {string} folder @returns {string[]} */
const files = (folder) =>
    readdirSync(root + folder, { withFileTypes: true }).flatMap((one) => one.isDirectory() ? files(`${folder}/${one.name}`) : [`${folder}/${one.name}`]);
/** What is translated: `{{#_}}…{{/_}}` in templates, `say("…")` and a charter's `fault("…")` in C++. @type {Record<string, RegExp>} */
const marks = { ".html": /\{\{#_\}\}([\s\S]*?)\{\{\/_\}\}/g, ".cpp": /\b(?:say|fault)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)/g };
/** `RefusalKind name{"code", "sentence"`, where people of a platform can meet it: not the command line, not the disk. */
const refusals = /RefusalKind\s+\w+\s*\{\s*"[^"]+",\s*((?:"(?:[^"\\]|\\.)*"\s*)+)/g;
const met_by_people = /^src\/(commons|spaces|core\/(base|engine)|core\/web\/(accounts|answers|commands|credentials|form|http|sent|site|viewer)|app\/house)/;
/** Neighbouring literals of C++ are one. @param {string} text */
const words_in = (text) => (text.startsWith('"') ? text.trim().slice(1, -1).replace(/"\s*"/g, "").replace(/\\(.)/g, "$1") : text.replace(/\s+/g, " ").trim());
const texts = new Map([...files("pages"), ...files("src")].flatMap((file) => {
    const mark = marks[file.slice(file.lastIndexOf("."))];
    if (/_test(ing)?\.[ch]pp$/.test(file) || !/\.(html|[ch]pp)$/.test(file)) return [];
    const text = readFileSync(root + file, "utf8");
    const found = [...(mark ? text.matchAll(mark) : []), ...(met_by_people.test(file) ? text.matchAll(refusals) : [])];
    return found.map((one) => [words_in(one[1]), file]);
}));
/** @param {string} text */
const values_in = (text) => [...text.matchAll(/\{\{.*?\}\}|\{\}/g)].map((found) => found[0]).sort();

// "A test beside it: given, when, then, each refusal by name" (CONTRIBUTING.md), or by its sentence; but for these.
/** @type {Record<string, string>} */
const untested = {
    "accounts.busy": "needs 64 passwords that wait to be hashed",
    "move.differs": "needs a database that keeps something else than it was given",
    "restore.does_not_hold": "only a fault of ours makes it: what is damaged is found before",
    "store.unsuitable_disk": "needs a network disk",
    "tally.file_too_large": "needs four gigabytes",
    "tally.search_too_long": "needs ten seconds of search",
};
test("every refusal is named in a test", () => {
    const tests = [...files("src").filter((file) => /_test(ing)?\.[ch]pp$/.test(file)), ...files("tests").filter((file) => !/\/(samples|shots)\//.test(file))]
        .map((file) => readFileSync(root + file, "utf8")).join("\n").replaceAll('\\"', '"');
    const is_told = (/** @type {string} */ sentence) =>
        sentence.split("{}").some((part) => part.trim().length >= 10 && tests.includes(part.replace(/^[\s."]+|[\s."]+$/g, "").slice(0, 28)));
    const kinds = files("src").filter((file) => !/_test(ing)?\.[ch]pp$/.test(file)).flatMap((file) =>
        [...readFileSync(root + file, "utf8").matchAll(/RefusalKind\s+\w+\s*\{\s*"([^"]+)",\s*((?:"(?:[^"\\]|\\.)*"\s*)+)/g)]
            .map(([, code, text]) => ({ file, code, sentence: words_in(text) })));
    assert.ok(kinds.length > 700);
    assert.equal(kinds.filter(({ code, sentence }) => !untested[code] && !new RegExp(`(?<![\\w.])${code.replace(".", "\\\\?\\.")}(?![\\w.]*\\w)`).test(tests) && !is_told(sentence))
        .map(({ file, code }) => `${file}: ${code}`).join("\n"), "");
});

for (const name of readdirSync(`${root}pages/words`)) {
    const words = JSON.parse(readFileSync(`${root}pages/words/${name}`, "utf8"));
    test(`${name} translates every text in a template`, () => {
        assert.deepEqual([...texts].filter(([text]) => !words[text]).map(([text, file]) => `${file}: ${text}`), []);
    });
    test(`${name} keeps the values that a text mentions`, () => {
        for (const [text, translated] of Object.entries(words)) assert.deepEqual(values_in(translated), values_in(text), text);
    });
    test(`every sample document has what its page shows, with ${name}`, () => {
        for (const sample of sample_names()) assert.match(page(sample, { language: name.replace(".json", "") }), /<h1[ >]/, sample);
    });
}
