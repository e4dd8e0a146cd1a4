// Keeps what is being written on a board: on the server when it answers, on this device until it has.

import { forget, fresh, held, hold, keep, sweep } from "./device.js";

const PAUSE = 1500;
const RETRY = 8000;
const NAMES = ["title", "text", "kind", "is_anonymous", "is_write_first"];

class KeepDraft extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.state = this.querySelector(".save-state");
    // With its owner's id, since the next person at this device must not meet the text.
    this.key = `gnista:draft:${this.dataset.owner}:${this.dataset.url}:${this.dataset.box}`;
    if (!this.dataset.url || !this.dataset.box) return;
    // Which state of the draft this box began from. A box that came back with errors does not know.
    this.since = this.dataset.since;
    this.kept = JSON.stringify(this.values);
    this.recover();
    for (const sign of ["input", "change"]) this.form.addEventListener(sign, (event) => { if (NAMES.includes(event.target.name)) this.later(PAUSE); });
    this.form.addEventListener("submit", () => this.leave());
    window.addEventListener("pageshow", () => { this.left = false; });
    window.addEventListener("online", () => this.save());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.save(); });
  }

  get values() {
    const data = new FormData(this.form);
    return Object.fromEntries(NAMES.filter((name) => this.form.elements[name]).map((name) => [name, data.get(name) ?? ""]));
  }

  fill(values) {
    for (const [name, value] of Object.entries(values)) {
      const field = this.form.elements[name];
      if (field?.type === "checkbox") field.checked = Boolean(value);
      else if (field) field.value = value;
    }
    this.form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // What never reached the server comes back. What was sent does so only when it is not posted.
  async recover() {
    const left = held(this.key);
    if (!left?.submission) return;
    const known = left.sent ? await this.send(left.values, left.submission, { asks: "1" }) : null;
    // What somebody has begun to write while the answer was on its way goes first.
    if (JSON.stringify(this.values) !== this.kept) return;
    if (known?.answer.same || JSON.stringify(left.values) === this.kept) return forget(this.key);
    this.form.elements.submission_id.value = known?.answer.posted ? fresh() : left.submission;
    this.since = left.since ?? this.since;
    this.closest("details")?.setAttribute("open", "");
    this.fill(left.values);
    this.later(0);
  }

  store(sent) {
    const { url, box } = this.dataset;
    hold(this.key, { url, box, sent, since: this.since, values: this.values, submission: this.form.elements.submission_id.value });
  }

  later(delay) {
    this.store(false);
    this.soon(delay);
  }

  soon(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  leave() {
    clearTimeout(this.timer);
    this.left = true;
    this.store(true);
  }

  send(values, submission, more = {}) {
    const { box, owner, url } = this.dataset;
    const csrfmiddlewaretoken = this.form.elements.csrfmiddlewaretoken.value;
    return keep(url, { ...values, ...more, csrfmiddlewaretoken, box, owner, since: this.since, submission_id: submission });
  }

  async save() {
    const { values } = this;
    if (this.busy || this.left || JSON.stringify(values) === this.kept) return;
    this.busy = true;
    const heard = await this.send(values, this.form.elements.submission_id.value);
    this.busy = false;
    if (heard) this.heard(heard.response, heard.answer, JSON.stringify(values));
    else this.again(this.dataset.unsaved);
    if (JSON.stringify(this.values) !== JSON.stringify(values)) this.later(PAUSE);
  }

  again(words) {
    this.tell("is-unsaved", words);
    this.soon(RETRY);
  }

  heard(response, answer, written) {
    if (answer.token) this.form.elements.csrfmiddlewaretoken.value = answer.token;
    // Without a new token somebody else is signed in: nothing is sent again.
    if (response.status === 403 && answer.token) return this.again(answer.error);
    if (response.status === 409) this.offer(answer.other, answer.show);
    if (!response.ok) return this.tell("is-unsaved", answer.error);
    if (this.left) return undefined;
    if (answer.posted && !answer.same) {
      // Another text in a box whose number is used, as after a press on Back: a thought of its own.
      this.form.elements.submission_id.value = fresh();
      return this.later(0);
    }
    this.kept = written;
    this.since = answer.since;
    if (JSON.stringify(this.values) === written) forget(this.key);
    return this.tell("is-saved", answer.saved ?? "");
  }

  // Two texts met: neither is lost, and one press changes between them.
  offer(other, label) {
    this.querySelector("[data-other]")?.remove();
    const button = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: label });
    button.dataset.other = "";
    this.state.after(button);
    button.addEventListener("click", () => {
      const { title, text } = this.values;
      this.since = other.since ?? this.since;
      this.fill({ title: other.title, text: other.text });
      Object.assign(other, { title: title ?? "", text, since: undefined });
    });
  }

  tell(state, words) {
    this.state.className = `save-state ${state}`;
    this.state.textContent = words;
  }
}

customElements.define("keep-draft", KeepDraft);

const boxes = [...document.querySelectorAll("keep-draft")].filter((box) => box.key);
if (boxes.length) sweep(boxes[0].dataset.owner, boxes[0].form.elements.csrfmiddlewaretoken.value, new Set(boxes.map((box) => box.key)));
