import { t, count } from "./texts.js";
import { el, say } from "./dom.js";
import { cellsOf, linesOfMatrix } from "./lines.js";

const LONGEST_NAME = 180;

// Where one stood is kept when the matrix is made anew.
const stood = { left: 0, top: 0, row: 0, column: 0, seen: false };

// Columns use rows, both in the shown order. Only what is in sight is painted: the sheet has the size of the whole
// matrix, the canvas that of the window over it, and names stay in sight.
export function drawMatrix(scene, state, act) {
  const lines = linesOfMatrix(scene, state);
  const canvas = el("canvas", { id: "matrix", class: "matrix", tabindex: 0, role: "img", "aria-label": t("page.matrix") });
  const sheet = el("div", { class: "sheet" }, canvas);
  const scroll = el("div", { class: "scroll" }, sheet);
  const cursor = Object.assign(stood, { row: Math.min(stood.row, lines.length - 1), column: Math.min(stood.column, lines.length - 1) });
  const view = { lines, names: lines.map(({ short }) => short), canvas, sheet, scroll, cells: cellsOf(scene, state, lines), cursor };
  listen(view, act);
  return {
    element: el("div", { class: "map" }, el("p", { class: "note" }, t("page.matrix.words")), scroll),
    draw: () => {
      measure(view);
      Object.assign(scroll, { scrollLeft: stood.left, scrollTop: stood.top });
      paint(view);
    },
  };
}

function listen(view, act) {
  const { canvas, scroll, lines } = view;
  canvas.addEventListener("click", (event) => {
    const cell = cellAt(view, event.offsetX, event.offsetY);
    if (cell) return openCell(view, cell, act);
    const line = lineAt(view, event.offsetX, event.offsetY);
    return line === null ? undefined : act.toggleUnit(lines[line].group);
  });
  canvas.addEventListener("mousemove", (event) => {
    const cell = cellAt(view, event.offsetX, event.offsetY);
    const line = lineAt(view, event.offsetX, event.offsetY);
    canvas.title = cell ? nameCell(view, cell) : line === null ? "" : lines[line].name;
  });
  canvas.addEventListener("keydown", (event) => walkMatrix(event, view, act));
  let waiting = 0;
  scroll.addEventListener("scroll", () => {
    Object.assign(stood, { left: scroll.scrollLeft, top: scroll.scrollTop });
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => paint(view));
  });
}

function arcOf({ cells }, { row, column }) {
  return cells[row].find((cell) => cell.column === column);
}

function nameCell(view, cell) {
  const [importer, imported] = [view.lines[cell.column].name, view.lines[cell.row].name];
  const arc = arcOf(view, cell);
  if (!arc) return t("page.cell.none", { importer, imported });
  return t(arc.up ? "page.arrow.up" : "page.arrow.down", { importer, imported, ties: count("page.ties", arc.weight) });
}

function openCell(view, cell, act) {
  const [from, to] = [view.lines[cell.column], view.lines[cell.row]];
  if (arcOf(view, cell)) act.openArc(from.level === to.level ? from.level : from.level + to.level, from.id, to.id);
}

function cellAt({ geometry: { cell, left }, lines, scroll }, x, y) {
  if (x < left || y < left) return null;
  const column = Math.floor((x - left + scroll.scrollLeft) / cell);
  const row = Math.floor((y - left + scroll.scrollTop) / cell);
  return row < lines.length && column < lines.length ? { row, column } : null;
}

// The line whose name stands there, at the left or on top.
function lineAt({ geometry: { cell, left }, lines, scroll }, x, y) {
  if ((x < left) === (y < left)) return null;
  const line = Math.floor(x < left ? (y - left + scroll.scrollTop) / cell : (x - left + scroll.scrollLeft) / cell);
  return line < lines.length ? line : null;
}

function walkMatrix(event, view, act) {
  const { cursor, lines } = view;
  const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  if (event.key === "Enter") return openCell(view, cursor, act);
  if (event.key === "+" || event.key === "-") return act.toggleUnit(lines[cursor.row].group);
  if (!step) return undefined;
  event.preventDefault();
  const clamp = (value) => Math.max(0, Math.min(lines.length - 1, value));
  cursor.row = clamp(cursor.row + step[0]);
  cursor.column = clamp(cursor.column + step[1]);
  cursor.seen = true;
  bringIntoSight(view);
  paint(view);
  return say(nameCell(view, cursor));
}

function bringIntoSight({ scroll, geometry: { cell, left, width, height }, cursor }) {
  const into = (now, at, room) => Math.max((at + 1) * cell - room, Math.min(now, at * cell));
  scroll.scrollLeft = into(scroll.scrollLeft, cursor.column, width - left);
  scroll.scrollTop = into(scroll.scrollTop, cursor.row, height - left);
}

