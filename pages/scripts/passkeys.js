// Passkeys: a browser asks an authenticator to make one, or to sign. What it answers goes into the form's hidden fields,
// and the form is sent as any other. Without this module the codes of a telephone do.

/** @typedef {{challenge: string, rp_id: string, credentials: string[], user_id?: string, user_name?: string, algorithms?: number[]}} Question */

/** @param {string} text base64url @returns {Uint8Array<ArrayBuffer>} */
const bytes_of = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
/** @param {ArrayBuffer} bytes */
const text_of = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** @param {string} address @param {object} data @returns {Promise<Question | null>} null: refused */
async function ask(address, data) {
    const answer = await fetch(address, {
        method: "POST", credentials: "same-origin", body: JSON.stringify(data),
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-Reef": "1" },
    });
    return answer.ok ? await answer.json() : null;
}

/** @param {HTMLFormElement} form @param {Record<string, ArrayBuffer>} parts */
function send(form, parts) {
    for (const [name, bytes] of Object.entries(parts)) {
        const field = form.elements.namedItem(`passkey_${name}`);
        if (field instanceof HTMLInputElement) field.value = text_of(bytes);
    }
    form.submit();
}

/** @param {string[]} ids @returns {PublicKeyCredentialDescriptor[]} */
const known = (ids) => ids.map((id) => ({ type: "public-key", id: bytes_of(id) }));

/** @param {HTMLFormElement} form */
async function make(form) {
    const question = await ask("/second-factor/passkeys/begin", {});
    if (!question) return form.submit(); // the page says why
    const made = await navigator.credentials.create({ publicKey: {
        challenge: bytes_of(question.challenge),
        rp: { id: question.rp_id, name: document.title },
        user: { id: bytes_of(question.user_id ?? ""), name: question.user_name ?? "", displayName: question.user_name ?? "" },
        pubKeyCredParams: (question.algorithms ?? []).map((alg) => ({ type: "public-key", alg })),
        excludeCredentials: known(question.credentials),
        authenticatorSelection: { residentKey: "discouraged", userVerification: "discouraged" },
        attestation: "none", timeout: 120_000,
    } });
    if (!(made instanceof PublicKeyCredential)) return;
    const said = /** @type {AuthenticatorAttestationResponse} */ (made.response);
    send(form, { client_data: said.clientDataJSON, authenticator_data: said.getAuthenticatorData() });
}

/** @param {HTMLFormElement} form */
async function sign_in(form) {
    const typed = new FormData(form);
    const question = await ask("/sign-in/passkey", { login: typed.get("login"), password: typed.get("password") });
    if (!question) return form.submit(); // the page says why
    const signed = await navigator.credentials.get({ publicKey: {
        challenge: bytes_of(question.challenge), rpId: question.rp_id, allowCredentials: known(question.credentials),
        userVerification: "discouraged", timeout: 120_000,
    } });
    if (!(signed instanceof PublicKeyCredential)) return;
    const said = /** @type {AuthenticatorAssertionResponse} */ (signed.response);
    send(form, { credential: signed.rawId, client_data: said.clientDataJSON, authenticator_data: said.authenticatorData, signature: said.signature });
}

for (const button of document.querySelectorAll("button[data-passkey]")) {
    const form = button.closest("form");
    if (!(button instanceof HTMLButtonElement) || !form || !window.PublicKeyCredential) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
        if (!form.reportValidity()) return;
        button.disabled = true;
        try {
            await (button.dataset.passkey === "make" ? make(form) : sign_in(form));
        } catch {
            const place = form.querySelector("[data-passkey-failed]");
            if (place instanceof HTMLElement) place.hidden = false; // turned down, or no authenticator is here
        }
        button.disabled = false;
    });
}

export {};
