import { t } from "./texts.js";
import { el, svg } from "./dom.js";
import { round } from "./arrows.js";
import { isUp } from "./state.js";

const CHAR = 6.4;
const LINE = 34;
const RAY = 15;
// More names than these have no room side by side on a circle: they stand on it like rays.
const MOST_LEVEL = 40;
// Heads of more arrows than these are a grey blot, and slow.
const MOST_TIPS = 2500;

// The mesh as it is: every unit on a circle, every arrow. The argument needs no more than that.
function meshPlaces(scene, width, most) {
  const height = Math.min(most, meshHeight(scene, width));
  const groups = [...scene.members.keys()].sort((a, b) => scene.name(a).localeCompare(scene.name(b)));
  const turned = groups.map((group, index) => [group, (2 * Math.PI * index) / groups.length - Math.PI / 2]);
  if (groups.length > MOST_LEVEL) return rays(scene, turned, width, height);
  const [rx, ry] = [width / 2 - 90, height / 2 - 26];
  return new Map(turned.map(([group, turn]) => [group, levelPlace(scene, group, width / 2 + rx * Math.cos(turn), height / 2 + ry * Math.sin(turn))]));
}

// Arrows meet a level name at its edge, a ray at its inner end.
function levelPlace(scene, group, x, y) {
  return { x, y, endX: x, endY: y, half: widthOfName(scene, group) / 2 + 1, angle: 0, scale: 1 };
}

// As large as the circle has room for.
function rays(scene, turned, width, height) {
  const longest = longestName(scene);
  const radius = Math.min(width, height) / 2 - 4;
  const scale = Math.min(1, (2 * Math.PI * radius) / (turned.length * RAY + 2 * Math.PI * longest));
  const inner = radius - longest * scale;
  return new Map(turned.map(([group, turn]) => {
    const middle = inner + (widthOfName(scene, group) * scale) / 2;
    const at = (far) => [width / 2 + far * Math.cos(turn), height / 2 + far * Math.sin(turn)];
    const [[x, y], [endX, endY]] = [at(middle), at(inner)];
    const degrees = (turn * 180) / Math.PI;
    // Never upside down.
    return [group, { x, y, endX, endY, half: 0, angle: degrees > 90 ? degrees - 180 : degrees, scale }];
  }));
}

function meshHeight(scene, width) {
  const size = scene.members.size;
  const circle = size > MOST_LEVEL ? (1.4 * size * RAY) / Math.PI + 2 * longestName(scene) + 8 : 0;
  return Math.max(Math.min(560, width * 0.62), Math.min(circle, width));
}

function longestName(scene) {
  return Math.max(...[...scene.members.keys()].map((group) => widthOfName(scene, group)));
}

// The hierarchy it could be: rows, wrapped where a row is longer than the picture.
function hierarchyLines(scene, width) {
  const lines = [];
  for (const row of scene.rows) {
    let room = 0;
    for (const group of row) {
      const wide = widthOfName(scene, group) + 14;
      if (room < wide || !lines.length) {
        lines.push([]);
        room = width;
      }
      lines[lines.length - 1].push(group);
      room -= wide;
    }
  }
  return lines;
}

function hierarchyPlaces(scene, width, height) {
  const lines = hierarchyLines(scene, width);
  const gap = Math.max(16, (height - 40) / Math.max(1, lines.length - 1));
  const places = new Map();
  lines.forEach((line, row) => {
    const used = line.reduce((sum, group) => sum + widthOfName(scene, group), 0);
    const space = (width - used) / (line.length + 1);
    // Rows of one sway, so that arrows over several rows are not hidden by those between.
    let x = line.length === 1 ? space + ((row % 3) - 1) * Math.min(space, width * 0.16) : space;
    for (const group of line) {
      const wide = widthOfName(scene, group);
      places.set(group, levelPlace(scene, group, x + wide / 2, lines.length === 1 ? height / 2 : 20 + row * gap));
      x += wide + space;
    }
  });
  return places;
}

function widthOfName(scene, group) {
  return Math.min(170, [...scene.name(group)].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 12 : CHAR), 0) + 14);
}

function shortName(name) {
  return name.length > 26 ? `${name.slice(0, 25)}…` : name;
}

export function pictureHeight(scene, width) {
  const lines = hierarchyLines(scene, width).length;
  return Math.round(Math.max(440, Math.min(1400, lines * LINE + 40, width * 1.1), meshHeight(scene, width)));
}

