import { DATA, t, count, number } from "./texts.js";
import { el, copyText, say } from "./dom.js";
import { LIKELY, CODE } from "./data.js";
import { runsUp } from "./lines.js";
import { uncut } from "./state.js";

const MOST_PAIRS = 80;

// The ties of an arrow between groups of units (u), modules (m), or one and the other (um, mu).
export function tiesOf(scene, arc) {
  const { ties, symbolModule, index } = scene.project;
  const [from, to] = [arc.level[0], arc.level.at(-1)];
  const found = from === "m" ? Array.from(index.ofModule(arc.from)) : (scene.members.get(arc.from) ?? []).flatMap((unit) => Array.from(index.ofUnit(unit)));
  const target = (tie) => (to === "m" ? symbolModule[ties.imported[tie]] : scene.groupOf[ties.to[tie]]);
  return found.filter((tie) => target(tie) === arc.to).sort((a, b) => a - b);
}

function turned({ level, from, to }) {
  return { level: [...level].reverse().join(""), from: to, to: from };
}

export function drawArcPanel(scene, state, act) {
  const { arc } = state;
  const name = (level, one) => (level === "u" ? scene.name(one) : scene.project.modules[one].name);
  const ties = tiesOf(scene, arc);
  const back = tiesOf(scene, turned(arc));
  const weighed = ties.filter((tie) => scene.project.ties.strength[tie] <= CODE);
  const groups = groupByKind(scene.project, ties, state);
  return [
    el("h2", {}, name(arc.level[0], arc.from), el("span", { class: "to" }, " → "), name(arc.level.at(-1), arc.to)),
    el("p", {}, sentence(scene, state, ties, weighed), " ", back.length ? el("button", { class: "link", onclick: () => openTurned(act, arc) }, count("page.back", back.length)) : t("page.back.none")),
    weighed.length ? el("label", { class: "cutall" }, el("input", { type: "checkbox", checked: weighed.every((tie) => state.cuts.has(tie)), onchange: (event) => act.cut(weighed, event.target.checked) }), " ", count("page.cut.arrow", weighed.length)) : null,
    el("div", { class: "buttons" }, el("button", { onclick: () => copyPlaces(scene.project, ties) }, t("page.copy.places"))),
    groups.map((group) => drawKind(scene.project, state, act, group)),
  ];
}

function openTurned(act, arc) {
  const { level, from, to } = turned(arc);
  act.openArc(level, from, to);
}

// Of an arrow that is cut as a whole, what it was.
function sentence(scene, { arc, cuts }, ties, weighed) {
  const places = ties.reduce((sum, tie) => sum + scene.project.ties.first[tie + 1] - scene.project.ties.first[tie], 0);
  const values = { ties: count("page.ties", weighed.length), references: count("page.references", places) };
  const gone = weighed.filter((tie) => cuts.has(tie)).length;
  const whole = gone > 0 && gone === weighed.length;
  const line = (level, id) => ({ id, group: level === "u" ? id : scene.groupOf[scene.project.modules[id].unit] });
  const up = weighed.length > 0 && runsUp(whole ? uncut(scene) : scene, line(arc.level[0], arc.from), line(arc.level.at(-1), arc.to));
  const said = t(`page.arc.${whole ? "cut." : ""}${up ? "up" : "down"}`, values);
  return gone && !whole ? `${said} ${count("page.arc.part", gone)}` : said;
}

function groupByKind(project, ties, state) {
  const { references } = project;
  const kinds = new Map();
  for (const tie of ties) {
    for (let one = project.ties.first[tie]; one < project.ties.first[tie + 1]; one++) {
      const kind = references.kind[one];
      if (state.kind && DATA.kinds[kind] !== state.kind) continue;
      if (!kinds.has(kind)) kinds.set(kind, { kind, pairs: new Map(), places: 0 });
      const group = kinds.get(kind);
      group.places++;
      if (!group.pairs.has(tie)) group.pairs.set(tie, []);
      group.pairs.get(tie).push(one);
    }
  }
  return [...kinds.values()].sort((a, b) => b.places - a.places || a.kind - b.kind);
}

function drawKind(project, state, act, group) {
  const pairs = [...group.pairs];
  const list = el("ul", { class: "pairs" });
  const add = (from) => {
    list.append(...pairs.slice(from, from + MOST_PAIRS).map(([tie, places]) => drawPair(project, state, act, tie, places)));
    const rest = pairs.length - from - MOST_PAIRS;
    if (rest > 0) list.append(el("li", {}, el("button", { class: "link", onclick: (event) => (event.target.parentNode.remove(), add(from + MOST_PAIRS)) }, t("more", { number: rest }))));
  };
  add(0);
  return el("section", { class: "kind" }, el("h3", {}, DATA.kinds[group.kind], el("small", {}, ` ${number(group.places)}`)), el("p", { class: "remedy" }, DATA.remedies[group.kind]), list);
}

function drawPair(project, state, act, tie, places) {
  const strength = project.ties.strength[tie];
  const names = [project.shortName(project.ties.importer[tie]), project.shortName(project.ties.imported[tie])];
  const title = `${project.symbolName(project.ties.importer[tie])} → ${project.symbolName(project.ties.imported[tie])}`;
  const tick = strength <= CODE
    ? el("input", { type: "checkbox", "data-tie": tie, "aria-label": t("page.cut.tie", { tie: title }), checked: state.cuts.has(tie), onchange: (event) => act.cut([tie], event.target.checked) })
    : el("small", { class: "class" }, t(strength === LIKELY ? "certainty.likely" : `class.${DATA.classes[strength]}`));
  return el("li", { class: state.cuts.has(tie) ? "gone" : "" }, el("div", { class: "pair", title }, tick, el("span", {}, names[0], el("span", { class: "to" }, " → "), names[1])), places.map((place) => drawPlace(project, place)));
}

function drawPlace(project, reference) {
  const file = project.references.file(reference);
  const line = project.references.line[reference];
  const certainty = DATA.certainties[project.references.certainty[reference]];
  const source = project.source(reference);
  return el("div", { class: "place" },
    placeLink(file, line),
    certainty === "certain" ? null : el("small", {}, t(`certainty.${certainty}`)),
    source ? el("code", {}, source) : null);
}

// A place as a link, where it has an address, and a button that copies it.
export function placeLink(file, line) {
  const where = line ? `${file}:${line}` : file;
  const address = addressOf(file, line);
  return [
    address ? el("a", { href: address, rel: "noreferrer noopener", target: "_blank" }, where) : el("span", { class: "where" }, where),
    el("button", { class: "copy", "aria-label": t("page.copy.place", { place: where }), title: t("page.copy"), onclick: () => (copyText(where), say(t("page.copied"))) }, t("page.copy")),
  ];
}

// The folder on this machine is asked for in the page: a file that is passed on should not tell where it was made.
export const EDITOR = { folder: "" };

function addressOf(file, line) {
  const path = file.split("/").map(encodeURIComponent).join("/");
  if (EDITOR.folder) return `vscode://file/${EDITOR.folder.replace(/^\/+|\/+$/g, "").split("/").map(encodeURIComponent).join("/")}/${path}:${line || 1}`;
  return DATA.host ? DATA.host.replace("{file}", path).replace("{line}", line || 1) : "";
}

function copyPlaces(project, ties) {
  const places = new Set();
  for (const tie of ties) {
    for (let one = project.ties.first[tie]; one < project.ties.first[tie + 1]; one++) places.add(`${project.references.file(one)}:${project.references.line[one]}`);
  }
  copyText([...places].join("\n"));
  say(t("page.copied"));
}
