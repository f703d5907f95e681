// The harness itself: what it must notice, it notices; a server that it starts, it stops.
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { after, before, test } from "node:test";
import { accessibility_faults, launch, open_page, overflowing } from "./browser.mjs";
import { policy } from "./gallery.mjs";
import { start_reef } from "../reef.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
let body = "";
const server = createServer((_, response) => response.writeHead(200, { "content-type": "text/html", "content-security-policy": policy })
    .end(`<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,"><main><h1>A page</h1>${body}</main></html>`));
const folder = mkdtempSync(`${tmpdir()}/reef-browser-`);
let address = "";
before(async () => {
    browser = await launch();
    await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
    const at = server.address();
    address = `http://127.0.0.1:${at && typeof at === "object" ? at.port : 0}`;
});
after(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
});

/** @param {string} html */
async function looked_at(html) {
    body = html;
    const { page, context, complaints } = await open_page(browser, { width: "phone" });
    await page.goto(address);
    const seen = { complaints, faults: await accessibility_faults(page), wide: await overflowing(page) };
    await context.close();
    return seen;
}

test("a sound page brings no complaint", async () => {
    assert.deepEqual(await looked_at("<p>Calm.</p>"), { complaints: [], faults: [], wide: [] });
});
test("an inline style is a complaint, because the policy refuses it", async () => {
    const { complaints } = await looked_at('<p style="color: red">Loud.</p>');
    assert.match(complaints.join("\n"), /Content Security Policy/);
});
test("a file that is missing is a complaint", async () => {
    const { complaints } = await looked_at('<img alt="A reef" src="http://127.0.0.1:9/reef.png">');
    assert.notDeepEqual(complaints, []);
});
test("an input without a label is a fault", async () => {
    const { faults } = await looked_at("<input>");
    assert.match(faults.join("\n"), /^label: /m);
});
test("what is wider than the phone is named", async () => {
    const { wide } = await looked_at(`<p>${"Rechtsschutzversicherungsgesellschaften".repeat(3)}</p>`);
    assert.match(wide.join("\n"), /^p\.: Rechtsschutz/m);
});

/** A program in the place of reef. @param {string} script @param {() => Promise<void>} act */
async function with_binary(script, act) {
    const before_it = process.env.REEF_BINARY;
    process.env.REEF_BINARY = `${folder}/reef`;
    writeFileSync(process.env.REEF_BINARY, `#!/bin/sh\n${script}\n`);
    chmodSync(process.env.REEF_BINARY, 0o755);
    try { await act(); } finally {
        if (before_it === undefined) delete process.env.REEF_BINARY;
        else process.env.REEF_BINARY = before_it;
    }
}
test("a started reef says where it listens, and ends when told to", () =>
    with_binary("echo starting; trap 'exit 0' TERM; echo Listening on http://127.0.0.1:1; while :; do sleep 0.1; done", async () => {
        const reef = await start_reef(["serve"]);
        assert.equal(reef.address, "http://127.0.0.1:1");
        assert.equal(await reef.stop(), 0);
    }));
test("a reef that ends before it listens is an error with what it said", () =>
    with_binary("echo the port is taken >&2; exit 3", async () => {
        await assert.rejects(start_reef(["serve"]), /ended with 3[\s\S]*the port is taken/);
    }));
