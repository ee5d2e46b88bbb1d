"""Compares two JSON Schemas of one value: may processes that know one and the other talk to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Schema = Mapping[str, Any]


class Difference(NamedTuple):
    """One difference, at a path within the value; the empty path is the value itself."""

    path: str
    what: str
    breaks: bool
    advice: str = ""


_UNIONS = ("anyOf", "oneOf")
_TEXTS = frozenset({"title", "description", "$defs"})
_OPTIONAL = "Give it a default first and deploy both sides, then require it."
_KEEP = "First make the other side do without it and deploy; then remove it, and --allow this."
_BESIDE = "First add a field or parameter of another name with a default beside it, move to it, then remove this one."


def compare_schemas(old: Schema, new: Schema, *, closed: bool) -> list[Difference]:
    """The differences. `closed`: the outermost fields are parameters, of which no unknown one is accepted."""
    return list(_Comparison(old, new).compare(old, new, path="", closed=closed))


class _Comparison:
    def __init__(self, old: Schema, new: Schema) -> None:
        self._old = old.get("$defs", {})
        self._new = new.get("$defs", {})
        self._within: set[tuple[str, str]] = set()

    def compare(self, old: Schema, new: Schema, *, path: str, closed: bool = False) -> Iterator[Difference]:
        pair = (str(old.get("$ref", "")), str(new.get("$ref", "")))
        if all(pair) and pair in self._within:
            return
        self._within.add(pair)
        old, new = _resolve(old, self._old), _resolve(new, self._new)
        if "properties" in old and "properties" in new:
            yield from self._fields(old, new, path, closed=closed)
        yield from self._values(old, new, path)
        yield from self._inner(old, new, path)

    def _fields(self, old: Schema, new: Schema, path: str, *, closed: bool) -> Iterator[Difference]:
        before, after = old["properties"], new["properties"]
        needed_before, needed_after = set(old.get("required", ())), set(new.get("required", ()))
        for name in sorted(before.keys() | after.keys()):
            at = f"{path}.{name}" if path else name
            if name not in before:
                yield _added(at, needed=name in needed_after)
            elif name not in after:
                # Nobody misses a field that could be left out; a parameter would be refused.
                yield Difference(at, "is gone", closed or name in needed_before, _KEEP)
            else:
                yield from _required(at, before=name in needed_before, after=name in needed_after)
                if closed:
                    yield from _default(at, before[name], after[name])
                yield from self.compare(before[name], after[name], path=at)

    def _values(self, old: Schema, new: Schema, path: str) -> Iterator[Difference]:
        before, after = old.get("enum"), new.get("enum")
        if before is not None and after is not None:
            for value in sorted({*map(str, after)} - {*map(str, before)}):
                yield Difference(path, f"may be {value!r}, which older processes read as their fallback", breaks=False)
            for value in sorted({*map(str, before)} - {*map(str, after)}):
                yield Difference(path, f"may no longer be {value!r}", breaks=True, advice=_KEEP)
        elif _form(old) != _form(new):
            yield Difference(path, f"is {_said(new)} instead of {_said(old)}", breaks=True, advice=_BESIDE)

    def _inner(self, old: Schema, new: Schema, path: str) -> Iterator[Difference]:
        for key, mark in (("items", "[]"), ("additionalProperties", "{}")):
            if isinstance(old.get(key), Mapping) and isinstance(new.get(key), Mapping):
                yield from self.compare(old[key], new[key], path=f"{path}{mark}")
        for key in (*_UNIONS, "prefixItems"):
            before, after = old.get(key, ()), new.get(key, ())
            if len(before) == len(after):
                for one, other in zip(before, after, strict=True):
                    yield from self.compare(one, other, path=path)


def _added(at: str, *, needed: bool) -> Difference:
    if needed:
        return Difference(at, "is new and required, and older processes do not send it", breaks=True, advice=_OPTIONAL)
    return Difference(at, "is new", breaks=False)


def _required(at: str, *, before: bool, after: bool) -> Iterator[Difference]:
    if after and not before:
        yield Difference(at, "is required, and older processes may leave it out", breaks=True, advice=_OPTIONAL)
    elif before and not after:
        yield Difference(at, "may be left out now; deploy the side that reads it first", breaks=False)


def _default(at: str, old: Schema, new: Schema) -> Iterator[Difference]:
    if "default" in old and "default" in new and old["default"] != new["default"]:
        # A parameter that equals its default does not travel: each side would fill in its own.
        said = f"has the default {new['default']!r} instead of {old['default']!r}, and defaults do not travel"
        yield Difference(at, said, breaks=True, advice=_BESIDE)


def _form(schema: Schema) -> object:
    """What has to be equal: all but texts, defaults, fields, items and values, which are compared one by one."""
    left_out = _TEXTS | {"default", "properties", "required", "items", "additionalProperties", "enum", "prefixItems"}
    form = {key: value for key, value in schema.items() if key not in left_out and key not in _UNIONS}
    for key in (*_UNIONS, "prefixItems"):
        if key in schema:
            form[key] = len(schema[key])
    for key in ("items", "additionalProperties"):
        if key in schema:
            form[key] = "compared" if isinstance(schema[key], Mapping) else schema[key]
    form["properties"] = "properties" in schema
    return form


def _resolve(schema: Schema, definitions: Mapping[str, Any]) -> Schema:
    reference = schema.get("$ref")
    if reference is None:
        return schema
    found: Schema = definitions.get(str(reference).rpartition("/")[2], {})
    return {**found, **{key: value for key, value in schema.items() if key != "$ref"}}


def _said(schema: Schema) -> str:
    for key in _UNIONS:
        if key in schema:
            return " or ".join(_said(one) for one in schema[key])
    kind = str(schema.get("title") or schema.get("$ref", "").rpartition("/")[2] or schema.get("type", "any"))
    limits = {key: value for key, value in schema.items() if key in _LIMITS}
    return f"{kind} {limits}" if limits else kind


_LIMITS = ("format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "pattern")
