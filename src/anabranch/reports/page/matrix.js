import { t } from "./texts.js";
import { el, say } from "./dom.js";
import { isUp } from "./state.js";
import { arrowName } from "./arrows.js";

// Columns use rows, both in the shown order: what stands above the diagonal runs against it.
export function drawMatrix(scene, state, act) {
  const order = scene.rows.flat();
  const canvas = el("canvas", { class: "matrix", tabindex: 0, role: "img", "aria-label": t("page.matrix") });
  const note = el("p", { class: "note" }, t("page.matrix.words"));
  const cursor = { row: 0, column: 0, seen: false };
  const view = { order, canvas, cursor, scene };
  canvas.addEventListener("click", (event) => {
    const cell = cellAt(view, event.offsetX, event.offsetY);
    if (cell) openCell(view, cell, act);
  });
  canvas.addEventListener("mousemove", (event) => {
    const cell = cellAt(view, event.offsetX, event.offsetY);
    canvas.title = cell ? nameCell(view, cell) : "";
  });
  canvas.addEventListener("keydown", (event) => walkMatrix(event, view, act));
  return { element: el("div", { class: "map" }, note, el("div", { class: "scroll" }, canvas)), draw: () => paint(view) };
}

function arcOf({ scene, order }, { row, column }) {
  return scene.drawn.get(order[column] * scene.project.units.length + order[row]);
}

function nameCell(view, cell) {
  const arc = arcOf(view, cell);
  const { scene, order } = view;
  if (!arc) return t("page.cell.none", { importer: scene.name(order[cell.column]), imported: scene.name(order[cell.row]) });
  return arrowName(scene.name, arc, isUp(scene, arc));
}

function openCell(view, cell, act) {
  const arc = arcOf(view, cell);
  if (arc) act.openArc("u", arc.from, arc.to);
}

function cellAt({ geometry, order }, x, y) {
  const column = Math.floor((x - geometry.left) / geometry.cell);
  const row = Math.floor((y - geometry.top) / geometry.cell);
  const inside = (value) => value >= 0 && value < order.length;
  return inside(row) && inside(column) ? { row, column } : null;
}

function walkMatrix(event, view, act) {
  const { cursor, order } = view;
  const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  if (event.key === "Enter") return openCell(view, cursor, act);
  if (!step) return;
  event.preventDefault();
  const clamp = (value) => Math.max(0, Math.min(order.length - 1, value));
  cursor.row = clamp(cursor.row + step[0]);
  cursor.column = clamp(cursor.column + step[1]);
  cursor.seen = true;
  paint(view);
  say(nameCell(view, cursor));
}

function paint(view) {
  const { canvas, order, scene, cursor } = view;
  const names = order.map((group) => scene.name(group));
  const cell = Math.max(9, Math.min(34, Math.floor((canvas.parentNode.clientWidth - 180) / Math.max(1, order.length))));
  const left = Math.min(180, Math.max(...names.map((name) => name.length), 4) * 7 + 12);
  view.geometry = { cell, left, top: left };
  const size = left + cell * order.length + 1;
  const scale = Math.min(window.devicePixelRatio || 1, 2);
  canvas.width = size * scale;
  canvas.height = size * scale;
  canvas.style.width = canvas.style.height = `${size}px`;
  Object.assign(canvas.dataset, { cell, left, top: left });
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  const style = getComputedStyle(document.documentElement);
  const colours = new Map(["--upper", "--line", "--warn", "--down", "--ground", "--ink", "--accent"].map((name) => [name, style.getPropertyValue(name).trim()]));
  const colour = (name) => colours.get(name);
  paintGrid(pen, view, size, colour);
  for (const arc of scene.drawn.values()) paintCell(pen, view, arc, colour);
  paintNames(pen, names, view.geometry, colour("--ink"));
  if (cursor.seen) {
    pen.strokeStyle = colour("--accent");
    pen.lineWidth = 2;
    pen.strokeRect(left + cursor.column * cell, left + cursor.row * cell, cell, cell);
  }
}

function paintGrid(pen, { order, geometry }, size, colour) {
  const { cell, left, top } = geometry;
  pen.fillStyle = colour("--upper");
  pen.beginPath();
  pen.moveTo(left, top);
  pen.lineTo(size, top);
  pen.lineTo(size, size);
  pen.fill();
  pen.strokeStyle = colour("--line");
  pen.lineWidth = 0.5;
  pen.beginPath();
  for (let index = 0; index <= order.length; index++) {
    pen.moveTo(left + index * cell, top);
    pen.lineTo(left + index * cell, size);
    pen.moveTo(left, top + index * cell);
    pen.lineTo(size, top + index * cell);
  }
  pen.stroke();
  pen.fillStyle = colour("--line");
  for (let index = 0; index < order.length; index++) pen.fillRect(left + index * cell, top + index * cell, cell, cell);
}

function paintCell(pen, { scene, geometry }, arc, colour) {
  if (!arc.weight) return;
  const { cell, left, top } = geometry;
  const [x, y] = [left + scene.place.get(arc.from) * cell, top + scene.place.get(arc.to) * cell];
  const up = isUp(scene, arc);
  pen.fillStyle = colour(up ? "--warn" : "--down");
  const share = Math.min(1, 0.35 + Math.log2(arc.weight + 1) / 8);
  const side = Math.max(cell < 20 ? 4 : 17, (cell - 3) * share);
  const inset = (cell - side) / 2;
  pen.fillRect(x + inset, y + inset, side, side);
  if (cell < 20) return;
  pen.fillStyle = colour("--ground");
  pen.font = "10px system-ui, sans-serif";
  pen.textAlign = "center";
  if (arc.weight < 1000) pen.fillText(String(arc.weight), x + cell / 2, y + cell / 2 + 3.5);
}

function paintNames(pen, names, { cell, left, top }, ink) {
  pen.fillStyle = ink;
  pen.font = `${Math.min(12, Math.max(8, cell - 1))}px system-ui, sans-serif`;
  names.forEach((name, index) => {
    const shown = name.length > 25 ? `${name.slice(0, 24)}…` : name;
    pen.textAlign = "right";
    pen.fillText(shown, left - 6, top + index * cell + cell / 2 + 4);
    pen.save();
    pen.translate(left + index * cell + cell / 2 + 4, top - 6);
    pen.rotate(-Math.PI / 2);
    pen.textAlign = "left";
    pen.fillText(shown, 0, 0);
    pen.restore();
  });
}
