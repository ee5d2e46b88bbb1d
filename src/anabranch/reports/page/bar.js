import { DATA, t, count, number } from "./texts.js";
import { el } from "./dom.js";
import { VIEWS, isDeclared, projectOf } from "./state.js";
import { drawSearch } from "./search.js";
import { stepsOf } from "./worklist.js";

// Name, views, search and filters: made once and then kept, so that nothing that is typed is lost.
export function drawBar(scene, state, act, bar) {
  barState.now = state;
  const key = JSON.stringify([state.project, state.view, state.down, state.composition, state.typing, state.tangle, state.kind, state.certainty, scene.inTangle.size > 0]);
  if (barState.key === key) return;
  barState.key = key;
  const views = VIEWS.map((view) => el("button", { id: `view-${view}`, "aria-pressed": String(state.view === view), onclick: () => act.set({ view }) }, t(`page.view.${view}`)));
  const title = DATA.projects.length > 1
    ? [el("h1", { class: "unseen" }, document.title), el("select", { id: "project", "aria-label": t("page.project"), onchange: (event) => act.project(Number(event.target.value)) }, DATA.projects.map((one, index) => el("option", { value: String(index), selected: index === state.project }, DATA.strings[one.name])))]
    : [el("h1", {}, scene.project.name)];
  const search = bar.querySelector(".search") ?? drawSearch(() => projectOf(barState.now), act);
  bar.replaceChildren(...[...title, el("nav", { "aria-label": t("page.views") }, views), drawFilters(scene, state, act), search].filter(Boolean));
}

const barState = { now: null, key: "" };

function drawFilters(scene, state, act) {
  const flag = (name) => el("button", { id: `flag-${name}`, "aria-pressed": String(state[name]), onclick: () => act.set({ [name]: !state[name] }) }, t(`page.flag.${name}`));
  const choice = (name, values, label) => el("select", { id: `filter-${name}`, "aria-label": label, onchange: (event) => act.set({ [name]: event.target.value }) }, el("option", { value: "" }, label), values.map((value) => el("option", { value, selected: state[name] === value }, name === "certainty" ? t(`page.certainty.${value}`) : value)));
  const flags = state.view === "map" ? ["down", "composition", "typing", ...(scene.inTangle.size ? ["tangle"] : [])] : [];
  if (!["map", "matrix"].includes(state.view)) return null;
  return el("div", { class: "filters", role: "group", "aria-label": t("page.filters") }, flags.map(flag),
    choice("kind", DATA.kinds.filter((kind) => kind !== "migration"), t("page.filter.kind")), choice("certainty", DATA.certainties, t("page.filter.certainty")));
}

// Which order is shown: there is a choice where a rule file declares one.
function drawOrders(scene, state, act) {
  const { declared } = scene.project;
  if (!declared) return el("p", { id: "order" }, t("page.order.only"));
  const choice = (order, label) => el("button", { id: `order-${order}`, "aria-pressed": String(isDeclared(state) === (order === "declared")), onclick: () => act.order(order) }, label);
  return el("div", { id: "order", class: "switch", role: "group", "aria-label": t("page.order") }, el("span", {}, t("page.order")), choice("declared", t("page.order.declared", { file: DATA.strings[declared.file] })), choice("computed", t("page.order.computed")));
}

// The figures of the shown order; beside each, what it was before the changes.
export function drawFigures(scene, state, act, before) {
  const now = scene.figures;
  const sum = ([schema, code]) => schema + code;
  const figure = (id, label, value, was, title) => el("div", { class: `figure${value === was ? "" : " changed"}${id === "f-upward" && worse ? " worse" : ""}`, title }, el("dt", {}, label), el("dd", { id, "data-value": value }, value, value === was ? null : el("small", {}, ` ${t("page.was", { value: was })}`)));
  const steps = stepsOf(scene, state);
  const size = steps.cuts.size + steps.merged.length + steps.gone.length + steps.moved.length;
  const worse = now.upward[0] > before.upward[0];
  const schema = (figures) => (figures.upward[0] ? ` ${t(worse && figures === now ? "page.schema.worse" : "page.schema", { number: figures.upward[0] })}` : "");
  const upward = (figures) => t("page.of", { number: sum(figures.upward), all: sum(figures.total) }) + schema(figures);
  return el("div", { class: "figures" }, el("dl", {
    "data-tangle": now.tangle, "data-tangles": now.tangles, "data-upward-schema": now.upward[0], "data-upward-code": now.upward[1], "data-total-schema": now.total[0], "data-total-code": now.total[1],
    "data-upward-pairs": now.upwardPairs, "data-pairs": now.pairs, "data-h": now.h, "data-broken": now.broken ?? "",
  },
    figure("f-tangle", t("page.figure.tangle"), t("page.of", { number: now.tangle, all: scene.members.size }), t("page.of", { number: before.tangle, all: scene.project.units.length }), t("page.figure.tangle.title")),
    figure("f-upward", t("page.figure.upward"), upward(now), upward(before), t("page.figure.upward.title")),
    figure("f-pairs", t("page.figure.pairs"), t("page.of", { number: now.upwardPairs, all: now.pairs }), t("page.of", { number: before.upwardPairs, all: before.pairs }), t("page.figure.pairs.title")),
    figure("f-h", t("page.figure.h"), number(Math.round(now.h * 100) / 100), number(Math.round(before.h * 100) / 100), t("page.figure.h.title")),
    now.broken === null ? null : figure("f-broken", t("page.figure.broken"), number(now.broken), number(before.broken), t("page.figure.broken.title"))),
    drawOrders(scene, state, act),
    el("button", { id: "worklist", "aria-pressed": String(state.panel === "worklist"), onclick: () => act.set({ panel: state.panel === "worklist" ? "words" : "worklist" }) }, size ? count("page.worklist.steps", size) : t("page.worklist")));
}
