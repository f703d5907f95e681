// What browser tests share: one Chromium, pages that fail on any console message, axe-core without going round the
// Content-Security-Policy, and, with SHOTS=1, screenshots to look at (tests/browser/shots).
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { root } from "../reef.mjs";

export const shots = `${root}tests/browser/shots/`;
const axe_source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A phone, a tablet, a desk. */
export const widths = { phone: 390, tablet: 820, desk: 1440 };
/** @typedef {keyof typeof widths} Width @typedef {"light" | "dark"} Light @typedef {{light: Light, rules: string[]}} Look */

/** Chromium as Debian packs it; REEF_CHROMIUM names another. */
export const launch = () =>
    chromium.launch({
        executablePath: process.env.REEF_CHROMIUM ?? "/usr/bin/chromium",
        args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"],
    });

/**
 * A page that remembers everything it complains about; `complaints` must be empty at the end of a test.
 * @param {import("playwright-core").Browser} browser
 * @param {{width?: Width, light?: Light, scripts?: boolean, language?: string, still?: boolean}} [how]
 */
export async function open_page(browser, { width = "desk", light = "light", scripts = true, language = "en", still = true } = {}) {
    const context = await browser.newContext({
        viewport: { width: widths[width], height: width === "phone" ? 844 : 900 }, colorScheme: light, javaScriptEnabled: scripts,
        locale: language, reducedMotion: still ? "reduce" : "no-preference",
    });
    const page = await context.newPage();
    /** @type {string[]} */
    const complaints = [];
    page.on("console", (message) => complaints.push(`${page.url()}: console ${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`${page.url()}: error: ${error.message}`));
    page.on("requestfailed", (request) => {
        const why = request.failure()?.errorText ?? "";
        if (why !== "net::ERR_ABORTED") complaints.push(`${request.url()}: ${why}`); // a live stream ends when we leave
    });
    return { page, context, complaints };
}

/** What axe-core is to look at: everything, or only what another width or light can change about the same page. */
const everything = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const appearance = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"];

/** Where pages are looked at: whole on a desk in the dark, and their appearance on a phone in the light. @type {{desk: Look, phone: Look, tablet?: Look}} */
export const looked_at = { desk: { light: "dark", rules: everything }, phone: { light: "light", rules: appearance } };

/**
 * What axe-core finds wrong, one line for each, empty when nothing is.
 * @param {import("playwright-core").Page} page
 * @param {string[]} [rules]
 * @param {string[]} [left_out] selectors of what need not be looked at
 * @returns {Promise<string[]>}
 */
export async function accessibility_faults(page, rules = everything, left_out = []) {
    if (!await page.evaluate("'axe' in window")) await page.evaluate(axe_source);
    const results = await page.evaluate(([runOnly, exclude]) => /** @type {any} */ (window).axe.run({ exclude }, {
        preload: false, // it would read the styles again; it sees them as they are applied
        resultTypes: ["violations"], // it need not describe each element that is as it should be
        runOnly,
    }), [rules, left_out]);
    return results.violations.flatMap((/** @type {any} */ violation) =>
        violation.nodes.map((/** @type {any} */ node) => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`));
}

/** Elements that stick out of the page sideways: a page never scrolls that way. @param {import("playwright-core").Page} page */
export const overflowing = (page) =>
    page.evaluate(() => {
        if (document.documentElement.scrollWidth <= window.innerWidth) return [];
        return [...document.querySelectorAll("body *")]
            .filter((one) => {
                const { left, right } = one.getBoundingClientRect();
                return Math.max(right, left + one.scrollWidth) > window.innerWidth + 1 && !one.closest(".table-scroll, pre");
            })
            .map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""}: ${one.textContent?.trim().slice(0, 40)}`);
    });

/** With SHOTS=1, a picture to look at. @param {import("playwright-core").Page} page @param {string} name */
export async function shoot(page, name) {
    if (!process.env.SHOTS) return;
    mkdirSync(shots, { recursive: true });
    // Hiding the caret or stopping animations would insert a style, which the policy rightly refuses.
    await page.screenshot({ path: `${shots}${name}.png`, fullPage: true, caret: "initial", animations: "allow" });
}
