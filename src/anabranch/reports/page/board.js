import { t, count } from "./texts.js";
import { el, putChildren, svg, say } from "./dom.js";
import { Arrows, arrowName, layPorts, MOST_DRAWN, arrowLegend } from "./arrows.js";
import { isUp } from "./state.js";
import { keepBox, linesOf, markBox, sizeBox } from "./boxes.js";
import { allowDrops, walk } from "./moves.js";

// The map: rows of boxes, top may use below; arrows run beneath the boxes, so that no name is ever crossed. From one
// drawing to the next rows and boxes stay, and only what has moved is put elsewhere.
export function drawBoard(scene, state, act) {
  const note = el("p", { class: "note" });
  const board = el("div", { class: "board", role: "group", "aria-label": t("page.board") });
  const layer = svg("svg", { class: "arrows", role: "group", "aria-label": t("page.arrows") });
  board.append(layer);
  allowDrops(board, act);
  walk(board, act);
  const parts = { board, layer, note, arrows: new Arrows(layer, "map"), boxes: new Map(), rows: [], places: null };
  const show = (now, shown, resized) => {
    if (arrange(parts, now, shown, act, resized)) readPlaces(parts);
    drawArrows(now, shown, act, parts);
  };
  return {
    element: el("div", { class: "map" }, arrowLegend(), note, board),
    draw: (now, shown) => show(now, shown, true),
    refresh: (now, shown) => show(now, shown, false),
  };
}

// Rows and boxes as the state wants them. Tells whether any box may now stand elsewhere.
function arrange(parts, scene, state, act, resized) {
  const { board, layer } = parts;
  const visible = visibleGroups(scene, state);
  const wanted = scene.rows.map((row, index) => ({ index, groups: row.filter((group) => visible.has(group)) })).filter(({ groups }) => groups.length);
  const boxes = new Map(wanted.flatMap(({ groups }) => groups).map((group) => [group, keepBox(parts.boxes.get(group), scene, state, act, group, resized)]));
  const rows = matchRows(parts.rows, wanted);
  const largest = Math.max(1, ...[...scene.members.keys()].map((group) => linesOf(scene, group)));
  let changed = rows.length !== parts.rows.length || resized;
  // Before anything is measured: a role takes room.
  for (const [group, box] of boxes) markBox(box, scene, state, group);
  for (const row of rows) {
    nameRow(row, endOf(scene, row));
    const sized = row.groups.map((group) => sizeBox(boxes.get(group), scene, state, group, largest)).some(Boolean);
    row.stale = putChildren(row.boxes, row.groups.map((group) => boxes.get(group).element)) || sized || resized;
    changed ||= row.stale;
  }
  putChildren(board, [layer, ...rows.map((row) => row.element)]);
  Object.assign(parts, { rows, boxes });
  if (!board.querySelector(".box > .name[tabindex='0']")) board.querySelector(".box > .name")?.setAttribute("tabindex", 0);
  if (changed) stepRows(rows);
  return changed;
}

// Each wanted row takes the row that stands and holds most of its groups, else a new one.
function matchRows(rows, wanted) {
  const rowOf = new Map(rows.flatMap((row) => row.groups.map((group) => [group, row])));
  const taken = new Set();
  const standing = wanted.map(({ groups }) => {
    const votes = new Map();
    for (const row of groups.map((group) => rowOf.get(group)).filter((one) => one && !taken.has(one))) votes.set(row, (votes.get(row) ?? 0) + 1);
    const best = [...votes].sort((a, b) => b[1] - a[1])[0]?.[0];
    taken.add(best);
    return best;
  });
  return wanted.map((one, index) => Object.assign(standing[index] ?? makeRow(), one));
}

function makeRow() {
  const height = el("span", { class: "height", "aria-hidden": "true" });
  const boxes = el("div", { class: "boxes" });
  return { height, boxes, element: el("div", { class: "row", role: "group" }, height, boxes), end: null, room: 0 };
}

function endOf(scene, { index, groups }) {
  if (scene.order && !scene.order.row.has(groups[0])) return t("page.unplaced");
  if (index === 0) return t("page.top");
  return index === scene.rows.length - 1 || (scene.order && index === scene.order.last) ? t("page.bottom") : "";
}

function nameRow(row, end) {
  const named = `${row.index} ${end}`;
  if (row.named === named) return;
  row.named = named;
  row.element.dataset.row = row.index;
  row.element.setAttribute("aria-label", t("page.row", { number: row.index + 1 }));
  row.height.replaceChildren(String(row.index + 1), ...(end ? [el("small", {}, end)] : []));
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
// Shifted, not indented: the rows need not be laid out a second time.
function stepRows(rows) {
  for (const row of rows.filter((one) => one.stale)) row.room = roomOf(row.boxes);
  rows.forEach((row, index) => {
    const shift = `translateX(${Math.max(0, Math.round((row.room * index) / Math.max(1, rows.length - 1)))}px)`;
    if (row.shift !== shift) row.boxes.style.transform = row.shift = shift;
  });
}

function roomOf(row) {
  const [first, last] = [row.firstElementChild, row.lastElementChild];
  if (last.offsetTop > first.offsetTop + first.offsetHeight) return 0;
  return row.clientWidth - (last.offsetLeft + last.offsetWidth - first.offsetLeft) - MARGIN;
}

function readPlaces(parts) {
  const { board, layer } = parts;
  const origin = board.getBoundingClientRect();
  parts.places = new Map([...parts.boxes].map(([group, { element }]) => {
    const place = element.getBoundingClientRect();
    return [group, { x: place.left - origin.left, y: place.top - origin.top, width: place.width, height: place.height }];
  }));
  layer.setAttribute("width", board.clientWidth);
  layer.setAttribute("height", board.clientHeight);
}

export function announceMove(scene, group) {
  say(t("page.moved", { unit: scene.name(group), number: (scene.rowOf.get(group) ?? 0) + 1 }));
}
