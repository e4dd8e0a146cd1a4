// Sends an answer and shows what comes of it in place; without it the same forms lead from page to page.

const failed = new WeakSet();

const putInPlace = (old, html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const fresh = holder.content.querySelector("[data-quiz]");
  if (!fresh) return false;
  document.title = document.title.replace(old.dataset.title, fresh.dataset.title);
  old.replaceWith(fresh);
  // A reload shows the same again.
  history.replaceState(null, "", `?question=${fresh.dataset.question}`);
  // A wrong press is told beside its question; else the focus goes to what was explained, or to what comes next.
  const target = fresh.querySelector("[role=alert]")?.closest("section") ?? document.getElementById(fresh.dataset.focus);
  target?.focus();
  return true;
};

const complain = (form, words) => {
  const line = form.querySelector("[data-unsent-line]") ?? document.createElement("p");
  line.className = "field-error";
  line.dataset.unsentLine = "";
  line.setAttribute("role", "alert");
  line.textContent = words;
  form.append(line);
};

const send = async (form, button) => {
  const quiz = form.closest("[data-quiz]");
  try {
    const response = await fetch(location.pathname, {
      method: "POST", body: new FormData(form, button), headers: { "X-Fragment": "quiz" }, redirect: "manual",
    });
    const fits = response.ok || response.status === 422;
    if (fits && putInPlace(quiz, await response.text())) return;
    // A finished attempt, or a session that ended: the page that the form leads to by itself says so.
    failed.add(form);
    delete form.dataset.sent;
    form.requestSubmit(button);
  } catch {
    delete form.dataset.sent;
    complain(form, quiz.dataset.unsent);
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("[data-quiz]") || failed.has(form) || form.dataset.sent) return;
  // Enter in a text means the question that it belongs to.
  const own = document.activeElement?.closest?.(".question")?.querySelector("button[name=question]");
  const button = event.submitter?.name ? event.submitter : own;
  if (button?.name !== "question") return;
  event.preventDefault();
  form.dataset.sent = "1";
  send(form, button);
}, true);
