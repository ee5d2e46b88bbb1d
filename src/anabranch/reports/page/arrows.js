import { el, svg } from "./dom.js";
import { t, count } from "./texts.js";

export const MOST_DRAWN = 120;

export function arrowName(name, arc, up) {
  const ties = count("page.ties", arc.weight || arc.counts[2] + arc.counts[3]);
  return t(up ? "page.arrow.up" : "page.arrow.down", { importer: name(arc.from), imported: name(arc.to), ties });
}

// Arrow heads, once a picture: colours follow the class of the line.
export function heads(prefix) {
  const head = (kind) => svg("marker", { id: `${prefix}-${kind}`, class: `head ${kind}`, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, markerUnits: "userSpaceOnUse", orient: "auto" }, svg("path", { d: "M0 0.6 8 4 0 7.4Z" }));
  return svg("defs", {}, head("up"), head("down"), head("aside"));
}

// Where each arrow leaves and enters a box: upward on the right, downward on the left, so that direction is also
// position; a box with a neighbour on that side takes its upper or lower edge. Ends are spread over the edge in the
// order of the other ends, so that arrows fan out.
export function layPorts(arcs, boxOf) {
  const ends = [];
  const crowded = findCrowded([...boxOf]);
  for (const arc of arcs) {
    const [from, to] = [boxOf.get(arc.from), boxOf.get(arc.to)];
    const [rises, falls] = [to.y + to.height <= from.y + 4, from.y + from.height <= to.y + 4];
    const free = rises ? "right" : "left";
    const at = (group, box, other, end, crossed) => {
      const side = !rises && !falls ? "top" : crowded[free].has(group) ? crossed : free;
      ends.push({ arc, end, group, box, side, rank: side === free ? other.y : other.x + other.width / 2 });
    };
    at(arc.from, from, to, "from", rises ? "top" : "bottom");
    at(arc.to, to, from, "to", rises ? "bottom" : "top");
  }
  return spreadEnds(ends);
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
      ports.set(arc, { ...ports.get(arc), [end]: { x, y, side } });
    });
  }
  return ports;
}

// Boxes that have a neighbour beside them, by side.
function findCrowded(boxes) {
  const crowded = { left: new Set(), right: new Set() };
  const lines = boxes.map(([group, box]) => [group, box, box.y + box.height / 2]).sort((a, b) => a[2] - b[2]);
  for (const [group, box, middle] of lines) {
    for (const [other, place] of lines) {
      if (other === group || place.y > middle || place.y + place.height < middle) continue;
      crowded[place.x > box.x ? "right" : "left"].add(group);
    }
  }
  return crowded;
}

export function curve({ from, to }) {
  const lift = Math.max(20, Math.min(130, 14 + Math.abs(to.y - from.y) * 0.24));
  const outer = { right: Math.max(from.x, to.x) + lift, left: Math.min(from.x, to.x) - lift };
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
  return round(Math.min(9, 1.2 + Math.log2(Math.max(1, weight)) * 0.85));
}

// One arrow that can be opened: a line as wide as its ties, and a wider one, unseen, to hit.
export function drawArrow(arc, port, { up, name, prefix, onopen, picked }) {
  const d = curve(port);
  const kind = up ? "up" : arc.weight ? "down" : "aside";
  const label = arrowName(name, arc, up);
  return svg("g", { class: `arrow ${kind}${picked ? " picked" : ""}`, role: "button", tabindex: -1, "aria-label": label, "data-arc": `${arc.from}.${arc.to}`, onclick: onopen, onkeydown: (event) => press(event, onopen) },
    svg("title", {}, label),
    svg("path", { class: "hit", d }),
    svg("path", { class: "line", d, "stroke-width": widthOf(arc.weight || 1), "marker-end": `url(#${prefix}-${kind})` }));
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
  return el("p", { class: "legend" }, el("span", { class: "key up" }, t("page.legend.up")), el("span", { class: "key down" }, t("page.legend.down")), el("span", { class: "key tangled" }, t("page.legend.tangle")));
}
