// The story by clicks, in Chromium: each person has a browser of their own, and no page may say anything on its console.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { launch as launch_chromium, open_page, shoot } from "../browser/browser.mjs";
import { reef_done, serve } from "../reef.mjs";
import * as platform from "./platform.mjs";

/** @typedef {Awaited<ReturnType<typeof begin>>} Story @typedef {import("playwright-core").Page} Page */

/** @param {ReturnType<typeof platform.begin>} place */
export async function begin(place) {
    const chromium = await launch_chromium();
    const servers = { example: await serve(place.example), draft: /** @type {import("../reef.mjs").Server | null} */ (null) };
    /** @type {Record<string, Awaited<ReturnType<typeof open_page>>>} */
    const people = {};
    return {
        place, servers, proposal: "",
        /** Somebody's page; their browser is opened when they first come. @param {string} who @param {{scripts?: boolean}} [how] */
        async page_of(who, how) {
            people[who] ??= await open_page(chromium, how);
            return people[who].page;
        },
        /** The browser itself says so when a page comes with a refusal's status; the two that we ask for are no complaint. */
        complaints: () => Object.values(people).flatMap((one) => one.complaints).filter((one) => !/decisions\.propose.*status of 422|\/draft.*status of 403/.test(one)),
        async end() {
            await chromium.close();
            await servers.example.stop();
            await servers.draft?.stop();
        },
    };
}

// --- What people do on any page ---

/** Presses what sends a form, and waits for the page that comes. @param {Page} page @param {string} selector */
const press = (page, selector) => Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.locator(selector).first().click()]);
/** @param {Page} page @param {Record<string, string>} fields */
async function fill(page, fields) {
    for (const [name, value] of Object.entries(fields)) await page.fill(`main [name="${name}"]`, value);
}
/** The button of a command's form. @param {string} command */
const button = (command) => `main form[action="/commands/${command}"] button`;
const main = (/** @type {Page} */ page) => page.innerText("main");
/** The page's own document. @param {Page} page @param {string} [path] */
const document_of = async (page, path) => (await page.request.get(new URL(path ?? page.url(), page.url()).href, { headers: { Accept: "application/json" } })).json();

/** @param {Story} story @param {"driver" | "rider" | "treasurer"} door @param {string} path @param {{scripts?: boolean}} [how] */
async function behind_door(story, door, path, how) {
    const page = await story.page_of(door, how), { address } = story.servers.example;
    if (page.url() === "about:blank") {
        await page.goto(address);
        await press(page, `form[action="/doors/${door}"] button`);
    }
    await page.goto(address + path);
    return page;
}
/** @param {Story} story @param {string} who @param {string} path */
async function on_draft(story, who, path) {
    const page = await story.page_of(who);
    await page.goto(story.servers.draft?.address + path);
    return page;
}
/** @param {Page} page @param {string} who */
async function make_account(page, who) {
    await fill(page, { name: who, login: who, password: platform.password });
    await press(page, 'main form[action="/sign-up"] button');
}
/** @param {Story} story @param {string} who */
async function sign_up(story, who) {
    const page = await on_draft(story, who, "/join");
    await make_account(page, who);
    return page;
}
/** @param {Page} page @param {number} days */
async function let_days_pass(page, days) {
    for (let day = 0; day < days; ++day) await press(page, 'form[action="/example/pass-time"] button');
}

// --- The ten steps ---

/** @param {Story} story */
export async function found(story) {
    const page = await story.page_of("Ada"), { charter, draft } = story.place;
    await page.goto(`${story.servers.example.address}/found`);
    const read = async (/** @type {string} */ text) => {
        if (!(await page.isVisible('main [name="charter"]'))) await page.click('main details:has([name="charter"]) summary');
        await fill(page, { charter: text });
        await press(page, 'main form:has([name="charter"]) button');
    };
    await read(platform.faulty_bakery);
    const line = platform.line_of(platform.faulty_bakery, 'openness = "ajar"');
    assert.match(await page.innerText('main [role="alert"]'), new RegExp(`"ajar" is not one of the answers[\\s\\S]*line ${line} · openness`));
    await read(platform.bakery);
    assert.match(await page.innerText('main [role="status"]'), /The charter is sound[\s\S]*reef found charter.toml/);

    // What the wizard wrote is what `reef found` takes; the link that it prints makes one founder, once.
    writeFileSync(charter, await page.textContent("#charter-toml") ?? "");
    const [link] = /** @type {RegExpExecArray} */ (/\/founder\?token=\S+/.exec((await reef_done(["found", charter, "--data", draft])).said));
    story.servers.draft = await serve(draft);
    await on_draft(story, "Ada", link);
    await make_account(page, "Ada");
    await press(page, 'main form[action="/founder"] button');
    assert.match(page.url(), /\/launch$/);
    assert.match(await (await page.request.get(story.servers.draft.address + link)).text(), /house\.link_used/);
}

