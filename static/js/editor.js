// Signs for Markdown at the press of a button, a look at the text, and a count of words for those who want one.

import { whenEntered } from "./boxes.js";
import { forget, held, hold } from "./device.js";

const LOOK_PAUSE = 400;
const COUNT = "gnista:count-words";

class Tools {
  constructor(bar) {
    this.bar = bar;
    this.form = bar.closest("form");
    this.text = this.form.elements.text;
    this.preview = this.form.querySelector("[data-preview]");
    this.words = this.form.querySelector("[data-words]");
    this.buttons = [...bar.querySelectorAll("button")];
    this.buttons.forEach((button, place) => { button.tabIndex = place ? -1 : 0; });
    bar.hidden = false;
    bar.addEventListener("click", (event) => this.press(event.target.closest("button")));
    bar.addEventListener("keydown", (event) => this.walk(event));
    this.text.addEventListener("keydown", (event) => this.shortcut(event));
    this.text.addEventListener("input", () => this.changed());
    if (this.words && held(COUNT)) this.toggle(bar.querySelector("[data-count]"), true);
    this.changed();
  }

  press(button) {
    if (!button) return;
    const { wrap, line } = button.dataset;
    if (wrap) this.wrap(wrap, wrap);
    else if (line) this.begin(line);
    else if ("link" in button.dataset) this.link();
    else this.toggle(button, button.getAttribute("aria-pressed") !== "true");
  }

  // One stop for the Tab key; the arrows walk among the buttons.
  walk(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const last = this.buttons.length - 1;
    const place = Math.min(last, Math.max(0, this.buttons.indexOf(document.activeElement) + steps[event.key]));
    this.buttons.forEach((button, other) => { button.tabIndex = other === place ? 0 : -1; });
    this.buttons[place].focus();
  }

  shortcut(event) {
    const wrap = { b: "**", i: "*" }[event.key];
    if (!wrap || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    this.wrap(wrap, wrap);
  }

  wrap(before, after) {
    const { selectionStart: start, selectionEnd: end, value } = this.text;
    const chosen = value.slice(start, end);
    this.put(start, end, before + chosen + after, start + before.length, start + before.length + chosen.length);
  }

  link() {
    const { selectionStart: start, selectionEnd: end, value } = this.text;
    const before = `[${value.slice(start, end)}](https://`;
    this.put(start, end, `${before}${this.bar.dataset.link})`, start + before.length, start + before.length + this.bar.dataset.link.length);
  }

  begin(sign) {
    const { selectionStart, selectionEnd, value } = this.text;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const lines = value.slice(start, selectionEnd).split("\n");
    const all = lines.every((line) => line.startsWith(sign));
    const fresh = lines.map((line) => (all ? line.slice(sign.length) : sign + line)).join("\n");
    this.put(start, selectionEnd, fresh, start + fresh.length, start + fresh.length);
  }

  // Through the browser's own editing, so that its undo knows of it.
  put(start, end, fresh, from, to) {
    this.text.focus();
    this.text.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, fresh)) {
      this.text.setRangeText(fresh);
      this.text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.text.setSelectionRange(from, to);
  }

  toggle(button, on) {
    button.setAttribute("aria-pressed", on);
    if ("count" in button.dataset) {
      this.words.hidden = !on;
      if (on) hold(COUNT, 1); else forget(COUNT);
    } else {
      this.preview.hidden = !on;
    }
    this.changed();
  }

  changed() {
    const words = this.text.value.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
    if (this.words && !this.words.hidden) this.words.textContent = this.words.dataset.label.replace("{words}", words.length);
    if (this.preview.hidden) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), LOOK_PAUSE);
  }

  async look() {
    try {
      const body = new FormData();
      for (const name of ["text", "csrfmiddlewaretoken"]) body.set(name, this.form.elements[name].value);
      const response = await fetch(this.bar.dataset.previewUrl, { method: "POST", body, redirect: "error" });
      const told = await response.text();
      if (response.ok) this.preview.innerHTML = told;
      else if ([422, 429].includes(response.status)) this.preview.textContent = told;
    } catch { /* without a connection the look waits for the next change */ }
  }
}

for (const bar of document.querySelectorAll("[data-tools]")) new Tools(bar);

// Where a page has many boxes, each takes a copy of the bar.
const shared = document.querySelector("[data-tools-template]");
if (shared) whenEntered((form) => {
  const bar = shared.content.firstElementChild.cloneNode(true);
  form.elements.text.before(bar);
  new Tools(bar);
});
