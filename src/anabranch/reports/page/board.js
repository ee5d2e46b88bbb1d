import { DATA, t, count, number } from "./texts.js";
import { el, svg, say } from "./dom.js";
import { Arrows, arrowName, layPorts, MOST_DRAWN, arrowLegend } from "./arrows.js";
import { isUp } from "./state.js";
import { drawInside } from "./inside.js";

// The map: rows of boxes, top may use below; arrows run beneath the boxes, so that no name is ever crossed.
export function drawBoard(scene, state, act) {
  const note = el("p", { class: "note" });
  const board = el("div", { class: "board", role: "group", "aria-label": t("page.board") });
  const layer = svg("svg", { class: "arrows", role: "group", "aria-label": t("page.arrows") });
  board.append(layer);
  const visible = visibleGroups(scene, state);
  const largest = Math.max(1, ...[...scene.members].map(([group]) => linesOf(scene, group)));
  let first = true;
  scene.rows.forEach((row, index) => {
    const boxes = row.filter((group) => visible.has(group)).map((group) => {
      const box = drawBox(scene, state, act, group, largest, first);
      first = false;
      return box;
    });
    if (!boxes.length) return;
    const outside = scene.order && !scene.order.row.has(row[0]);
    const end = outside ? t("page.unplaced") : index === 0 ? t("page.top") : index === scene.rows.length - 1 || (scene.order && index === scene.order.last) ? t("page.bottom") : "";
    board.append(el("div", { class: "row", "data-row": index, role: "group", "aria-label": t("page.row", { number: index + 1 }) },
      el("span", { class: "height", "aria-hidden": "true" }, String(index + 1), end && el("small", {}, end)),
      el("div", { class: "boxes" }, boxes)));
  });
  allowDrops(board, scene, act);
  walk(board, act);
  const parts = { board, layer, note, arrows: new Arrows(layer, "map"), places: null, width: 0 };
  return {
    element: el("div", { class: "map" }, arrowLegend(), note, board),
    draw: (now, shown) => {
      stepRows(board);
      readPlaces(parts);
      drawArrows(now, shown, act, parts);
    },
    refresh: (now, shown) => {
      if (renewBoxes(now, shown, act, board, largest)) readPlaces(parts);
      markBoxes(now, shown, board);
      drawArrows(now, shown, act, parts);
    },
  };
}

// What an opened box shows; nothing where it is closed.
function insideKey(scene, state, group) {
  if (!state.open.has(group)) return "";
  const units = new Set(scene.members.get(group));
  const modules = [...state.openModules].filter((module) => units.has(scene.project.modules[module].unit));
  return JSON.stringify([modules, [...state.cuts], state.down, state.module]);
}

// Opens, closes and renews boxes in place. Tells whether any has changed, so that places must be read again.
function renewBoxes(scene, state, act, board, largest) {
  let changed = false;
  for (const box of board.querySelectorAll(":scope > .row > .boxes > .box")) {
    const group = Number(box.dataset.group);
    if (box.dataset.inside === insideKey(scene, state, group)) continue;
    const fresh = drawBox(scene, state, act, group, largest, box.firstChild.tabIndex === 0);
    box.replaceWith(fresh);
    if (state.open.has(group)) fresh.parentNode.style.transform = "none";
    else if (box.classList.contains("open")) stepRow(fresh.parentNode, [...board.querySelectorAll(":scope > .row > .boxes")]);
    changed = true;
  }
  return changed;
}

// What a choice or a cut changes of the boxes: never their place.
function markBoxes(scene, state, board) {
  const chosen = state.unit === null ? null : scene.groupOf[state.unit];
  for (const box of board.querySelectorAll(":scope > .row > .boxes > .box")) {
    const group = Number(box.dataset.group);
    const names = boxClass(scene, state, group);
    if (box.className !== names) box.className = names;
    const label = boxLabel(scene, group);
    if (box.firstChild.getAttribute("aria-label") !== label) box.firstChild.setAttribute("aria-label", label);
    box.firstChild.setAttribute("aria-pressed", String(chosen === group));
  }
}

// Everything that the boxes depend on; where it is as before, they stay.
export function boardKey(scene, state) {
  const focus = state.focus ? [state.unit, state.kind, state.certainty, [...state.cuts]] : [];
  const only = state.tangle ? [...scene.inTangle.keys()] : null;
  return JSON.stringify([state.project, state.order, scene.rows, [...scene.domains], only, focus]);
}

