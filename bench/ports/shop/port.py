"""The measured port."""

from __future__ import annotations

from dataclasses import dataclass

from anabranch_django.ports import Port, command, query


@dataclass(frozen=True)
class Document:
    """About a kilobyte as JSON."""

    number: int
    title: str
    tags: tuple[str, ...]
    prices: dict[str, int]


class Bench(Port, key="bench"):
    """Methods that do nothing, so that only the way to them is measured."""

    @query(timeout=10.0)
    def echo(self, *, document: Document) -> Document:
        """Give the document back."""
        raise NotImplementedError

    @command(timeout=10.0)
    def keep(self, *, document: Document) -> int:
        """Give its number back, from a transaction of its own."""
        raise NotImplementedError


def kilobyte() -> Document:
    """A document whose JSON has about 1 024 bytes."""
    return Document(
        number=7,
        title="A document of about one kilobyte",
        tags=tuple(f"tag number {number:03}" for number in range(32)),
        prices={f"price of {number:02}": number * 100 for number in range(20)},
    )
