// A text that is saved while it is written: on the server when it answers, on this device until it has.

import { forget, hold } from "./device.js";

const PAUSE = 1200;
const RETRY = 5000;

// An element around a form. It says what is `written` now, as one text that can be compared; what the device holds of
// it, `toHold`; how to `send` it, as `keep` does; and what to do with what is `heard`.
export class Saving extends HTMLElement {
  // The key carries its owner's id, since the next person at this device must not meet the text.
  begin(key) {
    this.form = this.querySelector("form");
    this.state = this.querySelector(".save-state");
    this.key = key;
    this.saved = this.written;
    window.addEventListener("online", () => this.save());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.save(); });
  }

  store(more) {
    hold(this.key, { ...this.toHold, ...more });
  }

  later(delay = PAUSE) {
    this.store();
    this.soon(delay);
  }

  soon(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  async save() {
    const { written } = this;
    if (this.busy || this.stopped || written === this.saved) return;
    this.busy = true;
    if (this.dataset.saving) this.tell("", this.dataset.saving);
    const heard = await this.send();
    this.busy = false;
    if (heard) this.heard(heard.response, heard.answer, written);
    else this.again({ error: this.dataset.unsaved });
    if (this.written !== written) this.later();
  }

  again(answer) {
    this.tell("is-unsaved", answer.error, answer);
    this.soon(RETRY);
  }

  // Says what stands in the way. What was sent too often is sent again after a while. So is a text when a token of a
  // later sign-in is taken; without a new one somebody else is signed in, and nothing is.
  refused(response, answer) {
    if (response.status === 429) return this.again(answer);
    if (answer.token) this.form.elements.csrfmiddlewaretoken.value = answer.token;
    if (response.status === 403 && answer.token) return this.again(answer);
    return this.tell("is-unsaved", answer.error, answer);
  }

  done(written, words) {
    this.saved = written;
    if (this.written === written) forget(this.key);
    this.tell("is-saved", words);
  }

  tell(state, words, { link, link_text: name } = {}) {
    this.state.className = `save-state ${state}`;
    this.state.textContent = words;
    if (link) this.state.append(" ", Object.assign(document.createElement("a"), { href: link, textContent: name }));
  }
}
