// Moves the parts of an ordering question without asking the server, and says where each one went.

const buttonsOf = (item) => item.querySelectorAll('[name$="-move"]');

const refresh = (list) => {
  for (const item of list.children) {
    const [up, down] = buttonsOf(item);
    up.disabled = !item.previousElementSibling;
    down.disabled = !item.nextElementSibling;
  }
};

const tell = (list, item) => {
  const words = { part: item.querySelector("span").textContent, total: list.children.length };
  words.place = [...list.children].indexOf(item) + 1;
  const said = list.dataset.place.replace(/\{(\w+)\}/g, (_all, name) => words[name]);
  list.parentElement.querySelector("[data-ordering-status]").textContent = said;
};

// On the document, since questions come and go in a page that stays.
document.addEventListener("click", (event) => {
  const button = event.target.closest('[data-ordering] [name$="-move"]');
  if (!button) return;
  event.preventDefault();
  const item = button.closest("li");
  const list = item.parentElement;
  if (button.value.endsWith(":up")) item.previousElementSibling?.before(item);
  else item.nextElementSibling?.after(item);
  refresh(list);
  // At an end the pressed button rests, and its neighbour takes the focus.
  (button.disabled ? [...buttonsOf(item)].find((other) => !other.disabled) : button).focus();
  tell(list, item);
});
