import { DATA } from "./texts.js";
import { indexPairs, indexTies } from "./index.js";

export const [SCHEMA, CODE, COMPOSITION, TYPING, HISTORY, LIKELY, FOLDED] = DATA.classes.map((_, index) => index);

function text(index) {
  return DATA.strings[index];
}

function added(steps) {
  let value = 0;
  return Int32Array.from(steps, (step) => (value += step));
}

export function readProject(index) {
  const raw = DATA.projects[index];
  const project = {
    name: text(raw.name), rows: raw.rows, declared: raw.declared,
    domains: new Map(raw.domains.map(([unit, name]) => [unit, text(name)])),
    parts: new Map(raw.parts.map(([unit, names]) => [unit, names.map(text)])),
    units: raw.units.name.map((name, id) => ({
      id, name: text(name), role: raw.units.role[id], lines: raw.units.lines[id], isApp: raw.units.app[id],
      path: text(raw.units.path[id]),
    })),
    free: new Map(raw.free.map((one) => [one.unit, one])),
  };
  readSymbols(project, raw);
  readTies(project, raw);
  project.index = indexTies(project);
  project.pairs = indexPairs(project, LIKELY);
  project.models = raw.models.map(readModel);
  return project;
}

function readSymbols(project, raw) {
  const moduleUnit = added(raw.modules.unit);
  project.modules = raw.modules.name.map((name, id) => ({ id, name: text(name) || DATA.texts["page.templates"], inner: text(name), unit: moduleUnit[id], rank: raw.modules.rank[id] }));
  project.symbolModule = added(raw.symbols.module);
  project.symbolName = (symbol) => {
    const inner = text(raw.symbols.name[symbol]);
    const module = project.modules[project.symbolModule[symbol]];
    return inner ? (module.inner ? `${module.inner}.${inner}` : inner) : module.name;
  };
  project.shortName = (symbol) => {
    const module = project.modules[project.symbolModule[symbol]];
    const inner = text(raw.symbols.name[symbol]);
    if (!module.inner) return inner;
    return inner ? `${shortModule(project, module)}.${inner}` : shortModule(project, module);
  };
  project.symbols = raw.symbols.name.length;
}

// Without the packages above the unit: the unit is named beside it.
export function shortModule(project, module) {
  const unit = project.units[module.unit].name;
  const at = `.${module.name}.`.indexOf(`.${unit}.`);
  return at < 0 ? module.name : module.name.slice(at);
}

export function innerModule(project, module) {
  const unit = project.units[module.unit].name;
  const short = shortModule(project, module);
  return short.startsWith(`${unit}.`) ? short.slice(unit.length + 1) : short === unit ? DATA.texts["page.module.itself"] : short;
}

function readTies(project, raw) {
  const size = raw.ties.class.length;
  const ties = {
    size, importer: added(raw.ties.importer), imported: Int32Array.from(raw.ties.imported), strength: Uint8Array.from(raw.ties.class),
    first: new Int32Array(size + 1), from: new Int32Array(size), to: new Int32Array(size), counted: new Int32Array(size), composed: new Int32Array(size),
  };
  for (let tie = 0; tie < size; tie++) {
    ties.first[tie + 1] = ties.first[tie] + raw.ties.places[tie];
    ties.from[tie] = project.modules[project.symbolModule[ties.importer[tie]]].unit;
    ties.to[tie] = project.modules[project.symbolModule[ties.imported[tie]]].unit;
  }
  project.ties = ties;
  const file = added(raw.references.file);
  project.references = {
    kind: Uint8Array.from(raw.references.kind, (code) => Math.floor(code / DATA.certainties.length)),
    certainty: Uint8Array.from(raw.references.kind, (code) => code % DATA.certainties.length),
    file: (reference) => text(file[reference]),
    line: Int32Array.from(raw.references.line),
  };
  countReferences(project, raw);
  const quoted = added(raw.quoted.reference);
  project.quoted = new Map(raw.quoted.text.map((line, index) => [quoted[index], line]));
  project.source = (reference) => (project.quoted.has(reference) ? text(project.quoted.get(reference)) : "");
}

// The references of each tie that a rule counts: not the likely ones, not those that compose the project, and of history
// only those that are named.
function countReferences({ ties, references }, raw) {
  const [live, composing] = [new Set(added(raw.live)), new Set(added(raw.composing))];
  const likely = DATA.certainties.indexOf("likely");
  const classOf = DATA.classOfKind;
  for (let tie = 0; tie < ties.size; tie++) {
    for (let one = ties.first[tie]; one < ties.first[tie + 1]; one++) {
      const kind = classOf[references.kind[one]];
      if (kind === HISTORY ? !live.has(one) : references.certainty[one] === likely || composing.has(one)) continue;
      ties.counted[tie]++;
      if (kind === COMPOSITION) ties.composed[tie]++;
    }
  }
}

function readModel([label, module, file, line, abstract, fields, methods, properties, mixins, relations]) {
  return {
    label: text(label), module, file: text(file), line, abstract, fields, methods, properties, mixins,
    relations: relations.map(([field, kind, target]) => ({ field: text(field), kind: text(kind), target: text(target) })),
  };
}
