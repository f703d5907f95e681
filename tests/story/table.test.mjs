// The table of steps: everything that people do on a platform, from founding to leaving, can be done in the browser, over JSON
// and at the command line. A cell is the function that does it, on a real server; each column is one story, told in order.
import assert from "node:assert/strict";
import { test } from "node:test";
import { make_folder, reef_done } from "../reef.mjs";
import * as browser from "./browser.mjs";
import * as told from "./by_documents.mjs";
import * as command_line from "./command_line.mjs";
import * as json from "./json.mjs";
import * as platform from "./platform.mjs";

/** @type {Record<string, Record<string, (story: any) => Promise<void>>>} */
const table = {
    "Found": { "browser": browser.found, "JSON": told.found, "command line": told.found },
    "Principles, map and launch": { "browser": browser.launch, "JSON": told.launch, "command line": told.launch },
    "Join": { "browser": browser.join, "JSON": told.join, "command line": told.join },
    "Deliberate": { "browser": browser.deliberate, "JSON": told.deliberate, "command line": told.deliberate },
    "Decide": { "browser": browser.decide, "JSON": told.decide, "command line": told.decide },
    "Bind": { "browser": browser.bind, "JSON": told.bind, "command line": told.bind },
    "Trade": { "browser": browser.trade, "JSON": told.trade, "command line": told.trade },
    "Check": { "browser": browser.check, "JSON": told.check, "command line": told.check },
    "Leave": { "browser": browser.leave, "JSON": told.leave, "command line": told.leave },
    "See the whole": { "browser": browser.see_the_whole, "JSON": told.see_the_whole, "command line": told.see_the_whole },
};
const ways = ["browser", "JSON", "command line"];

const example = `${make_folder()}/example`;
await reef_done(["example", "ride", "--members", "12", "--days", "2", "--data", example]);

test("no cell of the table is empty", () => {
    assert.equal(Object.keys(table).length, 10);
    for (const [step, cells] of Object.entries(table)) {
        assert.deepEqual(Object.keys(cells), ways, step);
        for (const way of ways) assert.equal(typeof cells[way], "function", `${step}, ${way}`);
    }
});

/** @param {string} way @param {string} where @param {() => Promise<any>} begin */
function tell(way, where, begin) {
    test(`the story, ${where}`, { timeout: 300_000 }, async (column) => {
        const story = await begin();
        try {
            for (const [step, cells] of Object.entries(table)) {
                await column.test(`${step}, ${where}`, async () => {
                    await cells[way](story);
                    assert.deepEqual(story.complaints?.() ?? [], []);
                });
            }
        } finally {
            await story.end();
        }
    });
}
tell("command line", "at the command line", () => command_line.begin(platform.begin(example), false));
tell("command line", "at the command line beside a server", () => command_line.begin(platform.begin(example), true));
tell("JSON", "over JSON", () => json.begin(platform.begin(example)));
tell("browser", "in the browser", () => browser.begin(platform.begin(example)));
