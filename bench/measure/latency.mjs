// How long an answer takes at half of what the server can do. Requests are due at even distances whatever became of those before, and
// an answer's time counts from when its request was due: a server that stalls is not asked less for it.
import { Agent, request } from "node:http";

/** `requests()` gives one after the other. Resolves to how long each took, ms. */
async function ask(server, next, { connections, seconds, rate }) {
    const agent = new Agent({ keepAlive: true, maxSockets: connections }), begun = performance.now(), took = [];
    const send = ({ method = "GET", path, headers = {}, body }) => new Promise((resolve, reject) => {
        const line = request(server.url + path, { agent, method, headers: { Accept: "application/json", ...headers } }, (answer) => {
            answer.resume().once("end", () => answer.statusCode === 200 ? resolve() : reject(new Error(`${path}: ${answer.statusCode}`)));
        });
        line.once("error", reject).end(body);
    });
    let asked = 0;
    const late = () => performance.now() - begun > seconds * 1000;
    const one = async () => {
        while (!late()) {
            const due = rate ? begun + asked++ / rate * 1000 : performance.now();
            const early = due - performance.now();
            if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
            await send(next());
            took.push(performance.now() - Math.max(due, begun));
        }
    };
    await Promise.all(Array.from({ length: connections }, one));
    agent.destroy();
    return took;
}

/** Requests as answering() tells wrk, or of one document. */
function requests(what) {
    if (typeof what === "string") return () => ({ path: what });
    const [, deliberation, statements, ...tokens] = what, numbers = statements.split(",");
    let turn = 0;
    return () => {
        const token = tokens[turn % tokens.length], round = Math.floor(turn++ / tokens.length);
        return { method: "POST", path: "/commands/deliberation.evaluate", headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
                 body: JSON.stringify({ deliberation, number: Number(numbers[round % numbers.length]), answer: Math.floor(round / numbers.length) % 2 ? "agree" : "disagree" }) };
    };
}

/** The most that this client gets out of the server, and the percentiles 50, 95, 99 and 99.9 at half of that. */
export async function measure_latency(server, what, { seconds, connections = 32 }) {
    const next = requests(what);
    await ask(server, next, { connections, seconds: 1 });
    const most = (await ask(server, next, { connections, seconds: seconds / 2 })).length / (seconds / 2);
    const took = (await ask(server, next, { connections, seconds, rate: most / 2 })).sort((a, b) => a - b);
    return { most, at_half: [0.5, 0.95, 0.99, 0.999].map((share) => took[Math.floor(share * (took.length - 1))]) };
}
