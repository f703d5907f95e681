// What the three ways of the story share: its facts, the stage directions that no way is asked to give, and what a reader
// checks in what is shown.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { copy_folder, make_folder, reef, reef_done } from "../reef.mjs";

export const bakery = readFileSync(fileURLToPath(new URL("bakery.toml", import.meta.url)), "utf8");
/** Two faults, on lines that the founder can find. */
export const faulty_bakery = bakery.replace('openness = "open"', 'openness = "ajar"').replace('weight = "30%"', 'weight = "40%"');
/** @param {string} text @param {string} line */
export const line_of = (text, line) => text.slice(0, text.indexOf(line)).split("\n").length;
export const password = "bread is warm by seven";

export const lower_commission = {
    rule: "market.commission", value: "12%", reason: "We earn less for an hour than in spring.",
    expected: { indicator: "driver_income", direction: "rises", size: "4%", by: "2031-12-01" },
    effects: { rights: "Nobody loses a right.", development: "The treasury grows more slowly." },
};
export const higher_start = { ...lower_commission, rule: "market.fare_start", value: "3.10 EUR", reason: "Short rides hardly pay." };
export const statement = "Receipts should say when the driver waited.";
export const question = { title: "Where should drivers wait?", question: "There is room for one place with a roof." };

/** The folders of one way's story: where it founds its own, and an example of its own. @param {string} example */
export function begin(example) {
    const folder = make_folder();
    const place = { folder, draft: join(folder, "bakery"), example: join(folder, "example"), charter: join(folder, "charter.toml"), polis: join(folder, "polis") };
    copy_folder(example, place.example);
    mkdirSync(place.polis);
    writeFileSync(join(place.polis, "comments.csv"), "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n" +
        "1435654192085,x,0,0,2,1,1,Drivers need insurance\n1435654192086,x,1,1,1,0,1,Prices should be published\n");
    writeFileSync(join(place.polis, "votes.csv"), "timestamp,datetime,comment-id,voter-id,vote\n" +
        "1435654192087,x,0,0,1\n1435654192088,x,0,1,-1\n1435654192089,x,0,2,1\n1435654192090,x,1,2,1\n");
    writeFileSync(join(place.polis, "summary.csv"), "topic,Rides by car\nurl,https://example.org/rides\n");
    return place;
}

// --- Stage directions ---

/** @param {string} data @param {string} who @param {string} command @param {object} [fields] */
export const give = (data, who, command, fields = {}) => reef_done(["do", command, JSON.stringify(fields), "--as", who, "--data", data]);
/** @param {string} data @param {string} path @param {string} who */
export const shown = async (data, path, who) => (await reef_done(["show", path, "--as", who, "--data", data])).document();

/** Whoever stands behind the doors of an example, and everybody. @param {string} data */
export async function cast_of(data) {
    /** @param {string} one */
    const class_of = async (one) => (await shown(data, `/people?class=${one}`, "operator")).people.map((/** @type {any} */ each) => String(each.number));
    const [drivers, riders, staff, city] = [await class_of("driver"), await class_of("rider"), await class_of("staff"), await class_of("city")];
    return { driver: drivers[0], rider: riders[0], treasurer: staff[0], drivers, others: [...drivers.slice(1), ...riders.slice(1), ...staff.slice(1), ...city] };
}

/** Everybody who stands behind no door votes for it. @param {string} data @param {string} proposal */
export async function the_others_vote_for(data, proposal) {
    for (const member of (await cast_of(data)).others) await give(data, member, "decisions.cast_ballot", { proposal, choice: "for" });
}

/** So that the driver behind the door is the nearest who is free. @param {string} data */
export async function the_other_drivers_rest(data) {
    for (const driver of (await cast_of(data)).drivers.slice(1)) await give(data, driver, "market.go_offline");
}

/** The clock alone goes on; nobody lives meanwhile. @param {string} data @param {string} by */
export const hours_pass = (data, by) => give(data, "operator", "platform.pass_time", { by });

// --- What a reader checks ---

/** @param {string} data @param {string[]} more */
export async function verified(data, ...more) {
    const said = (await reef_done(["verify", "--data", data, "--json", ...more])).document();
    assert.equal(said.fault, null);
    assert.ok(said.redecided > 0);
    return said;
}

/** A copy whose history was touched does not verify. @param {string} data @param {string[]} more @param {RegExp} names */
export async function not_verified(data, more, names) {
    const ran = await reef(["verify", "--data", data, ...more]);
    assert.equal(ran.code, 1);
    assert.match(ran.complained, names);
}

/** "12.50 EUR" in cents. @param {string} money */
export const cents = (money) => {
    const [, sign, euros, rest] = /** @type {RegExpExecArray} */ (/^(-?)(\d+)\.(\d\d)(?: EUR)?$/.exec(money));
    return Number(euros + rest) * (sign ? -1 : 1);
};
/** Half away from zero. @param {number} above @param {number} below */
const divided = (above, below) => Math.floor((2 * above + below) / (2 * below));
/** "4 min 42.052 s" @param {string} text */
const milliseconds = (text) => {
    const [, minutes, seconds] = /** @type {RegExpExecArray} */ (/(\d+) min ([\d.]+) s/.exec(text));
    return Number(minutes) * 60_000 + Math.round(Number(seconds) * 1000);
};

