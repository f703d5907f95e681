// What the tests of several servers share: a platform in a PostgreSQL, any number of servers of it, nginx before them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client, end_at_last, make_folder, over_socket, reef_done, start_reef } from "../reef.mjs";

/** PostgreSQL's address, as scripts/with_postgres names it. */
export const postgres = process.env.REEF_TEST_DATABASE ?? "";

let count = 0;

/** One server of a platform: a folder of its own, a port that it keeps over restarts. */
export class PlatformServer {
    /** @param {string} data @param {string} database */
    constructor(data, database) {
        this.data = data;
        this.database = database;
        this.listen = "127.0.0.1:0";
        this.address = "";
    }
    async start() {
        this.process = await start_reef(["serve", "--data", this.data, "--database", this.database, "--listen", this.listen]);
        this.address = this.process.address;
        this.listen = new URL(this.address).host;
    }
    kill() { return this.process?.kill(); }
    stop() { return this.process?.stop(); }
    /** Over its own socket. @param {string} who */
    as(who) { return over_socket(this.data, who); }
}

/** A living example in a schema of its own, and servers of it. @param {import("node:test").TestContext} context @param {number} servers */
export async function make_servers(context, servers) {
    const folder = make_folder(), database = `${postgres}&schema=servers_${process.pid}_${++count}`;
    await reef_done(["example", "ride", "--members", "12", "--days", "1", "--data", join(folder, "0"), "--database", database]);
    const all = Array.from({ length: servers }, (_, i) => new PlatformServer(join(folder, String(i)), database));
    context.after(() => Promise.all(all.map((each) => each.kill())));
    for (const each of all) await each.start();
    return { folder, database, servers: all };
}

/**
 * nginx before the servers, on a socket: what one server left unanswered, it asks of the next; keys make that safe.
 * @param {import("node:test").TestContext} context @param {string} folder @param {PlatformServer[]} servers
 */
export async function start_nginx(context, folder, servers) {
    const own = join(folder, "nginx"), socket = join(own, "http.sock");
    mkdirSync(own);
    const file = join(own, "nginx.conf");
    writeFileSync(file, `
daemon off; master_process off; worker_processes 1; pid ${own}/pid; error_log ${own}/error.log;
events { worker_connections 512; }
http {
    access_log off; client_body_temp_path ${own}/body; proxy_temp_path ${own}/proxy; fastcgi_temp_path ${own}/fastcgi;
    uwsgi_temp_path ${own}/uwsgi; scgi_temp_path ${own}/scgi;
    upstream reef { ${servers.map((each) => `server ${each.listen} max_fails=0;`).join(" ")} }
    server {
        listen unix:${socket};
        location / {
            proxy_pass http://reef; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host;
            proxy_next_upstream error timeout non_idempotent; proxy_connect_timeout 2s;
        }
    }
}
`);
    const child = spawn("/usr/sbin/nginx", ["-p", own, "-c", file], { stdio: "ignore" });
    const forget = end_at_last(child);
    context.after(async () => {
        child.kill("SIGTERM");
        if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
        forget();
    });
    while (!existsSync(socket)) {
        if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return { client: new Client({ socket }, { Host: "ride.example" }) };
}

/** A token of whoever stands behind a door of the example. @param {Client} client @param {string} door @param {string} name */
export async function token_of(client, door, name) {
    const opened = await client.post(`/doors/${door}`, {});
    const cookie = (opened.headers["set-cookie"] ?? []).map((each) => each.split(";")[0]).join("; ");
    const made = await client.post("/tokens", { name }, { Cookie: cookie, "X-Reef": "1" });
    if (made.status !== 200) throw new Error(made.text);
    return /** @type {string} */ (made.document.token);
}
