import { DATA, t, count } from "./texts.js";
import { byId, el, say } from "./dom.js";
import { CODE, HISTORY } from "./data.js";
import { isUp } from "./state.js";
import { linesOf } from "./board.js";
import { tiesOf } from "./arc_panel.js";

const MOST_LISTED = 12;
const MOST_REMEDIES = 4;

// What a unit offers, who uses it, what it uses, what runs up from it, and what frees it.
export function drawUnitPanel(scene, state, act) {
  const group = scene.groupOf[state.unit];
  const arcs = [...scene.arcs.values()];
  const uses = arcs.filter((arc) => arc.from === group && arc.weight).sort(byWeight);
  const users = arcs.filter((arc) => arc.to === group && arc.weight).sort(byWeight);
  const up = uses.filter((arc) => isUp(scene, arc));
  return [
    el("h2", {}, scene.name(group)),
    el("p", {}, [t(`unit.role.${DATA.roles[scene.project.units[group].role]}`), count("page.lines", linesOf(scene, group)), scene.inTangle.has(group) ? t("page.tangled") : t("page.free.already")].join("; ")),
    drawFree(scene, state, act, group),
    arcList(scene, act, t("page.unit.up"), up, "to", t("page.unit.up.none")),
    drawRemedies(scene, state, up),
    drawFacade(scene, state, group),
    arcList(scene, act, t("page.unit.users"), users, "from", t("page.unit.users.none")),
    arcList(scene, act, t("page.unit.uses"), uses, "to", t("page.unit.uses.none")),
    drawModels(scene, group),
    drawActions(scene, state, act, group),
  ];
}

function byWeight(a, b) {
  return b.weight - a.weight || a.key - b.key;
}

function arcList(scene, act, title, arcs, end, none) {
  const row = (arc) => el("li", {}, el("button", { class: `link${isUp(scene, arc) ? " up" : ""}`, "data-arc": `${arc.from}.${arc.to}`, onclick: () => act.openArc("u", arc.from, arc.to) }, `${isUp(scene, arc) ? "↑ " : ""}${scene.name(arc[end])}`), el("small", {}, ` ${count("page.ties", arc.weight)}`));
  return section(title, arcs.length ? el("ul", { class: "arcs" }, folded(arcs.map(row))) : el("p", {}, none));
}

// For the kinds of most ties that run up from the unit, what usually turns them round.
function drawRemedies(scene, state, up) {
  const { ties, references } = scene.project;
  const found = new Map();
  for (const tie of up.flatMap((arc) => tiesOf(scene, { level: "u", from: arc.from, to: arc.to }))) {
    const kind = references.kind[ties.first[tie]];
    if (ties.strength[tie] <= CODE && !state.cuts.has(tie)) found.set(kind, (found.get(kind) ?? 0) + 1);
  }
  const kinds = [...found].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST_REMEDIES);
  if (!kinds.length) return null;
  return section(t("page.unit.remedies"), ...kinds.map(([kind, size]) => el("div", { class: "kind" }, DATA.kinds[kind], el("small", {}, ` ${count("page.ties", size)}`), el("p", { class: "remedy" }, DATA.remedies[kind]))));
}

// A long list shows its head; the rest is one press away.
export function folded(rows) {
  if (rows.length <= MOST_LISTED) return rows;
  const more = el("li", {}, el("button", { class: "link", onclick: () => more.replaceWith(...rows.slice(MOST_LISTED)) }, t("more", { number: rows.length - MOST_LISTED })));
  return [...rows.slice(0, MOST_LISTED), more];
}

export function section(title, ...children) {
  return el("section", {}, el("h3", {}, title), children);
}

// Symbols that others use, with the number of ties and of units.
function drawFacade(scene, state, group) {
  const { ties } = scene.project;
  const found = new Map();
  for (const tie of scene.members.get(group).flatMap((unit) => Array.from(scene.project.index.toUnit(unit)))) {
    const from = scene.groupOf[ties.from[tie]];
    if (ties.strength[tie] >= HISTORY || from === group || state.cuts.has(tie)) continue;
    const row = found.get(ties.imported[tie]) ?? { ties: 0, units: new Set() };
    row.ties++;
    row.units.add(from);
    found.set(ties.imported[tie], row);
  }
  const rows = [...found].sort((a, b) => b[1].ties - a[1].ties || a[0] - b[0]).map(([symbol, row]) =>
    el("li", {}, el("span", { title: scene.project.symbolName(symbol) }, scene.project.shortName(symbol)), el("small", {}, ` ${count("page.ties", row.ties)}, ${count("page.units", row.units.size)}`)));
  return section(count("page.unit.facade", rows.length), rows.length ? el("ul", { class: "arcs" }, folded(rows)) : el("p", {}, t("page.unit.users.none")));
}

