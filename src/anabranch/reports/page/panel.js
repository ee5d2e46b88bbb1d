import { t, count } from "./texts.js";
import { el, say } from "./dom.js";
import { isUp } from "./state.js";
import { linesOf } from "./board.js";
import { drawArcPanel, EDITOR, placeLink } from "./arc_panel.js";
import { drawModulePanel, drawUnitPanel, folded, freeingOf, section } from "./unit_panel.js";
import { drawWorklist } from "./worklist.js";

const MOST_FREE = 6;

// What the panel shows depends on these alone.
const drawnPanel = { scene: null, key: "" };

export function drawPanel(scene, state, act, panel, words) {
  const key = JSON.stringify([keyOf(state), state.free, state.focus, state.path, state.kind, EDITOR.folder]);
  if (drawnPanel.scene === scene && drawnPanel.key === key) return;
  Object.assign(drawnPanel, { scene, key });
  const draw = { arc: drawArcPanel, unit: drawUnitPanel, module: drawModulePanel, path: drawPath, worklist: drawWorklist }[state.panel];
  const top = panel.dataset.shown === keyOf(state) ? panel.scrollTop : 0;
  const isNew = panel.dataset.shown !== undefined && panel.dataset.shown !== keyOf(state);
  panel.dataset.shown = keyOf(state);
  const back = el("button", { class: "link back", onclick: () => act.set({ panel: "words", arc: null, unit: null, module: null, free: false, path: null, focus: false }) }, t("page.overview"));
  panel.replaceChildren(...(draw ? [back, ...draw(scene, state, act).flat().filter(Boolean)] : drawWords(scene, state, act, words)), ...(state.panel === "arc" ? [drawEditor(act)] : []));
  panel.scrollTop = top;
  if (isNew && draw) say(panel.querySelector("h2").textContent);
}

function keyOf(state) {
  return JSON.stringify([state.panel, state.unit, state.module, state.arc, state.project]);
}

function drawWords(scene, state, act, words) {
  for (const part of words.querySelectorAll("[data-project]")) part.hidden = Number(part.dataset.project) !== state.project;
  for (const line of words.querySelectorAll("[data-place]")) openPlace(line);
  for (const line of words.querySelectorAll("[data-unit]")) openRest(line, scene, act);
  const before = scene.isChanged ? el("p", { class: "note", id: "before" }, t("page.words.before")) : null;
  return [before, words, drawUpward(scene, act), drawCheapest(scene, act)].filter(Boolean);
}

// The first words are there without a script; with it their places can be opened, and what they leave out.
function openPlace(line) {
  const { place } = line.dataset;
  line.dataset.rest ??= line.textContent.slice(place.length);
  const [, file, number] = /^(.*?)(?::(\d+))?$/.exec(place);
  line.replaceChildren(...placeLink(file, Number(number ?? 0)), line.dataset.rest);
}

function openRest(line, scene, act) {
  const group = [...scene.members.keys()].find((one) => scene.name(one) === line.dataset.unit);
  if (group === undefined) line.replaceChildren(line.textContent);
  else line.replaceChildren(el("button", { class: "link", onclick: () => act.chooseUnit(group) }, line.textContent));
}

function drawUpward(scene, act) {
  const up = [...scene.arcs.values()].filter((arc) => isUp(scene, arc)).sort((a, b) => b.weight - a.weight || a.key - b.key);
  if (!up.length) return section(t("page.unit.up"), el("p", {}, t("page.upward.none")));
  const rows = up.map((arc) => el("li", {}, el("button", { class: "link up", "data-arc": `${arc.from}.${arc.to}`, onclick: () => act.openArc("u", arc.from, arc.to) }, `${scene.name(arc.from)} → ${scene.name(arc.to)}`), el("small", {}, ` ${count("page.ties", arc.weight)}`)));
  return section(t("page.heaviest"), el("ol", { class: "arcs" }, folded(rows)));
}

function drawCheapest(scene, act) {
  const found = [...scene.project.free.keys()].filter((unit) => scene.inTangle.has(scene.groupOf[unit])).map((unit) => [unit, freeingOf(scene, unit)]).filter(([, one]) => one?.arcs.length);
  if (!found.length) return null;
  const cost = ([, one]) => [one.arcs.reduce((sum, arc) => sum + arc.counts[0], 0), one.arcs.reduce((sum, arc) => sum + arc.weight, 0)];
  found.sort((a, b) => cost(a)[0] - cost(b)[0] || cost(a)[1] - cost(b)[1] || a[0] - b[0]);
  const rows = found.slice(0, MOST_FREE).map((one) => el("li", {}, el("button", { class: "link", onclick: () => (act.chooseUnit(one[0]), act.set({ free: true })) }, scene.name(scene.groupOf[one[0]])), el("small", {}, ` ${count("page.ties", cost(one)[1])}, ${count("page.lines", linesOf(scene, scene.groupOf[one[0]]))}`)));
  return section(t("page.cheapest"), el("ol", { class: "arcs" }, rows));
}

function drawPath(scene, state, act) {
  const [from, to] = state.path ?? [0, 0];
  const steps = state.pathFound;
  const title = el("h2", {}, scene.name(scene.groupOf[from]), el("span", { class: "to" }, " ⇢ "), scene.name(scene.groupOf[to]));
  const turn = el("button", { class: "link", onclick: () => act.findPath(to, from) }, t("page.path.back"));
  if (!steps.length) return [title, el("p", {}, t("page.path.none"), " ", turn)];
  const rows = steps.slice(1).map((unit, index) => {
    const arc = scene.arcs.get(steps[index] * scene.project.units.length + unit);
    return el("li", {}, el("button", { class: `link${isUp(scene, arc) ? " up" : ""}`, onclick: () => act.openArc("u", arc.from, arc.to) }, `${scene.name(arc.from)} → ${scene.name(arc.to)}`), el("small", {}, ` ${count("page.ties", arc.weight)}`));
  });
  return [title, el("p", {}, count("page.path.steps", rows.length), " ", turn), el("ol", { class: "arcs" }, rows)];
}

function drawEditor(act) {
  const input = el("input", { id: "editor", type: "text", value: EDITOR.folder, placeholder: t("page.editor.example"), onchange: (event) => ((EDITOR.folder = event.target.value.trim()), act.set({})) });
  return el("label", { class: "editor" }, t("page.editor"), input);
}
