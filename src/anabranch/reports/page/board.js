import { t, count } from "./texts.js";
import { el, putChildren, svg, say } from "./dom.js";
import { Arrows, arrowName, layPorts, MOST_DRAWN, arrowLegend } from "./arrows.js";
import { chosenGroup, isUp, shownArc } from "./state.js";
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
  const parts = { board, layer, note, arrows: new Arrows(layer, "map"), boxes: new Map(), made: new Map(), rows: [], places: null, width: 0, pointed: null, onArrow: false };
  const show = (now, shown, resized) => {
    if (arrange(parts, now, shown, act, resized)) readPlaces(parts);
    for (const box of parts.boxes.values()) box.inside?.draw();
    parts.redraw = () => drawArrows(now, shown, act, parts);
    parts.redraw();
  };
  pointOut(parts);
  return {
    element: el("div", { class: "map" }, arrowLegend(), note, board),
    draw: (now, shown) => show(now, shown, true),
    refresh: (now, shown) => show(now, shown, false),
  };
}

// Rows and boxes as the state wants them. Tells whether any box may now stand elsewhere. A row of which nothing is to be
// seen stays, out of sight, so that it need not be laid out again when it comes back.
function arrange(parts, scene, state, act, resized) {
  const visible = visibleGroups(scene, state);
  const largest = Math.max(1, ...[...scene.members.keys()].map((group) => linesOf(scene, group)));
  const wanted = scene.rows.map((row, index) => ({ index, away: !row.some((group) => visible.has(group)), groups: row.filter((group) => visible.has(group) || !row.some((other) => visible.has(other))) }));
  const rows = matchRows(parts.rows, wanted);
  const seen = rows.filter((row) => !row.away);
  let changed = resized || seen.length !== parts.rows.filter((row) => !row.hidden).length;
  parts.boxes = new Map();
  for (const row of rows) {
    if (row.hidden !== row.away) row.element.toggleAttribute("data-away", (row.hidden = row.away));
    row.stale ||= resized;
    if (row.away && row.boxes.firstChild) continue;
    row.stale = fillRow(row, parts, scene, state, act, largest, resized) || row.stale;
    changed ||= row.stale;
  }
  changed = putChildren(parts.board, [parts.layer, ...rows.map((row) => row.element)]) || changed;
  parts.rows = rows;
  const first = parts.board.querySelector(".row:not([data-away]) .box > .name[tabindex='0']") ?? parts.board.querySelector(".row:not([data-away]) .box > .name");
  first?.setAttribute("tabindex", 0);
  if (changed) stepRows(seen);
  return changed;
}

// Tells whether what stands in the row may have other places now.
function fillRow(row, parts, scene, state, act, largest, resized) {
  nameRow(row, endOf(scene, row));
  const boxes = row.groups.map((group) => keepBox(parts.made.get(group), scene, state, act, group));
  const sized = boxes.map((box, index) => {
    const group = row.groups[index];
    parts.made.set(group, box);
    if (!row.away) parts.boxes.set(group, box);
    // Before anything is measured: a role takes room.
    markBox(box, scene, state, group);
    return [sizeBox(box, scene, state, group, largest), box.inside?.renew(scene, state, resized)];
  });
  return putChildren(row.boxes, boxes.map((box) => box.element)) || sized.flat().some(Boolean);
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
  return { height, boxes, element: el("div", { class: "row", role: "group" }, height, boxes), hidden: false, stale: true, room: 0 };
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

// The box under the pointer, or the one that has the focus, shows all of its arrows, down as well as up.
function pointOut(parts) {
  const { board } = parts;
  let waiting = 0;
  // An arrow belongs to the box from which it was reached.
  const point = (element) => {
    const box = element?.closest(".box");
    const onArrow = Boolean(element?.closest("g.arrow"));
    const group = onArrow ? parts.pointed : box ? Number(box.dataset.group) : null;
    if (group === parts.pointed && onArrow === parts.onArrow) return;
    Object.assign(parts, { pointed: group, onArrow });
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => parts.redraw());
  };
  board.addEventListener("pointerover", (event) => point(event.target));
  board.addEventListener("pointerleave", () => point(null));
  board.addEventListener("focusin", (event) => point(event.target));
  board.addEventListener("focusout", (event) => board.contains(event.relatedTarget) || point(null));
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
    if ((arc.weight && touches(arc, chosen)) || isShown(arc, state)) return true;
    return !arc.weight && ((state.composition && arc.counts[2]) || (state.typing && arc.counts[3]));
  });
}

