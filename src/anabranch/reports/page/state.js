import { readProject } from "./data.js";
import { DATA } from "./texts.js";
import { addUp, placeOf, weighOrder } from "./figures.js";
import { countBroken, declaredOrder, findAgainst } from "./against.js";

export const VIEWS = ["map", "pictures", "matrix", ...(DATA.plotted.some(Boolean) ? ["plots"] : [])];

export function emptyState() {
  return {
    project: 0, view: "map", picture: "mesh", panel: "words", unit: null, module: null, arc: null, open: new Set(), openModules: new Set(),
    order: "declared", rows: null, moved: [], domains: null, cuts: new Set(), down: false, composition: false, typing: false, focus: false,
    tangle: false, all: false, kind: "", certainty: "", path: null,
  };
}

// One letter a field; what is as it was at first is left out.
export function writeState(state) {
  const out = new URLSearchParams();
  const put = (key, value) => value && out.set(key, value);
  put("p", state.project || "");
  put("v", state.view === "map" ? "" : state.view);
  put("i", state.picture === "mesh" ? "" : state.picture);
  put("s", state.panel === "words" ? "" : state.panel);
  put("u", state.unit === null ? "" : String(state.unit));
  put("m", state.module === null ? "" : String(state.module));
  put("a", state.arc ? `${state.arc.level}${state.arc.from}.${state.arc.to}` : "");
  put("x", [...state.open].join("."));
  put("y", [...state.openModules].join("."));
  put("r", state.rows ? state.rows.map((row) => row.join(".")).join("-") : "");
  put("n", state.moved.join("."));
  put("o", state.order === "computed" ? "computed" : "");
  put("d", state.domains && ([...state.domains].map(([unit, name]) => `${unit}~${name}`).join("|") || "-"));
  put("c", [...state.cuts].sort((a, b) => a - b).map((tie) => tie.toString(36)).join("."));
  put("f", ["down", "composition", "typing", "focus", "tangle", "all"].filter((flag) => state[flag]).join("."));
  put("k", state.kind);
  put("q", state.certainty);
  put("w", state.path ? state.path.join(".") : "");
  return out.toString();
}

// An address that was edited by hand, or belongs to another map, must not break the page: what does not fit is left out.
export function readState(hash) {
  const state = emptyState();
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const numbers = (key) => (given.get(key) ?? "").split(".").filter((part) => /^\d+$/.test(part)).map(Number);
  state.project = Math.min(numbers("p")[0] ?? 0, Math.max(0, DATA.projects.length - 1));
  if (!DATA.projects.length) return state;
  const raw = DATA.projects[state.project];
  const size = raw.units.name.length;
  const modules = raw.modules.name.length;
  if (VIEWS.includes(given.get("v"))) state.view = given.get("v");
  if (given.get("i") === "hierarchy") state.picture = "hierarchy";
  if (["unit", "arc", "path", "worklist", "module"].includes(given.get("s"))) state.panel = given.get("s");
  state.unit = numbers("u").find((unit) => unit < size) ?? null;
  state.module = numbers("m").find((module) => module < modules) ?? null;
  const arc = /^([um]{1,2})(\d+)\.(\d+)$/.exec(given.get("a") ?? "");
  const limit = { u: size, m: modules };
  if (arc && +arc[2] < limit[arc[1][0]] && +arc[3] < limit[arc[1].at(-1)]) state.arc = { level: arc[1], from: +arc[2], to: +arc[3] };
  state.open = new Set(numbers("x").filter((unit) => unit < size));
  state.openModules = new Set(numbers("y").filter((module) => module < modules));
  if (given.get("o") === "computed") state.order = "computed";
  if (given.get("d")) {
    const named = given.get("d").split("|").map((part) => /^(\d+)~(.+)$/.exec(part)).filter((part) => part && +part[1] < size);
    if (named.length || given.get("d") === "-") state.domains = new Map(named.map(([, unit, name]) => [+unit, name]));
  }
  state.cuts = new Set((given.get("c") ?? "").split(".").filter(Boolean).map((part) => parseInt(part, 36)).filter((tie) => tie < raw.ties.class.length));
  for (const flag of (given.get("f") ?? "").split(".")) if (typeof state[flag] === "boolean") state[flag] = true;
  state.kind = DATA.kinds.includes(given.get("k")) ? given.get("k") : "";
  state.certainty = DATA.certainties.includes(given.get("q")) ? given.get("q") : "";
  const path = numbers("w").filter((unit) => unit < size);
  state.path = path.length === 2 ? path : null;
  const rows = (given.get("r") ?? "").split("-").map((row) => row.split(".").filter((part) => /^\d+$/.test(part)).map(Number).filter((unit) => unit < size));
  state.rows = given.get("r") ? rows : null;
  state.moved = state.rows ? numbers("n").filter((unit) => unit < size) : [];
  return withPanel(state);
}

