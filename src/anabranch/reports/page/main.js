import { DATA, t } from "./texts.js";
import { byId, el, say } from "./dom.js";
import { changesOf, domainsOf, figuresBefore, projectOf, readState, sceneOf, writeState, emptyState } from "./state.js";
import { announceMove, drawBoard } from "./board.js";
import { putBack, rowsUnmoved } from "./displaced.js";
import { animatePicture, drawPictures, printedPictures } from "./pictures.js";
import { drawMatrix } from "./matrix.js";
import { drawPlots, printedPlots } from "./plots.js";
import { drawBar, drawFigures } from "./bar.js";
import { drawPanel } from "./panel.js";
import { findPath } from "./figures.js";
import { CODE } from "./data.js";
import { tiesOf } from "./arc_panel.js";
import { freeingOf } from "./unit_panel.js";

let state = readState(location.hash);
const words = byId("words");

const act = {
  set: (change) => update(change),
  chooseUnit: (unit) => update({ unit, panel: "unit", free: false }),
  chooseModule: (module) => {
    const group = sceneOf(state).groupOf[projectOf(state).modules[module].unit];
    update({ module, unit: group, panel: "module", open: new Set([...state.open, group]) });
  },
  toggleUnit: (group) => update({ open: toggled(state.open, group) }),
  toggleModule: (module) => update({ openModules: toggled(state.openModules, module) }),
  openArc: (level, from, to) => update({ arc: { level, from, to }, panel: "arc" }),
  cut: (ties, on) => {
    const cuts = new Set(state.cuts);
    ties.forEach((tie) => (on ? cuts.add(tie) : cuts.delete(tie)));
    update({ cuts });
  },
  cutArcs: (arcs) => {
    const { project } = sceneOf(state);
    const cuts = new Set(state.cuts);
    for (const tie of arcs.flatMap((arc) => tiesOf(sceneOf(state), { ...arc, level: "u" }))) if (project.ties.strength[tie] <= CODE) cuts.add(tie);
    update({ cuts, free: false });
  },
  moveUnit: (group, row, index) => move(group, row, index),
  moveBack: (group) => {
    standAs(putBack(sceneOf(state), state, group), state.moved.filter((one) => one !== group));
    announceMove(sceneOf(state), group);
  },
  merge: (a, b) => {
    const scene = sceneOf(state);
    const name = scene.domains.get(a) ?? scene.domains.get(b) ?? `${scene.name(a)}_${scene.name(b)}`;
    const domains = new Map(scene.domains);
    [a, b].forEach((group) => scene.members.get(group).forEach((unit) => domains.set(unit, name)));
    update({ domains: asBefore(domains), unit: Math.min(a, b), panel: "unit" });
  },
  split: (group) => {
    const domains = new Map(domainsOf(state));
    sceneOf(state).members.get(group).forEach((unit) => domains.delete(unit));
    update({ domains: asBefore(domains) });
  },
  putBack: (name) => {
    const domains = new Map(domainsOf(state));
    for (const [unit, domain] of projectOf(state).domains) if (domain === name) domains.set(unit, name);
    update({ domains: asBefore(domains) });
  },
  order: (order) => update({ order, rows: null, moved: [] }),
  findPath: (from, to) => update({ path: [from, to], panel: "path" }),
  reset: () => update({ rows: null, moved: [], domains: null, cuts: new Set() }),
  turnPicture: (picture, holder) => {
    if (picture === state.picture) return;
    animatePicture(sceneOf(state), holder, picture, () => update({ picture }));
  },
  project: (project) => {
    state = { ...emptyState(), project, view: state.view, order: state.order };
    update({});
  },
};

function toggled(set, one) {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}

function asBefore(domains) {
  const own = projectOf(state).domains;
  return domains.size === own.size && [...domains].every(([unit, name]) => own.get(unit) === name) ? null : domains;
}

// Rows by half numbers lie between two: a row of one's own.
function move(group, row, index) {
  const scene = sceneOf(state);
  const rows = scene.rows.map((one) => one.filter((other) => other !== group));
  if (Number.isInteger(row) && row >= 0 && row < rows.length) rows[row].splice(Math.min(index, rows[row].length), 0, group);
  else rows.splice(Math.max(0, Math.ceil(row)), 0, [group]);
  standAs(rows.filter((one) => one.length), [...new Set([...state.moved, group])]);
  announceMove(sceneOf(state), group);
}

// Kept unit by unit: those of a domain that is split later stay in its row.
function standAs(rows, moved) {
  const scene = sceneOf(state);
  const same = JSON.stringify(rows) === JSON.stringify(rowsUnmoved(scene, state));
  update(same ? { rows: null, moved: [] } : { rows: rows.map((row) => row.flatMap((group) => scene.members.get(group))), moved });
}

function update(change) {
  state = { ...state, ...change };
  history.replaceState(null, "", `#${writeState(state)}`);
  draw();
}

function derive(scene) {
  state.freeing = [];
  state.pathFound = [];
  const group = state.unit === null ? null : scene.groupOf[state.unit];
  if (state.free && group !== null) state.freeing = (freeingOf(scene, group)?.arcs ?? []).map((arc) => `${arc.from}.${arc.to}`);
  if (state.path) state.pathFound = findPath(scene.arcs, scene.groupOf[state.path[0]], scene.groupOf[state.path[1]]);
}

