import { byId } from "./dom.js";

export const DATA = JSON.parse(byId("data").textContent);
// Made once: a number is formatted a hundred times as fast as by toLocaleString.
const NUMBERS = new Intl.NumberFormat(DATA.language === "ko" ? "ko-KR" : "en-US");

// The same templates as Python's: {name}, {name:,} and {name:tie|ties}.
export function t(key, values = {}) {
  const text = DATA.texts[key] ?? key;
  return text.replace(/\{(\w+)(?::([^}]*))?\}/g, (_, name, spec = "") => {
    const value = values[name];
    const shown = typeof value === "number" ? NUMBERS.format(value) : value;
    const [one, many] = spec.split("|");
    return many === undefined ? shown : `${shown} ${value === 1 ? one : many}`;
  });
}

export function count(key, number, values = {}) {
  return t(`${key}.${number === 1 ? "one" : "many"}`, { number, ...values });
}

export function number(value) {
  return NUMBERS.format(value);
}
