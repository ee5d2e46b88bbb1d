from __future__ import annotations

import msgspec

from anabranch.reading.values import Dependency, Files, Map, TieCounts, Tool
from bench.graphs import graph_of, measure_graph


def map_of(*dependencies: Dependency) -> Map:
    empty = dict.fromkeys(Map.__struct_fields__, ())
    found = msgspec.convert(empty | {"schema": 1, "tool": Tool("", ""), "files": Files(0, ())}, Map)
    return msgspec.structs.replace(found, dependencies=dependencies)


def test_levels_are_kept_apart() -> None:
    one = Dependency("app", "orders", "shop", 3, TieCounts(schema=1, code=2), {}, False)
    other = Dependency("module", "orders.models", "shop.models", 1, TieCounts(code=1), {}, False)
    assert graph_of(map_of(one, other), "app").units == ("orders", "shop")


def test_circle_is_ordered_and_proven() -> None:
    down = Dependency("app", "orders", "shop", 3, TieCounts(schema=1, code=2), {}, False)
    back = Dependency("app", "shop", "orders", 1, TieCounts(code=1), {}, True)
    times = measure_graph("shop", map_of(down, back), "app")
    assert (times.proven, times.tangle, times.upward) == (True, 2, "0 schema + 1 code")
