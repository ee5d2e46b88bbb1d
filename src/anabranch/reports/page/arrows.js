import { el, putChildren, svg } from "./dom.js";
import { t, count } from "./texts.js";

export const MOST_DRAWN = 80;
const EDGE = 6;
// A box as wide as the board has no room beside it.
const WIDE = 420;
const MOST_MADE = 200;

export function arrowName(name, arc, up) {
  const ties = count("page.ties", arc.weight || arc.counts[2] + arc.counts[3]);
  return t(up ? "page.arrow.up" : "page.arrow.down", { importer: name(arc.from), imported: name(arc.to), ties });
}

// Arrow heads, once a picture: colours follow the class of the line.
function heads(prefix) {
  const head = (kind) => svg("marker", { id: `${prefix}-${kind}`, class: `head ${kind}`, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, markerUnits: "userSpaceOnUse", orient: "auto" }, svg("path", { d: "M0 0.6 8 4 0 7.4Z" }));
  return svg("defs", {}, head("up"), head("down"), head("aside"));
}

// Where each arrow leaves and enters a box: upward on the right, downward on the left, so that direction is also
// position; a box with a neighbour on that side takes its upper or lower edge. Ends are spread over the edge in the
// order of the other ends, so that arrows fan out.
export function layPorts(arcs, boxOf) {
  const ends = [];
  const crowded = crowdedOf(boxOf);
  for (const arc of arcs) {
    const [from, to] = [boxOf.get(arc.from), boxOf.get(arc.to)];
    const [rises, falls] = [to.y + to.height <= from.y + 4, from.y + from.height <= to.y + 4];
    const free = rises ? "right" : "left";
    const at = (group, box, other, end, crossed) => {
      const side = !rises && !falls ? "top" : crowded[free].has(group) || box.width > WIDE || (end === "to" && hidden(free, from, to)) ? crossed : free;
      ends.push({ arc, end, group, box, side, rank: side === free ? other.y : other.x + other.width / 2 });
    };
    at(arc.from, from, to, "from", rises ? "top" : "bottom");
    at(arc.to, to, from, "to", rises ? "bottom" : "top");
  }
  return spreadEnds(ends);
}

// Whether an arrow that enters on this side would have to come from behind its own box.
function hidden(side, from, to) {
  const [start, middle] = [from.x + from.width / 2, to.x + to.width / 2];
  return side === "right" ? start < middle - to.width / 4 : start > middle + to.width / 4;
}

function spreadEnds(ends) {
  const edges = new Map();
  for (const one of ends) {
    const key = `${one.group} ${one.side}`;
    if (!edges.has(key)) edges.set(key, []);
    edges.get(key).push(one);
  }
  const ports = new Map();
  for (const edge of edges.values()) {
    edge.sort((a, b) => a.rank - b.rank);
    edge.forEach(({ arc, end, box, side }, index) => {
      const share = (index + 1) / (edge.length + 1);
      const flat = side === "top" || side === "bottom";
      const x = flat ? box.x + box.width * share : side === "left" ? box.x : box.x + box.width;
      const y = flat ? (side === "top" ? box.y : box.y + box.height) : box.y + box.height * share;
      if (!ports.has(arc)) ports.set(arc, {});
      ports.get(arc)[end] = { x, y, side };
    });
  }
  return ports;
}

const crowdedKept = new WeakMap();

function crowdedOf(boxOf) {
  if (!crowdedKept.has(boxOf)) crowdedKept.set(boxOf, findCrowded([...boxOf]));
  return crowdedKept.get(boxOf);
}

// Boxes that have a neighbour beside them, by side.
function findCrowded(boxes) {
  const crowded = { left: new Set(), right: new Set() };
  const sorted = boxes.sort(([, a], [, b]) => a.y - b.y);
  const besides = (box, other) => other.y <= box.y + box.height / 2 && other.y + other.height >= box.y + box.height / 2;
  const note = ([group, box], [, other]) => besides(box, other) && crowded[other.x > box.x ? "right" : "left"].add(group);
  sorted.forEach((one, index) => {
    for (let next = index + 1; next < sorted.length && sorted[next][1].y <= one[1].y + one[1].height; next++) {
      note(one, sorted[next]);
      note(sorted[next], one);
    }
  });
  return crowded;
}

