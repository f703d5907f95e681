// The story told by programs: commands given and documents read. At a terminal and over JSON it is the same story; a way
// (command_line.mjs, json.mjs) says how each thing is done its way.
import assert from "node:assert/strict";
import { copy_folder, write_into } from "../reef.mjs";
import * as platform from "./platform.mjs";

/**
 * Somebody's voice on one of the two platforms.
 * @typedef {{do: (command: string, fields?: object) => Promise<any>, refused: (command: string, fields?: object) => Promise<string>,
 *   show: (path: string) => Promise<any>, cannot_see: (path: string) => Promise<string>}} Voice
 */
/**
 * @typedef {{place: ReturnType<typeof platform.begin>, cast: Awaited<ReturnType<typeof platform.cast_of>>,
 *   faults_of: (charter: string) => Promise<{line: number, key: string}[]>, found: (charter: string) => Promise<void>,
 *   sign_up: (name: string) => Promise<string>, on_draft: (who: string) => Voice, on_example: (who: string) => Voice,
 *   pass_days: (days: number) => Promise<void>, import_polis: () => Promise<boolean>, end: () => Promise<void>,
 *   proposal: string}} Story
 */

/** @param {Story} story */
export async function found(story) {
    const faults = await story.faults_of(platform.faulty_bakery);
    assert.deepEqual(faults.map(({ line, key }) => [line, key]), [[platform.line_of(platform.faulty_bakery, 'openness = "ajar"'), "openness"]]);
    assert.deepEqual(await story.faults_of(platform.bakery), []);
    await story.found(platform.bakery);
    const member = await story.sign_up("Ada");
    const operator = story.on_draft("operator");
    await operator.do("people.appoint_founder", { member });
    assert.equal(await operator.refused("people.appoint_founder", { member }), "people.founder_there");
    assert.equal((await story.on_draft("Ada").show("/charter")).state, "draft");
}

/** @param {Story} story */
export async function launch(story) {
    const ada = story.on_draft("Ada");
    const map = await ada.show("/stakeholders");
    assert.deepEqual(map.links.map((/** @type {any} */ link) => [link.from, link.to]), [["Bakers", "Eaters"], ["Eaters", "Staff"]]);

    // A draft is edited freely; with a class left alone it is not launched.
    const { charter } = await ada.show("/charter");
    const isolated = { ...charter, users: { ...charter.users, links: charter.users.links.slice(0, 1) } };
    await ada.do("rules.amend_draft", { charter: isolated });
    assert.equal(await ada.refused("people.launch"), "people.class_isolated");
    await ada.do("rules.amend_draft", { charter });
    assert.equal(await ada.refused("people.launch"), "people.principle_not_adopted");
    for (const { principle, class: each } of (await ada.show("/launch")).adoptions) await ada.do("people.adopt_principle", { principle, class: each });
    assert.equal(await ada.refused("people.launch"), "people.below_critical_mass");
    await story.sign_up("Ben");
    await ada.do("people.pledge", { class: "staff" });
    await story.on_draft("Ben").do("people.pledge", { class: "baker" });
    await story.on_draft("Ben").do("people.pledge", { class: "eater" });
    assert.ok((await ada.show("/launch")).may_launch);
    await ada.do("people.launch");
    assert.equal(await ada.refused("rules.amend_draft", { charter }), "access.not_yours", "from here on only decisions change it");
}