// Either picture, or any moment between them: `share` 0 is the mesh, 1 the hierarchy.
export function drawPicture(scene, width, height, share) {
  const [mesh, hierarchy] = [meshPlaces(scene, width, height), hierarchyPlaces(scene, width, height)];
  const between = (group) => {
    const [a, b] = [mesh.get(group), hierarchy.get(group)];
    return Object.fromEntries(Object.keys(a).map((key) => [key, a[key] + (b[key] - a[key]) * share]));
  };
  const arcs = [...scene.arcs.values()].filter((arc) => arc.weight);
  const kept = arcs.filter((arc) => !isUp(scene, arc));
  const boxes = new Map([...scene.members.keys()].map((group) => [group, between(group)]));
  const strokes = (some) => some.map((arc) => straight(boxes.get(arc.from), boxes.get(arc.to)));
  const strength = round(Math.min(0.55, Math.max(0.12, 300 / arcs.length)));
  const title = t(share < 0.5 ? "page.picture.mesh" : "page.picture.hierarchy");
  return svg("svg", { class: "picture", "stroke-opacity": strength, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title, "data-arrows": share < 1 ? arcs.length : kept.length },
    drawStrokes(strokes(kept), "", 1),
    share < 1 ? drawStrokes(strokes(arcs.filter((arc) => isUp(scene, arc))), " gone", round(1 - share)) : null,
    [...scene.members.keys()].map((group) => drawName(scene, group, boxes.get(group))));
}

// All lines are one shape and all heads another: a mesh of thousands stays quick.
function drawStrokes(strokes, kind, opacity) {
  return svg("g", { class: `strokes${kind}`, opacity },
    svg("path", { class: "arcs", d: strokes.map((one) => one.line).join("") }),
    strokes.length > MOST_TIPS ? null : svg("path", { class: "tips", d: strokes.map((one) => one.tip).join("") }));
}

// From edge to edge of two names, with its head.
function straight(from, to) {
  const [dx, dy] = [to.endX - from.endX, to.endY - from.endY];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const shy = ({ half }) => Math.min(half / Math.max(Math.abs(ux), 1e-6), 10 / Math.max(Math.abs(uy), 1e-6));
  const [start, end] = [shy(from), length - shy(to)];
  if (end <= start) return { line: "", tip: "" };
  const at = (along, aside) => `${round(from.endX + ux * along - uy * aside)} ${round(from.endY + uy * along + ux * aside)}`;
  return { line: `M${at(start, 0)}L${at(end - 3, 0)}`, tip: `M${at(end, 0)}L${at(end - 6, 2.4)} ${at(end - 6, -2.4)}Z` };
}

function drawName(scene, group, place) {
  const wide = widthOfName(scene, group);
  return svg("g", { class: `node${scene.inTangle.has(group) ? " tangled" : ""}`, transform: `translate(${round(place.x)} ${round(place.y)}) rotate(${round(place.angle)}) scale(${place.scale.toFixed(3)})` },
    svg("rect", { x: -wide / 2, y: -9, width: wide, height: 18, rx: 3 }),
    svg("text", { "text-anchor": "middle", y: 4 }, shortName(scene.name(group))));
}

export function drawPictures(scene, state, act) {
  const holder = el("div", { class: "pictures" });
  const arcs = [...scene.arcs.values()].filter((arc) => arc.weight);
  const up = arcs.filter((arc) => isUp(scene, arc)).length;
  const choice = (kind) => el("button", { "aria-pressed": String(state.picture === kind), onclick: () => act.turnPicture(kind, holder) }, t(`page.picture.${kind}`));
  const words = state.picture === "mesh" ? t("page.picture.mesh.words", { number: arcs.length }) : t("page.picture.hierarchy.words", { number: arcs.length - up, gone: up });
  return {
    element: el("div", { class: "map" }, el("div", { class: "switch", role: "group", "aria-label": t("page.view.pictures") }, choice("mesh"), choice("hierarchy")), el("p", { class: "note" }, words, " ", el("button", { class: "link", onclick: () => print() }, t("page.print"))), holder),
    draw: () => {
      const width = Math.max(480, holder.clientWidth);
      holder.replaceChildren(drawPicture(scene, width, pictureHeight(scene, width), state.picture === "mesh" ? 0 : 1));
    },
  };
}

// Moves once, when asked for, and not for people who asked their system for less motion.
export function animatePicture(scene, holder, to, done) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches || scene.arcs.size > 3000) return done();
  const width = Math.max(480, holder.clientWidth);
  const height = pictureHeight(scene, width);
  const start = performance.now();
  const step = (now) => {
    const part = Math.min(1, (now - start) / 700);
    const eased = part * part * (3 - 2 * part);
    holder.replaceChildren(drawPicture(scene, width, height, to === "hierarchy" ? eased : 1 - eased));
    if (part < 1) requestAnimationFrame(step);
    else done();
  };
  requestAnimationFrame(step);
}

export function printedPictures(scene) {
  const figure = (share, kind) => el("figure", {}, el("figcaption", {}, t(`page.picture.${kind}`)), drawPicture(scene, 620, Math.min(pictureHeight(scene, 620), 760), share));
  return el("div", { class: "side-by-side" }, figure(0, "mesh"), figure(1, "hierarchy"));
}
