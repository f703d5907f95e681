// The table of commands and roles of `reef commands --json`, in casbin (roles from a grouping policy) and in Cedar (roles as groups of
// the principal, the policies parsed once). Each is asked of every command in turn, and both must say the same.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import assert from "node:assert/strict";
import { newEnforcer, newModelFromString, StringAdapter } from "casbin";

const cedar = createRequire(import.meta.url)("@cedar-policy/cedar-wasm/nodejs");
const seconds = 1.5, members = 24;
const table = JSON.parse(readFileSync("commands.json", "utf8")).map(({ name, access }) => ({ name, roles: access.split(", or ") }));
const held = ["anyone", "people who have signed up", "members"]; // by every member
const expected = table.map(({ roles }) => roles.some((role) => held.includes(role)));

const casbin = await newEnforcer(newModelFromString(`
[request_definition]
r = sub, act
[policy_definition]
p = sub, act
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && g(r.sub, p.sub)
`), new StringAdapter([
    ...table.flatMap(({ name, roles }) => roles.map((role) => `p, "${role}", ${name}`)),
    ...Array.from({ length: members }, (_, member) => held.map((role) => `g, ${member}, "${role}"`)).flat()].join("\n")));

const quoted = (text) => JSON.stringify(text);
const policies = table.flatMap(({ name, roles }) => roles.map((role) => `permit(principal in Role::${quoted(role)}, action == Action::${quoted(name)}, resource);`)).join("\n");
assert.equal(cedar.preparsePolicySet("table", { staticPolicies: policies }).type, "success");
const entities = Array.from({ length: members }, (_, member) => [
    { uid: { type: "Member", id: String(member) }, attrs: {}, parents: held.map((id) => ({ type: "Role", id })) },
    ...held.map((id) => ({ uid: { type: "Role", id }, attrs: {}, parents: [] }))]);
const by_cedar = (member, name) => cedar.statefulIsAuthorized({
    principal: { type: "Member", id: String(member) }, action: { type: "Action", id: name }, resource: { type: "Platform", id: "this" },
    context: {}, preparsedPolicySetId: "table", entities: entities[member] }).response?.decision === "allow";
const by_casbin = (member, name) => casbin.enforceSync(String(member), name);

for (const [name, ask] of Object.entries({ casbin: by_casbin, Cedar: by_cedar })) {
    assert.deepEqual(table.map((command) => ask(0, command.name)), expected, name);
    let asked = 0;
    const begun = performance.now();
    while (performance.now() - begun < seconds * 1000) for (const command of table) ask(asked++ % members, command.name);
    console.log(`${name}: ${Math.round(asked / (performance.now() - begun) * 1000)} a second`);
}
