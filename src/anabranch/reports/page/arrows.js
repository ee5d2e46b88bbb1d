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

// Where each arrow leaves and enters a box: spread over its edge, in the order of the other ends, so that they fan out.
export function layPorts(arcs, boxOf) {
  const ports = new Map();
  const sides = new Map();
  const note = (group, side, arc, end, other) => {
    const key = `${group} ${side}`;
    sides.set(key, [...(sides.get(key) ?? []), { arc, end, x: other.x + other.width / 2 }]);
  };
  for (const arc of arcs) {
    const from = boxOf.get(arc.from);
    const to = boxOf.get(arc.to);
    const rises = to.y + to.height <= from.y;
    const falls = from.y + from.height <= to.y;
    note(arc.from, falls ? "bottom" : "top", arc, "from", to);
    note(arc.to, rises ? "bottom" : "top", arc, "to", from);
  }
  for (const [key, ends] of sides) {
    const [group, side] = key.split(" ");
    const box = boxOf.get(Number(group));
    ends.sort((a, b) => a.x - b.x);
    ends.forEach(({ arc, end }, index) => {
      const port = ports.get(arc) ?? {};
      port[end] = { x: box.x + (box.width * (index + 1)) / (ends.length + 1), y: side === "top" ? box.y : box.y + box.height, side };
      ports.set(arc, port);
    });
  }
  return ports;
}

export function curve({ from, to }) {
  const lift = Math.max(18, Math.min(120, Math.abs(to.y - from.y) * 0.45));
  const bend = (port) => port.y + (port.side === "top" ? -lift : lift);
  return `M${round(from.x)} ${round(from.y)}C${round(from.x)} ${round(bend(from))} ${round(to.x)} ${round(bend(to))} ${round(to.x)} ${round(to.y)}`;
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
