"""Whether a frame stands inside a loop: a query that a loop repeats is one call per row after a split."""

from __future__ import annotations

import dis
from types import CodeType, FrameType

_loops: dict[int, tuple[CodeType, list[tuple[int, int]]]] = {}
BACKWARD = frozenset(name for name in dis.opmap if "BACKWARD" in name or name in {"JUMP_ABSOLUTE", "POP_JUMP_IF_TRUE"})


def in_loop(frame: FrameType) -> bool:
    """Whether the instruction that a frame is at lies in a loop, or in a comprehension's."""
    at = frame.f_lasti
    return any(begin <= at <= end for begin, end in _loops_of(frame.f_code))


def _loops_of(code: CodeType) -> list[tuple[int, int]]:
    # By identity, since a code object's hash reads all of it; kept with the code, so that no other takes its number.
    known = _loops.get(id(code))
    if known is None:
        known = _loops[id(code)] = (code, list(_find(code)))
    return known[1]


def _find(code: CodeType) -> list[tuple[int, int]]:
    found = []
    for instruction in dis.get_instructions(code):
        target = instruction.argval
        if instruction.opname in BACKWARD and isinstance(target, int) and target < instruction.offset:
            found.append((target, instruction.offset))
    return found
