// What a device holds of texts that no server has yet. Its store may be closed or full: then the server alone keeps them.

// What this device holds of a box: its values, the number of its submission, and whether it was sent. A store may be closed.
export function held(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function stored() {
  try { return Object.keys(localStorage); } catch { return []; }
}

export function hold(key, left) {
  try { localStorage.setItem(key, JSON.stringify(left)); } catch { /* a full store changes nothing here */ }
}

export function forget(key) {
  try { localStorage.removeItem(key); } catch { /* nothing was held */ }
}

// Asks the server to keep a text. It answers when it has, or that the submission is posted; null without an answer.
export async function keep(url, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ autosave: "1", ...fields })) if (value !== undefined) body.set(name, value);
  try {
    const response = await fetch(url, { method: "POST", body, redirect: "error" });
    return { response, answer: await response.json() };
  } catch {
    return null;
  }
}

// A number that no other submission has.
export function fresh() {
  const sign = () => crypto.getRandomValues(new Uint8Array(1))[0];
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (one) => (Number(one) ^ (sign() & (15 >> (Number(one) / 4)))).toString(16));
}

// What was sent from a page that has gone, such as that of a new thread, is let go of when it is posted.
export async function sweep(owner, csrfmiddlewaretoken, here) {
  for (const key of stored().filter((one) => one.startsWith(`gnista:draft:${owner}:`) && !here.has(one))) {
    const { url, box, sent, values, submission: submission_id } = held(key) ?? {};
    const known = sent ? await keep(url, { ...values, owner, box, submission_id, csrfmiddlewaretoken, asks: "1" }) : null;
    if (known?.answer.same) forget(key);
  }
}
