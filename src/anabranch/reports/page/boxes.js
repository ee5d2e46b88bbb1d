import { DATA, t, count, number } from "./texts.js";
import { el } from "./dom.js";
import { openInside } from "./inside.js";
import { chosenGroup, shownArc } from "./state.js";

export function linesOf(scene, group) {
  return scene.members.get(group).reduce((sum, unit) => sum + scene.project.units[unit].lines, 0);
}

// What the rows of an opened box depend on: the ties within it that are cut. Nothing where it is closed.
function insideKey({ project, groupOf }, state, group) {
  if (!state.open.has(group)) return null;
  return [...state.cuts].filter((tie) => groupOf[project.ties.from[tie]] === group && groupOf[project.ties.to[tie]] === group);
}

function boxClass(scene, state, group) {
  const names = ["box", `role-${DATA.roles[scene.project.units[group].role]}`];
  if (scene.inTangle.has(group)) names.push("tangled");
  const arc = shownArc(state);
  if (chosenGroup(scene, state) === group || arc?.from === group || arc?.to === group) names.push("chosen");
  if (state.open.has(group)) names.push("open");
  if (state.path?.includes(group)) names.push("onpath");
  return names.join(" ");
}

function boxLabel(scene, group) {
  const role = t(`unit.role.${DATA.roles[scene.project.units[group].role]}`).split(/[:：]/)[0];
  const tangle = scene.inTangle.has(group) ? t("page.tangled") : "";
  return [scene.name(group), role, count("page.lines", linesOf(scene, group)), tangle].filter(Boolean).join(", ");
}

// The box of a group as it stands, or a new one where what it holds has changed.
export function keepBox(kept, scene, state, act, group) {
  const key = JSON.stringify([scene.name(group), scene.members.get(group), insideKey(scene, state, group)]);
  if (kept?.key === key) return kept;
  const inside = state.open.has(group) ? openInside(scene, state, act, group) : null;
  return { key, element: drawBox(scene, inside, act, group), inside, size: "" };
}

function drawBox(scene, inside, act, group) {
  const role = DATA.roles[scene.project.units[group].role];
  const opened = Boolean(inside);
  const name = scene.name(group);
  const box = el("div", { class: "box", "data-group": group },
    el("button", { class: "name", draggable: "true", tabindex: -1, "aria-keyshortcuts": "Plus - Alt+ArrowUp Alt+ArrowDown", onclick: () => act.chooseUnit(group), ondragstart: (event) => event.dataTransfer.setData("text/plain", String(group)) }, name,
      " ", el("small", {}, role === "domain" ? "" : `${t(`page.role.${role}`)} `, number(linesOf(scene, group)))),
    el("button", { class: "toggle", tabindex: -1, "aria-expanded": String(opened), "aria-label": t(opened ? "page.close" : "page.open", { unit: name }), onclick: () => act.toggleUnit(group) }, opened ? "–" : "+"));
  if (opened) box.append(inside.element);
  return box;
}

// Height and width follow the lines. Tells whether they have changed.
export function sizeBox(box, scene, state, group, largest) {
  const share = Math.sqrt(linesOf(scene, group) / largest);
  const size = state.open.has(group) ? "" : `${Math.round(84 + 100 * share)} ${Math.round(32 + 28 * share)}`;
  if (box.size === size) return false;
  const [width, height] = size.split(" ");
  Object.assign(box.element.style, { minWidth: size && `${width}px`, minHeight: size && `${height}px` });
  box.size = size;
  return true;
}

// What a choice or a cut changes of a box: never its place.
export function markBox({ element }, scene, state, group) {
  const names = boxClass(scene, state, group);
  if (element.className !== names) element.className = names;
  const button = element.firstChild;
  const label = boxLabel(scene, group);
  if (button.getAttribute("aria-label") !== label) button.setAttribute("aria-label", label);
  button.setAttribute("aria-pressed", String(chosenGroup(scene, state) === group));
}
