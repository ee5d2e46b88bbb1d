import { CODE, LIKELY, SCHEMA } from "./data.js";

// Dependencies between groups: `groupOf` maps a unit to its group, ties in `cuts` are gone, `shown` says which ties are
// looked at. The same sums as graph/what_if.py.
export function addUp(project, groupOf, cuts, shown = null) {
  const size = project.units.length;
  const arcs = new Map();
  const arcOf = (from, to) => {
    const key = from * size + to;
    let arc = arcs.get(key);
    if (!arc) arcs.set(key, (arc = { key, from, to, counts: [0, 0, 0, 0, 0, 0], weight: 0, counted: 0, composed: 0 }));
    return arc;
  };
  if (shown) addTies(project, groupOf, (tie) => !cuts.has(tie) && shown(tie), arcOf);
  else addPairs(project, groupOf, cuts, arcOf);
  for (const arc of arcs.values()) arc.weight = arc.counts[SCHEMA] + arc.counts[CODE];
  for (const [key, arc] of arcs) if (!arc.counted && arc.counts.every((count) => !count)) arcs.delete(key);
  return arcs;
}

function addPairs({ pairs, ties }, groupOf, cuts, arcOf) {
  for (const pair of pairs) {
    const [from, to] = [groupOf[pair.from], groupOf[pair.to]];
    if (from === to) continue;
    const arc = arcOf(from, to);
    for (let strength = 0; strength <= LIKELY; strength++) arc.counts[strength] += pair.counts[strength];
    arc.counted += pair.counted;
    arc.composed += pair.composed;
  }
  for (const tie of cuts) addTie(ties, tie, groupOf, arcOf, -1);
}

function addTies({ ties }, groupOf, takes, arcOf) {
  for (let tie = 0; tie < ties.size; tie++) if (ties.strength[tie] <= LIKELY && takes(tie)) addTie(ties, tie, groupOf, arcOf, 1);
}

function addTie(ties, tie, groupOf, arcOf, sign) {
  const [from, to] = [groupOf[ties.from[tie]], groupOf[ties.to[tie]]];
  if (from === to) return;
  const arc = arcOf(from, to);
  if (ties.strength[tie] <= LIKELY) arc.counts[ties.strength[tie]] += sign;
  arc.counted += sign * ties.counted[tie];
  arc.composed += sign * ties.composed[tie];
}

// Figures of arcs of which those whose keys are in `against` run against the shown order.
export function weighOrder(arcs, against) {
  const found = { upward: [0, 0], total: [0, 0], upwardPairs: 0, pairs: 0 };
  for (const arc of arcs.values()) {
    if (!arc.weight) continue;
    const up = against.has(arc.key);
    found.pairs++;
    found.upwardPairs += up;
    for (const strength of [SCHEMA, CODE]) {
      found.total[strength] += arc.counts[strength];
      if (up) found.upward[strength] += arc.counts[strength];
    }
  }
  found.components = findTangles(arcs.values());
  found.tangles = found.components.length;
  found.tangle = Math.max(0, ...found.components.map((component) => component.length));
  const total = found.total[0] + found.total[1];
  found.h = total ? (found.upward[0] + found.upward[1]) / total : 0;
  return found;
}

// Groups that each group depends on.
function targetsOf(arcs, counts = (arc) => arc.weight) {
  const next = new Map();
  for (const arc of arcs) {
    if (!counts(arc)) continue;
    if (!next.has(arc.from)) next.set(arc.from, []);
    next.get(arc.from).push(arc.to);
  }
  return next;
}

export function placeOf(rows) {
  return new Map(rows.flat().map((group, index) => [group, index]));
}

// Strongly connected components of more than one, largest first (Tarjan, without recursion).
export function findTangles(arcs, counts) {
  const next = targetsOf(arcs, counts);
  const seen = new Map();
  const low = new Map();
  const stack = [];
  const open = new Set();
  const found = [];
  const visit = (start) => {
    const work = [[start, 0]];
    while (work.length) {
      const frame = work[work.length - 1];
      const [node, step] = frame;
      if (step === 0) {
        seen.set(node, seen.size);
        low.set(node, seen.get(node));
        stack.push(node);
        open.add(node);
      }
      const targets = next.get(node) ?? [];
      if (step < targets.length) {
        frame[1]++;
        const to = targets[step];
        if (!seen.has(to)) work.push([to, 0]);
        else if (open.has(to)) low.set(node, Math.min(low.get(node), seen.get(to)));
        continue;
      }
      work.pop();
      if (work.length) {
        const above = work[work.length - 1][0];
        low.set(above, Math.min(low.get(above), low.get(node)));
      }
      if (low.get(node) === seen.get(node)) close(node);
    }
  };
  const close = (node) => {
    const component = [];
    let one;
    do {
      one = stack.pop();
      open.delete(one);
      component.push(one);
    } while (one !== node);
    if (component.length > 1) found.push(component.sort((a, b) => a - b));
  };
  for (const node of next.keys()) if (!seen.has(node)) visit(node);
  return found.sort((a, b) => b.length - a.length || a[0] - b[0]);
}

// The shortest chain of groups along deciding arcs, or an empty one.
export function findPath(arcs, from, to) {
  const before = new Map([[from, from]]);
  const queue = [from];
  const next = targetsOf(arcs.values());
  for (const node of queue) {
    for (const target of next.get(node) ?? []) {
      if (before.has(target)) continue;
      before.set(target, node);
      queue.push(target);
    }
  }
  if (from === to || !before.has(to)) return [];
  const path = [to];
  while (path[0] !== from) path.unshift(before.get(path[0]));
  return path;
}