// Within a picture of the given width: no curve leaves the hull of its handles.
export function curve({ from, to }, width) {
  const lift = Math.max(20, Math.min(130, 14 + Math.abs(to.y - from.y) * 0.24));
  const outer = { right: Math.max(from.x, to.x, Math.min(width - EDGE, Math.max(from.x, to.x) + lift)), left: Math.max(EDGE, Math.min(from.x, to.x) - lift) };
  const handle = (port) => {
    if (port.side === "right" || port.side === "left") return [outer[port.side], port.y];
    return [port.x, port.y + (port.side === "top" ? -lift : lift)];
  };
  return `M${round(from.x)} ${round(from.y)}C${[...handle(from), ...handle(to), to.x, to.y].map(round).join(" ")}`;
}

export function round(value) {
  return Math.round(value * 10) / 10;
}

export function widthOf(weight) {
  return round(Math.min(7, 1.2 + Math.log2(Math.max(1, weight)) * 0.7));
}

// Arrows that can be opened: each a line as wide as its ties, and a wider one, unseen, to hit. From one drawing to the
// next only what differs is touched.
export class Arrows {
  constructor(layer, prefix) {
    this.prefix = prefix;
    this.group = svg("g");
    this.kept = new Map();
    this.waiting = 0;
    layer.append(heads(prefix), this.group);
  }

  // So many new ones at once that a frame has time for them; the others follow with the next frames.
  draw(rows, room) {
    cancelAnimationFrame(this.waiting);
    let made = 0;
    const now = rows.filter((row) => this.kept.has(row.arc.key) || made++ < MOST_MADE);
    const fresh = new Map(now.map((row) => [row.arc.key, this.renew(this.kept.get(row.arc.key), row, room)]));
    const elements = [...fresh.values()].map((one) => one.element);
    putChildren(this.group, elements);
    this.kept = fresh;
    if (now.length < rows.length) this.waiting = requestAnimationFrame(() => this.draw(rows, room));
    const focusable = elements.find((element) => element.getAttribute("tabindex") === "0");
    if (!focusable) elements[0]?.setAttribute("tabindex", 0);
  }

  renew(kept, { arc, port, kind, level, marks, label, onopen }, room) {
    const one = kept ?? makeArrow(arc);
    const width = widthOf(arc.weight || 1);
    const d = curve(port, room);
    const names = ["arrow", kind, level ? "level" : "", ...marks].filter(Boolean).join(" ");
    one.onopen = onopen;
    if (one.d !== d) for (const path of one.paths) path.setAttribute("d", d);
    if (one.names !== names) one.element.setAttribute("class", names);
    if (one.label !== label) {
      one.element.setAttribute("aria-label", label);
      one.title.textContent = label;
    }
    if (one.width !== width) one.paths[1].setAttribute("stroke-width", width);
    if (one.kind !== kind) one.paths[1].setAttribute("marker-end", `url(#${this.prefix}-${kind})`);
    return Object.assign(one, { d, names, label, width, kind });
  }
}

function makeArrow(arc) {
  const one = { title: svg("title"), paths: [svg("path", { class: "hit" }), svg("path", { class: "line" })] };
  one.element = svg("g", { role: "button", tabindex: -1, "data-arc": `${arc.from}.${arc.to}`, onclick: () => one.onopen(), onkeydown: (event) => press(event, () => one.onopen()) }, one.title, one.paths);
  return one;
}

function press(event, onopen) {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    onopen();
    return;
  }
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = [...event.currentTarget.parentNode.querySelectorAll("g.arrow")];
  const next = all[(all.indexOf(event.currentTarget) + step + all.length) % all.length];
  event.currentTarget.setAttribute("tabindex", -1);
  next.setAttribute("tabindex", 0);
  next.focus();
}

export function arrowLegend() {
  return el("p", { class: "legend" }, el("span", { class: "key up" }, t("page.legend.up")), el("span", { class: "key down" }, t("page.legend.down")), el("span", { class: "key level" }, t("page.legend.level")), el("span", { class: "key tangled" }, t("page.legend.tangle")), el("span", {}, t("page.legend.lines")), el("span", {}, t("page.legend.rows")));
}
