from __future__ import annotations

from dataclasses import dataclass

from anabranch_django.ports import Port, PortError, command, query


@dataclass(frozen=True)
class Receipt:
    number: int
    order: int
    cents: int


class Payments(Port, key="payments"):
    class Declined(PortError):
        reason: str

    @command(raises=[Declined], timeout=30.0)
    def charge(self, *, order: int, cents: int) -> Receipt: ...

    @query(timeout=20.0)
    def charged(self, *, orders: tuple[int, ...]) -> dict[int, int]: ...

    @query(timeout=20.0)
    def remaining(self) -> tuple[int, ...]: ...
