"""Whose part code runs as: what is inherited works for the class that inherits it, and a manager for its model.

After a split the code of a base is a library on both sides. What it does for a class of another domain, that domain
does for itself. A base that names the other domain is no such library: what it reaches there it reaches by itself.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterable, Iterator
from types import CodeType, FrameType, FunctionType
from typing import Any, NamedTuple
from weakref import ref

from django.db.models import Field, QuerySet
from django.db.models.manager import BaseManager
from django.utils.functional import cached_property

from anabranch_django.observing.domains import PACKAGES, Domains
from anabranch_django.observing.frames import Values, values_in
from anabranch_django.observing.naming import Naming
from anabranch_django.observing.places import Place
from anabranch_django.observing.qualnames import qualname_of

# What a class holds around its functions, and where in it they are.
PARTS: dict[type, tuple[str, ...]] = {
    property: ("fget", "fset", "fdel"),
    staticmethod: ("__func__",),
    classmethod: ("__func__",),
    cached_property: ("func",),
    functools.cached_property: ("func",),
}
MADE_FOR_A_MODEL = (BaseManager, QuerySet, Field)
# A function that is written in another is run by that soon, where it does not know what that was called on.
MOST_BETWEEN = 6
MOST_OWNERS = 10_000


def is_part_of(code: CodeType | None, module: str, owner: type) -> bool:
    """Whether code of a module is a method of a class or of one of its bases, or written inside of one."""
    name = qualname_of(code) if code is not None else ""
    return "." in name and any(base.__module__ == module and _holds(base, name) for base in owner.__mro__)


def class_of(value: object) -> type:
    """The class that a value is, or is of; without asking the value, since one that is lazy would wake up."""
    kind = type(value)
    return value if issubclass(kind, type) else kind  # type: ignore[return-value]


def _holds(base: type, name: str) -> bool:
    outer = base.__qualname__
    if "<" in outer:
        outer = ".".join(part for part in outer.split(".") if not part.startswith("<"))
    return name.startswith(outer) and name[len(outer) : len(outer) + 1] == "."


def is_around_a_method(code: CodeType, base: type) -> bool:
    """Whether code is of what a class holds in place of a method, as decorators give it, or is written inside of it."""
    held = (one.__code__ for value in vars(base).values() for one in _functions(value))
    names = (qualname_of(one) for one in held if one.co_filename == code.co_filename)
    return any(f"{qualname_of(code)}.".startswith(f"{name}.") for name in names if name)


def _functions(value: object) -> Iterator[FunctionType]:
    """A function of a class and those that it stands before, by their kinds alone: a lazy value would wake up."""
    found: Any = value
    kind = type(value)
    if issubclass(kind, FunctionType):
        yield found
        yield from _functions(vars(found).get("__wrapped__"))
    for known, parts in PARTS.items():
        if issubclass(kind, known):
            for part in parts:
                yield from _functions(getattr(found, part))


class _Owner(NamedTuple):
    """A class that code was called on: whether the code is a part of it, and the domain that the class is of.

    The class is not kept: a test may make one, and look whether it goes.
    """

    owner: ref[type]
    has_code: bool
    domain: str


class Inheriting:
    """Finds the domain whose class a frame runs as a part of."""

    def __init__(self, domains: Domains) -> None:
        self._domains = domains
        self._naming = Naming(domains)
        # By identity, for a code object's hash reads all of it; with the code, so that no other takes its number.
        self._methods: dict[int, tuple[CodeType, bool]] = {}
        self._owners: dict[tuple[int, int], _Owner] = {}

    def heir(self, frame: FrameType, place: Place, values: Values = values_in) -> str:
        """The domain of the class that inherits what runs; "" where that is the place's own, or there is none."""
        if not self._is_method(frame.f_code):
            return ""
        module = frame.f_globals.get("__name__") or place.file
        return self.heir_of(_called_on(frame, values), frame.f_code, module, place)

    def heir_of(self, called_on: Iterable[object], code: CodeType, module: str, place: Place) -> str:
        """The same, of code that may have been called on one of these values."""
        for value in called_on:
            owner = class_of(value)
            known = self._owner(owner, code, module, place)
            if known.has_code:
                domain = self._domain(value, owner, known)
                is_told = domain == place.domain or domain in self._naming.of(code, module, owner)
                return "" if is_told else domain
        return ""

    def _owner(self, owner: type, code: CodeType, module: str, place: Place) -> _Owner:
        key = id(owner), id(code)
        known = self._owners.get(key)
        # Another class may have taken the number of one that went.
        if known is None or known.owner() is not owner:
            if len(self._owners) >= MOST_OWNERS:
                self._owners.clear()
            has_code = self._is_method(code) and self._has(owner, code, module, place)
            known = self._owners[key] = _Owner(ref(owner), has_code, self._domain_of(owner) if has_code else "")
        return known

    def _has(self, owner: type, code: CodeType, module: str, place: Place) -> bool:
        """Whether code is a part of a class, of its metaclass, or of what decorates methods of a base of its domain."""
        if is_part_of(code, module, owner) or is_part_of(code, module, type(owner)):
            return True
        bases = (base for base in owner.__mro__ if self._domains.of_module(base.__module__) == place.domain)
        return any(is_around_a_method(code, base) for base in bases)

    def _is_method(self, code: CodeType) -> bool:
        known = self._methods.get(id(code))
        if known is None:
            known = self._methods[id(code)] = (code, "." in qualname_of(code))
        return known[1]

    def _domain(self, value: object, owner: type, known: _Owner) -> str:
        """Of what is made for a model that model's, else that of the class."""
        model = vars(value).get("model") if value is not owner and issubclass(owner, MADE_FOR_A_MODEL) else None
        if not isinstance(model, type):
            return known.domain
        domain = self._domains.of_model(model).domain
        return "" if domain == PACKAGES else domain

    def _domain_of(self, owner: type) -> str:
        """That of the first class that is the project's: what a test derives works for what it derives from."""
        found = (self._domains.of_module(base.__module__) for base in owner.__mro__)
        return next(filter(None, found), "")


def _called_on(frame: FrameType, values: Values = values_in) -> Iterator[object]:
    """What the function of a frame was called on: its first argument, or that of the method that it is written in."""
    code = frame.f_code
    first = code.co_varnames[: min(code.co_argcount, 1)]
    rest = _rest(code) if not first else ()
    known = values(frame, (*first, *rest, *code.co_freevars))
    yield from (known[name] for name in first if name in known)
    yield from (value for name in rest for value in _first_of(known.get(name)))
    yield from (known[name] for name in code.co_freevars if name in known and name != "__class__")
    outer = _written_in(frame) if code.co_flags & inspect.CO_NESTED else None
    if outer is not None:
        yield from _called_on(outer)


def _rest(code: CodeType) -> tuple[str, ...]:
    """The name of `*args`, where a function has that."""
    place = code.co_argcount + code.co_kwonlyargcount
    return code.co_varnames[place : place + 1] if code.co_flags & inspect.CO_VARARGS else ()


def _first_of(arguments: object) -> tuple[object, ...]:
    return arguments[:1] if type(arguments) is tuple else ()


def _written_in(frame: FrameType) -> FrameType | None:
    """The frame of the function that the one of this frame is written in, while it runs this one."""
    outer = frame.f_back
    for _step in range(MOST_BETWEEN):
        if outer is None or any(one is frame.f_code for one in outer.f_code.co_consts):
            return outer
        outer = outer.f_back
    return None
