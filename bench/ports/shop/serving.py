"""Carries the calls out."""

from __future__ import annotations

from bench.ports.shop.port import Bench, Document


class Serving(Bench):
    """Does nothing with what it gets."""

    def echo(self, *, document: Document) -> Document:
        """See `Bench`."""
        return document

    def keep(self, *, document: Document) -> int:
        """See `Bench`."""
        return document.number
