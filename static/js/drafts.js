// Keeps what is being written on a board.

import { keyOf } from "./boxes.js";
import { forget, fresh, held, keep, sweep } from "./device.js";
import { Saving } from "./saving.js";

const NAMES = ["title", "text", "kind", "is_anonymous", "is_write_first"];

class KeepDraft extends Saving {
  connectedCallback() {
    const { owner, url, box } = this.dataset;
    if (!url || !box) return;
    // Which state of the draft this box began from. A box that came back with errors does not know.
    this.since = this.dataset.since;
    this.begin(keyOf({ owner, url, box }));
    this.recover();
    for (const sign of ["input", "change"]) this.form.addEventListener(sign, (event) => { if (NAMES.includes(event.target.name)) this.later(); });
    this.form.addEventListener("submit", () => this.leave());
    window.addEventListener("pageshow", () => { this.stopped = false; });
  }

  get values() {
    const data = new FormData(this.form);
    return Object.fromEntries(NAMES.filter((name) => this.form.elements[name]).map((name) => [name, data.get(name) ?? ""]));
  }

  get written() {
    return JSON.stringify(this.values);
  }

  get submission() {
    return this.form.elements.submission_id.value;
  }

  get toHold() {
    const { url, box } = this.dataset;
    return { url, box, sent: false, since: this.since, values: this.values, submission: this.submission };
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
    if (this.written !== this.saved) return;
    if (known?.answer.same || JSON.stringify(left.values) === this.saved) return forget(this.key);
    this.form.elements.submission_id.value = known?.answer.posted ? fresh() : left.submission;
    this.since = left.since ?? this.since;
    this.closest("details")?.setAttribute("open", "");
    this.fill({ ...left.values, text: this.withQuote(left.values.text) });
    this.later(0);
  }

  // What is quoted by the server stands below what comes back into the box.
  withQuote(text) {
    const { quote } = this.dataset;
    return !quote || text.includes(quote) ? text : `${text.trimEnd()}\n\n${quote}\n\n`;
  }

  leave() {
    clearTimeout(this.timer);
    this.stopped = true;
    this.store({ sent: true });
  }

  send(values = this.values, submission_id = this.submission, more = {}) {
    const { box, owner, url } = this.dataset;
    const csrfmiddlewaretoken = this.form.elements.csrfmiddlewaretoken.value;
    return keep(url, { ...values, ...more, csrfmiddlewaretoken, box, owner, since: this.since, submission_id });
  }

  heard(response, answer, written) {
    if (response.status === 409) this.offer(answer.other, answer.show);
    if (!response.ok) return this.refused(response, answer);
    if (this.stopped) return undefined;
    if (answer.posted && !answer.same) {
      // Another text in a box whose number is used, as after a press on Back: a thought of its own.
      this.form.elements.submission_id.value = fresh();
      return this.later(0);
    }
    this.since = answer.since;
    return this.done(written, answer.saved ?? "");
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
}

customElements.define("keep-draft", KeepDraft);

const boxes = [...document.querySelectorAll("keep-draft")].filter((box) => box.key);
if (boxes.length) sweep(boxes[0].dataset.owner, boxes[0].form.elements.csrfmiddlewaretoken.value, new Set(boxes.map((box) => box.key)));
