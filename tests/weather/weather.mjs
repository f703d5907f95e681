// What the tests of bad weather share: an example of their own, where the chronicle stands, what a refusal must be.
import assert from "node:assert/strict";
import { closeSync, openSync, writeSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { make_folder, reef_done } from "../reef.mjs";

/** A small living example, served by nobody. */
export async function make_example() {
    const folder = make_folder(), data = join(folder, "example");
    await reef_done(["example", "ride", "--members", "12", "--days", "1", "--data", data]);
    return { folder, data };
}

/** @param {import("../reef.mjs").Client} client @returns {Promise<string>} */
export const head_of = async (client) => {
    const { entry, hash } = (await client.show("/chronicle")).head;
    return `${entry}:${hash}`;
};

/** Takes all the room that is left on a disk. @param {string} file */
export function fill_up(file) {
    const filling = openSync(file, "w"), piece = Buffer.alloc(4096, 1);
    try {
        for (;;) writeSync(filling, piece);
    } catch (full) {
        assert.equal(/** @type {NodeJS.ErrnoException} */ (full).code, "ENOSPC");
    } finally {
        closeSync(filling);
    }
}

/** What tells a stranger how the server is made, and helps nobody. */
const inside = /terminate called|std::|what\(\)|SQLITE|SELECT |\.cpp:\d|0x[0-9a-f]{6}|BrokenAssumption/;

/**
 * A refusal that a person understands: named, with a sentence, of one status in head and body; for a browser as a page.
 * @param {import("../reef.mjs").Answer} answer
 * @param {{status?: number, code?: string, field?: string}} [expected]
 */
export function assert_refused(answer, expected = {}) {
    const what = `${answer.status} ${answer.text.slice(0, 400)}`;
    assert.ok(answer.status >= 400 && answer.status !== 500, what);
    assert.doesNotMatch(answer.text, inside);
    if (/^text\/html/.test(answer.headers["content-type"] ?? "")) {
        assert.match(answer.text, /<h1>[^<]+<\/h1>|role="alert"/, what);
        if (expected.code) assert.ok(answer.text.includes(expected.code), what);
    } else {
        assert.equal(answer.headers["content-type"], "application/problem+json", what);
        const { status, code, detail, title, field } = answer.document;
        assert.equal(status, answer.status, what);
        assert.match(code, /^[a-z]+\.[a-z_]+$/, what);
        assert.match(detail, /^\S.{8,}[.?]$/su, what);
        assert.ok(title, what);
        if (expected.code) assert.equal(code, expected.code, what);
        if (expected.field !== undefined) assert.equal(field ?? "", expected.field, what);
    }
    if (expected.status) assert.equal(answer.status, expected.status, what);
}

/**
 * Bytes as they are, which no client of ours would send; what comes back until the server closes.
 * @param {string} address @param {string | Buffer} bytes @returns {Promise<import("../reef.mjs").Answer>}
 */
export function send_bytes(address, bytes) {
    const { hostname, port } = new URL(address);
    return new Promise((resolve, reject) => {
        const line = connect(Number(port), hostname, () => line.end(bytes));
        /** @type {Buffer[]} */
        const parts = [];
        line.on("data", (part) => parts.push(part)).once("error", reject);
        line.once("close", () => {
            const said = Buffer.concat(parts).toString("utf8"), end = said.indexOf("\r\n\r\n");
            const headers = Object.fromEntries(said.slice(0, end).split("\r\n").slice(1).map((each) => {
                const colon = each.indexOf(":");
                return [each.slice(0, colon).toLowerCase(), each.slice(colon + 1).trim()];
            }));
            const text = said.slice(end + 4);
            const document = /json/.test(headers["content-type"] ?? "") ? JSON.parse(text) : null;
            resolve({ status: Number(said.slice(9, 12)), headers, text, document });
        });
    });
}