function measure(view) {
  const { canvas, sheet, scroll, names } = view;
  const pen = canvas.getContext("2d");
  pen.font = "12px system-ui, sans-serif";
  const left = Math.min(LONGEST_NAME, Math.ceil(Math.max(28, ...names.map((name) => pen.measureText(shortLabel(name)).width))) + 12);
  const cell = Math.max(9, Math.min(34, Math.floor((scroll.clientWidth - left - 1) / Math.max(1, names.length))));
  const size = left + cell * names.length + 1;
  const room = Math.max(320, innerHeight - scroll.getBoundingClientRect().top - 24);
  const [width, height] = [Math.min(size, scroll.clientWidth), Math.min(size, room)];
  const scale = Math.min(window.devicePixelRatio || 1, 2);
  scroll.style.height = `${height}px`;
  sheet.style.width = sheet.style.height = `${size}px`;
  Object.assign(canvas, { width: width * scale, height: height * scale });
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  Object.assign(canvas.dataset, { cell, left, lines: names.length });
  view.geometry = { cell, left, width, height, scale };
}

function paint(view) {
  const { canvas, names, scroll, cursor, cells } = view;
  const { cell, left, width, height, scale } = view.geometry;
  const pen = canvas.getContext("2d");
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  const style = getComputedStyle(document.documentElement);
  const colours = new Map(["--upper", "--line", "--warn", "--down", "--ground", "--ink", "--accent"].map((name) => [name, style.getPropertyValue(name).trim()]));
  const colour = (name) => colours.get(name);
  const seen = (offset, room) => [Math.floor(offset / cell), Math.min(names.length, Math.ceil((offset + room - left) / cell))];
  const sight = { x: left - scroll.scrollLeft, y: left - scroll.scrollTop, columns: seen(scroll.scrollLeft, width), rows: seen(scroll.scrollTop, height) };
  pen.save();
  pen.beginPath();
  pen.rect(left, left, width - left, height - left);
  pen.clip();
  paintGrid(pen, view, sight, colour);
  for (let row = sight.rows[0]; row < sight.rows[1]; row++) {
    for (const arc of cells[row]) if (arc.column >= sight.columns[0] && arc.column < sight.columns[1]) paintCell(pen, cell, sight.x + arc.column * cell, sight.y + row * cell, arc, colour);
  }
  if (cursor.seen) {
    pen.strokeStyle = colour("--accent");
    pen.lineWidth = 2;
    pen.strokeRect(sight.x + cursor.column * cell, sight.y + cursor.row * cell, cell, cell);
  }
  pen.restore();
  paintNames(pen, view, sight, colour("--ink"));
}

function paintGrid(pen, { names, geometry: { cell } }, { x, y, rows, columns }, colour) {
  const size = names.length * cell;
  pen.fillStyle = colour("--upper");
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + size, y);
  pen.lineTo(x + size, y + size);
  pen.fill();
  pen.strokeStyle = colour("--line");
  pen.lineWidth = 0.5;
  pen.beginPath();
  const [top, bottom] = rows.map((row) => y + row * cell);
  const [start, end] = columns.map((column) => x + column * cell);
  for (let row = rows[0]; row <= rows[1]; row++) {
    pen.moveTo(start, y + row * cell);
    pen.lineTo(end, y + row * cell);
  }
  for (let column = columns[0]; column <= columns[1]; column++) {
    pen.moveTo(x + column * cell, top);
    pen.lineTo(x + column * cell, bottom);
  }
  pen.stroke();
  pen.fillStyle = colour("--line");
  for (let index = Math.max(rows[0], columns[0]); index < Math.min(rows[1], columns[1]); index++) pen.fillRect(x + index * cell, y + index * cell, cell, cell);
}

// Squares run against the order, discs along it: it can be told without colour.
function paintCell(pen, cell, x, y, arc, colour) {
  pen.fillStyle = colour(arc.up ? "--warn" : "--down");
  const share = Math.min(1, 0.35 + Math.log2(arc.weight + 1) / 8);
  const side = Math.max(cell < 20 ? 4 : 18, (cell - 3) * share);
  const inset = (cell - side) / 2;
  if (arc.up) pen.fillRect(x + inset, y + inset, side, side);
  else {
    pen.beginPath();
    pen.arc(x + cell / 2, y + cell / 2, side / 2, 0, 2 * Math.PI);
    pen.fill();
  }
  if (cell < 20 || arc.weight >= 1000) return;
  pen.fillStyle = colour("--ground");
  pen.font = "10px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.fillText(String(arc.weight), x + cell / 2, y + cell / 2 + 3.5);
}

function paintNames(pen, { names, geometry: { cell, left, width, height } }, { x, y, rows, columns }, ink) {
  const clipped = (at, across, draw) => {
    pen.save();
    pen.beginPath();
    pen.rect(...at, ...across);
    pen.clip();
    draw();
    pen.restore();
  };
  pen.fillStyle = ink;
  pen.font = `${Math.min(12, Math.max(8, cell - 1))}px system-ui, sans-serif`;
  pen.textAlign = "right";
  clipped([0, left], [left, height - left], () => {
    for (let row = rows[0]; row < rows[1]; row++) pen.fillText(shortLabel(names[row]), left - 6, y + row * cell + cell / 2 + 4);
  });
  pen.textAlign = "left";
  clipped([left, 0], [width - left, left], () => {
    pen.translate(0, left - 6);
    pen.rotate(-Math.PI / 2);
    for (let column = columns[0]; column < columns[1]; column++) pen.fillText(shortLabel(names[column]), 0, x + column * cell + cell / 2 + 4);
  });
}

function shortLabel(name) {
  return name.length > 24 ? `…${name.slice(-23)}` : name;
}