function drawModels(scene, group) {
  const own = scene.project.models.filter((model) => model.module >= 0 && scene.groupOf[scene.project.modules[model.module].unit] === group);
  if (!own.length) return null;
  const fat = (model) => model.methods + model.properties + model.fields;
  own.sort((a, b) => fat(b) - fat(a) || (a.label < b.label ? -1 : 1));
  const row = (model) => el("li", {}, el("span", { title: `${model.file}:${model.line}` }, model.label, model.abstract ? ` (${t("page.abstract")})` : ""),
    el("small", {}, ` ${t("page.model", { fields: model.fields, methods: model.methods, properties: model.properties, mixins: model.mixins })}`),
    model.relations.length ? el("div", { class: "relations" }, model.relations.map((one) => `${one.field} → ${one.target}`).join(", ")) : null);
  return section(t("page.unit.models", { number: own.length }), el("ul", { class: "arcs" }, folded(own.map(row))));
}

// The least cut as arrows: a cut takes whole arrows apart, so they can be ticked as such.
export function freeingOf(scene, group) {
  const one = scene.project.free.get(group);
  const members = scene.members.get(group) ?? [];
  const own = scene.project.domains;
  const before = scene.project.units.filter((unit) => (own.get(unit.id) ?? unit.id) === (own.get(group) ?? group));
  if (!one || before.length !== members.length || !before.every((unit) => members.includes(unit.id))) return null;
  const pairs = [];
  for (let index = 0; index < one.pairs.length; index += 2) pairs.push([scene.groupOf[one.pairs[index]], scene.groupOf[one.pairs[index + 1]]]);
  const open = pairs.map(([from, to]) => scene.arcs.get(from * scene.project.units.length + to)).filter((arc) => arc?.weight);
  return { ...one, arcs: open };
}

function drawFree(scene, state, act, group) {
  if (!scene.inTangle.has(group)) return null;
  const found = freeingOf(scene, group);
  if (!found) return section(t("page.free"), el("p", {}, t("page.free.merged")));
  const ties = found.arcs.reduce((sum, arc) => sum + arc.weight, 0);
  const schema = found.arcs.reduce((sum, arc) => sum + arc.counts[0], 0);
  const also = found.also.map((unit) => scene.name(scene.groupOf[unit]));
  const words = t(schema ? "page.free.words.schema" : "page.free.words", { ties: count("page.ties", ties), arrows: count("page.arrow", found.arcs.length), schema });
  return el("section", { class: "free" }, el("h3", {}, t("page.free")), el("p", {}, words, " ", t(`cut.side.${DATA.sides[found.side]}`), also.length ? `; ${t("cut.also", { names: also.slice(0, 8).join(", ") + (also.length > 8 ? ` ${t("more", { number: also.length - 8 })}` : "") })}` : "", "."),
    scene.isChanged ? el("p", { class: "note" }, t("page.free.before")) : null,
    el("ul", { class: "arcs" }, folded(found.arcs.map((arc) => el("li", {}, el("button", { class: "link", onclick: () => act.openArc("u", arc.from, arc.to) }, `${scene.name(arc.from)} → ${scene.name(arc.to)}`), el("small", {}, ` ${count("page.ties", arc.weight)}`))))),
    el("div", { class: "buttons" },
      el("button", { id: "show-cut", "aria-pressed": String(state.free), onclick: () => act.set({ free: !state.free }) }, t("page.free.show")),
      el("button", { id: "do-cut", onclick: () => act.cutArcs(found.arcs) }, t("page.free.cut"))));
}

