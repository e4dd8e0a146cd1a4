// A press to answer a post opens the box where it stands. Without this, the page comes again with the box open.

import { keyOf } from "./boxes.js";
import { fresh, held } from "./device.js";

const pattern = document.querySelector("template[data-answer]");
const NAMING = ["id", "for", "aria-describedby"];

// The fold with the box takes the place of the link, and is known to the page as the server's own would be.
function unfold(link, open) {
  const { answers: post } = link.dataset;
  const fold = pattern.content.firstElementChild.cloneNode(true);
  for (const name of NAMING) {
    for (const part of fold.querySelectorAll(`[${name}]`)) part.setAttribute(name, part.getAttribute(name).replaceAll("answer-0-", `answer-${post}-`));
  }
  const { parent, submission_id: submission } = fold.querySelector("form").elements;
  parent.value = post;
  submission.value = fresh();
  fold.querySelector("summary").textContent = link.textContent;
  fold.querySelector("keep-draft").dataset.box = `post:${post}`;
  fold.open = open;
  link.replaceWith(fold);
  return fold;
}

// The box below a post, opened; none where nobody may answer.
export function boxBelow(post) {
  const link = pattern && document.querySelector(`a[data-answers="${post}"]`);
  const box = link ? unfold(link, true) : document.getElementById(`answer-${post}-text`)?.closest("details");
  if (box) box.open = true;
  return box?.querySelector("textarea") ?? null;
}

if (pattern) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-answers]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    unfold(link, true).querySelector("textarea").focus();
  });

  // What this device holds of an answer comes back into its box, which opens when there is something in it.
  const { owner, url } = pattern.content.querySelector("keep-draft").dataset;
  for (const link of document.querySelectorAll("a[data-answers]")) {
    if (held(keyOf({ owner, url, box: `post:${link.dataset.answers}` }))) unfold(link, false);
  }
}