/**
 * Computes a receipt again from nothing but what it shows: every line, the fare, the commission, the pay floor and its
 * top-up, what the driver gets; and the lines in the books, which sum to zero.
 * @param {any} receipt @param {string} commission under which the ride began
 */
export function check_receipt(receipt, commission) {
    const lines = Object.fromEntries(receipt.parts.flatMap((/** @type {any} */ part) => part.lines.map((/** @type {any} */ line) => [`${part.title}: ${line.name}`, line])));
    const pays = (/** @type {string} */ name) => lines[`What the rider pays: ${name}`];
    const gets = (/** @type {string} */ name) => lines[`What the driver gets: ${name}`];
    const of_kilometres = (/** @type {string} */ how) => {
        const [, km, price] = /** @type {RegExpExecArray} */ (/([\d.]+) km × ([\d.]+) EUR/.exec(how));
        return divided(Math.round(Number(km) * 1000) * cents(price), 1000);
    };
    const of_minutes = (/** @type {string} */ how) => {
        const [, time, price] = /** @type {RegExpExecArray} */ (/(\d+ min [\d.]+ s) × ([\d.]+) EUR/.exec(how));
        return divided(milliseconds(time) * cents(price), 60_000);
    };
    const distance = of_kilometres(pays("Distance").how), time = of_minutes(pays("Time").how);
    const fare = cents(pays("Start").amount) + distance + time;
    assert.equal(cents(pays("Distance").amount), distance);
    assert.equal(cents(pays("Time").amount), time);
    assert.equal(cents(pays("Fare").amount), fare);
    assert.ok(gets("Commission").how.startsWith(`${commission} of`), gets("Commission").how);
    const kept = divided(fare * Number(commission.replace("%", "")), 100);
    assert.equal(cents(gets("Commission").amount), -kept);
    const floor_how = gets("Pay floor, top-up").how;
    const floor = of_kilometres(floor_how) + of_minutes(floor_how);
    const top_up = Math.max(0, floor - (fare - kept));
    assert.equal(cents(gets("Pay floor, top-up").amount), top_up);
    assert.equal(cents(gets("To the driver").amount), fare - kept + top_up);
    for (const line of [pays("Start"), pays("Distance"), pays("Time"), gets("Commission"), gets("Pay floor, top-up")]) assert.ok(line.rule.version, `${line.name} names its rule`);
    const posted = receipt.transfers.postings.map((/** @type {any} */ each) => cents(each.amount));
    assert.equal(posted.reduce((/** @type {number} */ sum, /** @type {number} */ each) => sum + each, 0), 0);
    assert.ok(receipt.head.entry && receipt.head.hash);
}

/** The outcome of the proposal, for whoever may not see ballots by name. @param {any} page */
export function check_outcome(page) {
    assert.ok(page.state.is_accepted, page.state.word);
    assert.deepEqual(page.tally.classes.map((/** @type {any} */ each) => each.class_name), ["Drivers", "Riders", "Staff", "City"]);
    assert.ok(page.ballots_are_secret);
    const shares = page.outcome.deciders.map((/** @type {any} */ each) => each.responsibility);
    if (page.tally.withheld) assert.ok(shares.every((/** @type {string | null} */ each) => each === null), "beside a class under five they are for auditors");
    else assert.equal(shares.reduce((/** @type {number} */ sum, /** @type {string} */ each) => sum + Number(each.replace("%", "")), 0), 100);
    assert.ok(page.outcome.sentence && page.outcome.reasons);
    assert.ok(page.outcome.follows.length > 0, "what follows is said");
}

/** Who set it, when, why, and how to change it. @param {any} rule @param {string} proposal */
export function check_rule_in_force(rule, proposal) {
    assert.equal(rule.value, "12%");
    assert.equal(rule.version, "2");
    assert.equal(rule.set_by.name, `decision ${proposal}`);
    assert.deepEqual(rule.versions.map((/** @type {any} */ each) => each.value).sort(), ["12%", "15%"]);
    assert.equal(rule.versions.find((/** @type {any} */ each) => each.is_in_force).reason, lower_commission.reason);
    assert.ok(rule.who_may_change && rule.mode.meaning);
}

/** Walks from an entry up to the root of the tree (RFC 9162). @param {any} proof */
export function check_proof(proof) {
    /** @type {Uint8Array} */
    let hash = Buffer.from(proof.leaf, "hex");
    for (const step of proof.path) {
        const beside = Buffer.from(step.hash, "hex");
        const pair = step.side === "left" ? [beside, hash] : [hash, beside];
        hash = createHash("sha256").update(Buffer.concat([Buffer.from([1]), ...pair])).digest();
    }
    assert.equal(Buffer.from(hash).toString("hex"), proof.root);
}

/** The whole on one page, for the rider: what is there, what waits, what is theirs. @param {any} home @param {any} stakeholders */
export function check_overview(home, stakeholders) {
    assert.deepEqual(home.classes.map((/** @type {any} */ each) => each.class_name), ["Drivers", "Riders", "Staff", "City"]);
    assert.ok(stakeholders.links.length > 0);
    assert.equal(home.open_decisions.length, 1);
    assert.ok(home.figures.some((/** @type {any} */ each) => each.name === "Commission" && each.value === "12%"));
    assert.ok(home.flows.flows.length > 0);
    assert.ok(home.needs_voice.some((/** @type {any} */ each) => each.kind === "Deliberation"));
    assert.ok(home.my_money.last.length > 0);
    assert.ok(home.my_votes.some((/** @type {any} */ each) => each.outcome));
}
