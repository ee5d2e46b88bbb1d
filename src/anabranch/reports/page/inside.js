import { t, count } from "./texts.js";
import { el, svg } from "./dom.js";
import { Arrows, arrowName, layPorts } from "./arrows.js";
import { CODE, LIKELY, innerModule } from "./data.js";

const MOST_SYMBOLS = 60;

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

// The modules of an opened box in rows of their own order, with the arrows that run against it.
export function drawInside(scene, state, act, group) {
  const { project } = scene;
  const units = new Set(scene.members.get(group));
  const arcs = [...moduleArcs(project, state.cuts, units).values()].filter((arc) => arc.weight);
  const inside = el("div", { class: "inside", role: "group", "aria-label": t("page.modules.of", { unit: scene.name(group) }) });
  const layer = svg("svg", { class: "arrows", role: "group", "aria-label": t("page.arrows") });
  inside.append(layer);
  const debts = upwardOfModules(scene, state, units);
  for (const row of moduleRows(project, units, arcs)) {
    inside.append(el("div", { class: "modules" }, row.map((module) => drawModule(scene, state, act, module, debts.get(module) ?? 0, units.size > 1))));
  }
  requestAnimationFrame(() => drawModuleArrows(scene, state, act, inside, layer, arcs, group));
  return inside;
}

function moduleRows(project, units, arcs) {
  const own = project.modules.filter((module) => units.has(module.unit)).sort((a, b) => a.rank - b.rank || a.id - b.id);
  const joined = new Set(arcs.flatMap((arc) => [arc.from, arc.to]));
  const depth = new Map();
  for (const module of own.filter((one) => joined.has(one.id))) {
    const above = arcs.filter((arc) => arc.to === module.id && !isModuleUp(project, arc)).map((arc) => depth.get(arc.from) ?? 0);
    depth.set(module.id, above.length ? Math.max(...above) + 1 : 0);
  }
  const rows = [];
  for (const module of own) {
    if (depth.has(module.id)) (rows[depth.get(module.id)] ??= []).push(module.id);
  }
  const alone = own.filter((module) => !joined.has(module.id)).map((module) => module.id);
  return [...rows.filter(Boolean), ...(alone.length ? [alone] : [])];
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

function drawModule(scene, state, act, module, debt, whole) {
  const { project } = scene;
  const opened = state.openModules.has(module);
  const name = whole ? project.modules[module].name : innerModule(project, project.modules[module]);
  const chip = el("div", { class: `module${state.module === module ? " chosen" : ""}`, "data-module": module },
    el("button", { class: "name", "aria-label": [project.modules[module].name, debt ? count("page.up", debt) : ""].filter(Boolean).join(", "), onclick: () => act.chooseModule(module) }, name, debt ? el("small", { class: "debt", "aria-hidden": "true" }, `↑${debt}`) : ""),
    el("button", { class: "toggle", "aria-expanded": String(opened), "aria-label": t(opened ? "page.close" : "page.open", { unit: name }), onclick: () => act.toggleModule(module) }, opened ? "–" : "+"));
  if (opened) chip.append(drawSymbols(project, module));
  return chip;
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

function drawModuleArrows(scene, state, act, inside, layer, arcs, group) {
  const origin = inside.getBoundingClientRect();
  const boxes = new Map([...inside.querySelectorAll(".module")].map((chip) => {
    const place = chip.getBoundingClientRect();
    return [Number(chip.dataset.module), { x: place.left - origin.left, y: place.top - origin.top, width: place.width, height: place.height }];
  }));
  const shown = arcs.filter((arc) => isModuleUp(scene.project, arc) || state.down);
  const ports = layPorts(shown, boxes);
  const name = (module) => scene.project.modules[module].name;
  new Arrows(layer, `in${group}`).draw(shown.map((arc) => {
    const up = isModuleUp(scene.project, arc);
    return { arc, port: ports.get(arc), kind: up ? "up" : "down", marks: [], label: arrowName(name, arc, up), onopen: () => act.openArc("m", arc.from, arc.to) };
  }));
  layer.setAttribute("width", inside.scrollWidth);
  layer.setAttribute("height", inside.scrollHeight);
}