/** @param {Story} story */
export async function launch(story) {
    const ada = await on_draft(story, "Ada", "/stakeholders");
    assert.match(await main(ada), /bread[\s\S]*wages[\s\S]*Bread is warm by seven[\s\S]*Not adopted yet by Bakers/);
    // A draft is edited freely; with a class left alone it is not launched.
    await on_draft(story, "Ada", "/draft");
    const links = 'main [id="field-charter.users.links"]';
    await ada.click(`${links} details:has([name="without.charter.users.links.1"]) summary`);
    await ada.check('[name="without.charter.users.links.1"]');
    await press(ada, button("rules.amend_draft"));
    await on_draft(story, "Ada", "/launch");
    assert.match(await main(ada), /Staff are linked with no other class/);
    await on_draft(story, "Ada", "/draft");
    await ada.click(`${links} details:last-of-type summary`);
    for (const [end, text] of [["from", "eater"], ["to", "staff"], ["gives", "wages"]]) await ada.fill(`${links} details:last-of-type [name$=".${end}"]`, text);
    await press(ada, button("rules.amend_draft"));
    await on_draft(story, "Ada", "/launch");
    assert.match(await main(ada), /Bakers have not adopted the principle/);
    while (await ada.locator(button("people.adopt_principle")).count() > 0) await press(ada, button("people.adopt_principle"));
    assert.match(await main(ada), /Bakers have 0 of the 1 pledges that the launch needs/);
    const pledge = async (/** @type {string} */ who, /** @type {string} */ stakeholder_class) => {
        const page = await on_draft(story, who, "/launch");
        await page.selectOption('main [name="class"]', stakeholder_class);
        await press(page, button("people.pledge"));
    };
    await sign_up(story, "Ben");
    await pledge("Ada", "staff");
    await pledge("Ben", "baker");
    await pledge("Ben", "eater");
    await on_draft(story, "Ada", "/launch");
    await press(ada, button("people.launch"));
    await on_draft(story, "Ada", "/launch");
    assert.equal(await ada.locator(button("people.launch")).count(), 0);
    assert.equal((await ada.goto(new URL("/draft", ada.url()).href))?.status(), 403, "from here on only decisions change it");
}

/** @param {Story} story */
export async function join(story) {
    assert.match(await main(await on_draft(story, "Ben", "/money")), /Your shares\s*1/i);
    const cleo = await sign_up(story, "Cleo");
    const apply = async (/** @type {string} */ stakeholder_class, /** @type {string} */ motivation) => {
        await on_draft(story, "Cleo", "/join");
        await cleo.check(`main [name="class"][value="${stakeholder_class}"]`);
        await fill(cleo, { motivation });
        await press(cleo, button("people.apply"));
    };
    await apply("eater", "");
    await apply("staff", "I kept books for a dairy.");
    const ada = await on_draft(story, "Ada", "/people");
    assert.match(await main(ada), /I kept books for a dairy/);
    await fill(ada, { reasons: "She knows the trade." });
    await press(ada, 'main button[name="admit"][value="true"]');
    await on_draft(story, "Cleo", "/me");
    assert.match(await main(cleo), /eater staff/);

    await on_draft(story, "Cleo", "/bodies");
    assert.match(await main(cleo), /Organisations[\s\S]*The office[\s\S]*Forums[\s\S]*The long table[\s\S]*Alliances[\s\S]*Sourdough/);
    const of_body = (/** @type {string} */ body) => `main form:has([name="body"][value="${body}"]) button`;
    assert.equal(await cleo.locator(of_body("office")).count(), 0, "an organisation is not joined");
    for (const body of ["table", "sourdough", "sourdough"]) await press(cleo, of_body(body)); // the last time it leaves
    assert.deepEqual((await document_of(cleo)).forms.flatMap((/** @type {any} */ form) => form.bodies.map((/** @type {any} */ each) => each.may_leave)), [false, true, false]);
    await platform.verified(story.place.draft);
}

