import { CODE, shortModule } from "./data.js";
import { isUp } from "./state.js";
import { isModuleUp } from "./inside.js";

// What the matrix has a line for, in the shown order: a group, or each module of one that is opened, in their own order.
export function linesOfMatrix(scene, state) {
  const { project } = scene;
  const open = new Map(scene.rows.flat().filter((group) => state.open.has(group)).map((group) => [group, []]));
  if (open.size) for (const module of [...project.modules].sort((a, b) => a.rank - b.rank || a.id - b.id)) open.get(scene.groupOf[module.unit])?.push(module);
  return scene.rows.flat().flatMap((group) => (open.get(group)?.length ? open.get(group).map((module) => ({ level: "m", id: module.id, group, name: module.name, short: shortModule(project, module) })) : [{ level: "u", id: group, group, name: scene.name(group), short: scene.name(group) }]));
}

// Arrows between lines by their row: those of rows out of sight are never looked at.
export function cellsOf(scene, state, lines) {
  const rows = lines.map(() => []);
  const note = (row, column, weight, up) => rows[row].push({ column, weight, up });
  if (lines.every(({ level }) => level === "u")) {
    for (const arc of scene.drawn.values()) if (arc.weight) note(scene.place.get(arc.to), scene.place.get(arc.from), arc.weight, isUp(scene, arc));
  } else {
    const size = lines.length;
    for (const [key, weight] of weighLines(scene, state, lines)) {
      const [from, to] = [Math.floor(key / size), key % size];
      note(to, from, weight, runsUp(scene, lines[from], lines[to]));
    }
  }
  return rows;
}

// Ties that decide, by the pair of lines that they join.
function weighLines({ project, groupOf, shown }, state, lines) {
  const { ties, symbolModule, modules } = project;
  const at = new Map(lines.map(({ level, id }, index) => [`${level}${id}`, index]));
  const lineOf = modules.map((module) => at.get(`m${module.id}`) ?? at.get(`u${groupOf[module.unit]}`));
  const found = new Map();
  for (let tie = 0; tie < ties.size; tie++) {
    if (ties.strength[tie] > CODE || state.cuts.has(tie) || (shown && !shown(tie))) continue;
    const [from, to] = [lineOf[symbolModule[ties.importer[tie]]], lineOf[symbolModule[ties.imported[tie]]]];
    if (from !== to) found.set(from * lines.length + to, (found.get(from * lines.length + to) ?? 0) + 1);
  }
  return found;
}

// Between groups the shown order decides, inside one that of its modules.
export function runsUp(scene, from, to) {
  if (from.group !== to.group) return scene.against.has(from.group * scene.project.units.length + to.group);
  return isModuleUp(scene.project, { from: from.id, to: to.id, weight: 1 });
}
