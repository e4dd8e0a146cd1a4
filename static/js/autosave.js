// Saves a journal entry while it is written.

import { forget, held, keep } from "./device.js";
import { Saving } from "./saving.js";

const keyOf = ({ dataset }) => `gnista:entry:${dataset.owner}:${dataset.place}`;

class AutoSave extends Saving {
  connectedCallback() {
    this.begin(keyOf(this));
    this.recover();
    this.form.elements.text.addEventListener("input", () => this.later());
    this.form.addEventListener("submit", () => this.store());
  }

  get written() {
    return this.form.elements.text.value;
  }

  get toHold() {
    return { text: this.written, version: this.form.elements.version.value };
  }

  // A text that never reached the server, left here by an earlier visit, comes back into the field. It is sent with
  // the version that it began from: where another text was saved since, the server shows both.
  recover() {
    const left = held(this.key);
    if (!left || left.text === this.written) return forget(this.key);
    const { text, version } = this.form.elements;
    text.value = left.text;
    version.value = left.version;
    text.dispatchEvent(new Event("input", { bubbles: true }));
    return this.later(0);
  }

  send() {
    const fields = Object.fromEntries(new FormData(this.form));
    return keep(this.form.getAttribute("action") || location.pathname, { ...fields, owner: this.dataset.owner });
  }

  heard(response, answer, written) {
    if (response.status === 409) {
      this.stopped = true;
      return this.tell("is-unsaved", this.dataset.conflict);
    }
    if (!response.ok) return this.refused(response, answer);
    this.form.elements.version.value = answer.version;
    return this.done(written, answer.saved);
  }
}

// Where two texts met, what was kept here is done with once its author has chosen.
for (const way of document.querySelectorAll("[data-forget]")) {
  way.addEventListener(way.dataset.forget, () => forget(keyOf(way)));
}

customElements.define("auto-save", AutoSave);
