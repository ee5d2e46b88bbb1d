import { t, count, number } from "./texts.js";
import { el, putChildren, svg } from "./dom.js";
import { Arrows, MOST_DRAWN, arrowName, layPorts } from "./arrows.js";
import { CODE, LIKELY, innerModule } from "./data.js";

const MOST_SYMBOLS = 60;
const MOST_ALONE = 8;

// Dependencies between modules, of the given units or of all.
export function moduleArcs(project, cuts, units) {
  const { ties, modules, symbolModule } = project;
  const arcs = new Map();
  for (const tie of [...units].flatMap((unit) => Array.from(project.index.ofUnit(unit)))) {
    if (ties.strength[tie] > LIKELY || cuts.has(tie) || !units.has(ties.to[tie])) continue;
    const from = symbolModule[ties.importer[tie]];
    const to = symbolModule[ties.imported[tie]];
    const key = from * modules.length + to;
    let arc = arcs.get(key);
    if (!arc) arcs.set(key, (arc = { key, from, to, counts: [0, 0, 0, 0, 0, 0], weight: 0 }));
    arc.counts[ties.strength[tie]]++;
    if (ties.strength[tie] <= CODE) arc.weight++;
  }
  return arcs;
}

export function isModuleUp(project, arc) {
  return arc.weight > 0 && project.modules[arc.to].rank < project.modules[arc.from].rank;
}

// What an opened box holds: its modules in rows of their own order, with the arrows that run against it. `renew` brings
// it up to a state and tells whether it may have another size; `draw` draws the arrows where the modules then stand.
export function openInside(scene, state, act, group) {
  const { project } = scene;
  const units = new Set(scene.members.get(group));
  const arcs = [...moduleArcs(project, state.cuts, units).values()].filter((arc) => arc.weight);
  const layer = svg("svg", { class: "arrows", role: "group", "aria-label": t("page.arrows") });
  const note = el("p", { class: "note" });
  const { rows, alone } = moduleRows(project, units, arcs);
  const draw = (row) => row.map((module) => drawModule(project, act, module, units.size > 1));
  const [chips, rest] = [rows.map(draw), draw(alone)];
  const line = (row) => el("div", { class: "modules" }, row.map((chip) => chip.element));
  // Migrations mostly: many, and nobody looks for them here.
  const folded = rows.length && rest.length > MOST_ALONE ? el("details", { ontoggle: () => act.set({}) }, el("summary", {}, count("page.modules.rest", rest.length)), line(rest)) : null;
  const element = el("div", { class: "inside", role: "group", "aria-label": t("page.modules.of", { unit: scene.name(group) }) }, layer, chips.map(line), folded ?? line(rest), note);
  const parts = { element, layer, note, units, arcs, folded, unfolded: false, rest, chips: [...chips.flat(), ...rest], arrows: new Arrows(layer, `in${group}`), down: null, stale: true };
  return { element, renew: (now, shown, resized) => renewInside(parts, now, shown, resized), draw: () => parts.stale && drawModuleArrows(parts, project, act) };
}

function renewInside(parts, scene, state, resized) {
  const debts = upwardOfModules(scene, state, parts.units);
  const changed = parts.chips.map((chip) => renewModule(chip, scene.project, state, debts.get(chip.module) ?? 0)).some(Boolean) || hasUnfolded(parts, state) || resized || parts.down === null;
  parts.stale ||= changed || parts.down !== state.down;
  parts.down = state.down;
  sayModulesDrawn(parts, scene.project);
  return changed;
}

// The rest is unfolded by a press, or where one of it is what was chosen. Tells whether that has changed.
function hasUnfolded(parts, state) {
  const { folded, rest } = parts;
  if (!folded) return false;
  if (rest.some(({ module }) => module === state.module)) folded.open = true;
  const changed = parts.unfolded !== folded.open;
  parts.unfolded = folded.open;
  return changed;
}

// As on the board: those that run up first, the heaviest before others.
function wantedArcs({ arcs, down }, project) {
  const up = (arc) => isModuleUp(project, arc);
  return arcs.filter((arc) => up(arc) || down).sort((a, b) => up(b) - up(a) || b.weight - a.weight || a.key - b.key);
}

function sayModulesDrawn(parts, project) {
  const all = wantedArcs(parts, project);
  const ties = (arcs) => arcs.reduce((sum, arc) => sum + arc.weight, 0);
  const share = Math.round((100 * ties(all.slice(0, MOST_DRAWN))) / Math.max(1, ties(all)));
  parts.note.textContent = all.length > MOST_DRAWN ? t("page.drawn", { number: MOST_DRAWN, all: all.length, share }) : "";
}

