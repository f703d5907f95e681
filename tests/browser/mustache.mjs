// A small mustache for looking at templates before the server runs: the specification's interpolation, sections, inverted
// sections, partials and inheritance, our pipes and `_`. The server's own engine (src/core/web/template.*) is the judge.

/** @typedef {{kind: string, name: string, text?: string, indent?: string, children?: Node[], source?: string}} Node */

/** @param {string} text @returns {Node[]} */
export function parse(text) {
    const tag = /\{\{\{\s*([^}]+?)\s*\}\}\}|\{\{([#^/$<>!&]?)\s*([^}]*?)\s*\}\}/g;
    /** @type {Node} */
    const root = { kind: "root", name: "", children: [] };
    /** @type {{node: Node, from: number}[]} */
    const open = [{ node: root, from: 0 }];
    let at = 0;
    for (let match; (match = tag.exec(text)); at = tag.lastIndex) {
        const top = open[open.length - 1].node.children ?? [];
        if (match.index > at) top.push({ kind: "text", name: "", text: text.slice(at, match.index) });
        const [kind, name] = match[1] ? ["&", match[1]] : [match[2] || "value", match[3]];
        if (kind === "!") continue;
        if (kind === "/") {
            const closed = open.pop();
            if (!closed || closed.node.name !== name) throw new Error(`{{/${name}}} closes {{${closed?.node.name}}}`);
            closed.node.source = text.slice(closed.from, match.index);
        } else {
            const node = { kind, name, children: [] };
            top.push(node);
            if ("#^$<".includes(kind)) open.push({ node, from: tag.lastIndex });
        }
    }
    if (open.length > 1) throw new Error(`{{${open[open.length - 1].node.name}}} is never closed`);
    root.children?.push({ kind: "text", name: "", text: text.slice(at) });
    return root.children ?? [];
}

/** @param {unknown} value */
export const escape = (value) =>
    String(value).replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c] ?? c);

/**
 * @param {string} template name of a template
 * @param {object} document
 * @param {{load: (name: string) => string, translate?: (text: string) => string,
 *          formatters: Record<string, (value: string, document: any) => string>, missing?: (path: string) => void}} house
 */
export function render(template, document, house) {
    /** @type {Map<string, Node[]>} */
    const parsed = new Map();
    /** @param {string} name */
    const nodes_of = (name) => {
        let nodes = parsed.get(name);
        if (!nodes) parsed.set(name, (nodes = parse(house.load(name))));
        return nodes;
    };
    /** @param {any} value */
    const is_object = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
    /** @param {string} path @param {any[]} stack */
    const look_up = (path, stack) => {
        if (path === ".") return stack[stack.length - 1];
        const [first, ...rest] = path.split(".");
        for (let i = stack.length - 1; i >= 0; --i) {
            if (is_object(stack[i]) && first in stack[i])
                return rest.reduce((value, key) => (is_object(value) ? value[key] : undefined), stack[i][first]);
        }
        house.missing?.(path);
        return undefined;
    };
    /** @param {any} value */
    const is_falsy = (value) => value === undefined || value === null || value === false || value === "" || value === 0 || (Array.isArray(value) && !value.length);
    /** @param {Node[]} nodes @param {any[]} stack @param {Map<string, Node[]>} blocks @returns {string} */
    const write = (nodes, stack, blocks) => nodes.map((node) => write_one(node, stack, blocks)).join("");
    /** @param {Node} node @param {any[]} stack @param {Map<string, Node[]>} blocks @returns {string} */
    const write_one = (node, stack, blocks) => {
        const children = node.children ?? [];
        switch (node.kind) {
            case "text": return node.text ?? "";
            case "value": case "&": {
                const [path, ...pipes] = node.name.split("|").map((part) => part.trim());
                let value = look_up(path, stack);
                if (value === undefined || value === null) return "";
                if (typeof value === "object") throw new Error(`{{${node.name}}} is an object or a list`);
                let is_html = node.kind === "&";
                for (const pipe of pipes) {
                    if (!house.formatters[pipe]) throw new Error(`no formatter ${pipe}`);
                    value = house.formatters[pipe](value, stack[0]);
                    is_html ||= pipe === "markdown" || pipe === "when";
                }
                return is_html ? String(value) : escape(value);
            }
            case "#": {
                if (node.name === "_") {
                    const folded = (node.source ?? "").replace(/\s+/g, " ").trim();
                    const words = house.translate?.(folded) ?? node.source ?? "";
                    return write(parse(words), stack, blocks);
                }
                const value = look_up(node.name, stack);
                if (is_falsy(value)) return "";
                if (Array.isArray(value)) return value.map((item) => write(children, [...stack, item], blocks)).join("");
                return write(children, [...stack, value], blocks);
            }
            case "^": return is_falsy(look_up(node.name, stack)) ? write(children, stack, blocks) : "";
            case ">": return write(nodes_of(node.name), stack, new Map());
            case "$": return write(blocks.get(node.name) ?? children, stack, blocks);
            case "<": {
                const inner = new Map(blocks);
                for (const child of children) if (child.kind === "$" && !blocks.has(child.name)) inner.set(child.name, child.children ?? []);
                return write(nodes_of(node.name), stack, inner);
            }
            default: throw new Error(`unknown tag ${node.kind}`);
        }
    };
    return write(nodes_of(template), [document], new Map());
}
