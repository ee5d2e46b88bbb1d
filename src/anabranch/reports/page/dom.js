// Elements, made from text alone: nothing is ever read as HTML.
const SVG = "http://www.w3.org/2000/svg";

export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "checked" || key === "value") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// Makes these the children, in this order, and touches only those that are not yet where they belong. Tells whether
// there were any.
export function putChildren(parent, children) {
  const wanted = new Set(children);
  const gone = [...parent.childNodes].filter((child) => !wanted.has(child));
  for (const child of gone) child.remove();
  let next = parent.firstChild;
  let changed = gone.length > 0;
  for (const child of children) {
    // One that has moved far down is taken out, instead of all that it has passed being put before it.
    if (child !== next && next?.nextSibling === child) next.remove();
    else if (child !== next) parent.insertBefore(child, next);
    if (child === next) next = next.nextSibling;
    else {
      changed = true;
      next = child.nextSibling;
    }
  }
  return changed;
}

export function byId(id) {
  return document.getElementById(id);
}

export function say(text) {
  byId("said").textContent = text;
}

// The clipboard needs a secure context, which a file opened from disk is not everywhere.
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { class: "unseen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
