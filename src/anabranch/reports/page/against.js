import { findTangles } from "./figures.js";

export const ALL = -1;

// Keys of the arcs that run against a computed order: from a lower place to a higher one.
function againstPlaces(arcs, place) {
  return [...arcs.values()].filter((arc) => place.get(arc.to) < place.get(arc.from)).map((arc) => arc.key);
}

// The same table as rules/order/judging.py, for arcs with references that a rule counts.
function breaks(arc, { row, commas, roles, undecided, circles, pins }) {
  const pinned = decide(arc, pins);
  if (pinned !== null) return arc.counted > 0 && !pinned;
  const [from, to] = [row.get(arc.from), row.get(arc.to)];
  if (from === undefined || to === undefined || !arc.counted) return false;
  if (undecided.has(`${arc.from}.${arc.to}`)) return true;
  const [importer, imported] = [roles.get(arc.from) ?? "domain", roles.get(arc.to) ?? "domain"];
  if (imported === "shell" || from > to || (from === to && !commas.has(from)) || circles.has(arc.key)) return true;
  if (imported === "aggregator" && importer !== "shell" && importer !== "aggregator") return true;
  return importer === "base" && imported !== "base";
}

// Whether the first pin that speaks of both ends, or else of one and of all, allows the arc; nothing where none does.
function decide({ from, to }, pins) {
  for (const [above, below] of pins) {
    if ((above === from || above === ALL) && (below === to || below === ALL)) return true;
    if ((above === to || above === ALL) && (below === from || below === ALL)) return false;
  }
  return null;
}

// Arcs of rows that may refer to each other, where they close a circle within their row.
function findCircles(arcs, row, commas) {
  const inside = [...arcs.values()].filter((arc) => arc.counted && row.get(arc.from) === row.get(arc.to) && commas.has(row.get(arc.from)));
  const component = new Map(findTangles(inside, (arc) => arc.counted).flatMap((groups, index) => groups.map((group) => [group, index])));
  return new Set(inside.filter((arc) => component.has(arc.from) && component.get(arc.from) === component.get(arc.to)).map((arc) => arc.key));
}

// What the declared order says of groups: rows by number, without the units that no layer names.
export function declaredOrder(declared, rows, groupOf) {
  const placed = new Set(declared.rows.flat().map((unit) => groupOf[unit]));
  const free = new Set(declared.commas.flatMap((index) => declared.rows[index]).map((unit) => groupOf[unit]));
  const commas = new Set(rows.flatMap((row, index) => (row.some((group) => free.has(group)) ? [index] : [])));
  const row = new Map(rows.flatMap((groups, index) => groups.filter((group) => placed.has(group)).map((group) => [group, index])));
  const roles = new Map(declared.roles.map(([unit, role]) => [groupOf[unit], role]));
  const undecided = new Set(declared.undecided.flatMap(([a, b]) => [`${groupOf[a]}.${groupOf[b]}`, `${groupOf[b]}.${groupOf[a]}`]));
  const named = declared.pins.map((pin) => pin.map((unit) => (unit === ALL ? ALL : groupOf[unit]))).filter(([above, below]) => above !== below);
  const pins = [...named.filter((pin) => !pin.includes(ALL)), ...named.filter((pin) => pin.includes(ALL))];
  return { row, commas, roles, undecided, pins, promoted: declared.promoted, last: Math.max(...row.values()) };
}

// Keys of the arcs that run against the shown order.
export function findAgainst(arcs, place, order) {
  if (!order) return new Set(againstPlaces(arcs, place));
  const judged = { ...order, circles: findCircles(arcs, order.row, order.commas) };
  return new Set([...arcs.values()].filter((arc) => breaks(arc, judged)).map((arc) => arc.key));
}

// References that break the declared order: of those that only compose, none that extends what the shell has.
export function countBroken(arcs, against, order) {
  let sum = 0;
  for (const key of against) {
    const arc = arcs.get(key);
    sum += arc.counted - (order.roles.get(arc.to) === "shell" ? arc.composed : 0);
  }
  return sum;
}