function withPanel(state) {
  const missing = { unit: state.unit === null, module: state.module === null, arc: !state.arc, path: false, worklist: false, words: false };
  if (missing[state.panel]) state.panel = "words";
  return state;
}

const projects = [];

export function projectOf(state) {
  return (projects[state.project] ??= readProject(state.project));
}

// What the state makes of the project: groups, rows, arcs, figures; kept until something that changes them changes.
const kept = { key: "", scene: null };

export function sceneOf(state) {
  const key = JSON.stringify([changesOf(state), state.kind, state.certainty]);
  if (kept.key !== key) {
    kept.key = key;
    kept.scene = makeScene(state);
  }
  return kept.scene;
}

// What was tried, and in which order it is shown: everything that the figures follow from.
export function changesOf({ project, order, rows, domains, cuts }) {
  return [project, order, rows, domains && [...domains], [...cuts]];
}

export function isDeclared(state) {
  return state.order === "declared" && Boolean(projectOf(state).declared);
}

export function domainsOf(state) {
  return state.domains ?? projectOf(state).domains;
}

function makeScene(state) {
  const project = projectOf(state);
  const domains = domainsOf(state);
  const groupOf = groupUnits(project, domains);
  const rows = tidyRows(project, state.rows ?? (isDeclared(state) ? project.declared.rows : project.rows), groupOf);
  const arcs = addUp(project, groupOf, state.cuts);
  const place = placeOf(rows);
  const order = isDeclared(state) ? declaredOrder(project.declared, rows, groupOf) : null;
  const against = findAgainst(arcs, place, order);
  const figures = { ...weighOrder(arcs, against), broken: order ? countBroken(arcs, against, order) : null };
  const shown = filterOf(project, state);
  const members = new Map();
  groupOf.forEach((group, unit) => members.set(group, [...(members.get(group) ?? []), unit]));
  const inTangle = new Map(figures.components.flatMap((component, index) => component.map((group) => [group, index])));
  return {
    project, domains, groupOf, rows, arcs, figures, members, inTangle, order, against, place,
    shown,
    drawn: shown ? addUp(project, groupOf, state.cuts, shown) : arcs,
    rowOf: new Map(rows.flatMap((row, index) => row.map((group) => [group, index]))),
    name: (group) => domains.get(group) ?? project.units[group].name,
    isChanged: Boolean(state.rows || state.domains || state.cuts.size),
  };
}

// A group bears the number of its first unit.
function groupUnits(project, domains) {
  const first = new Map();
  return project.units.map((unit) => {
    const name = domains.get(unit.id);
    if (name === undefined) return unit.id;
    if (!first.has(name)) first.set(name, unit.id);
    return first.get(name);
  });
}

// Every group once, where it is named first; what a row list does not name stands below.
export function tidyRows(project, rows, groupOf) {
  const seen = new Set();
  const once = (unit) => {
    const group = groupOf[unit];
    if (seen.has(group)) return [];
    seen.add(group);
    return [group];
  };
  const found = rows.map((row) => row.flatMap(once)).filter((row) => row.length);
  const rest = project.units.flatMap((unit) => once(unit.id));
  return rest.length ? [...found, rest] : found;
}

function filterOf(project, state) {
  if (!state.kind && !state.certainty) return null;
  const kind = DATA.kinds.indexOf(state.kind);
  const certainty = DATA.certainties.indexOf(state.certainty);
  const { references, ties } = project;
  return (tie) => {
    for (let one = ties.first[tie]; one < ties.first[tie + 1]; one++) {
      if ((kind < 0 || references.kind[one] === kind) && (certainty < 0 || references.certainty[one] === certainty)) return true;
    }
    return false;
  };
}

// The arrow of the board that the panel tells of; it is then shown instead of the unit that was chosen before.
export function shownArc({ panel, arc }) {
  return panel === "arc" && arc.level === "u" ? arc : null;
}

// The group of the unit that is shown, or nothing.
export function chosenGroup(scene, state) {
  return state.unit === null || shownArc(state) ? null : scene.groupOf[state.unit];
}

export function isUp(scene, arc) {
  return arc.weight > 0 && scene.against.has(arc.key);
}

// The scene as its rows and domains make it before anything is cut: what an arrow was.
export function uncut(scene) {
  const arcs = addUp(scene.project, scene.groupOf, new Set());
  return { ...scene, arcs, against: findAgainst(arcs, scene.place, scene.order) };
}

const baseline = { key: "", figures: null };

export function figuresBefore(state) {
  const key = `${state.project} ${state.order}`;
  if (baseline.key !== key) {
    const plain = { ...emptyState(), project: state.project, order: state.order };
    Object.assign(baseline, { key, figures: makeScene(plain).figures });
  }
  return baseline.figures;
}
