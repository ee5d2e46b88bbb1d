import { DATA, t, count } from "./texts.js";
import { el, copyText, say } from "./dom.js";
import { displacedOf, standsBy } from "./displaced.js";
import { ALL } from "./against.js";

// Everything that was tried, as steps a team can take: cut ties by arrow, merged units, moved units.
export function stepsOf(scene, state) {
  const { project } = scene;
  const cuts = new Map();
  for (const tie of [...state.cuts].sort((a, b) => a - b)) {
    const key = `${scene.groupOf[project.ties.from[tie]]}.${scene.groupOf[project.ties.to[tie]]}`;
    cuts.set(key, [...(cuts.get(key) ?? []), tie]);
  }
  return { cuts, ...domainsChanged(scene, state), moved: movedOf(scene, state) };
}

// Domains that are not as they were: with other units, or gone.
function domainsChanged(scene, state) {
  if (!state.domains) return { merged: [], gone: [] };
  const unitsOf = (domains, name) => [...domains].filter(([, other]) => other === name).map(([unit]) => unit).sort((a, b) => a - b).join(".");
  const before = scene.project.domains;
  const merged = [...scene.members].filter(([group]) => scene.domains.has(group) && unitsOf(scene.domains, scene.domains.get(group)) !== unitsOf(before, scene.domains.get(group)));
  return { merged, gone: [...new Set(before.values())].filter((name) => !unitsOf(scene.domains, name)) };
}

function movedOf(scene, state) {
  const displaced = displacedOf(scene, state);
  return displaced.map((group) => ({ group, ...standsBy(scene, group, displaced) }));
}

// Rows have no names that last: a move is told by what the unit now stands beside, or between.
function moveLabel(scene, { group, beside, above, below }) {
  const unit = scene.name(group);
  if (beside !== null) return t("page.step.beside", { unit, other: scene.name(beside) });
  if (above === null) return t("page.step.above", { unit, other: below === null ? "" : scene.name(below) });
  if (below === null) return t("page.step.below", { unit, other: scene.name(above) });
  return t("page.step.between", { unit, above: scene.name(above), below: scene.name(below) });
}

export function drawWorklist(scene, state, act) {
  const { cuts, merged, gone, moved } = stepsOf(scene, state);
  const size = cuts.size + merged.length + gone.length + moved.length;
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
      gone.map((domain) => step(t("page.step.split", { domain }), () => act.putBack(domain))),
      moved.map((one) => step(moveLabel(scene, one), () => act.moveBack(one.group)))) : el("p", {}, t("page.worklist.none")),
    el("div", { class: "buttons" },
      el("button", { id: "copy-toml", onclick: () => (copyText(asToml(scene, state)), say(t("page.copied"))) }, t("page.copy.toml")),
      el("button", { id: "copy-cuts", onclick: () => (copyText(asCuts(scene, state)), say(t("page.copied"))) }, t("page.copy.cuts")),
      scene.isChanged ? el("button", { id: "reset", onclick: () => act.reset() }, t("page.reset")) : null),
    el("h3", {}, "anabranch.toml"), el("pre", { id: "toml", tabindex: 0 }, asToml(scene, state)),
    cuts.size ? [el("h3", {}, t("page.cuts")), el("pre", { id: "cuts", tabindex: 0 }, asCuts(scene, state))] : null,
  ];
}

// A row whose units refer to each other is a comma list, one whose units do not is a bar list.
export function asToml(scene, state) {
  const row = (groups) => {
    const tied = scene.order ? scene.order.commas.has(scene.order.row.get(groups[0])) : groups.some((a) => groups.some((b) => scene.arcs.get(a * scene.project.units.length + b)?.weight));
    return `    ${quoted(groups.map((group) => scene.name(group)).join(tied ? ", " : " | "))},`;
  };
  const { parts, units } = scene.project;
  const domains = [...scene.members].filter(([group, members]) => scene.domains.has(group) || members.some((unit) => parts.has(unit)));
  const listed = (members) => members.flatMap((unit) => parts.get(unit) ?? [units[unit].name]).map(quoted).join(", ");
  const rows = scene.order ? scene.rows.map((groups) => groups.filter((group) => scene.order.row.has(group))).filter((groups) => groups.length) : scene.rows;
  const lines = [...(scene.order ? [`# ${t("page.toml.rest", { file: DATA.strings[scene.project.declared.file] })}`] : []), "layers = [", ...rows.map(row), "]", ...declaredLines(scene)];
  if (domains.length) {
    lines.push("", "[domains]", ...domains.map(([group, members]) => `${bare(scene.name(group))} = [${listed(members)}]`));
  }
  return `${lines.join("\n")}\n`;
}

// What the declared order says besides its layers: smells that are rules, pins, pairs that are undecided, and roles.
function declaredLines(scene) {
  if (!scene.order) return [];
  const names = (groups) => groups.map((group) => quoted(scene.name(group))).join(", ");
  const pairs = [...scene.order.undecided].map((pair) => pair.split(".").map(Number)).filter(([a, b]) => a < b);
  const undecided = pairs.map(([a, b]) => `    ${quoted(`${scene.name(a)} | ${scene.name(b)}`)},`);
  const pins = scene.order.pins.map(([above, below]) => (above === ALL ? `${scene.name(below)} below all` : `${scene.name(above)} above ${below === ALL ? "all" : scene.name(below)}`));
  const roles = [...new Set(scene.order.roles.values())].map((role) => `${role} = [${names([...scene.order.roles].filter(([, one]) => one === role).map(([group]) => group))}]`);
  const { promoted } = scene.order;
  return [...(promoted.length ? [`promote = [${promoted.map(quoted).join(", ")}]`] : []), ...(pins.length ? [`pins = [${pins.map(quoted).join(", ")}]`] : []), ...(pairs.length ? ["", "undecided = [", ...undecided, "]"] : []), ...(roles.length ? ["", "[roles]", ...roles] : [])];
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

