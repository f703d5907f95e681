// The story's way over JSON: what any program does that speaks HTTP. Members come with tokens, over the network; the operator
// over the server's own socket.
import assert from "node:assert/strict";
import { Client, over_socket, serve } from "../reef.mjs";
import * as platform from "./platform.mjs";

/** @param {Client} client @returns {import("./by_documents.mjs").Voice} */
const voice = (client) => ({
    do: (command, fields) => client.do(command, fields),
    refused: (command, fields) => client.refused(command, fields),
    show: (path) => client.show(path),
    cannot_see: async (path) => {
        const answer = await client.get(path);
        assert.ok(answer.status >= 400, `${path} is refused`);
        assert.equal(answer.headers["content-type"], "application/problem+json");
        return answer.document.code;
    },
});

/** A session, as a browser would begin it, makes a token. @param {string} address @param {string} path @param {object} fields */
async function come_in(address, path, fields) {
    const anybody = new Client({ address });
    const begun = await anybody.post(path, fields);
    assert.equal(begun.status, 200, begun.text);
    const cookie = String(begun.headers["set-cookie"]?.find((each) => each.startsWith("reef="))).split(";")[0];
    const made = await anybody.post("/tokens", { name: "story" }, { Cookie: cookie, "X-Reef": "1" });
    return { member: begun.document.member, client: anybody.with_token(made.document.token) };
}

/** What `reef import polis` gives for the files that the other ways import. @param {Client} operator */
async function import_rows(operator) {
    const key = "the story's files";
    await operator.do("deliberation.begin_import", { title: "Rides by car", question: "Rides by car", source: "https://example.org/rides", language: "en", key });
    const { deliberation, complete } = await operator.show(`/deliberations/imports/${encodeURIComponent(key)}`);
    if (complete) return false;
    const at = "2015-06-30T08:54:45.000Z";
    await operator.do("deliberation.import_statements", { deliberation,
        rows: ["Drivers need insurance", "Prices should be published"].map((text, number) => ({ number, text, at, hidden: false })) });
    await operator.do("deliberation.import_evaluations", { deliberation, first_row: 0,
        rows: [[0, 0, "agree"], [0, 1, "disagree"], [0, 2, "agree"], [1, 2, "agree"]].map(([number, guest, answer]) => ({ number, guest, answer, at })) });
    await operator.do("deliberation.finish_import", { deliberation });
    return true;
}

/** @param {ReturnType<typeof platform.begin>} place @returns {Promise<import("./by_documents.mjs").Story>} */
export async function begin(place) {
    const { draft, example } = place;
    const servers = { draft: await serve(draft), example: await serve(example) };
    /** @type {Record<string, Client>} */
    const on_draft = { operator: over_socket(draft, "operator") };
    /** @type {Record<string, Client>} */
    const on_example = { operator: over_socket(example, "operator") };
    const cast = await platform.cast_of(example);
    for (const door of ["driver", "rider", "treasurer"]) {
        const { member, client } = await come_in(servers.example.address, `/doors/${door}`, {});
        on_example[member] = client;
    }
    const checked = async (/** @type {string} */ charter) => new Client(servers.draft).show(`/found?charter=${encodeURIComponent(charter)}`);
    return {
        place, cast, proposal: "",
        faults_of: async (charter) => (await checked(charter)).faults,
        found: async (charter) => {
            await on_draft.operator.do("platform.open", { example: false, release: "story" });
            await on_draft.operator.do("rules.found_platform", { charter: (await checked(charter)).sound.charter });
        },
        sign_up: async (name) => {
            const { member, client } = await come_in(servers.draft.address, "/sign-up", { name, login: name, password: platform.password });
            on_draft[name] = client;
            return member;
        },
        on_draft: (who) => voice(on_draft[who]),
        on_example: (who) => voice(on_example[who]),
        pass_days: async (days) => {
            const passed = await new Client(servers.example).post("/example/pass-time", { days });
            assert.equal(passed.status, 200, passed.text);
        },
        import_polis: () => import_rows(on_example.operator),
        end: async () => { for (const server of Object.values(servers)) await server.stop(); },
    };
}