// A unit is named by typing: names are offered by the browser, from one list for the whole page.
function nameField(scene, id, label, button) {
  offerNames(scene);
  return el("input", { id, type: "text", list: "unit-names", "aria-label": label, placeholder: label, autocomplete: "off", spellcheck: "false", onkeydown: (event) => event.key === "Enter" && byId(button).click() });
}

function offerNames(scene) {
  const list = byId("unit-names") ?? document.body.appendChild(el("datalist", { id: "unit-names" }));
  const names = [...scene.members.keys()].map(scene.name).sort();
  const key = JSON.stringify(names);
  if (list.dataset.names === key) return;
  list.dataset.names = key;
  list.replaceChildren(...names.map((value) => el("option", { value })));
}

function withNamed(scene, group, field, found) {
  const wanted = field.value.trim();
  const other = [...scene.members.keys()].find((one) => one !== group && scene.name(one) === wanted);
  if (other !== undefined) return found(other);
  field.setAttribute("aria-invalid", "true");
  field.focus();
  return say(t("page.choose.unknown"));
}

function drawActions(scene, state, act, group) {
  const others = scene.members.size > 1;
  const pick = nameField(scene, "merge-with", t("page.merge.with"), "merge");
  const path = nameField(scene, "path-to", t("page.path.to"), "path");
  const row = scene.rowOf.get(group);
  const target = el("input", { id: "move-row", type: "number", min: 1, max: scene.rows.length, "aria-label": t("page.move.row"), placeholder: t("page.move.row"), onkeydown: (event) => event.key === "Enter" && byId("move-to").click() });
  const moveTo = () => (target.checkValidity() && target.value ? act.moveUnit(group, Number(target.value) - 1, Infinity) : target.focus());
  if (!others) return null;
  return el("section", { class: "actions" }, el("h3", {}, t("page.whatif")),
    el("div", { class: "buttons" }, el("button", { id: "move-up", onclick: () => act.moveUnit(group, row - 1, Infinity) }, t("page.move.up")), el("button", { id: "move-down", onclick: () => act.moveUnit(group, row + 1, Infinity) }, t("page.move.down")),
      target, el("button", { id: "move-to", onclick: moveTo }, t("page.move.to"))),
    el("div", { class: "buttons" },
      el("button", { id: "focus", "aria-pressed": String(state.focus), onclick: () => act.set({ focus: !state.focus }) }, t("page.focus"))),
    el("div", { class: "buttons" }, pick, el("button", { id: "merge", onclick: () => withNamed(scene, group, pick, (other) => act.merge(group, other)) }, t("page.merge")),
      scene.members.get(group).length > 1 ? el("button", { id: "split", onclick: () => act.split(group) }, t("page.split")) : null),
    el("div", { class: "buttons" }, path, el("button", { id: "path", onclick: () => withNamed(scene, group, path, (other) => act.findPath(group, other)) }, t("page.path"))));
}

// A module: its symbols and the modules it is tied to.
export function drawModulePanel(scene, state, act) {
  const { project } = scene;
  const module = project.modules[state.module];
  const ends = { to: new Map(), from: new Map() };
  const { ties, index, symbolModule } = project;
  const note = (found, tie, symbol) => {
    if (ties.strength[tie] > CODE || state.cuts.has(tie)) return;
    found.set(symbolModule[symbol], (found.get(symbolModule[symbol]) ?? 0) + 1);
  };
  for (const tie of index.ofModule(module.id)) note(ends.to, tie, ties.imported[tie]);
  for (const tie of index.toModule(module.id)) note(ends.from, tie, ties.importer[tie]);
  const list = (found, outward) => {
    const rows = [...found].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([other, ties]) => el("li", {}, el("button", { class: "link", onclick: () => act.openArc("m", ...(outward ? [module.id, other] : [other, module.id])) }, project.modules[other].name), el("small", {}, ` ${count("page.ties", ties)}`)));
    return rows.length ? el("ul", { class: "arcs" }, folded(rows)) : el("p", {}, t(outward ? "page.unit.uses.none" : "page.unit.users.none"));
  };
  return [
    el("h2", {}, module.name),
    el("p", {}, el("button", { class: "link", onclick: () => act.chooseUnit(scene.groupOf[module.unit]) }, project.units[module.unit].name)),
    section(t("page.unit.users"), list(ends.from, false)),
    section(t("page.unit.uses"), list(ends.to, true)),
  ];
}

