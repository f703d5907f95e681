// Every page template over its sample documents: no complaint on the console, nothing that axe-core finds, nothing that
// sticks out sideways, on a phone, a tablet and a desk, light and dark. Leaves screenshots in tests/browser/shots.
//   GALLERY=decision,rule WIDTHS=phone node --test tests/browser/gallery.test.mjs     looks at a few only
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibility_faults, launch, open_page, overflowing, shoot, widths } from "./browser.mjs";
import { sample_names, serve } from "./gallery.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {{address: string, close: () => void}} */
let gallery;
before(async () => { browser = await launch(); gallery = await serve(); });
after(async () => { await browser.close(); gallery.close(); });

const names = process.env.GALLERY?.split(",") ?? sample_names();
const chosen = /** @type {import("./browser.mjs").Width[]} */ (process.env.WIDTHS?.split(",") ?? Object.keys(widths));
for (const name of names) {
    test(`the page ${name} is sound at every width, light and dark`, async () => {
        for (const width of chosen) {
            for (const light of /** @type {const} */ (["light", "dark"])) {
                const { page, context, complaints } = await open_page(browser, { width, light });
                await page.goto(`${gallery.address}/${name}`);
                await shoot(page, `${name}-${width}-${light}`);
                assert.deepEqual(await overflowing(page), [], `${width} ${light}`);
                if (width !== "tablet") assert.deepEqual(await accessibility_faults(page), [], `${width} ${light}`);
                assert.deepEqual(complaints, []);
                await context.close();
            }
        }
    });
}
