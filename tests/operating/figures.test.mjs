// /metrics: what is counted there, in which form, and who may see it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Client, copy_folder, over_socket, send } from "../reef.mjs";
import { figures_of, make_example, read_figures, serve_watched, sum_of } from "./operating.mjs";

let folder = "", data = "";
/** @type {import("./operating.mjs").Watched} */ let server;
before(async () => {
    ({ folder, data } = await make_example());
    server = await serve_watched(["--data", data]);
    await over_socket(data, "3").do("market.go_offline");
});
after(() => server?.stop());

test("the form is what Prometheus reads", async () => {
    await new Client(server).get("/rules");
    const { headers, text } = await send({ address: server.figures }, { path: "/metrics" });
    assert.equal(headers["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    const families = read_figures(text);
    for (const [name, { type }] of Object.entries({
        reef_http_requests_total: "counter", reef_http_request_duration_seconds: "histogram", reef_commands_total: "counter", reef_batch_commands: "histogram",
        reef_batch_duration_seconds: "histogram", reef_commit_duration_seconds: "histogram", reef_entries: "gauge", reef_last_commit_timestamp_seconds: "gauge",
        reef_commands_waiting: "gauge", reef_page_listeners: "gauge", reef_database_size_bytes: "gauge", reef_database_readers_in_use: "gauge", reef_ready: "gauge",
        reef_http_connections: "gauge", reef_http_requests_in_flight: "gauge", reef_http_turned_away_total: "counter", reef_http_unread_total: "counter",
        process_cpu_seconds_total: "counter", process_resident_memory_bytes: "gauge", process_open_fds: "gauge", process_start_time_seconds: "gauge", reef_build_info: "gauge",
    }).map(([name, type]) => /** @type {const} */ ([name, { type }])))
        assert.equal(families.get(name)?.type, type, name);
    const judge = spawnSync("promtool", ["check", "metrics"], { input: text, encoding: "utf8" });
    if (judge.error === undefined) assert.equal(judge.status, 0, judge.stdout + judge.stderr);
});

test("the reader of the form refuses what is none", () => {
    const sound = "# HELP a_total A.\n# TYPE a_total counter\na_total{b=\"c\"} 1\n";
    read_figures(sound);
    for (const [from, to] of [["# HELP a_total A.\n", ""], ["counter", "kind"], ["{b", "{B"], ["\"c\"", "\"c"], ["} 1", "} one"], ["a_total{", "b_total{"],
        ["1\n", "1\na_total{b=\"c\"} 1\n"], ["1\n", "1"], ["a_total{b=\"c\"} 1\n", ""]])
        assert.throws(() => read_figures(sound.replace(from, to)), Error, `${from} as ${to}`);
    const histogram = (/** @type {string} */ buckets) => `# HELP a A.\n# TYPE a histogram\n${buckets}a_sum 3\na_count 2\n`;
    read_figures(histogram('a_bucket{le="1"} 1\na_bucket{le="+Inf"} 2\n'));
    for (const buckets of ['a_bucket{le="1"} 1\n', 'a_bucket{le="1"} 3\na_bucket{le="+Inf"} 2\n', 'a_bucket{le="+Inf"} 1\n'])
        assert.throws(() => read_figures(histogram(buckets)), Error, buckets);
});

test("what happens is counted", async () => {
    const before_it = await figures_of(server), public_client = new Client(server), member = over_socket(data, "3");
    await public_client.get("/rules/market.commission?q=1");
    await public_client.get("/rules/market.offer_time");
    await public_client.get("/nowhere/at/all");
    await member.do("market.go_online");
    await member.refused("decisions.withdraw", { decision: "1" });
    await member.refused("people.fly", {});
    const after_it = await figures_of(server);
    const grown = (/** @type {string} */ name, labels = {}) => sum_of(after_it, name, labels) - sum_of(before_it, name, labels);
    assert.equal(grown("reef_http_requests_total", { route: "/rules/{rule}", method: "GET", status: "2xx" }), 2);
    assert.equal(grown("reef_http_request_duration_seconds_count", { route: "/rules/{rule}" }), 2);
    assert.equal(grown("reef_http_requests_total", { route: "none", status: "4xx" }), 1);
    assert.equal(grown("reef_http_requests_total", { route: "/commands/{command}", method: "POST" }), 3);
    assert.equal(grown("reef_commands_total", { command: "market.go_online", outcome: "done" }), 1);
    assert.equal(grown("reef_commands_total", { command: "decisions.withdraw", outcome: "refused" }), 1);
    assert.equal(grown("reef_commands_total", { command: "unknown", outcome: "refused" }), 1);
    assert.equal(grown("reef_entries"), Number((await member.show("/chronicle")).head.entry) - sum_of(before_it, "reef_entries"));
    assert.ok(grown("reef_entries") > 0 && grown("reef_batch_commands_count") > 0 && grown("reef_commit_duration_seconds_count") > 0);
    assert.ok(sum_of(after_it, "reef_database_size_bytes") > 100_000);
    assert.equal(sum_of(after_it, "reef_ready"), 1);
    const age_ms = Date.now() - sum_of(after_it, "reef_last_commit_timestamp_seconds") * 1_000;
    assert.ok(age_ms >= 0 && age_ms < 30_000, `${age_ms} ms`);
});

test("strangers do not reach it; the owner of the local socket does", async () => {
    for (const path of ["/metrics", "/Metrics", "/metrics/", "/metrics/all"]) assert.equal((await send(server, { path, headers: { Accept: "application/json" } })).status, 404, path);
    read_figures((await send({ socket: join(data, "reef.sock") }, { path: "/metrics" })).text);
    for (const path of ["/", "/rules", "/chronicle"])
        assert.equal((await send({ address: server.figures }, { path })).status, 404, "nothing else is at the listener for figures");
});

test("many platforms count apart, and share what is the process's", async () => {
    const many = join(folder, "many");
    mkdirSync(many);
    for (const host of ["tide.example", "reed.example"]) copy_folder(data, join(many, host));
    const both = await serve_watched(["--platforms", many]);
    await send(both, { path: "/rules", headers: { Host: "tide.example" } });
    await send(both, { path: "/rules", headers: { Host: "strange.example" } });
    assert.equal((await send(both, { path: "/readyz", headers: { Host: "strange.example" } })).status, 200, "of the process");
    const figures = await figures_of(both), rules = (/** @type {string} */ host) => sum_of(figures, "reef_http_requests_total", { host, route: "/rules" });
    assert.equal(rules("tide.example"), 1);
    assert.equal(rules("reed.example"), 0);
    assert.deepEqual(figures.get("reef_entries")?.samples.map((each) => each.labels), [{ host: "reed.example" }, { host: "tide.example" }]);
    assert.equal(await both.stop(), 0);
});
