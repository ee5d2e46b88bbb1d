// Items by a number that each has, in the order of the items: found without looking at all of them.
export function bucket(keys, size) {
  const start = new Int32Array(size + 1);
  for (const key of keys) start[key + 1]++;
  for (let key = 0; key < size; key++) start[key + 1] += start[key];
  const next = start.slice();
  const items = new Int32Array(keys.length);
  for (let item = 0; item < keys.length; item++) items[next[keys[item]]++] = item;
  return (key) => items.subarray(start[key], start[key + 1]);
}

// Ties of each unit and each module, by either end.
export function indexTies(project) {
  const { ties, symbolModule, units, modules } = project;
  const moduleOf = (symbols) => symbols.map((symbol) => symbolModule[symbol]);
  return {
    ofUnit: bucket(ties.from, units.length), toUnit: bucket(ties.to, units.length),
    ofModule: bucket(moduleOf(ties.importer), modules.length), toModule: bucket(moduleOf(ties.imported), modules.length),
  };
}

// What joins each pair of units: ties by strength, the references that a rule counts, and how many of these compose.
export function indexPairs(project, likely) {
  const { ties, units } = project;
  const at = new Map();
  for (let tie = 0; tie < ties.size; tie++) {
    if (ties.from[tie] === ties.to[tie]) continue;
    const key = ties.from[tie] * units.length + ties.to[tie];
    let pair = at.get(key);
    if (!pair) at.set(key, (pair = { from: ties.from[tie], to: ties.to[tie], counts: [0, 0, 0, 0, 0, 0], counted: 0, composed: 0 }));
    if (ties.strength[tie] <= likely) pair.counts[ties.strength[tie]]++;
    pair.counted += ties.counted[tie];
    pair.composed += ties.composed[tie];
  }
  return [...at.values()];
}
