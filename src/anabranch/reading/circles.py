"""What is answered while it is being asked for, and all that follows from such an answer.

`def a(): return b()` and `def b(): return a()`: asked for `a`, one has to say something about `a` to `b`. What is then
said of `b` depends on who asked first. Such answers are *unsure*: they hold for the module that is being resolved,
and are found anew for the next, so that what a module refers to depends on no other question than its own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Protocol, TypeVar

from anabranch.reading.world import PENDING, Mark, ModuleInfo

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class Asker(Protocol):
    """Whoever something is evaluated for: a module, or all templates together."""

    asked: set[ModuleInfo]


class Circles:
    """The unsure answers of the moment.

    `met` counts how often one was used: who finds it higher after than before an answer has an unsure one. While
    `open_end` is true every answer is. Where a circle began, the answer is kept; what others answered inside it is
    dropped, since they had to do without it.
    """

    __slots__ = ("_answers", "_began", "_found", "asking", "met", "open_end")

    def __init__(self) -> None:
        self.met = 0
        self.open_end = False
        self.asking: Asker | None = None
        """The module whose expression is evaluated at the moment, or whoever looks at what was evaluated."""
        self._answers: dict[object, Any] = {}
        self._began: set[object] = set()
        self._found: list[tuple[int, ModuleInfo | None, Any]] = []
        """In order, with what `met` was: values of expressions of a module, and answers to what was asked."""

    def note(self, module: ModuleInfo) -> None:
        """Note that whatever is evaluated at the moment asked for something of a module."""
        if self.asking is not None:
            self.asking.asked.add(module)

    def answer(
        self, known: dict[Key, Answer], key: Key, asked: Hashable, find: Callable[[], Answer], *, meanwhile: Answer
    ) -> Answer:
        """What `find` gives: into `known` where it is sure. `meanwhile` is said to whoever asks inside `find`."""
        if asked in self._answers:
            self.meet(asked)
            return self._answers[asked]  # type: ignore[no-any-return]
        self._answers[asked] = meanwhile
        before = self.met
        found = find()
        if self.met == before and not self.open_end:
            del self._answers[asked]
            known[key] = found
        else:
            self._end(asked, before)
            self._answers[asked] = found
            self._found.append((self.met, None, asked))
        return found

    def meet(self, asked: object) -> None:
        """Note that an unsure answer is used, perhaps one that is still being found."""
        self.met += 1
        self._began.add(asked)

    def keep(self, module: ModuleInfo, expression: int, value: object, before: int) -> None:
        """Keep the unsure value of an expression; `before` is what `met` was when it was first asked for."""
        self._end((module, expression), before)
        module.memo[expression] = Mark(value)
        self._found.append((self.met, module, expression))

    def _end(self, asked: object, before: int) -> None:
        if asked in self._began:
            self._began.discard(asked)
            while self._found and self._found[-1][0] > before:
                self._drop(*self._found.pop())

    def _drop(self, _met: int, module: ModuleInfo | None, asked: Any) -> None:  # noqa: ANN401
        if module is None:
            self._answers.pop(asked, None)
        else:
            module.memo[asked] = PENDING
            module.forget_notes(asked)

    def settle(self, module: ModuleInfo) -> None:
        """Take what the expressions of a module denote for sure until `forget`: all of them were asked for."""
        for _, each, expression in self._found:
            if each is module:
                known = each.memo[expression]
                each.memo[expression] = known.value if isinstance(known, Mark) else known
                self.open_end = True

    def forget(self) -> None:
        """Drop all that is unsure, and what was noted while it was found."""
        for row in self._found:
            self._drop(*row)
        self._found.clear()
        self._answers.clear()
        self._began.clear()
        self.open_end = False
