import { t } from "./texts.js";
import { el } from "./dom.js";

const MOST_HITS = 12;

// Units, modules and symbols by any part of their name; the shortest names first, for they are what was meant.
export function findNames(project, asked) {
  const wanted = asked.trim().toLowerCase();
  if (!wanted) return [];
  const found = [];
  const take = (kind, name, id) => {
    const at = name.toLowerCase().indexOf(wanted);
    if (at >= 0) found.push({ kind, name, id, at: at === 0 ? 0 : 1 });
  };
  for (const unit of project.units) take("unit", unit.name, unit.id);
  for (const module of project.modules) take("module", module.name, module.id);
  project.searchNames ??= Array.from({ length: project.symbols }, (_, symbol) => project.symbolName(symbol));
  project.searchNames.forEach((name, symbol) => take("symbol", name, symbol));
  const rank = { unit: 0, module: 1, symbol: 2 };
  return found.sort((a, b) => rank[a.kind] - rank[b.kind] || a.at - b.at || a.name.length - b.name.length || (a.name < b.name ? -1 : 1)).slice(0, MOST_HITS);
}

export function drawSearch(projectNow, act) {
  const list = el("ul", { id: "hits", role: "listbox", "aria-label": t("page.search"), hidden: true });
  const input = el("input", { id: "search", type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "hits", "aria-label": t("page.search"), placeholder: t("page.search"), autocomplete: "off", spellcheck: "false" });
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
