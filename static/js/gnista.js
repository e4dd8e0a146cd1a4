// Small improvements of pages that work without them.

// A fold that is open where there is room: the outline beside a lesson.
const room = window.matchMedia("(min-width: 62rem)");
for (const fold of document.querySelectorAll(".outline > details")) {
  const follow = () => { fold.open = room.matches; };
  room.addEventListener("change", follow);
  follow();
}

// The menu closes with Escape and gives the focus back to its handle.
const menu = document.querySelector("details.menu");
menu?.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// After an answer the focus goes to its feedback, so that a screen reader begins there.
const feedback = /^#feedback-\d+$/.test(location.hash) && document.querySelector(location.hash);
if (feedback) feedback.focus();

// The first field that needs a correction gets the focus.
document.querySelector("[aria-invalid='true']")?.focus();

// A second press while a form is on its way changes nothing. Buttons that share a form are told apart by where they lead.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const way = new URL(event.submitter?.formAction || location).pathname;
  if (form.dataset.sent === way) event.preventDefault();
  else form.dataset.sent = way;
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// An address is copied with one press; where a browser does not let us, it is chosen, ready to be copied by hand.
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const status = button.parentElement.querySelector("[role='status']");
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = button.dataset.copied;
    } catch {
      status.textContent = "";
    }
  });
}
