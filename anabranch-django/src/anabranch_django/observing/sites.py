"""Finds the team's own line that caused something: in Python, in a template, behind an await."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextvars import ContextVar
from sys import _getframe as frame_at
from types import CodeType, FrameType
from typing import Any, NamedTuple

from anabranch_django.observing.inheriting import Inheriting
from anabranch_django.observing.places import Place, Places
from anabranch_django.observing.qualnames import qualname_of

__all__ = ["Site", "Sites", "frame_at"]


class Site(NamedTuple):
    """A line of the team's. `code` is None in a template, whose `module` is its path.

    `heir` is the domain of the class that the line ran as a part of, where it was inherited into another domain.
    """

    file: str
    line: int
    domain: str
    module: str
    code: CodeType | None
    heir: str = ""

    def is_of(self, domain: str) -> bool:
        """Whether a domain wrote the line, or ran it as a part of its own."""
        return domain != "" and domain in (self.domain, self.heir)

    def by_itself(self) -> Site:
        """The same, whoever inherited it."""
        return self._replace(heir="") if self.heir else self

    @property
    def symbol(self) -> str:
        """The innermost function's module and qualified name, as the map names it."""
        if self.code is None:
            return self.module
        name = qualname_of(self.code)
        return f"{self.module}.{name}" if name else self.module


Special = Callable[[FrameType, Places], "Site | None"]


class Sites:
    """Walks frames outward to the first that is the team's own and no test.

    `specials` say, by code object, what a frame of Django's stands for: a template node its line. `compiled` say the
    same of all code of a file: that of a template which was compiled. `ends` are code objects that nothing outside of
    is a cause: the test runner, the command line.
    """

    def __init__(self, places: Places, inheriting: Inheriting) -> None:
        self.places = places
        self.inheriting = inheriting
        self.specials: dict[CodeType, Special] = {}
        self.compiled: dict[str, Special] = {}
        self.loops: dict[CodeType, Special] = {}
        self.ends: set[CodeType] = set()
        # Code objects outside of which only a test is a cause: middlewares pass on what they know nothing of.
        self.borders: set[CodeType] = set()
        # A code object's hash is slow, its file name's is kept: only frames of these files are looked at twice.
        self._special_files: set[str] = set()
        # Where the coroutine that hands work over to a thread or a task stands.
        self.origin: ContextVar[Site | None] = ContextVar("anabranch_origin", default=None)
        # What a thread or a task knows of the coroutine that hands work over to it, and how it is found of a frame.
        self.handed: list[tuple[ContextVar[Any], Callable[[FrameType], Any]]] = [(self.origin, self.find)]

    def mark_loop(self, code: CodeType, special: Special) -> None:
        """Know a frame of Django's that repeats what is inside of it."""
        self._special_files.add(code.co_filename)
        self.loops[code] = special

    def mark(self, code: CodeType, special: Special | None = None) -> None:
        """Know a frame of Django's or of a test runner's: by what it stands for, or else as an end."""
        self._special_files.add(code.co_filename)
        if special is None:
            self.ends.add(code)
        else:
            self.specials[code] = special

    def mark_file(self, filename: str, special: Special) -> None:
        """Know the frames of a file that was compiled, which is none of Python."""
        self._special_files.add(filename)
        self.compiled[filename] = special

    def loop_at(self, frame: FrameType) -> str | None:
        """File and line of the loop that a frame of Django's renders, where it is one of the team's templates."""
        if frame.f_code.co_filename in self._special_files and frame.f_code in self.loops:
            site = self.loops[frame.f_code](frame, self.places)
            return f"{site.file}:{site.line}" if site else None
        return None

    def find(self, frame: FrameType | None, reached: Collection[str] | None = None) -> Site | None:
        """The innermost line of the team's that is no test; else of a test; None where history or nobody is.

        Whose part it ran as is looked for where a domain that is reached is not the line's own, or none is known yet.
        """
        test: Site | None = None
        of, special_files = self.places.of, self._special_files
        inside = True
        while frame is not None:
            filename = frame.f_code.co_filename
            place = of(filename)
            if place is not None:
                if not place.domain:
                    test = test or site_of(frame, place)
                elif inside:
                    return None if place.history else self.at(frame, place, reached)
            elif filename in special_files:
                if frame.f_code in self.ends:
                    break
                special = self.specials.get(frame.f_code) or self.compiled.get(filename)
                found = special(frame, self.places) if special and inside else None
                if found:
                    return found
                inside = inside and frame.f_code not in self.borders
            frame = frame.f_back
        origin = self.origin.get()
        return origin if origin and (inside or not origin.domain) else test

    def at(self, frame: FrameType, place: Place, reached: Collection[str] | None = None) -> Site:
        """The line a frame is at, and whose part it ran as."""
        is_own = reached is not None and all(domain == place.domain for domain in reached)
        return site_of(frame, place, "" if is_own else self.inheriting.heir(frame, place))


def site_of(frame: FrameType, place: Place, heir: str = "") -> Site:
    """The line a frame is at."""
    module = frame.f_globals.get("__name__") or place.file
    return Site(place.file, frame.f_lineno, place.domain, module, frame.f_code, heir)


def site_of_code(code: CodeType, module: str, place: Place, heir: str = "") -> Site:
    """The line where a function begins: that of its first decorator, where it has one."""
    return Site(place.file, code.co_firstlineno, place.domain, module, code, heir)
