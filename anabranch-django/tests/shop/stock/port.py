from __future__ import annotations

from dataclasses import dataclass

from anabranch_django.ports import Port, PortError, command, query


@dataclass(frozen=True)
class Item:
    sku: str
    count: int
    tags: list[str]


class Stock(Port, key="stock"):
    class OutOfStock(PortError):
        sku: str
        left: int

    class Unknown(PortError):
        sku: str

    @query(timeout=20.0)
    def get_many(self, *, skus: tuple[str, ...]) -> dict[str, Item]: ...

    @query(raises=[Unknown], timeout=20.0)
    def get(self, *, sku: str) -> Item: ...

    @command(timeout=30.0)
    def put(self, *, sku: str, count: int) -> int: ...

    @command(raises=[OutOfStock], timeout=30.0)
    def take(self, *, sku: str, count: int = 1) -> int: ...

    @query(timeout=20.0)
    def echo(self, *, item: Item) -> Item: ...

    @query(timeout=20.0)
    def sleep(self, *, seconds: float) -> str: ...

    @query(timeout=20.0)
    def remaining(self) -> tuple[int, ...]: ...

    @command(timeout=20.0)
    def put_slowly(self, *, sku: str, seconds: float) -> int: ...

    @command(timeout=30.0)
    def break_after_put(self, *, sku: str) -> int: ...

    @command(timeout=30.0)
    def put_with_label(self, *, sku: str, size: int) -> str: ...

    @command(timeout=30.0)
    def put_and_mark(self, *, sku: str) -> int: ...

    @command(timeout=30.0)
    def put_in_spite_of_an_error(self, *, sku: str) -> int: ...

    @query(timeout=20.0)
    def close_connection(self) -> int: ...

    @query(timeout=20.0)
    def sleep_in_database(self, *, seconds: float) -> str: ...

    @command(transaction="join")
    def put_with_caller(self, *, sku: str, count: int) -> int: ...

    @query(timeout=20.0)
    def fail_in_database(self) -> int: ...

    @query(timeout=20.0)
    def charged_for(self, *, order: int) -> int: ...

    @query(timeout=20.0)
    def process(self) -> int: ...

    @query(timeout=20.0)
    def whoami(self) -> tuple[str, str, int]: ...