function visibleGroups(scene, state) {
  let groups = new Set(scene.rows.flat());
  if (state.tangle && scene.inTangle.size) groups = new Set([...groups].filter((group) => scene.inTangle.has(group)));
  if (state.focus && state.unit !== null) {
    const chosen = scene.groupOf[state.unit];
    const near = new Set([chosen]);
    for (const arc of scene.drawn.values()) {
      if (!arc.weight) continue;
      if (arc.from === chosen) near.add(arc.to);
      if (arc.to === chosen) near.add(arc.from);
    }
    groups = new Set([...groups].filter((group) => near.has(group)));
  }
  return groups;
}

export function linesOf(scene, group) {
  return scene.members.get(group).reduce((sum, unit) => sum + scene.project.units[unit].lines, 0);
}

function boxClass(scene, state, group) {
  const names = ["box", `role-${DATA.roles[scene.project.units[group].role]}`];
  if (scene.inTangle.has(group)) names.push("tangled");
  if (state.unit !== null && scene.groupOf[state.unit] === group) names.push("chosen");
  if (state.open.has(group)) names.push("open");
  if (state.path?.includes(group)) names.push("onpath");
  return names.join(" ");
}

function boxLabel(scene, group) {
  const role = t(`unit.role.${DATA.roles[scene.project.units[group].role]}`).split(/[:：]/)[0];
  const tangle = scene.inTangle.has(group) ? t("page.tangled") : "";
  return [scene.name(group), role, count("page.lines", linesOf(scene, group)), tangle].filter(Boolean).join(", ");
}

function drawBox(scene, state, act, group, largest, first) {
  const lines = linesOf(scene, group);
  const role = DATA.roles[scene.project.units[group].role];
  const opened = state.open.has(group);
  const name = scene.name(group);
  const box = el("div", { class: boxClass(scene, state, group), "data-group": group, "data-inside": insideKey(scene, state, group) },
    el("button", { class: "name", draggable: "true", tabindex: first ? 0 : -1, "aria-label": boxLabel(scene, group), "aria-pressed": String(state.unit !== null && scene.groupOf[state.unit] === group), onclick: () => act.chooseUnit(group) }, name,
      " ", el("small", {}, role === "domain" ? "" : `${t(`page.role.${role}`)} `, number(lines))),
    el("button", { class: "toggle", tabindex: -1, "aria-expanded": String(opened), "aria-label": t(opened ? "page.close" : "page.open", { unit: name }), onclick: () => act.toggleUnit(group) }, opened ? "–" : "+"));
  const share = Math.sqrt(lines / largest);
  if (!opened) {
    box.style.minWidth = `${Math.round(84 + 100 * share)}px`;
    box.style.minHeight = `${Math.round(32 + 28 * share)}px`;
  } else {
    box.append(drawInside(scene, state, act, group));
  }
  box.firstChild.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", String(group)));
  return box;
}

