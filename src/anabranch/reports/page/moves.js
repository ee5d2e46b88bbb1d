// How units are moved over the board: by pointer and by keyboard.

// A drop on a row puts the unit there, between two rows it makes a new one.
export function allowDrops(board, act) {
  board.addEventListener("dragover", (event) => event.preventDefault());
  board.addEventListener("drop", (event) => {
    event.preventDefault();
    const group = Number(event.dataTransfer.getData("text/plain"));
    if (!board.querySelector(`:scope > .row > .boxes > [data-group="${group}"]`)) return;
    const rows = [...board.querySelectorAll(":scope > .row:not([data-away])")];
    const at = rows.find((row) => event.clientY < row.getBoundingClientRect().bottom + 10) ?? rows[rows.length - 1];
    const area = at.querySelector(".boxes").getBoundingClientRect();
    const index = Number(at.dataset.row);
    if (event.clientY > area.bottom) return act.moveUnit(group, index + 0.5, 0);
    if (event.clientY < area.top && index === 0) return act.moveUnit(group, -0.5, 0);
    const before = [...at.querySelectorAll(":scope > .boxes > .box")].filter((box) => {
      const place = box.getBoundingClientRect();
      return Number(box.dataset.group) !== group && (place.bottom < event.clientY || (place.top < event.clientY && place.left + place.width / 2 < event.clientX));
    });
    return act.moveUnit(group, index, before.length);
  });
}

// Arrow keys walk over the boxes, with Alt they move the unit; Enter chooses, plus and minus open and close.
export function walk(board, act) {
  board.addEventListener("keydown", (event) => {
    const button = event.target.closest(".box > .name");
    if (!button) return;
    const group = Number(button.parentNode.dataset.group);
    if (event.key === "+" || event.key === "-") {
      event.preventDefault();
      act.toggleUnit(group);
      return;
    }
    if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    const row = Number(button.closest(".row").dataset.row);
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      act.moveUnit(group, row + (event.key === "ArrowUp" ? -1 : 1), Infinity);
      return;
    }
    const target = neighbour(board, button, event.key);
    if (!target) return;
    button.tabIndex = -1;
    target.tabIndex = 0;
    target.focus();
  });
}

function neighbour(board, button, key) {
  const all = [...board.querySelectorAll(":scope > .row:not([data-away]) > .boxes > .box > .name")];
  const at = all.indexOf(button);
  if (key === "ArrowLeft") return all[at - 1];
  if (key === "ArrowRight") return all[at + 1];
  const here = button.getBoundingClientRect();
  const down = key === "ArrowDown" ? 1 : -1;
  const beyond = all.map((one) => [one, one.getBoundingClientRect()]).filter(([, place]) => (place.top - here.top) * down > 8);
  beyond.sort(([, a], [, b]) => (a.top - b.top) * down || Math.abs(a.left - here.left) - Math.abs(b.left - here.left));
  return beyond[0]?.[0];
}