function moduleRows(project, units, arcs) {
  const own = project.modules.filter((module) => units.has(module.unit)).sort((a, b) => a.rank - b.rank || a.id - b.id);
  const joined = new Set(arcs.flatMap((arc) => [arc.from, arc.to]));
  const users = new Map();
  for (const arc of arcs.filter((one) => !isModuleUp(project, one))) users.set(arc.to, [...(users.get(arc.to) ?? []), arc.from]);
  const depth = new Map();
  for (const { id } of own.filter((one) => joined.has(one.id))) {
    depth.set(id, Math.max(-1, ...(users.get(id) ?? []).map((user) => depth.get(user) ?? 0)) + 1);
  }
  const rows = [];
  for (const module of own) {
    if (depth.has(module.id)) (rows[depth.get(module.id)] ??= []).push(module.id);
  }
  return { rows: rows.filter(Boolean), alone: own.filter((module) => !joined.has(module.id)).map((module) => module.id) };
}

// Ties that run up to other units, by the module they start from.
function upwardOfModules(scene, state, units) {
  const { ties, symbolModule } = scene.project;
  const found = new Map();
  for (const tie of [...units].flatMap((unit) => Array.from(scene.project.index.ofUnit(unit)))) {
    if (ties.strength[tie] > CODE || state.cuts.has(tie)) continue;
    const [from, to] = [scene.groupOf[ties.from[tie]], scene.groupOf[ties.to[tie]]];
    if (!scene.against.has(from * scene.project.units.length + to)) continue;
    const module = symbolModule[ties.importer[tie]];
    found.set(module, (found.get(module) ?? 0) + 1);
  }
  return found;
}

function drawModule(project, act, module, whole) {
  const name = whole ? project.modules[module].name : innerModule(project, project.modules[module]);
  const label = el("button", { class: "name", onclick: () => act.chooseModule(module) }, name);
  const toggle = el("button", { class: "toggle", onclick: () => act.toggleModule(module) });
  return { module, name, label, toggle, element: el("div", { class: "module", "data-module": module }, label, toggle), marked: "" };
}

// Tells whether its size has changed: opened, closed, or with another number beside its name.
function renewModule(chip, project, state, debt) {
  chip.element.classList.toggle("chosen", state.module === chip.module);
  const opened = state.openModules.has(chip.module);
  const marked = `${opened} ${debt}`;
  if (chip.marked === marked) return false;
  chip.marked = marked;
  putChildren(chip.label, [chip.label.firstChild, ...(debt ? [el("small", { class: "debt", "aria-hidden": "true" }, `↑${number(debt)}`)] : [])]);
  chip.label.setAttribute("aria-label", [project.modules[chip.module].name, debt ? count("page.up", debt) : ""].filter(Boolean).join(", "));
  chip.toggle.textContent = opened ? "–" : "+";
  chip.toggle.setAttribute("aria-expanded", String(opened));
  chip.toggle.setAttribute("aria-label", t(opened ? "page.close" : "page.open", { unit: chip.name }));
  putChildren(chip.element, [chip.label, chip.toggle, ...(opened ? [drawSymbols(project, chip.module)] : [])]);
  return true;
}

// Classes and functions, with how many use each from outside its module and how many it uses.
function drawSymbols(project, module) {
  const uses = symbolUses(project, module);
  const list = [...uses].sort((a, b) => b[1].in - a[1].in || b[1].out - a[1].out || a[0] - b[0]);
  const prefix = `${project.modules[module].name}.`;
  const rows = list.slice(0, MOST_SYMBOLS).map(([symbol, use]) => {
    const full = project.symbolName(symbol);
    return el("li", {}, el("span", {}, full.startsWith(prefix) ? full.slice(prefix.length) : t("page.module.itself")), el("small", {}, t("page.symbol.uses", { in: use.in, out: use.out })));
  });
  const rest = list.length - rows.length;
  return el("ul", { class: "symbols" }, rows, rest > 0 ? el("li", {}, t("more", { number: rest })) : null);
}

export function symbolUses(project, module) {
  const uses = new Map();
  const note = (symbol, side) => {
    const use = uses.get(symbol) ?? { in: 0, out: 0 };
    use[side]++;
    uses.set(symbol, use);
  };
  for (const tie of project.index.ofModule(module)) note(project.ties.importer[tie], "out");
  for (const tie of project.index.toModule(module)) note(project.ties.imported[tie], "in");
  return uses;
}

function drawModuleArrows(parts, project, act) {
  const { element, layer, chips, arrows } = parts;
  parts.stale = false;
  const origin = element.getBoundingClientRect();
  const boxes = new Map(chips.filter((chip) => parts.unfolded || !parts.folded || !parts.rest.includes(chip)).map((chip) => {
    const place = chip.element.getBoundingClientRect();
    return [chip.module, { x: place.left - origin.left, y: place.top - origin.top, width: place.width, height: place.height }];
  }));
  const [width, height] = [element.clientWidth, element.scrollHeight];
  const shown = wantedArcs(parts, project).slice(0, MOST_DRAWN);
  const ports = layPorts(shown, boxes);
  const name = (module) => project.modules[module].name;
  arrows.draw(shown.map((arc) => {
    const up = isModuleUp(project, arc);
    return { arc, port: ports.get(arc), kind: up ? "up" : "down", marks: [], label: arrowName(name, arc, up), onopen: () => act.openArc("m", arc.from, arc.to) };
  }), width);
  layer.setAttribute("width", width);
  layer.setAttribute("height", height);
}
