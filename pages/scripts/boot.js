// What scripts add to pages that already work: results update in place, and forms keep the reader's place.
// htmx and its server-sent events come before this module; its strict settings stand in the layout's meta tag.

/** Says to a screen reader what changed, once a live part has been swapped. @param {string} text */
function announce(text) {
    const place = document.getElementById("announcements");
    if (place) place.textContent = text;
}

document.body.addEventListener("htmx:afterSwap", (event) => {
    const target = /** @type {CustomEvent<{target: Element}>} */ (event).detail.target;
    const says = document.getElementById(target.id)?.getAttribute("data-announce");
    if (says) announce(says);
});

// A form that was sent is not sent twice by an impatient second press.
document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
});

// A file that is chosen fills the field that takes its text.
for (const chooser of document.querySelectorAll("input[type=file][data-fills]")) {
    if (!(chooser instanceof HTMLInputElement)) continue;
    chooser.closest(".field")?.removeAttribute("hidden");
    chooser.addEventListener("change", async () => {
        const place = document.getElementById(chooser.dataset.fills ?? "");
        if (place instanceof HTMLTextAreaElement && chooser.files?.[0]) place.value = await chooser.files[0].text();
    });
}

// One sheet at a time: Escape and a press elsewhere close the phone's menu.
document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const open of document.querySelectorAll(".bar details[open]")) open.removeAttribute("open");
});
document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll(".bar details[open]"))
        if (event.target instanceof Node && !open.contains(event.target)) open.removeAttribute("open");
});

export {};