/** @param {Story} story */
export async function deliberate(story) {
    const driver = await behind_door(story, "driver", "/deliberations");
    await fill(driver, platform.question);
    await press(driver, button("deliberation.open"));
    await fill(driver, { text: platform.statement });
    await press(driver, button("deliberation.state"));
    const path = new URL(driver.url()).pathname;

    const rider = await behind_door(story, "rider", path, { scripts: false }); // pages work without scripts, too
    assert.match(await rider.innerText("#next"), new RegExp(platform.statement));
    await press(rider, '#next button[name="answer"][value="disagree"]');
    await rider.click("#statement-1 summary");
    await press(rider, '#statement-1 button[name="answer"][value="agree"]');
    assert.match(await rider.innerText("#statement-1"), /You: ▲ agree/);
    assert.match(await main(rider), /You have answered every statement/);

    await reef_done(["import", "polis", story.place.polis, "--data", story.place.example, "--language", "en"]);
    await behind_door(story, "rider", "/deliberations");
    await press(rider, 'main a:has-text("Rides by car")');
    assert.match(await main(rider), /Its voices are guests[\s\S]*Guests\s*3/);
}

/** @param {Story} story */
export async function decide(story) {
    const { example } = story.place, { expected, effects } = platform.lower_commission;
    const driver = await behind_door(story, "driver", "/rules/market.commission");
    await press(driver, 'main a[href$="/change"]');
    await fill(driver, { value: "45%", reason: platform.lower_commission.reason, "expected.size": expected.size, "expected.by": expected.by,
        "effects.rights": effects.rights, "effects.development": effects.development });
    await press(driver, button("decisions.propose"));
    assert.match(await driver.innerText("#field-value"), /between 0% and 30%/, "the refusal stands at the field, and what was typed is still there");
    await fill(driver, { value: "12%" });
    await press(driver, button("decisions.propose"));
    const path = new URL(driver.url()).pathname;
    story.proposal = path.replace("/decisions/", "");
    assert.equal(await driver.locator(button("decisions.cast_ballot")).count(), 0, "there is no vote yet");

    await let_days_pass(driver, 2);
    for (const door of /** @type {const} */ (["driver", "rider", "treasurer"])) {
        const page = await behind_door(story, door, path);
        for (const choice of ["against", "for"]) await press(page, `main button[name="choice"][value="${choice}"]`);
        assert.equal(await page.getAttribute('main button[name="choice"][value="for"]', "aria-pressed"), "true");
        assert.equal(await page.getAttribute('main button[name="choice"][value="against"]', "aria-pressed"), "false");
    }
    await let_days_pass(driver, 2);
    await platform.the_others_vote_for(example, story.proposal);
    await platform.hours_pass(example, "12 hours");
    await let_days_pass(driver, 1);
    await behind_door(story, "driver", path);
    assert.equal(await driver.locator(button("decisions.cast_ballot")).count(), 0, "the vote is over");
    assert.match(await main(driver), /Accepted[\s\S]*What follows[\s\S]*Who decided, and their share of responsibility[\s\S]*The count[\s\S]*Drivers/);
    platform.check_outcome(await document_of(driver));
    await shoot(driver, "story-outcome");
}

/** @param {Story} story */
async function ask_and_accept(story) {
    await platform.the_other_drivers_rest(story.place.example);
    const driver = await behind_door(story, "driver", "/rides");
    if (await driver.locator(button("market.go_online")).count() > 0) await press(driver, button("market.go_online"));
    const rider = await behind_door(story, "rider", "/rides");
    await fill(rider, { origin: "Station, north side", destination: "Kanaalstraat 88" });
    await press(rider, button("market.request_ride"));
    assert.match(await main(rider), /Looking for a driver[\s\S]*Who was asked first, and why/);
    await behind_door(story, "driver", "/rides");
    assert.match(await driver.innerText("#offer"), /Station, north side[\s\S]*Why you/i);
    await press(driver, button("market.accept_ride"));
    await press(driver, button("market.start_trip"));
    return { driver, rider };
}
/** @param {Page} driver @param {Page} rider @param {string} metres @param {string} commission */
async function arrive(driver, rider, metres, commission) {
    await driver.reload();
    await fill(driver, { distance_m: metres });
    await press(driver, button("market.complete_trip"));
    await rider.reload();
    await press(rider, 'main a[href^="/receipts/"]');
    assert.match(await main(rider), new RegExp(`${commission} of [\\d.]+ EUR`));
    platform.check_receipt(await document_of(rider), commission);
}

