import { t } from "./texts.js";
import { byId, el } from "./dom.js";

// What was plotted when the page was made: the plan's staircase, and the past where it was asked for.
const sections = [...(byId("plots")?.children ?? [])];

export function drawPlots(scene, state) {
  const note = el("p", { class: "note" }, t("page.plots.before"));
  const mark = (now) => note.toggleAttribute("hidden", !now.isChanged);
  return { element: el("div", { class: "map plots" }, note, sections[state.project] ?? t("page.plots.none")), draw: mark, refresh: mark };
}

export function printedPlots(state) {
  const section = sections[state.project];
  return section ? el("div", { class: "plots" }, section.cloneNode(true)) : null;
}
