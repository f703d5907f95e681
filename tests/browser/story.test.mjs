// The story by clicks, on the real server: come in, read a receipt, vote, let days pass, see the rule change, check the
// chronicle, take one's data along and leave. Every page on the way is looked at by axe-core, in both lights, and may say
// nothing on the console.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { accessibility_faults, launch, open_page, overflowing, root, shoot, start_reef } from "./browser.mjs";

const binary = process.env.REEF_BINARY ?? `${root}build/release/reef`;
const folder = mkdtempSync(join(tmpdir(), "reef-story-"));
const data = join(folder, "data");
/** @type {Awaited<ReturnType<typeof start_reef>>} */ let server;
/** @type {import("playwright-core").Browser} */ let browser;

before(async () => {
    execFileSync(binary, ["example", "ride", "--data", data, "--members", "24", "--days", "8"]);
    server = await start_reef(["serve", "--data", data, "--listen", "127.0.0.1:0"]);
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
});

/** @param {import("playwright-core").Page} page @param {string} path */
const go = (page, path) => page.goto(server.address + path, { waitUntil: "load" });
/** @param {import("playwright-core").Page} page @param {string} door */
async function come_in(page, door) {
    await go(page, "/");
    await page.click(`form[action="/doors/${door}"] button`);
    await page.waitForLoadState("load");
}

const pages = ["/", "/decisions", "/rules", "/rules/market.commission", "/rules/market.commission/change", "/charter", "/deliberations", "/rides", "/money",
    "/money/accounts/treasury", "/people", "/bodies", "/stakeholders", "/launch", "/join", "/me", "/spaces", "/tour", "/found", "/chronicle", "/chronicle/3", "/commands", "/sign-in", "/nowhere"];

for (const [width, light] of /** @type {const} */ ([["desk", "dark"], ["phone", "light"]]))
    test(`every page is legible, by a driver, on a ${width} in the ${light}`, { timeout: 600_000 }, async () => {
        const { page, context, complaints } = await open_page(browser, { light, width });
        await come_in(page, "driver");
        await go(page, "/decisions");
        const decision = await page.getAttribute('main a[href^="/decisions/"]', "href");
        await go(page, "/deliberations");
        const deliberation = await page.getAttribute('main a[href^="/deliberations/"]', "href");
        await go(page, "/money");
        const receipt = await page.getAttribute('main a[href^="/receipts/"]', "href");
        for (const path of [...pages, decision, deliberation, receipt].filter((one) => one !== null)) {
            await go(page, path);
            assert.deepEqual(await accessibility_faults(page), [], path);
            assert.deepEqual(await overflowing(page), [], path);
            await shoot(page, `story${path.replaceAll("/", "-")}.${width}.${light}`);
        }
        // The browser itself says so when an address does not exist; that one is ours.
        assert.deepEqual(complaints.filter((one) => !one.includes("/nowhere")), []);
        await context.close();
    });

test("a vote changes the commission, and the next ride settles under it", { timeout: 600_000 }, async () => {
    const { page, context, complaints } = await open_page(browser);
    await come_in(page, "driver");

    // The tour's second step: a receipt, under the old commission.
    await go(page, "/money");
    await page.click('main a[href^="/receipts/"]');
    assert.match(await page.innerText("main"), /15%/);

    // Vote, and see one's own vote.
    await go(page, "/decisions");
    await page.click('main a[href^="/decisions/"]');
    const decision = new URL(page.url()).pathname;
    await page.click('button[name="choice"][value="for"]');
    await page.waitForLoadState("load");
    await go(page, decision);
    assert.equal(await page.getAttribute('button[name="choice"][value="for"]', "aria-pressed"), "true");

    // Let days pass, until notice is over.
    for (let day = 0; day < 4; ++day) {
        await page.click('form[action="/example/pass-time"] button');
        await page.waitForLoadState("load");
    }
    await go(page, "/rules/market.commission");
    assert.match(await page.innerText("main"), /12%/);
    await shoot(page, "story-rule-changed");
    await go(page, "/money");
    await page.click('main a[href^="/receipts/"] >> nth=0');
    assert.match(await page.innerText("main"), /12%/);
    await shoot(page, "story-receipt-under-the-new-rule");
    assert.deepEqual(complaints, []);
    await context.close();
});

test("the chronicle is checked by command while the server runs", () => {
    const said = execFileSync(binary, ["verify", "--data", data], { encoding: "utf8" });
    assert.match(said, /entries hold/);
});

test("one says what one thinks, and answers what others say, without scripts", { timeout: 300_000 }, async () => {
    const { page, context } = await open_page(browser, { scripts: false });
    await come_in(page, "rider");
    await go(page, "/deliberations");
    await page.click('main a[href^="/deliberations/"]');
    const place = page.url();
    await page.fill('[name="text"]', "Receipts should say when the driver waited.");
    await page.click('form:has([name="text"]) button');
    await page.goto(place);
    await page.click('button[name="answer"][value="agree"]');
    await page.goto(`${place}?sort=answered`);
    assert.match(await page.innerText("main"), /You have answered/);
    await context.close();
});

test("a rider asks for a ride, and sees who is asked to drive", { timeout: 300_000 }, async () => {
    const rider = await open_page(browser);
    await come_in(rider.page, "rider");
    await go(rider.page, "/rides");
    await rider.page.fill('[name="origin"]', "Station, north side");
    await rider.page.fill('[name="destination"]', "Kanaalstraat 88");
    await rider.page.click('form:has([name="origin"]) button');
    await rider.page.waitForURL(/\/rides\/[\d.]+$/);
    assert.match(await rider.page.innerText("main"), /Looking for a driver/);
    await rider.context.close();
});

test("a member takes everything along and is erased; verification still passes", { timeout: 300_000 }, async () => {
    const { page, context } = await open_page(browser);
    await come_in(page, "treasurer");
    await go(page, "/me");
    const name = await page.innerText("h1, .lead >> nth=0");
    assert.ok(name.length > 0);
    const document = await page.evaluate(async () => (await fetch("/me", { headers: { Accept: "application/json" } })).json());
    assert.ok(document.entries.length > 0);
    await page.check('form[action="/commands/people.leave"] input[type="checkbox"]');
    await page.click('form[action="/commands/people.leave"] button');
    await page.waitForLoadState("load");
    await go(page, `/people/${document.number}`);
    assert.match(await page.innerText("main"), new RegExp(`Member ${document.number}`));
    const said = execFileSync(binary, ["verify", "--data", data], { encoding: "utf8" });
    assert.match(said, /entries hold/);
    await context.close();
});
