import { t, count } from "./texts.js";
import { el, copyText, say } from "./dom.js";
import { projectOf } from "./state.js";

// Everything that was tried, as steps a team can take: cut ties by arrow, merged units, moved units.
export function stepsOf(scene, state) {
  const { project } = scene;
  const cuts = new Map();
  for (const tie of [...state.cuts].sort((a, b) => a - b)) {
    const key = `${scene.groupOf[project.ties.from[tie]]}.${scene.groupOf[project.ties.to[tie]]}`;
    cuts.set(key, [...(cuts.get(key) ?? []), tie]);
  }
  const merged = [...scene.members].filter(([group]) => state.domains.has(group));
  return { cuts, merged, moved: movedOf(scene, state) };
}

function movedOf(scene, state) {
  if (!state.rows) return [];
  const before = new Map(projectOf(state).rows.flatMap((row, index) => row.map((unit) => [unit, index])));
  const shape = (rows, of) => new Map(rows.flatMap((row) => row.map((one) => [one, row.filter((other) => other !== one).map(of).join(".")])));
  const was = shape(projectOf(state).rows, (one) => one);
  const is = shape(scene.rows, (one) => one);
  const rows = new Map(scene.rows.flatMap((row, index) => row.map((one) => [one, index])));
  return [...rows].filter(([group, row]) => before.get(group) !== row && was.get(group) !== is.get(group)).map(([group, row]) => ({ group, row }));
}

export function drawWorklist(scene, state, act) {
  const { cuts, merged, moved } = stepsOf(scene, state);
  const size = cuts.size + merged.length + moved.length;
  const arrow = (key) => key.split(".").map(Number);
  const undo = (label, action) => el("button", { class: "copy", "aria-label": t("page.undo", { step: label }), title: t("page.undo", { step: label }), onclick: action }, "×");
  const step = (label, action, extra) => el("li", {}, extra ?? el("span", {}, label), " ", undo(label, action));
  return [
    el("h2", {}, t("page.worklist")),
    size ? el("ol", { class: "steps" },
      [...cuts].map(([key, ties]) => {
        const [from, to] = arrow(key);
        const label = t("page.step.cut", { ties: count("page.ties", ties.length), importer: scene.name(from), imported: scene.name(to) });
        return step(label, () => act.cut(ties, false), el("button", { class: "link", onclick: () => act.openArc("u", from, to) }, label));
      }),
      merged.map(([group, members]) => step(t("page.step.merge", { units: members.map((unit) => scene.project.units[unit].name).join(", "), domain: scene.name(group) }), () => act.split(group))),
      moved.map(({ group, row }) => step(t("page.step.move", { unit: scene.name(group), row: row + 1 }), () => act.moveBack(group)))) : el("p", {}, t("page.worklist.none")),
    el("div", { class: "buttons" },
      el("button", { id: "copy-toml", onclick: () => (copyText(asToml(scene, state)), say(t("page.copied"))) }, t("page.copy.toml")),
      el("button", { id: "copy-cuts", onclick: () => (copyText(asCuts(scene, state)), say(t("page.copied"))) }, t("page.copy.cuts")),
      size ? el("button", { id: "reset", onclick: () => act.reset() }, t("page.reset")) : null),
    el("h3", {}, "anabranch.toml"), el("pre", { id: "toml", tabindex: 0 }, asToml(scene, state)),
    cuts.size ? [el("h3", {}, t("page.cuts")), el("pre", { id: "cuts", tabindex: 0 }, asCuts(scene, state))] : null,
  ];
}

// A row whose units refer to each other is a comma list, one whose units do not is a bar list.
export function asToml(scene, state) {
  const row = (groups) => {
    const tied = groups.some((a) => groups.some((b) => scene.arcs.get(a * scene.project.units.length + b)?.weight));
    return `    ${quoted(groups.map((group) => scene.name(group)).join(tied ? ", " : " | "))},`;
  };
  const domains = [...scene.members].filter(([group]) => state.domains.has(group));
  const lines = ["layers = [", ...scene.rows.map(row), "]"];
  if (domains.length) {
    lines.push("", "[domains]", ...domains.map(([group, members]) => `${bare(scene.name(group))} = [${members.map((unit) => quoted(scene.project.units[unit].name)).join(", ")}]`));
  }
  return `${lines.join("\n")}\n`;
}

function quoted(text) {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

function bare(name) {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : quoted(name);
}

// One place a line, under the symbols that are tied.
export function asCuts(scene, state) {
  const { project } = scene;
  const lines = [];
  for (const tie of [...state.cuts].sort((a, b) => a - b)) {
    lines.push(`${project.symbolName(project.ties.importer[tie])} -> ${project.symbolName(project.ties.imported[tie])}`);
    for (let one = project.ties.first[tie]; one < project.ties.first[tie + 1]; one++) lines.push(`    ${project.references.file(one)}:${project.references.line[one]}`);
  }
  return lines.length ? `${lines.join("\n")}\n` : "";
}

