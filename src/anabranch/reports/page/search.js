import { t } from "./texts.js";
import { el } from "./dom.js";

const MOST_HITS = 12;

// Units, modules and symbols by any part of their name; the shortest names first, for they are what was meant.
export function findNames(project, asked) {
  const wanted = asked.trim().toLowerCase();
  if (!wanted) return [];
  const best = [];
  for (const hits of namesOf(project)) {
    const found = [];
    hits.lower.forEach((name, id) => {
      const at = name.indexOf(wanted);
      if (at >= 0) found.push({ kind: hits.kind, name: hits.names[id], id, at: at === 0 ? 0 : 1 });
    });
    best.push(...firstOf(found, MOST_HITS - best.length));
    if (best.length >= MOST_HITS) break;
  }
  return best;
}

// Names that begin as asked, then shorter ones.
function firstOf(found, most) {
  const before = (a, b) => a.at - b.at || a.name.length - b.name.length || (a.name < b.name ? -1 : 1);
  const best = [];
  for (const one of found) {
    if (best.length === most && before(one, best[most - 1]) >= 0) continue;
    let at = best.length;
    while (at && before(one, best[at - 1]) < 0) at--;
    best.splice(at, 0, one);
    if (best.length > most) best.pop();
  }
  return best;
}

export function namesOf(project) {
  const all = (kind, names) => ({ kind, names, lower: names.map((name) => name.toLowerCase()) });
  return (project.searched ??= [
    all("unit", project.units.map((unit) => unit.name)),
    all("module", project.modules.map((module) => module.name)),
    all("symbol", Array.from({ length: project.symbols }, (_, symbol) => project.symbolName(symbol))),
  ]);
}

export function drawSearch(projectNow, act) {
  const list = el("ul", { id: "hits", role: "listbox", "aria-label": t("page.search"), hidden: true });
  const input = el("input", { id: "search", type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "hits", "aria-label": t("page.search"), placeholder: t("page.search.short"), autocomplete: "off", spellcheck: "false" });
  let hits = [];
  let at = 0;
  const choose = (hit) => {
    input.value = "";
    show();
    if (hit.kind === "unit") act.chooseUnit(hit.id);
    else act.chooseModule(hit.kind === "module" ? hit.id : projectNow().symbolModule[hit.id]);
  };
  const show = () => {
    hits = findNames(projectNow(), input.value);
    at = Math.min(at, Math.max(0, hits.length - 1));
    list.replaceChildren(...hits.map((hit, index) => el("li", { id: `hit-${index}`, role: "option", "aria-selected": String(index === at), onmousedown: (event) => (event.preventDefault(), choose(hit)) }, hit.name, el("small", {}, t(`page.kind.${hit.kind}`)))));
    if (input.value && !hits.length) list.append(el("li", { class: "none" }, t("page.search.none")));
    list.hidden = !input.value;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    input.setAttribute("aria-activedescendant", hits.length ? `hit-${at}` : "");
  };
  input.addEventListener("input", () => ((at = 0), show()));
  input.addEventListener("focus", () => namesOf(projectNow()));
  input.addEventListener("blur", () => (list.hidden = true));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") input.value = "";
    else if (event.key === "ArrowDown") at = Math.min(at + 1, hits.length - 1);
    else if (event.key === "ArrowUp") at = Math.max(at - 1, 0);
    else if (event.key === "Enter" && hits[at]) return choose(hits[at]);
    else return undefined;
    event.preventDefault();
    return show();
  });
  return el("div", { class: "search" }, input, list);
}
