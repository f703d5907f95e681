// The story's way at a terminal: `reef`, with a token on a platform of one's own and `--as` on the example. The same words
// whether a server runs on that data or none does.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { reef, reef_done, serve } from "../reef.mjs";
import * as platform from "./platform.mjs";

/** @param {string} data @param {string[]} who @returns {import("./by_documents.mjs").Voice} */
function voice(data, ...who) {
    /** @param {string[]} args */
    const refusal = async (...args) => {
        const ran = await reef([...args, "--data", data, "--json", ...who]);
        assert.equal(ran.code, 1, `${args.join(" ")} is refused: ${ran.said}`);
        return JSON.parse(ran.complained).code;
    };
    return {
        do: async (command, fields = {}) => (await reef_done(["do", command, JSON.stringify(fields), "--data", data, ...who])).document(),
        refused: (command, fields = {}) => refusal("do", command, JSON.stringify(fields)),
        show: async (path) => (await reef_done(["show", path, "--data", data, ...who])).document(),
        cannot_see: (path) => refusal("show", path),
    };
}

/** @param {ReturnType<typeof platform.begin>} place @param {boolean} served @returns {Promise<import("./by_documents.mjs").Story>} */
export async function begin(place, served) {
    const { draft, example, charter, polis } = place;
    /** @type {import("../reef.mjs").Server[]} */
    const servers = [];
    /** @type {Record<string, string>} */
    const tokens = {};
    const cast = await platform.cast_of(example);
    if (served) servers.push(await serve(example));
    return {
        place, cast, proposal: "",
        faults_of: async (text) => {
            writeFileSync(charter, text);
            return (await reef(["charter", "check", charter, "--json"])).document();
        },
        found: async (text) => {
            writeFileSync(charter, text);
            assert.match((await reef_done(["found", charter, "--data", draft])).said, /founded, as a draft[\s\S]*\/founder\?token=\S{20}/);
            if (served) servers.push(await serve(draft));
        },
        sign_up: async (name) => {
            const args = ["sign-up", name, "--name", name, "--data", draft, "--json"];
            const { member, token } = (await reef_done(args, { input: `${platform.password}\n` })).document();
            tokens[name] = token;
            return member;
        },
        on_draft: (who) => voice(draft, ...(who in tokens ? ["--token", tokens[who]] : ["--as", who])),
        on_example: (who) => voice(example, "--as", who),
        pass_days: async (days) => { await reef_done(["pass-time", String(days), "--data", example]); },
        import_polis: async () => /Imported 2 statements and 4 evaluations/.test((await reef_done(["import", "polis", polis, "--data", example])).said),
        end: async () => { for (const server of servers) await server.stop(); },
    };
}
