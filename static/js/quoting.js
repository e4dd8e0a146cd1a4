// A passage that is marked within a post is quoted alone. Without this, or with nothing marked, the page comes again with
// the whole post in the box.

import { boxBelow } from "./answering.js";

// What was marked when the press began: the press itself may end the marking.
let marked = "";

function passageIn(post) {
  const chosen = getSelection();
  const text = post?.querySelector(":scope > .post-body > .post-text");
  const isWithin = text && chosen.rangeCount && text.contains(chosen.anchorNode) && text.contains(chosen.focusNode);
  return isWithin ? chosen.toString().trim() : "";
}

// As the server quotes a whole post; what was signs of Markdown on the page stays as it is read.
function quoted(words, name) {
  const plain = (text) => text.replace(/([\\`*_[\]<>#])/g, "\\$1");
  const lines = [...(name ? [`**${plain(name)}:**`, ""] : []), ...plain(words).split("\n")];
  return lines.map((line) => `> ${line}`.trimEnd()).join("\n");
}

const linkOf = (event) => event.target.closest("a[data-quotes]");

for (const sign of ["pointerdown", "keydown"]) {
  document.addEventListener(sign, (event) => {
    const link = linkOf(event);
    if (link) marked = passageIn(link.closest(".post"));
  });
}

document.addEventListener("click", (event) => {
  const link = linkOf(event);
  if (!link || !marked || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const text = boxBelow(link.dataset.quotes);
  if (!text) return;
  event.preventDefault();
  const begun = text.value.trimEnd();
  text.value = `${begun ? `${begun}\n\n` : ""}${quoted(marked, link.dataset.by)}\n\n`;
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
});
