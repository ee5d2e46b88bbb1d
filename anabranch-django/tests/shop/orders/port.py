from __future__ import annotations

from anabranch_django.ports import Port, query


class Orders(Port, key="orders"):
    @query(timeout=30.0)
    def remaining(self) -> tuple[int, ...]: ...

    @query(timeout=30.0)
    def peek(self) -> int: ...

    @query(timeout=30.0)
    def loop(self) -> int: ...
