// Every page of a living example, on the real server: looked at by axe-core, on a desk in the dark and on a phone in the light; it may
// say nothing on the console. What people do on these pages is told in tests/story.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { make_folder, reef_done, serve } from "../reef.mjs";
import { accessibility_faults, launch, looked_at, open_page, overflowing, shoot, widths } from "./browser.mjs";

/** @type {import("../reef.mjs").Server} */ let server;
/** @type {import("playwright-core").Browser} */ let browser;

before(async () => {
    const data = `${make_folder()}/data`;
    await reef_done(["example", "ride", "--data", data, "--members", "24", "--days", "8"]);
    server = await serve(data);
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await server?.stop();
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
    "/money/accounts/treasury", "/people", "/bodies", "/stakeholders", "/launch", "/join", "/me", "/tokens", "/spaces", "/tour", "/found", "/chronicle", "/chronicle/3", "/commands", "/sign-in", "/nowhere"];

test("every page is legible, by a driver, on a desk in the dark and on a phone in the light", { timeout: 600_000 }, async () => {
    const { page, context, complaints } = await open_page(browser);
    await come_in(page, "driver");
    await go(page, "/decisions");
    const decision = await page.getAttribute('main a[href^="/decisions/"]', "href");
    await go(page, "/deliberations");
    const deliberation = await page.getAttribute('main a[href^="/deliberations/"]', "href");
    await go(page, "/money");
    const receipt = await page.getAttribute('main a[href^="/receipts/"]', "href");
    for (const path of [...pages, decision, deliberation, receipt].filter((one) => one !== null)) {
        await go(page, path);
        for (const width of /** @type {const} */ (["desk", "phone"])) {
            const { light, rules } = looked_at[width];
            await page.setViewportSize({ width: widths[width], height: 900 });
            await page.emulateMedia({ colorScheme: light });
            assert.deepEqual(await accessibility_faults(page, rules), [], `${path} ${width}`);
            assert.deepEqual(await overflowing(page), [], `${path} ${width}`);
            await shoot(page, `page${path.replaceAll("/", "-")}.${width}.${light}`);
        }
    }
    // The browser itself says so when an address does not exist; that one is ours.
    assert.deepEqual(complaints.filter((one) => !one.includes("/nowhere")), []);
    await context.close();
});