// A drop on a row puts the unit there, between two rows it makes a new one.
function allowDrops(board, scene, act) {
  board.addEventListener("dragover", (event) => event.preventDefault());
  board.addEventListener("drop", (event) => {
    event.preventDefault();
    const group = Number(event.dataTransfer.getData("text/plain"));
    if (!scene.members.has(group)) return;
    const rows = [...board.querySelectorAll(":scope > .row")];
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
function walk(board, act) {
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
  const all = [...board.querySelectorAll(":scope > .row > .boxes > .box > .name")];
  const at = all.indexOf(button);
  if (key === "ArrowLeft") return all[at - 1];
  if (key === "ArrowRight") return all[at + 1];
  const here = button.getBoundingClientRect();
  const down = key === "ArrowDown" ? 1 : -1;
  const beyond = all.map((one) => [one, one.getBoundingClientRect()]).filter(([, place]) => (place.top - here.top) * down > 8);
  beyond.sort(([, a], [, b]) => (a.top - b.top) * down || Math.abs(a.left - here.left) - Math.abs(b.left - here.left));
  return beyond[0]?.[0];
}

function wanted(scene, state, groups) {
  const chosen = state.unit === null ? null : scene.groupOf[state.unit];
  const onPath = new Set(state.panel === "path" && state.pathFound ? state.pathFound.slice(1).map((to, index) => `${state.pathFound[index]}.${to}`) : []);
  const cut = new Set(state.freeing ?? []);
  return [...scene.drawn.values()].filter((arc) => {
    if (!groups.has(arc.from) || !groups.has(arc.to)) return false;
    const key = `${arc.from}.${arc.to}`;
    if (onPath.has(key) || cut.has(key)) return true;
    if (arc.weight && (isUp(scene, arc) || state.down)) return true;
    if (arc.weight && chosen !== null && (arc.from === chosen || arc.to === chosen)) return true;
    return !arc.weight && ((state.composition && arc.counts[2]) || (state.typing && arc.counts[3]));
  });
}

function drawArrows(scene, state, act, { arrows, note, places: boxes }) {
  const chosen = state.unit === null ? null : scene.groupOf[state.unit];
  const all = wanted(scene, state, new Set(boxes.keys()));
  const near = (arc) => chosen !== null && (arc.from === chosen || arc.to === chosen);
  all.sort((a, b) => near(b) - near(a) || isUp(scene, b) - isUp(scene, a) || b.weight - a.weight || a.key - b.key);
  const drawn = state.all ? all : all.slice(0, MOST_DRAWN);
  const ports = layPorts(drawn, boxes);
  const cut = new Set(state.freeing ?? []);
  arrows.group.setAttribute("class", chosen !== null ? "some" : "");
  arrows.draw(drawn.map((arc) => {
    const up = isUp(scene, arc);
    const port = ports.get(arc);
    const marks = [near(arc) && "near", cut.has(`${arc.from}.${arc.to}`) && "cut", state.arc?.level === "u" && state.arc.from === arc.from && state.arc.to === arc.to && "picked"];
    return { arc, port, kind: up ? "up" : arc.weight ? "down" : "aside", level: up && port.to.y >= port.from.y, marks, label: arrowName(scene.name, arc, up), onopen: () => act.openArc("u", arc.from, arc.to) };
  }));
  sayDrawn(scene, state, act, note, all.length, drawn.length);
}

function sayDrawn(scene, state, act, note, all, drawn) {
  const up = [...scene.drawn.values()].filter((arc) => isUp(scene, arc)).length;
  note.replaceChildren(up ? count("page.upward", up) : t("page.upward.none"));
  if (all <= MOST_DRAWN) return;
  note.append(" ", t(state.all ? "page.drawn.all" : "page.drawn", { number: drawn, all }), " ",
    el("button", { class: "link", onclick: () => act.set({ all: !state.all }) }, t(state.all ? "page.draw.fewer" : "page.draw.all")));
}

const MARGIN = 120;

// Rows that leave room step to the right from row to row: what runs upward then passes right of the boxes between.
function stepRows(board) {
  const rows = [...board.querySelectorAll(":scope > .row > .boxes")];
  const rooms = rows.map(roomOf);
  rows.forEach((row, index) => indent(row, rooms[index], index, rows.length));
}

function stepRow(row, rows) {
  indent(row, roomOf(row), rows.indexOf(row), rows.length);
}

function roomOf(row) {
  const [first, last] = [row.firstElementChild, row.lastElementChild];
  if (last.offsetTop > first.offsetTop + first.offsetHeight) return 0;
  return row.clientWidth - (last.offsetLeft + last.offsetWidth - first.offsetLeft) - MARGIN;
}

function indent(row, room, index, rows) {
  // Shifted, not indented: the rows need not be laid out a second time.
  row.style.transform = `translateX(${Math.max(0, Math.round((room * index) / Math.max(1, rows - 1)))}px)`;
}

function readPlaces(parts) {
  const { board, layer } = parts;
  parts.places = placesOf(board);
  layer.setAttribute("width", board.clientWidth);
  layer.setAttribute("height", board.clientHeight);
}

function placesOf(board) {
  const origin = board.getBoundingClientRect();
  return new Map([...board.querySelectorAll(":scope > .row > .boxes > .box")].map((box) => {
    const place = box.getBoundingClientRect();
    return [Number(box.dataset.group), { x: place.left - origin.left, y: place.top - origin.top, width: place.width, height: place.height }];
  }));
}

export function announceMove(scene, group) {
  say(t("page.moved", { unit: scene.name(group), number: (scene.rowOf.get(group) ?? 0) + 1 }));
}