const figures = { key: "", element: null };
const views = new Map();
const makers = { map: drawBoard, pictures: drawPictures, matrix: drawMatrix, plots: drawPlots };
const keys = { map: (_, { project }) => String(project), plots: (_, { project }) => String(project), pictures: (_, { picture }) => JSON.stringify([picture, changesOf(state)]), matrix: (_, { kind, certainty, open }) => JSON.stringify([changesOf(state), kind, certainty, [...open]]) };

// A view is made anew only where something that it shows has changed, and is kept, out of sight, while another is shown.
function drawStage(scene, stage) {
  renewFigures(scene, stage);
  for (const [name, { holder }] of views) holder.toggleAttribute("data-away", name !== state.view);
  const key = keys[state.view](scene, state);
  const kept = views.get(state.view);
  if (kept?.key === key) return kept.view.refresh?.(scene, state);
  const view = makers[state.view](scene, state, act);
  const holder = el("div", { class: "view" }, view.element);
  if (kept) kept.holder.replaceWith(holder);
  else stage.append(holder);
  views.set(state.view, { key, view, holder });
  return view.draw(scene, state);
}

function renewFigures(scene, stage) {
  const before = figuresBefore(state);
  const fresh = drawFigures(scene, state, act, before);
  if (figures.element && figures.element.isEqualNode(fresh)) return;
  if (figures.element) {
    figures.element.replaceWith(fresh);
    say([...fresh.querySelectorAll(".changed")].map((one) => [...one.children].map((part) => part.textContent).join(" ")).join("; "));
  }
  if (!fresh.isConnected) stage.prepend(fresh);
  figures.element = fresh;
}

// Sizes have changed: what is in sight is drawn anew, the rest is forgotten.
function redraw() {
  for (const [name, { holder, view }] of views) {
    if (name === state.view) view.draw(sceneOf(state), state);
    else {
      holder.remove();
      views.delete(name);
    }
  }
}

function draw() {
  const focused = focusKey();
  const scene = sceneOf(state);
  derive(scene);
  drawBar(scene, state, act, byId("bar"));
  drawStage(scene, byId("stage"));
  drawPanel(scene, state, act, byId("panel"), words);
  refocus(focused);
  followChoice();
}

// A unit that was chosen where it is not in sight, in the search or in the panel, is brought into sight.
function followChoice() {
  if (showPanel()) return;
  const key = `${state.view} ${state.unit} ${state.module}`;
  if (followed.key === key) return;
  followed.key = key;
  if (state.view !== "map" || state.unit === null) return;
  const module = byId("stage").querySelector(`.module[data-module="${state.module}"]`);
  (module ?? byId("stage").querySelector(".box.chosen"))?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

const followed = { key: "", panel: "" };

// Where the panel stands below the stage, what was chosen is brought into sight there.
function showPanel() {
  const key = `${state.panel} ${JSON.stringify(state.arc)} ${state.unit} ${state.module}`;
  const isNew = followed.panel !== "" && followed.panel !== key;
  followed.panel = key;
  if (!isNew || state.panel === "words" || !matchMedia("(max-width: 820px)").matches) return false;
  byId("panel").scrollIntoView({ block: "start" });
  return true;
}

// What had the focus is found again by what it stands for.
function focusKey() {
  const one = document.activeElement;
  if (!one || one === document.body) return "";
  if (one.id) return `#${CSS.escape(one.id)}`;
  const box = one.closest("[data-group]");
  const tie = one.dataset?.tie;
  if (tie) return `[data-tie="${tie}"]`;
  const module = one.closest("[data-module]");
  if (module) return `[data-module="${module.dataset.module}"] > .${one.classList[0]}`;
  if (one.dataset?.arc) return `${one.tagName === "g" ? "g" : "button"}[data-arc="${one.dataset.arc}"]`;
  return box ? `[data-group="${box.dataset.group}"] > .${one.classList[0]}` : "";
}

function refocus(key) {
  const one = key && document.querySelector(key);
  if (!one || one === document.activeElement) return;
  if (one.matches(".box > .name")) {
    document.querySelectorAll(".box > .name[tabindex='0']").forEach((other) => (other.tabIndex = -1));
    one.tabIndex = 0;
  }
  one.focus({ preventScroll: true });
}

function start() {
  if (!DATA.projects.length) {
    byId("stage").append(el("p", { class: "note" }, t("page.empty")));
    return;
  }
  draw();
  addEventListener("hashchange", () => {
    state = readState(location.hash);
    draw();
  });
  let waiting = 0;
  addEventListener("resize", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(redraw);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("beforeprint", preparePrint);
  matchMedia("print").addEventListener("change", (event) => event.matches && preparePrint());
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.matches("input, select, textarea")) {
      event.preventDefault();
      byId("search").focus();
    } else if (event.key === "Escape" && !event.target.matches("input")) {
      update({ panel: "words", arc: null, unit: null, module: null, free: false, path: null, focus: false });
    }
  });
  say("");
}

function preparePrint() {
  const scene = sceneOf(state);
  byId("print").replaceChildren(...[printedPictures(scene), printedPlots(state)].filter(Boolean));
}

start();
