// Moves the parts of an ordering question without asking the server, and says where each one went.

for (const list of document.querySelectorAll("[data-ordering]")) {
  const status = list.parentElement.querySelector("[data-ordering-status]");

  const refresh = () => {
    for (const item of list.children) {
      const [up, down] = item.querySelectorAll("[name=move]");
      up.disabled = !item.previousElementSibling;
      down.disabled = !item.nextElementSibling;
    }
  };

  const tell = (item) => {
    const words = { part: item.querySelector("span").textContent, total: list.children.length };
    words.place = [...list.children].indexOf(item) + 1;
    status.textContent = list.dataset.place.replace(/\{(\w+)\}/g, (_all, name) => words[name]);
  };

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[name=move]");
    if (!button) return;
    event.preventDefault();
    const item = button.closest("li");
    if (button.value.endsWith(":up")) item.previousElementSibling?.before(item);
    else item.nextElementSibling?.after(item);
    refresh();
    // At an end the pressed button rests, and its neighbour takes the focus.
    (button.disabled ? item.querySelector("[name=move]:enabled") : button).focus();
    tell(item);
  });
}
