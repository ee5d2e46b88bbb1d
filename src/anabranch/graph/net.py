"""Arcs between numbered units, and the few questions asked of them in inner loops: components, predecessors, minimum
cut.

The one door to `scipy`. Measured on tangles of 600 to 1,900 units: a flow takes 1 ms (70 ms in `networkx`;
`rustworkx` has none), a breadth-first search 0.08 ms (0.8 ms in `rustworkx` and in plain Python), the components of
6,000 arcs 0.2 ms (6 ms in `networkx`). To import it takes 200 ms, in which plain Python has long done with most nets.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from anabranch.graph import plain_searches

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    # The library is untyped.
    Matrix: TypeAlias = Any
    Module: TypeAlias = Any
    Numbers: TypeAlias = NDArray[np.int32]
    Flags: TypeAlias = NDArray[np.bool_]
    Reals: TypeAlias = NDArray[np.float64]

# Flows are computed in 32 bits, and larger capacities are silently wrong: half of the range leaves room for any
# residual.
LARGEST_CAPACITY = 2**30

# Arcs looked at in all, up to which plain Python has answered before the library would be imported.
PLAIN_WORK = 1_500_000


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """Arcs by importer: those of unit `u` are `starts[u]` to `starts[u + 1]`, each (importer, imported), sorted.

    What is asked of a `plain` net is answered in plain Python, the same as the library would but for equally light
    paths.
    """

    size: int
    starts: Numbers
    importers: Numbers
    imported: Numbers
    is_plain: bool


def build_net(size: int, arcs: list[tuple[int, int]], *, looks: int = 1) -> Net:
    """Make the net of sorted arcs, of which each will be looked at about so many times."""
    import numpy as np

    pairs = np.array(arcs, dtype=np.int32).reshape(-1, 2)
    starts = np.zeros(size + 1, dtype=np.int32)
    np.cumsum(np.bincount(pairs[:, 0], minlength=size), out=starts[1:])
    is_plain = looks * len(arcs) <= PLAIN_WORK
    return Net(size, starts, np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1]), is_plain)


def keep_arcs(net: Net, kept: Flags) -> Net:
    """Make the same units with only the flagged arcs."""
    import numpy as np

    before = np.concatenate(([0], np.cumsum(kept, dtype=np.int32))).astype(np.int32)
    return Net(net.size, before[net.starts], net.importers[kept], net.imported[kept], net.is_plain)


def label_components(net: Net) -> Numbers:
    """Number of the strongly connected component of each unit."""
    import numpy as np

    if net.is_plain:
        return np.array(plain_searches.find_components(net.starts.tolist(), net.imported.tolist()), dtype=np.int32)
    _, labels = _csgraph().connected_components(_matrix(net), directed=True, connection="strong")
    found: Numbers = labels
    return found


def search_breadth_first(net: Net, start: int) -> tuple[Numbers, Numbers]:
    """Units in the order in which they are reached from `start`, and the unit before each (negative where there is
    none).
    """
    import numpy as np

    if net.is_plain:
        rows = plain_searches.search_breadth_first(net.starts.tolist(), net.imported.tolist(), start)
        return np.array(rows[0], dtype=np.int32), np.array(rows[1], dtype=np.int32)
    order, before = _csgraph().breadth_first_order(_matrix(net), start)
    return order, before


def search_lightest(net: Net, start: int, lengths: Reals) -> Numbers:
    """Unit before each unit on its path of least length from `start` (negative where there is none)."""
    import numpy as np

    if net.is_plain:
        arcs = net.starts.tolist(), net.imported.tolist()
        return np.array(plain_searches.search_lightest(*arcs, lengths.tolist(), start), dtype=np.int32)
    _, before = _csgraph().dijkstra(_matrix(net, lengths), indices=start, return_predecessors=True)
    found: Numbers = before
    return found


def repeat_net(net: Net, times: int) -> Net:
    """Make copies of a net side by side: unit `u` of copy `c` is number `c * size + u`."""
    import numpy as np

    shifts = (net.size * np.arange(times, dtype=np.int32))[:, None]
    starts = net.starts[:-1] + (len(net.imported) * np.arange(times, dtype=np.int32))[:, None]
    return Net(
        size=net.size * times,
        starts=np.append(starts.ravel(), np.int32(len(net.imported) * times)),
        importers=(net.importers + shifts).ravel(),
        imported=(net.imported + shifts).ravel(),
        is_plain=net.is_plain,
    )


def search_residual(
    starts: Numbers, imported: Numbers, room: NDArray[Any], *, source: int, sink: int, full: int
) -> Flags | None:
    """Flag the units that `source` reaches through the room that a maximum flow to `sink` leaves; `None` for a flow
    of `full`.
    """
    import numpy as np

    size = len(starts) - 1
    capacities = _new_matrix(size, room.astype(np.int32), imported, starts)
    capacities.sort_indices()
    result = _csgraph().maximum_flow(capacities, source, sink)
    if result.flow_value >= full:
        return None
    residual = capacities - result.flow
    residual.eliminate_zeros()
    reached = np.zeros(size, dtype=np.bool_)
    reached[_csgraph().breadth_first_order(residual, source, return_predecessors=False)] = True
    return reached


def _matrix(net: Net, values: Reals | None = None) -> Matrix:
    import numpy as np

    values = np.ones(len(net.imported)) if values is None else values
    return _new_matrix(net.size, values, net.imported, net.starts)


def _new_matrix(size: int, values: NDArray[Any], imported: Numbers, starts: Numbers) -> Matrix:
    return import_module("scipy.sparse").csr_array((values, imported, starts), shape=(size, size))


def _csgraph() -> Module:
    # By name, for it is untyped, and costs a quarter of a second that commands without a graph should not pay.
    return import_module("scipy.sparse.csgraph")
