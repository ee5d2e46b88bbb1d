"""What was found out about graphs before: most changes of a file leave most graphs as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from time import process_time
from typing import TypeVar

import msgspec

from anabranch.graph.cuts import Shape, TangleCuts
from anabranch.graph.dependency import UnitGraph

Result = TypeVar("Result")

_SURE = 0.4
"""Seconds within which no search of ours is cut off by its clock: what took longer need not come out alike again."""


class Solved:
    """Results of pure functions of a graph, by the name of the function and a digest of all that the graph says.

    `made` holds what this run asked for, to be kept for the next; `known` is never changed.
    """

    def __init__(self, known: Mapping[bytes, bytes] | None = None) -> None:
        self._known = known or {}
        self.made: dict[bytes, bytes] = {}
        self._last: tuple[UnitGraph | None, bytes] = None, b""

    def of(
        self,
        graph: UnitGraph,
        name: str,
        kind: type[Result],
        work: Callable[[UnitGraph], Result],
        *,
        is_sure: Callable[[Result], bool] | None = None,
    ) -> Result:
        """What `work` gives for the graph. Without `is_sure` a result is kept where it came quickly."""
        key = hashlib.blake2b(name.encode() + self._digest(graph), digest_size=16).digest()
        packed = self._known.get(key)
        if packed is not None:
            known = _unpacked(packed, kind)
            if known is not None:
                self.made[key] = packed
                return known
        begin = process_time()
        found = work(graph)
        if is_sure(found) if is_sure is not None else process_time() - begin < _SURE:
            self.made[key] = msgspec.msgpack.encode(found)
        return found

    def once_more(self, shape: Shape, find: Callable[[TangleCuts | None], TangleCuts]) -> TangleCuts:
        """The cuts of a tangle, found with those of a tangle of the same shape, whatever its weights were."""
        key = hashlib.blake2b(b"cuts" + msgspec.msgpack.encode(shape), digest_size=16).digest()
        packed = self._known.get(key)
        before = _unpacked(packed, TangleCuts) if packed is not None else None
        found = find(before)
        self.made[key] = packed if packed is not None and found == before else msgspec.msgpack.encode(found)
        return found

    def _digest(self, graph: UnitGraph) -> bytes:
        if self._last[0] is not graph:  # several questions about a graph follow each other
            self._last = graph, hashlib.blake2b(msgspec.msgpack.encode(graph)).digest()
        return self._last[1]


def _unpacked(packed: bytes, kind: type[Result]) -> Result | None:
    try:
        return msgspec.msgpack.decode(packed, type=kind)
    except (msgspec.MsgspecError, ValueError):  # damaged: found out anew
        return None
