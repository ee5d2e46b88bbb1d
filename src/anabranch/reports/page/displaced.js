import { isDeclared, tidyRows } from "./state.js";

// Rows as they would stand had nothing been moved, of the groups that there are now.
export function rowsUnmoved({ project, groupOf }, state) {
  return tidyRows(project, isDeclared(state) ? project.declared.rows : project.rows, groupOf);
}

// Groups that no longer stand to the others as they did, fewest first of all, and of these those that the person moved:
// what remains is the heaviest chain in which rows and places within them keep their order.
export function displacedOf(scene, state) {
  if (!state.rows) return [];
  const [was, is] = [rowsUnmoved(scene, state), scene.rows].map(spotsOf);
  const chosen = new Set(state.moved);
  const groups = [...was.keys()];
  const best = [];
  let end = -1;
  groups.forEach((group, at) => {
    best.push({ weight: chosen.has(group) ? 1 : groups.length + 1, before: -1 });
    const own = best[at].weight;
    for (let other = 0; other < at; other++) {
      if (best[other].weight + own > best[at].weight && follows(was, is, groups[other], group)) best[at] = { weight: best[other].weight + own, before: other };
    }
    if (end < 0 || best[at].weight > best[end].weight) end = at;
  });
  const kept = new Set();
  for (let at = end; at >= 0; at = best[at].before) kept.add(groups[at]);
  return groups.filter((group) => !kept.has(group));
}

function spotsOf(rows) {
  const place = new Map(rows.flat().map((group, index) => [group, index]));
  return new Map(rows.flatMap((groups, row) => groups.map((group) => [group, { row, place: place.get(group) }])));
}

function follows(was, is, first, second) {
  const [a, b] = [is.get(first), is.get(second)];
  return a.place < b.place && (a.row === b.row) === (was.get(first).row === was.get(second).row);
}

// Beside which group of its row one stands, else between which rows: rather those that were not moved themselves.
export function standsBy(scene, group, displaced) {
  const row = scene.rowOf.get(group);
  const mates = scene.rows[row].filter((one) => one !== group);
  const steady = (groups) => groups?.find((one) => !displaced.includes(one)) ?? groups?.[0] ?? null;
  if (mates.length) return { beside: nearestMate(scene.rows[row], group, displaced), above: null, below: null };
  return { beside: null, above: steady(scene.rows[row - 1]), below: steady(scene.rows[row + 1]) };
}

function nearestMate(row, group, displaced) {
  const at = row.indexOf(group);
  const byDistance = row.filter((one) => one !== group).sort((a, b) => displaced.includes(a) - displaced.includes(b) || Math.abs(row.indexOf(a) - at) - Math.abs(row.indexOf(b) - at));
  return byDistance[0];
}

// The rows with one group where it was: beside what it stood beside, else below what it stood below. Others that were
// moved stay where they are.
export function putBack(scene, state, group) {
  const displaced = new Set(displacedOf(scene, state));
  const was = rowsUnmoved(scene, state);
  const rows = scene.rows.map((row) => row.filter((one) => one !== group));
  const from = was.findIndex((row) => row.includes(group));
  const at = was[from].indexOf(group);
  const steady = (one) => !displaced.has(one);
  const left = was[from].slice(0, at).filter(steady).at(-1);
  const right = was[from].slice(at + 1).find(steady);
  const above = was.slice(0, from).flat().filter(steady).at(-1);
  const rowWith = (one) => rows.findIndex((row) => row.includes(one));
  if (left !== undefined) rows[rowWith(left)].splice(rows[rowWith(left)].indexOf(left) + 1, 0, group);
  else if (right !== undefined) rows[rowWith(right)].splice(rows[rowWith(right)].indexOf(right), 0, group);
  else rows.splice(above === undefined ? 0 : rowWith(above) + 1, 0, [group]);
  return rows.filter((row) => row.length);
}
