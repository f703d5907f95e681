// Every page template over its sample documents: no complaint on the console, nothing that axe-core finds, nothing that
// sticks out sideways, on a phone, a tablet and a desk, light and dark.
//   SHOTS=1 GALLERY=decision,rule WIDTHS=phone node --test tests/browser/gallery.test.mjs     looks at a few only
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accessibility_faults, launch, looked_at, open_page, overflowing, shoot, widths } from "./browser.mjs";
import { has_the_common_frame, sample_names, serve } from "./gallery.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let gallery;
before(async () => { browser = await launch(); gallery = await serve(); });
after(async () => { await browser.close(); gallery.close(); });

test("a tally takes its new state in place when an event comes, and the reader's focus stays", async () => {
    const { page, context, complaints } = await open_page(browser);
    // The page asks for its own address; the gallery knows it by the sample's name.
    await page.route("**/decisions/61", async (route) => route.fulfill({ response: await route.fetch({ url: `${gallery.address}/decision.accepted` }) }));
    await page.goto(`${gallery.address}/decision`);
    await page.getByRole("button", { name: "Against" }).focus();
    while (!gallery.tell()) await page.waitForTimeout(20);
    await page.getByText("The weighted share of yes is between").first().waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "▼Against");
    assert.equal(await page.locator("#tally").count(), 1);
    assert.equal(await page.locator("#announcements").textContent(), await page.locator("#tally").getAttribute("data-announce"));
    assert.deepEqual(complaints, []);
    await context.close();
});

test("without scripts the explicit dark theme, the phone's menu and the answers are there", async () => {
    const { page, context, complaints } = await open_page(browser, { width: "phone", scripts: false });
    await page.goto(`${gallery.address}/deliberation`);
    await page.getByText("More", { exact: true }).click();
    assert.ok(await page.getByRole("link", { name: "Chronicle" }).isVisible());
    assert.equal(await page.locator("#next form[action='/commands/deliberation.evaluate'] button[name=answer]").count(), 3);
    assert.equal(await page.locator("form[action='/preferences'] button[name=theme]").count(), 3);
    assert.deepEqual(complaints, []);
    await context.close();
});

test("a chosen theme wins over the device's, and paper is always light", async () => {
    const { page, context } = await open_page(browser, { light: "dark" });
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.goto(`${gallery.address}/receipt`);
    const dark = await paper();
    await page.evaluate(() => document.documentElement.setAttribute("data-theme", "light"));
    const light = await paper();
    assert.notEqual(light, dark);
    await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
    assert.equal(await paper(), dark);
    await page.emulateMedia({ media: "print" });
    assert.equal(await paper(), "rgb(255, 255, 255)");
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("main h2") ?? document.body).color), "rgb(11, 46, 58)");
    assert.equal(await page.getByRole("navigation").filter({ visible: true }).count(), 0);
    await shoot(page, "receipt-print");
    await context.close();
});

test("a form that was sent is not sent twice", async () => {
    const { page, context } = await open_page(browser);
    let posts = 0;
    await page.route("**/commands/decisions.cast_private_ballot", (route) => { ++posts; return new Promise((done) => setTimeout(() => route.fulfill({ status: 204 }).then(done, done), 300)); });
    await page.goto(`${gallery.address}/decision`);
    const press = () => page.evaluate(() => /** @type {HTMLButtonElement} */ (document.querySelector("#vote button")).click());
    await press();
    while (!posts) await page.waitForTimeout(10);
    await press();
    await page.waitForTimeout(400);
    assert.equal(posts, 1);
    await context.close();
});

const names = process.env.GALLERY?.split(",") ?? sample_names();
const chosen = /** @type {import("./browser.mjs").Width[]} */ (process.env.WIDTHS?.split(",") ?? Object.keys(widths));
// Two pages at a time, for two processors, each in a tab that the one before left. What the server sends is one for all widths and
// both lights: each is loaded once. What frames most of them is looked at with the pages of the living example, and where a sample
// has a frame of its own.
const frame = ["body > header", "body > nav", "body > footer"];
describe("every page", { concurrency: 2 }, () => {
    /** @type {(Awaited<ReturnType<typeof open_page>> & {widths: typeof chosen})[]} */
    const tabs = [];
    for (const name of names) {
        test(`the page ${name} is sound at every width, light and dark`, async () => {
            const tab = tabs.pop() ?? { ...await open_page(browser, { width: chosen[0] }), widths: [...chosen] };
            const { page, complaints } = tab;
            const left_out = has_the_common_frame(name) ? frame : [];
            await page.goto(`${gallery.address}/${name}`);
            for (const width of tab.widths) {
                await page.setViewportSize({ width: widths[width], height: width === "phone" ? 844 : 900 });
                assert.deepEqual(await overflowing(page), [], width);
                for (const light of /** @type {const} */ (["light", "dark"])) {
                    const look = looked_at[width];
                    if (look?.light !== light && !process.env.SHOTS) continue;
                    await page.emulateMedia({ colorScheme: light });
                    await shoot(page, `${name}-${width}-${light}`);
                    if (look?.light === light) assert.deepEqual(await accessibility_faults(page, look.rules, left_out), [], `${width} ${light}`);
                }
            }
            assert.deepEqual(complaints, []);
            tab.widths.reverse(); // the next page begins as wide as this one ended
            tabs.push(tab);
        });
    }
});
