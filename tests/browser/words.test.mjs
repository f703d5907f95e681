// Every text that stands in a template has its Dutch, and a translation mentions the values that the text mentions.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { root } from "./browser.mjs";

/** @param {string} folder @returns {string[]} */
const templates = (folder) =>
    readdirSync(root + folder, { withFileTypes: true }).flatMap((one) =>
        one.isDirectory() ? templates(`${folder}/${one.name}`) : one.name.endsWith(".html") ? [`${folder}/${one.name}`] : []);
const texts = new Map([...templates("pages"), ...templates("src")].flatMap((file) =>
    [...readFileSync(root + file, "utf8").matchAll(/\{\{#_\}\}([\s\S]*?)\{\{\/_\}\}/g)].map((found) => [found[1].replace(/\s+/g, " ").trim(), file])));
/** @param {string} text */
const values_in = (text) => [...text.matchAll(/\{\{.*?\}\}/g)].map((found) => found[0]).sort();

for (const name of readdirSync(`${root}pages/words`)) {
    const words = JSON.parse(readFileSync(`${root}pages/words/${name}`, "utf8"));
    test(`${name} translates every text in a template`, () => {
        assert.deepEqual([...texts].filter(([text]) => !words[text]).map(([text, file]) => `${file}: ${text}`), []);
    });
    test(`${name} keeps the values that a text mentions`, () => {
        for (const [text, translated] of Object.entries(words)) assert.deepEqual(values_in(translated), values_in(text), text);
    });
}
