"""Minimum cuts of all circles through a unit, for many units at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anabranch.graph.net import (
    LARGEST_CAPACITY,
    Net,
    keep_arcs,
    label_components,
    repeat_net,
    search_residual,
)
from anabranch.graph.plain_searches import Circulation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from anabranch.graph.net import Flags, Numbers


# One call of the library costs as much as a small flow, so small tangles are repeated to about this many arcs and
# solved together. Measured: as fast from here to 30,000 arcs; far beyond, flows wait for one another.
ARCS_AT_A_TIME = 12_000


def cut_circles(units: Numbers, net: Net, capacities: NDArray[np.int64]) -> Flags:
    """Flag, in one row a unit, the arcs of a minimum cut between its outward and its inward half.

    Of several minimum cuts: all that the unit uses, else all that uses the unit, else the one nearest to its outward
    half, that is in the references its own team can change. Each of the three is one cut only, whatever the way the
    flow was found.
    """
    import numpy as np

    outward = net.importers == units[:, None]
    inward = net.imported == units[:, None]
    out_totals, in_totals = outward @ capacities, inward @ capacities
    lighter = np.minimum(out_totals, in_totals)
    cuts: Flags = np.where((out_totals == lighter)[:, None], outward, inward)
    rows = np.flatnonzero(~_is_least(units, net, capacities, lighter))
    at_a_time = max(1, ARCS_AT_A_TIME // len(net.imported))
    for first in range(0, len(rows), at_a_time):
        some = rows[first : first + at_a_time]
        reached = _reach(units[some], net, capacities, lighter[some])
        if reached is None:
            continue
        crossing = reached[:, net.importers] & (inward[some] | ~reached[:, net.imported])
        better = crossing @ capacities < lighter[some]
        cuts[some[better]] = crossing[better]
    return cuts


def _is_least(units: Numbers, net: Net, capacities: NDArray[np.int64], lighter: NDArray[np.int64]) -> Flags:
    """Flag units on a circle of arcs each as heavy as their lighter half: no cut of that circle is lighter (half of
    real units).
    """
    import numpy as np

    found = np.zeros(len(units), dtype=np.bool_)
    for weight in np.unique(lighter).tolist():
        labels = label_components(keep_arcs(net, capacities >= weight))
        found |= (lighter == weight) & (np.bincount(labels)[labels] > 1)[units]
    return found


def _reach(units: Numbers, net: Net, capacities: NDArray[np.int64], lighter: NDArray[np.int64]) -> Flags | None:
    """Flag, in one row a unit, what its outward half still reaches when the flow to its inward half is full.

    `None` when every flow is as large as the lighter half. No minimum cut is heavier, so a capacity above that says
    no more than one past it.
    """
    import numpy as np

    enough = lighter + 1
    if not net.is_plain and int(enough.sum()) <= LARGEST_CAPACITY:
        return _reach_together(units, net, np.minimum(capacities, enough[:, None]), enough)
    return _reach_one_by_one(units, net, capacities, lighter)


def _reach_together(units: Numbers, net: Net, capacities: NDArray[np.int64], enough: NDArray[np.int64]) -> Flags | None:
    """Find the flows of several units as one: each in its own copy of the net, from one source to one sink."""
    import numpy as np

    copies = repeat_net(net, len(units))
    source, sink = copies.size, copies.size + 1
    outward_halves = units + net.size * np.arange(len(units), dtype=np.int32)
    is_half = np.zeros(copies.size, dtype=np.bool_)
    is_half[outward_halves] = True
    imported = np.concatenate((np.where(is_half[copies.imported], sink, copies.imported), outward_halves))
    starts = np.concatenate((copies.starts, copies.starts[-1] + np.full(2, len(units))))
    room = np.concatenate((capacities.ravel(), enough))
    full = int((enough - 1).sum())
    reached = search_residual(starts, imported, room, source=source, sink=sink, full=full)
    return None if reached is None else reached[: copies.size].reshape(len(units), net.size)


def _reach_one_by_one(units: Numbers, net: Net, capacities: NDArray[np.int64], lighter: NDArray[np.int64]) -> Flags:
    """Find each flow by itself, in whole numbers of any size: in a small net, or past the 32 bits of the library."""
    import numpy as np

    flows = Circulation(net.importers.tolist(), net.imported.tolist(), capacities.tolist(), net.size)
    reached = np.zeros((len(units), net.size), dtype=np.bool_)
    for row, (unit, enough) in enumerate(zip(units.tolist(), lighter.tolist(), strict=True)):
        reached[row, flows.reach(unit, enough)] = True
    return reached