function isShown(arc, state) {
  const shown = shownArc(state);
  return shown !== null && shown.from === arc.from && shown.to === arc.to;
}

function touches(arc, group) {
  return group !== null && (arc.from === group || arc.to === group);
}

function drawArrows(scene, state, act, { arrows, note, places: boxes, pointed, onArrow, width }) {
  const chosen = chosenGroup(scene, state);
  const all = wanted(scene, state, new Set(boxes.keys()));
  const near = (arc) => touches(arc, chosen) || (!(onArrow && shownArc(state)) && touches(arc, pointed));
  all.sort((a, b) => isShown(b, state) - isShown(a, state) || touches(b, chosen) - touches(a, chosen) || isUp(scene, b) - isUp(scene, a) || b.weight - a.weight || a.key - b.key);
  const heaviest = state.all ? all : all.slice(0, MOST_DRAWN);
  const drawn = [...heaviest, ...pointedAt(scene, boxes, pointed, new Set(heaviest))];
  const ports = layPorts(drawn, boxes);
  const cut = new Set(state.freeing ?? []);
  arrows.group.setAttribute("class", chosen !== null || drawn.some((arc) => isShown(arc, state)) ? "some" : "");
  arrows.draw(drawn.map((arc) => {
    const up = isUp(scene, arc);
    const port = ports.get(arc);
    const marks = [near(arc) && "near", cut.has(`${arc.from}.${arc.to}`) && "cut", isShown(arc, state) && "picked"];
    return { arc, port, kind: up ? "up" : arc.weight ? "down" : "aside", level: up && port.to.y >= port.from.y, marks, label: arrowName(scene.name, arc, up), onopen: () => act.openArc("u", arc.from, arc.to) };
  }), width);
  sayDrawn(scene, state, act, note, all, heaviest);
}

function pointedAt(scene, boxes, pointed, besides) {
  if (!boxes.has(pointed)) return [];
  return [...scene.drawn.values()].filter((arc) => arc.weight && touches(arc, pointed) && boxes.has(arc.from) && boxes.has(arc.to) && !besides.has(arc));
}

function sayDrawn(scene, state, act, note, all, drawn) {
  const up = [...scene.drawn.values()].filter((arc) => isUp(scene, arc)).length;
  note.replaceChildren(up ? count("page.upward", up) : t("page.upward.none"), ...(all.length > MOST_DRAWN ? howMany(state, act, all, drawn) : []), " ", t("page.hint"));
}

function howMany(state, act, all, drawn) {
  const ties = (arcs) => arcs.reduce((sum, arc) => sum + arc.weight, 0);
  return [" ", t(state.all ? "page.drawn.all" : "page.drawn", { number: drawn.length, all: all.length, share: Math.round((100 * ties(drawn)) / Math.max(1, ties(all))) }), " ",
    el("button", { class: "link", onclick: () => act.set({ all: !state.all }) }, t(state.all ? "page.draw.fewer" : "page.draw.all"))];
}

const MARGIN = 120;

// Rows that leave room step to the right from row to row: what runs upward then passes right of the boxes between.
// Shifted, not indented: the rows need not be laid out a second time.
function stepRows(rows) {
  for (const row of rows.filter((one) => one.stale)) row.room = roomOf(row.boxes);
  for (const row of rows) row.stale = false;
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
  parts.width = board.clientWidth;
  layer.setAttribute("width", parts.width);
  layer.setAttribute("height", board.clientHeight);
}

export function announceMove(scene, group) {
  say(t("page.moved", { unit: scene.name(group), number: (scene.rowOf.get(group) ?? 0) + 1 }));
}
