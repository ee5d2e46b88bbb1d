"""What names stand for in a running frame, asked so that the frame keeps nothing of the answer.

Up to Python 3.12 `frame.f_locals` fills a dictionary that the frame holds until it ends, the same that `locals()`
gives. What a function lets go of would live on in it, and what a function took from `locals()` would change.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from sys import getrefcount
from types import FrameType, FunctionType, MethodType

Values = Callable[[FrameType, Iterable[str]], Mapping[str, object]]

IS_COPIED = sys.version_info < (3, 13)
# A function that has one of these may hold the dictionary, or keep names in it that stand nowhere else.
HANDS_OUT = frozenset({"locals", "vars", "eval", "exec"})
# The frame, and the argument that it is counted by.
HELD_BY_ITS_FRAME = 2


def values_in(frame: FrameType, names: Iterable[str]) -> Mapping[str, object]:
    """What each name stands for, where it does; nothing of a frame that a look would change."""
    return {} if _is_copied(frame) and _is_seen_by_others(frame) else values_at_start(frame, names)


def values_at_start(frame: FrameType, names: Iterable[str]) -> Mapping[str, object]:
    """The same of a function that begins: nobody else can have asked for its variables yet."""
    found = values_for_profiler(frame, names)
    # Asked for anew: under a profile function a variable of ours would be one more that holds it.
    if _is_copied(frame) and getrefcount(frame.f_locals) == HELD_BY_ITS_FRAME:
        frame.f_locals.clear()
    return found


def values_for_profiler(frame: FrameType, names: Iterable[str]) -> Mapping[str, object]:
    """The same for a profile function of the frame that it was called for: the dictionary is written back after."""
    known = frame.f_locals
    return {name: known[name] for name in names if name in known}


def _is_copied(frame: FrameType) -> bool:
    """Whether the dictionary is a copy; that of a module or a class body is what they run in."""
    return IS_COPIED and bool(frame.f_code.co_flags & inspect.CO_OPTIMIZED)


def _is_seen_by_others(frame: FrameType) -> bool:
    """Whether its code has the dictionary, or a debugger does, which keeps in it what a person has changed."""
    return not HANDS_OUT.isdisjoint(frame.f_code.co_names) or isinstance(frame.f_trace, (FunctionType, MethodType))
