// Founding by clicks: the wizard writes a charter, the command founds a platform from it, its founder changes the draft on a
// page, the classes adopt what they value, and the platform launches. After that the draft is closed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { root, start_reef } from "../reef.mjs";
import { accessibility_faults, launch, open_page, overflowing, shoot } from "./browser.mjs";

const binary = process.env.REEF_BINARY ?? `${root}build/release/reef`;
const folder = mkdtempSync(join(tmpdir(), "reef-founding-"));
const data = join(folder, "mine");
/** @type {import("playwright-core").Browser} */ let browser;
before(async () => { browser = await launch(); });
after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
});

/** @param {import("playwright-core").Page} page @param {string} name */
async function look_at(page, name) {
    assert.deepEqual(await accessibility_faults(page), [], name);
    assert.deepEqual(await overflowing(page), [], name);
    await shoot(page, name);
}
/** Weights of the classes in the form. @param {string} of @param {number} place */
const weight = (of, place) => `[name="${of}governance.classes.${place}.weight"]`;

/** Opens the row of a field, if it is closed, and types. @param {import("playwright-core").Page} page @param {string} field @param {string} text */
async function type(page, field, text) {
    if (!(await page.isVisible(field))) await page.click(`details:has(${field}) > summary`);
    await page.fill(field, text);
}

test("the wizard names every fault at its field, and writes a charter that founds", { timeout: 300_000 }, async (t) => {
    const example = join(folder, "example");
    execFileSync(binary, ["example", "ride", "--data", example, "--members", "12", "--days", "1"]);
    const server = await start_reef(["serve", "--data", example, "--listen", "127.0.0.1:0"]);
    t.after(server.stop);
    const { page, context, complaints } = await open_page(browser, { width: "phone", light: "dark" });
    await page.goto(`${server.address}/found`);
    await page.fill('[name="name"]', "Ebb Couriers");
    await type(page, weight("", 0), "40%");
    await page.click("button:text-is(\"Check it\")");
    await page.waitForLoadState("load");
    assert.match(await page.innerText('[role="alert"]'), /sum to 90%/);
    assert.match(await page.innerText('[id="error-governance.classes"]'), /sum to 90%/);
    assert.equal(await page.inputValue('[name="name"]'), "Ebb Couriers", "what was typed is kept");
    const in_dutch = await page.evaluate(async () => {
        const form = /** @type {HTMLFormElement} */ (document.querySelector('form.wide[action="/found"]'));
        const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
        return (await fetch("/found", { method: "POST", body, headers: { "accept-language": "nl", accept: "application/json" } })).json();
    });
    assert.match(in_dutch.faults[0].sentence, /tellen op tot 90%/);
    await look_at(page, "founding-wizard-faults");

    await type(page, weight("", 0), "50%");
    await page.click("button:text-is(\"Check it\")");
    await page.waitForLoadState("load");
    const toml = await page.textContent("#charter-toml");
    assert.match(toml ?? "", /name = ['"]Ebb Couriers['"]/);
    await look_at(page, "founding-wizard-sound");
    assert.deepEqual(complaints, []);
    await context.close();
    await server.stop();
    writeFileSync(join(folder, "charter.toml"), toml ?? "");
});

test("the founder changes the draft on a page, and launches it", { timeout: 300_000 }, async (t) => {
    const said = execFileSync(binary, ["found", join(folder, "charter.toml"), "--data", data], { encoding: "utf8" });
    const link = /\/founder\?token=\S+/.exec(said)?.[0] ?? "";
    const server = await start_reef(["serve", "--data", data, "--listen", "127.0.0.1:0"]);
    t.after(server.stop);
    const { page, context, complaints } = await open_page(browser);
    /** @param {string} path */
    const go = (path) => page.goto(server.address + path);

    // Given somebody who opens the founder link and makes an account there.
    await go(link);
    await look_at(page, "founding-link");
    await page.fill('[name="name"]', "Ines Maas");
    await page.fill('[name="login"]', "ines");
    await page.fill('[name="password"]', "ebb and flow and ebb");
    await page.click('form[action="/sign-up"] button');
    await page.waitForLoadState("load");
    await page.click('button:text-is("Become the founder")');
    await page.waitForLoadState("load");
    assert.equal(new URL(page.url()).pathname, "/launch");
    await look_at(page, "founding-launch");
    assert.equal((await page.request.get(server.address + link)).status(), 404, "the link works once");

    // When a weight does not fit, then the draft stays, and what was typed with it.
    await page.click("a:text-is(\"Change the draft\")");
    await type(page, weight("charter.", 0), "60%");
    await page.click("button:text-is(\"Keep the draft\")");
    await page.waitForLoadState("load");
    assert.match(await page.innerText('[role="alert"] >> nth=-1'), /sum to 110%/);
    assert.equal(await page.inputValue(weight("charter.", 0)), "60%");
    await look_at(page, "founding-draft-refused");

    // When a class goes, a link comes and nobody needs to pledge, then the draft is kept.
    await type(page, weight("charter.", 0), "50%");
    await type(page, weight("charter.", 1), "35%");
    for (const row of await page.$$("details.form-row")) await row.$eval("summary", (summary) => summary.parentElement?.setAttribute("open", ""));
    await page.check('[name="without.charter.governance.classes.3"]');
    for (const link of await page.$$('details:has([name^="without.charter.users.links."])')) {
        const ends = await Promise.all([".from", ".to"].map((end) => link.$eval(`[name$="${end}"]`, (input) => /** @type {any} */ (input).value)));
        if (ends.includes("city")) await (await link.$('[name^="without."]'))?.check();
    }
    for (const box of await page.$$('[name^="without.charter.users.critical_mass."]')) await box.check();
    for (const [end, text] of [["from", "driver"], ["to", "staff"], ["gives", "word of what goes wrong"]])
        await page.fill(`[id="field-charter.users.links"] details:last-of-type [name$=".${end}"]`, text);
    await page.click("button:text-is(\"Keep the draft\")");
    await page.waitForLoadState("load");
    assert.equal(await page.$('[role="alert"]'), null, await page.innerText("main"));
    assert.equal(await page.$('[name="without.charter.governance.classes.3"]'), null, "the class is gone");
    await go("/charter");
    assert.match(await page.innerText("main"), /word of what goes wrong/);

    // When every class has adopted every principle, then the platform launches, and the draft is closed.
    await go("/launch");
    for (let left = 40; left > 0 && (await page.$('form[action="/commands/people.adopt_principle"] button')); --left) {
        await page.click('form[action="/commands/people.adopt_principle"] button >> nth=0');
        await page.waitForLoadState("load");
        await go("/launch");
    }
    await page.click('form[action="/commands/people.launch"] button');
    await page.waitForLoadState("load");
    await go("/launch");
    assert.match(await page.innerText("main"), /was launched/);
    assert.deepEqual(complaints, complaints.filter((one) => one.includes("422")), "the refusal alone is told on the console");
    const closed = await go("/draft");
    assert.equal(closed?.status(), 403, "a launched platform has no founder");
    await context.close();
    await server.stop();
    assert.match(execFileSync(binary, ["verify", "--data", data], { encoding: "utf8" }), /entries hold/);
});
