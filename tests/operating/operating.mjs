// What the tests of operating share: a living example that is served with any options, and its figures.
import { join } from "node:path";
import { make_folder, reef_done, send, start_reef } from "../reef.mjs";

/** A small living example, served by nobody. */
export async function make_example() {
    const folder = make_folder(), data = join(folder, "example");
    await reef_done(["example", "ride", "--members", "12", "--days", "1", "--data", data]);
    return { folder, data };
}

/** @typedef {import("../reef.mjs").Server & {figures: string}} Watched */

/** Serves it, with a listener for figures. @param {string[]} what @param {Record<string, string>} [environment] @returns {Promise<Watched>} */
export async function serve_watched(what, environment) {
    const server = await start_reef(["serve", ...what, "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0"], environment);
    const figures = /Figures on (http:\/\/[^/]+)\/metrics/.exec(server.output())?.[1];
    if (!figures) throw new Error(server.output());
    return { ...server, figures };
}

/** @typedef {{name: string, labels: Record<string, string>, value: number}} Sample */

/**
 * Reads the text format of Prometheus as strictly as it is written down: families in one piece with help and type before their
 * samples, names and labels of the allowed letters, no sample twice, histograms that add up.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 * @param {string} text
 */
export function read_figures(text) {
    /** @type {Map<string, {type: string, help: string, samples: Sample[]}>} */
    const families = new Map();
    const seen = new Set();
    let family = "", help = "";
    if (!text.endsWith("\n")) throw new Error("the last line ends");
    for (const line of text.slice(0, -1).split("\n")) {
        const wrong = (/** @type {string} */ what) => new Error(`${what}: ${line}`);
        const begun = /^# HELP ([a-z_:][a-z0-9_:]*) (\S.*)$/.exec(line), typed = /^# TYPE ([a-z_:][a-z0-9_:]*) (counter|gauge|histogram)$/.exec(line);
        if (begun) {
            [, family, help] = begun;
            if (families.has(family)) throw wrong("a family in two pieces");
        } else if (typed) {
            if (typed[1] !== family || families.has(family)) throw wrong("a type without its help");
            families.set(family, { type: typed[2], help, samples: [] });
        } else {
            const sample = /^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (-?[0-9.]+(?:e[+-]?[0-9]+)?|\+Inf|NaN)$/.exec(line);
            if (!sample) throw wrong("no sample");
            const [, name, inside = "", number] = sample, of = families.get(family);
            if (!of) throw wrong("a sample before its type");
            const suffix = of.type === "histogram" ? /^(.*)_(bucket|sum|count)$/.exec(name) : [name, name];
            if (suffix?.[1] !== family) throw wrong("a sample of another family");
            if (of.type === "counter" && !name.endsWith("_total")) throw wrong("a counter that is no total");
            const labels = labels_of(inside, wrong);
            if (seen.has(`${name}{${inside}}`)) throw wrong("a sample twice");
            seen.add(`${name}{${inside}}`);
            of.samples.push({ name, labels, value: Number(number.replace("+Inf", "Infinity")) });
        }
    }
    for (const [name, each] of families) {
        if (each.samples.length === 0) throw new Error(`${name} says nothing`);
        if (each.type === "histogram") add_up(name, each.samples);
    }
    return families;
}

/** @param {string} inside @param {(what: string) => Error} wrong */
function labels_of(inside, wrong) {
    /** @type {Record<string, string>} */
    const labels = {};
    let rest = inside;
    while (rest) {
        const label = /^([a-z_][a-z0-9_]*)="((?:[^"\\]|\\["\\n])*)"(?:,|$)/.exec(rest);
        if (!label || label[1] in labels) throw wrong("labels that cannot be read");
        labels[label[1]] = label[2];
        rest = rest.slice(label[0].length);
    }
    return labels;
}

/** @param {string} name @param {Sample[]} samples */
function add_up(name, samples) {
    /** @param {Record<string, string>} labels */
    const key = ({ le: _, ...labels }) => JSON.stringify(Object.entries(labels).sort());
    for (const of of new Set(samples.map((each) => key(each.labels)))) {
        const own = samples.filter((each) => key(each.labels) === of);
        const buckets = own.filter((each) => each.name === `${name}_bucket`).map((each) => ({ below: Number(each.labels.le.replace("+Inf", "Infinity")), value: each.value }));
        const sorted = buckets.every((each, i) => i === 0 || (each.below > buckets[i - 1].below && each.value >= buckets[i - 1].value));
        const count = own.find((each) => each.name === `${name}_count`)?.value, sum = own.find((each) => each.name === `${name}_sum`);
        if (!sorted || buckets.at(-1)?.below !== Infinity || buckets.at(-1)?.value !== count || !sum) throw new Error(`${name} does not add up: ${of}`);
    }
}

/** @param {Watched} server */
export async function figures_of(server) {
    const answer = await send({ address: server.figures }, { path: "/metrics" });
    if (answer.status !== 200) throw new Error(answer.text);
    return read_figures(answer.text);
}

/** What the samples of a name with these labels add up to. @param {ReturnType<typeof read_figures>} figures @param {string} name @param {Record<string, string>} [labels] */
export function sum_of(figures, name, labels = {}) {
    const samples = [...figures.values()].flatMap((each) => each.samples);
    return samples.filter((each) => each.name === name && Object.entries(labels).every(([label, value]) => each.labels[label] === value))
        .reduce((sum, each) => sum + each.value, 0);
}