/** @param {Story} story */
export async function join(story) {
    const [ada, ben] = [story.on_draft("Ada"), story.on_draft("Ben")];
    assert.match(JSON.stringify((await ben.show("/money")).figures), /Your shares","value":"1"/, "a baker has bought a share");
    // At once where the class is open; by a body, with reasons, where the charter says so.
    await story.sign_up("Cleo");
    const cleo = story.on_draft("Cleo");
    await cleo.do("people.apply", { class: "eater" });
    assert.deepEqual((await cleo.show("/me")).classes, ["eater"]);
    await cleo.do("people.apply", { class: "staff", motivation: "I kept books for a dairy." });
    const [application] = (await ada.show("/people")).applications;
    assert.equal(application.motivation, "I kept books for a dairy.");
    const decision = { application: application.application, admit: true, reasons: "She knows the trade." };
    assert.equal(await ben.refused("people.decide_application", decision), "people.not_your_body");
    await ada.do("people.decide_application", decision);
    assert.deepEqual((await cleo.show("/me")).classes, ["eater", "staff"]);
    // Bodies of three forms.
    const { forms } = await cleo.show("/bodies");
    assert.deepEqual(forms.map((/** @type {any} */ form) => form.bodies.map((/** @type {any} */ body) => body.id)), [["office"], ["table"], ["sourdough"]]);
    assert.ok(forms.every((/** @type {any} */ form) => form.bodies[0].powers));
    assert.equal(await ben.refused("people.join_body", { body: "office" }), "people.organisation_has_delegates");
    await cleo.do("people.join_body", { body: "table" });
    await cleo.do("people.join_body", { body: "sourdough" });
    await cleo.do("people.leave_body", { body: "sourdough" });
    assert.ok((await cleo.show("/me")).roles.includes("forum"));
    await platform.verified(story.place.draft);
}

/** @param {Story} story */
export async function deliberate(story) {
    const [driver, rider] = [story.on_example(story.cast.driver), story.on_example(story.cast.rider)];
    const { id } = await driver.do("deliberation.open", platform.question);
    const path = `/deliberations/${id}`;
    await driver.do("deliberation.state", { deliberation: id, text: platform.statement });
    assert.equal((await rider.show(path)).next_statement.text, platform.statement);
    await rider.do("deliberation.evaluate", { deliberation: id, number: 1, answer: "disagree" });
    await rider.do("deliberation.evaluate", { deliberation: id, number: 1, answer: "agree" });
    const after = await rider.show(path);
    assert.equal(after.next_statement, null);
    assert.ok(after.statements[0].my_answer.is_agree, "the later answer replaces the earlier one");

    assert.equal(await story.import_polis(), true);
    assert.equal(await story.import_polis(), false, "the same files again change nothing");
    const imported = (await rider.show("/deliberations")).deliberations.find((/** @type {any} */ each) => each.title === "Rides by car");
    const document = await rider.show(imported.href);
    assert.equal(document.guests_heard, 3);
    assert.ok(!document.is_open && document.source, "its guests are named as such, and nobody else answers there");
}

/** @param {Story} story */
export async function decide(story) {
    const [driver, rider, treasurer] = [story.on_example(story.cast.driver), story.on_example(story.cast.rider), story.on_example(story.cast.treasurer)];
    assert.equal(await driver.refused("decisions.propose", { ...platform.lower_commission, value: "45%" }), "rules.out_of_bounds");
    story.proposal = (await driver.do("decisions.propose", platform.lower_commission)).id;
    const [proposal, path] = [story.proposal, `/decisions/${story.proposal}`];
    assert.equal(await rider.refused("decisions.cast_ballot", { proposal, choice: "for" }), "decisions.voting_not_open");
    await story.pass_days(2);
    for (const each of [driver, rider, treasurer]) await each.do("decisions.cast_ballot", { proposal, choice: "against" });
    for (const each of [driver, rider, treasurer]) await each.do("decisions.cast_ballot", { proposal, choice: "for" });
    assert.ok((await rider.show(path)).my_ballot.is_for, "a later ballot replaces the earlier one");
    await story.pass_days(2);
    await platform.the_others_vote_for(story.place.example, proposal);
    await platform.hours_pass(story.place.example, "12 hours");
    await story.pass_days(1);
    assert.equal(await driver.refused("decisions.cast_ballot", { proposal, choice: "against" }), "decisions.voting_closed");
    platform.check_outcome(await rider.show(path));
}

/** @param {Story} story */
export async function bind(story) {
    const [driver, rider] = [story.on_example(story.cast.driver), story.on_example(story.cast.rider)];
    // Nobody else sets it, the operator included; and a ride that began before keeps the version that it began under.
    for (const who of ["operator", story.cast.driver])
        assert.equal(await story.on_example(who).refused("rules.enact", { rule: "market.commission", value: "1%", decision: story.proposal, effective_at: "2026-01-01", reason: "power" }), "access.not_yours");
    assert.equal((await rider.show("/rules/market.commission")).coming.value, "12%");
    await platform.the_other_drivers_rest(story.place.example);
    await driver.do("market.go_online");
    const ride = (await rider.do("market.request_ride", { origin: "Station", destination: "Harbour" })).id;
    await driver.do("market.accept_ride", { ride });
    await driver.do("market.start_trip", { ride });
    await platform.hours_pass(story.place.example, "1 day");
    platform.check_rule_in_force(await rider.show("/rules/market.commission"), story.proposal);
    await driver.do("market.complete_trip", { ride, distance_m: 4321 });
    platform.check_receipt(await rider.show(`/receipts/${ride}`), "15%");
}

/** @param {Story} story */
export async function trade(story) {
    const [driver, rider, treasurer] = [story.on_example(story.cast.driver), story.on_example(story.cast.rider), story.on_example(story.cast.treasurer)];
    const ride = (await rider.do("market.request_ride", { origin: "Market square", destination: "University" })).id;
    const offered = await driver.show("/rides");
    assert.equal(offered.offer.ride, ride);
    assert.match(offered.offer.why_you, /\d/, "the arithmetic of the order of offers");
    await driver.do("market.accept_ride", { ride });
    await driver.do("market.start_trip", { ride });
    await platform.hours_pass(story.place.example, "11 minutes");
    await driver.do("market.complete_trip", { ride, distance_m: 5250 });
    platform.check_receipt(await driver.show(`/receipts/${ride}`), "12%");
    assert.equal((await treasurer.show("/money")).sums_to_zero, true);
}

/** @param {Story} story */
export async function check(story) {
    const { example, folder } = story.place;
    const { entries, head } = await platform.verified(example);
    await platform.verified(example, "--expect", `${entries}:${head}`);
    await platform.not_verified(example, ["--expect", `${entries}:${"0".repeat(64)}`], new RegExp(`Entry ${entries}`));
    await platform.not_verified(example, ["--expect", `${entries + 1}:${head}`], new RegExp(`${entries + 1}`));
    const shown = await story.on_example(story.cast.rider).show(`/chronicle/${story.proposal}`);
    assert.equal(shown.kind, "decisions.propose");
    platform.check_proof(shown.proof);

    // One byte of a recorded entry, in a copy.
    const touched = `${folder}/touched`;
    copy_folder(example, touched);
    write_into(touched, `UPDATE chronicle_entries SET bytes = CAST(replace(CAST(bytes AS TEXT), '12%', '13%') AS BLOB) WHERE number = ${story.proposal}`);
    await platform.not_verified(touched, [], new RegExp(`Entry ${story.proposal}:`));
}

/** @param {Story} story */
export async function leave(story) {
    const treasurer = story.on_example(story.cast.treasurer);
    const everything = await treasurer.show("/me");
    assert.equal(everything.number, story.cast.treasurer);
    const [name] = everything.entries.flatMap((/** @type {any} */ entry) => entry.values.map((/** @type {any} */ value) => value.value)).filter((/** @type {string} */ value) => value === everything.name);
    assert.equal(name, everything.name, "the vault's values are among what one takes along");
    await treasurer.do("people.leave");
    assert.equal((await story.on_example(story.cast.driver).show(`/people/${story.cast.treasurer}`)).name, `Member ${story.cast.treasurer}`);
    await platform.verified(story.place.example);
    await treasurer.cannot_see("/me");
}

/** @param {Story} story */
export async function see_the_whole(story) {
    const rider = story.on_example(story.cast.rider);
    assert.equal(await story.on_example(story.cast.driver).refused("decisions.propose", { ...platform.lower_commission, value: "11%" }), "decisions.rule_rests");
    await story.on_example(story.cast.driver).do("decisions.propose", platform.higher_start);
    platform.check_overview(await rider.show("/"), await rider.show("/stakeholders"));
}
