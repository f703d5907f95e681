// Passkeys with a real browser and its virtual authenticator: made on a page, asked for at sign-in, refused when their count
// stands still; and the codes that do without scripts.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { root, start_reef } from "../reef.mjs";
import { accessibility_faults, launch, open_page, overflowing, shoot } from "./browser.mjs";

const binary = process.env.REEF_BINARY ?? `${root}build/release/reef`;
const folder = mkdtempSync(join(tmpdir(), "reef-passkeys-"));
/** @type {import("playwright-core").Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof start_reef>>} */ let server;
let home = "";
before(async () => {
    execFileSync(binary, ["example", "ride", "--data", folder, "--members", "12", "--days", "0"]);
    server = await start_reef(["serve", "--data", folder, "--listen", "127.0.0.1:0"]);
    home = server.address.replace("127.0.0.1", "localhost"); // a passkey is for a name, not for a number
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
});

/** What a telephone shows (RFC 6238). @param {string} letters @param {number} steps from now */
function code_of(letters, steps) {
    const bits = [...letters].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
    const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
    const hash = createHmac("sha1", secret).update(counter).digest();
    const at = (hash.at(-1) ?? 0) & 15;
    return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** @param {import("playwright-core").Page} page @param {string} name */
async function look_at(page, name) {
    assert.deepEqual(await accessibility_faults(page), [], name);
    assert.deepEqual(await overflowing(page), [], name);
    await shoot(page, name);
}

/** @param {import("playwright-core").Page} page @param {string} login */
async function sign_up_with_codes(page, login) {
    const answer = await page.request.post(`${home}/sign-up`, { data: { name: login, login, password: "ebb and flow and ebb" }, headers: { "X-Reef": "1" } });
    assert.equal(answer.status(), 200, await answer.text());
    await page.goto(`${home}/second-factor`);
    await page.click('button:text-is("Begin")');
    await page.waitForLoadState("load");
    const letters = (await page.innerText("dd code")).trim();
    await page.fill('[name="code"]', code_of(letters, -1));
    await Promise.all([page.waitForNavigation(), page.press('[name="code"]', "Enter")]);
    assert.match(await page.innerText("h1"), /Recovery codes/);
    return letters;
}

/** @param {import("playwright-core").Page} page @param {string} login */
async function type_password(page, login) {
    await page.context().clearCookies();
    await page.goto(`${home}/sign-in`);
    await page.fill('[name="login"]', login);
    await page.fill('[name="password"]', "ebb and flow and ebb");
}

/** @param {import("playwright-core").Page} page @param {string} button */
const press = (page, button) => Promise.all([page.waitForNavigation(), page.click(button)]);

test("a passkey is made on a page, lets in, and is refused when its count stands still", { timeout: 120_000 }, async () => {
    const { page, context, complaints } = await open_page(browser);
    const devices = await context.newCDPSession(page);
    await devices.send("WebAuthn.enable");
    const { authenticatorId } = await devices.send("WebAuthn.addVirtualAuthenticator", {
        options: { protocol: "ctap2", transport: "usb", hasResidentKey: false, hasUserVerification: false, automaticPresenceSimulation: true },
    });

    // Given somebody with codes, when their browser makes a passkey, then the page names it.
    await sign_up_with_codes(page, "ana");
    await page.goto(`${home}/second-factor`);
    await page.fill('[name="name"]', "On my ring");
    await press(page, '[data-passkey="make"]');
    assert.match(await page.innerText("#passkeys"), /On my ring/);
    await look_at(page, "passkeys");

    // When they sign in with it, then no code is asked for.
    await type_password(page, "ana");
    await look_at(page, "passkeys-sign-in");
    await press(page, '[data-passkey="sign-in"]');
    assert.equal(new URL(page.url()).pathname, "/", await page.innerText("main"));
    await page.goto(`${home}/second-factor`);
    assert.match(await page.innerText("#passkeys"), /Last used/);
    assert.deepEqual(complaints, []);

    // When its count is set back, as a copy's would be, then it is refused by name.
    const { credentials } = await devices.send("WebAuthn.getCredentials", { authenticatorId });
    await devices.send("WebAuthn.removeCredential", { authenticatorId, credentialId: credentials[0].credentialId });
    await devices.send("WebAuthn.addCredential", { authenticatorId, credential: { ...credentials[0], signCount: 0 } });
    await type_password(page, "ana");
    await press(page, '[data-passkey="sign-in"]');
    assert.match(await page.innerText('[role="alert"]'), /its count did not go on/);
    await context.close();
});

test("without scripts a code lets in, and no button promises more", { timeout: 120_000 }, async () => {
    const { page, context, complaints } = await open_page(browser, { scripts: false, width: "phone", light: "dark" });
    const letters = await sign_up_with_codes(page, "ben");
    await page.goto(`${home}/second-factor`);
    assert.equal(await page.isVisible('[data-passkey="make"]'), false);
    await shoot(page, "passkeys-without-scripts");
    await type_password(page, "ben");
    assert.equal(await page.isVisible('[data-passkey="sign-in"]'), false);
    await page.fill('[name="code"]', code_of(letters, 0));
    await Promise.all([page.waitForNavigation(), page.press('[name="code"]', "Enter")]);
    assert.equal(new URL(page.url()).pathname, "/");
    assert.deepEqual(complaints, []);
    await context.close();
});
