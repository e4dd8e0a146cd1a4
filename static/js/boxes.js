// Boxes to write in: those of a page, and those that come to it later.

// Makes what helps with a text when somebody first comes to write it. Not at a press on what stands below: what moved away
// from under the pointer would not be pressed.
export function whenEntered(make) {
  const met = new WeakSet();
  const enter = (target) => {
    const form = target?.matches?.("[data-with-tools] textarea") && target.form;
    if (!form || met.has(form)) return;
    met.add(form);
    make(form);
  };
  document.addEventListener("focusin", (event) => enter(event.target));
  enter(document.activeElement);
}

// The name under which a device holds what is written in a box.
export function keyOf({ owner, url, box }) {
  return `gnista:draft:${owner}:${url}:${box}`;
}