/** @param {Story} story */
export async function bind(story) {
    const { driver, rider } = await ask_and_accept(story);
    const ride = rider.url(), under_way = driver.url();
    await rider.goto(new URL("/rules/market.commission", ride).href);
    assert.match(await main(rider), /It becomes 12%/);
    await platform.hours_pass(story.place.example, "1 day");
    await rider.reload();
    const text = await main(rider);
    assert.match(text, new RegExp(`12%[\\s\\S]*version 2[\\s\\S]*set by decision ${story.proposal}[\\s\\S]*We earn less[\\s\\S]*version 1[\\s\\S]*How it may change`));
    platform.check_rule_in_force(await document_of(rider), story.proposal);
    assert.equal(await rider.locator("main form").count(), 0, "no page sets a rule");
    await Promise.all([rider.goto(ride), driver.goto(under_way)]);
    await arrive(driver, rider, "4321", "15%");
}

/** @param {Story} story */
export async function trade(story) {
    const { driver, rider } = await ask_and_accept(story);
    await platform.hours_pass(story.place.example, "11 minutes");
    await arrive(driver, rider, "5250", "12%");
    await shoot(rider, "story-receipt");
    await behind_door(story, "treasurer", "/money");
    assert.match(await main(await story.page_of("treasurer")), /All accounts together sum to zero/);
}

/** @param {Story} story */
export async function check(story) {
    const rider = await story.page_of("rider"); // still at the receipt
    const [, expected] = /** @type {RegExpExecArray} */ (/reef verify --expect (\d+:[0-9a-f]{64})/.exec(await main(rider)));
    await platform.verified(story.place.example, "--expect", expected);
    await behind_door(story, "rider", "/chronicle");
    assert.match(await main(rider), /reef verify --expect/);
    await press(rider, 'main tbody a[href^="/chronicle/"]');
    assert.match(await rider.innerText("#proof"), /✓ This entry is part of the chronicle/);
    platform.check_proof((await document_of(rider)).proof);
    await behind_door(story, "rider", `/chronicle/${story.proposal}`);
    assert.match(await main(rider), /decisions\.propose[\s\S]*You see what is for you to see/);
}

/** @param {Story} story */
export async function leave(story) {
    const treasurer = await behind_door(story, "treasurer", "/me");
    const [download] = await Promise.all([treasurer.waitForEvent("download"), treasurer.click("main a[download]")]);
    const taken = JSON.parse(readFileSync(await download.path(), "utf8"));
    assert.match(await main(treasurer), new RegExp(taken.name));
    await treasurer.check('main form[action="/commands/people.leave"] input[type="checkbox"]');
    await press(treasurer, button("people.leave"));
    const driver = await behind_door(story, "driver", `/people/${taken.number}`);
    assert.match(await main(driver), new RegExp(`Member ${taken.number}`));
    assert.doesNotMatch(await main(driver), new RegExp(taken.name));
    await platform.verified(story.place.example);
}

/** @param {Story} story */
export async function see_the_whole(story) {
    const driver = (await platform.cast_of(story.place.example)).driver;
    await platform.give(story.place.example, driver, "decisions.propose", platform.higher_start);
    const rider = await behind_door(story, "rider", "/");
    const text = await main(rider);
    for (const part of ["Needs your voice", "My money", "My votes", "Being decided", "The classes", "Commission", "Treasury"]) assert.ok(text.toLowerCase().includes(part.toLowerCase()), part);
    platform.check_overview(await document_of(rider), await document_of(rider, "/stakeholders"));
    await press(rider, 'main a[href="/stakeholders"]');
    assert.match(await main(rider), /rides at any hour/);
    await shoot(rider, "story-stakeholders");
}
