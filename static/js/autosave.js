// Saves a journal entry while it is written, says so, and keeps what could not be saved on this device.

const PAUSE = 1200;
const RETRY = 5000;

const keyOf = ({ dataset }) => `gnista:entry:${dataset.owner}:${dataset.place}`;

class AutoSave extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.form.elements.text;
    this.version = this.form.elements.version;
    this.state = this.querySelector(".save-state");
    // With its owner's id, since the next person at this device must not meet the text.
    this.key = keyOf(this);
    this.saved = this.text.value;
    this.recover();
    this.text.addEventListener("input", () => this.later(PAUSE));
    this.form.addEventListener("submit", () => this.keep());
    window.addEventListener("online", () => this.save());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.save(); });
  }

  // A text that never reached the server, left here by an earlier visit, comes back into the field. It is sent with
  // the version that it began from: where another text was saved since, the server shows both.
  recover() {
    const kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
    if (!kept || kept.text === this.text.value) return localStorage.removeItem(this.key);
    this.text.value = kept.text;
    this.version.value = kept.version;
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
    return this.later(0);
  }

  later(delay) {
    this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  keep() {
    const kept = JSON.stringify({ text: this.text.value, version: this.version.value });
    try { localStorage.setItem(this.key, kept); } catch { /* a full or closed store changes nothing here */ }
  }

  async save() {
    if (this.busy || this.text.value === this.saved || this.stopped) return;
    this.busy = true;
    const text = this.text.value;
    this.tell("", this.dataset.saving);
    try {
      const body = new FormData(this.form);
      body.set("autosave", "1");
      body.set("owner", this.dataset.owner);
      const response = await fetch(this.form.getAttribute("action") || location.pathname, { method: "POST", body, redirect: "error" });
      await this.heard(response, text);
    } catch {
      this.tell("is-unsaved", this.dataset.unsaved);
      this.again();
    } finally {
      this.busy = false;
    }
    if (this.text.value !== text) this.later(PAUSE);
  }

  again() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), RETRY);
  }

  async heard(response, text) {
    const answer = await response.json();
    if (response.status === 409) {
      this.stopped = true;
      return this.tell("is-unsaved", this.dataset.conflict);
    }
    if (answer.token) this.form.elements.csrfmiddlewaretoken.value = answer.token;
    if (response.status === 403) this.again();
    if (!response.ok) return this.tell("is-unsaved", answer.error, answer);
    this.version.value = answer.version;
    this.saved = text;
    if (this.text.value === text) localStorage.removeItem(this.key);
    return this.tell("is-saved", answer.saved);
  }

  tell(state, words, { link, link_text: name } = {}) {
    this.state.className = `save-state ${state}`;
    this.state.textContent = words;
    if (!link) return;
    const way = Object.assign(document.createElement("a"), { href: link, textContent: name });
    this.state.append(" ", way);
  }
}

// Where two texts met, what was kept here is done with once its author has chosen.
for (const way of document.querySelectorAll("[data-forget]")) {
  way.addEventListener(way.dataset.forget, () => localStorage.removeItem(keyOf(way)));
}

customElements.define("auto-save", AutoSave);
