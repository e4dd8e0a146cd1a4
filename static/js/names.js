// Offers the names of a cohort after an @. Typing a whole name works as well without this.

import { whenEntered } from "./boxes.js";

const MOST = 8;
const BEGUN = /(?:^|[^\p{L}\p{N}])@([\p{L}\p{N}][^\n@]{0,40}|)$/u;

class Names {
  constructor(form, place) {
    this.text = form.elements.text;
    this.place = place;
    this.list = Object.assign(document.createElement("ul"), { className: "names", hidden: true, id: `${this.text.id}-names` });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", place.dataset.label);
    this.told = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    this.told.setAttribute("aria-live", "polite");
    this.text.after(this.list, this.told);
    this.text.setAttribute("aria-autocomplete", "list");
    this.text.addEventListener("input", () => this.look());
    this.text.addEventListener("keydown", (event) => this.walk(event));
    this.text.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => this.press(event));
  }

  async names() {
    Names.known ??= fetch(this.place.dataset.url).then((answer) => answer.json()).catch(() => ({ names: [] }));
    return (await Names.known).names;
  }

  get begun() {
    return this.text.value.slice(0, this.text.selectionEnd).match(BEGUN)?.[1];
  }

  async look() {
    if (this.begun === undefined) return this.close();
    const names = await this.names();
    const begun = this.begun?.toLocaleLowerCase();
    if (begun === undefined) return this.close();
    const fits = (name) => name.toLocaleLowerCase().startsWith(begun) || name.toLocaleLowerCase().includes(` ${begun}`);
    return this.show(names.filter((name) => fits(name) && name.toLocaleLowerCase() !== begun).slice(0, MOST));
  }

  show(names) {
    if (!names.length) return this.close();
    this.list.replaceChildren(...names.map((name, place) => {
      const option = Object.assign(document.createElement("li"), { textContent: name, id: `${this.list.id}-${place}`, dir: "auto" });
      option.setAttribute("role", "option");
      return option;
    }));
    this.list.hidden = false;
    this.text.setAttribute("aria-controls", this.list.id);
    this.told.textContent = this.place.dataset.found.replace("{number}", names.length);
    return this.point(0);
  }

  point(place) {
    this.at = (place + this.list.children.length) % this.list.children.length;
    [...this.list.children].forEach((option, other) => option.setAttribute("aria-selected", other === this.at));
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
    this.text.setAttribute("aria-activedescendant", this.list.children[this.at].id);
  }

  walk(event) {
    if (this.list.hidden) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.point(this.at + steps[event.key]);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.list.children[this.at].textContent);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  press(event) {
    const option = event.target.closest("li");
    if (!option) return;
    event.preventDefault();
    this.take(option.textContent);
  }

  take(name) {
    const end = this.text.selectionEnd;
    this.text.setRangeText(`${name} `, end - this.begun.length, end, "end");
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.told.textContent = "";
    this.text.removeAttribute("aria-activedescendant");
    this.text.removeAttribute("aria-controls");
  }
}

const place = document.querySelector("[data-names]");
if (place) whenEntered((form) => new Names(form, place));
