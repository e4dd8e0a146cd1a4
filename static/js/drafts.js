// Keeps what is being written on a board: on the server when it answers, on this device when it does not.

const PAUSE = 1500;
const RETRY = 8000;

class KeepDraft extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.form.elements.text;
    this.heading = this.form.elements.title;
    this.state = this.querySelector(".save-state");
    // With its owner's id, since the next person at this device must not meet the text.
    this.key = `gnista:draft:${this.dataset.owner}:${this.dataset.url}:${this.dataset.box}`;
    if (!this.dataset.url || !this.dataset.box) return;
    this.kept = this.written;
    this.recover();
    this.form.addEventListener("input", (event) => { if ([this.text, this.heading].includes(event.target)) this.later(PAUSE); });
    this.form.addEventListener("submit", () => this.leave());
    window.addEventListener("online", () => this.save());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.save(); });
  }

  get written() {
    return JSON.stringify([this.heading?.value ?? "", this.text.value]);
  }

  // What never reached the server comes back into an empty box.
  recover() {
    const left = localStorage.getItem(this.key);
    if (!left || this.text.value) return;
    const [heading, text] = JSON.parse(left);
    if (this.heading) this.heading.value ||= heading;
    this.text.value = text;
    this.closest("details")?.setAttribute("open", "");
    this.later(0);
  }

  later(delay) {
    try { localStorage.setItem(this.key, this.written); } catch { /* a full or closed store changes nothing here */ }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  // What is sent is kept by the server; a press that fails comes back with the text in the box.
  leave() {
    clearTimeout(this.timer);
    this.left = true;
    localStorage.removeItem(this.key);
  }

  async save() {
    const written = this.written;
    if (this.busy || this.left || written === this.kept) return;
    this.busy = true;
    try {
      const body = new FormData();
      for (const name of ["text", "title", "submission_id", "csrfmiddlewaretoken"]) body.set(name, this.form.elements[name]?.value ?? "");
      body.set("box", this.dataset.box);
      body.set("autosave", "1");
      const response = await fetch(this.dataset.url, { method: "POST", body, redirect: "error" });
      this.heard(response, await response.json(), written);
    } catch {
      this.tell("is-unsaved", this.dataset.unsaved);
      this.again();
    } finally {
      this.busy = false;
    }
    if (this.written !== written) this.later(PAUSE);
  }

  again() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), RETRY);
  }

  heard(response, answer, written) {
    if (answer.token) this.form.elements.csrfmiddlewaretoken.value = answer.token;
    if (response.status === 403) this.again();
    if (!response.ok) return this.tell("is-unsaved", answer.error);
    this.kept = written;
    if (this.written === written) localStorage.removeItem(this.key);
    return this.tell("is-saved", answer.saved);
  }

  tell(state, words) {
    this.state.className = `save-state ${state}`;
    this.state.textContent = words;
  }
}

customElements.define("keep-draft", KeepDraft);
