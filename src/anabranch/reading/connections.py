"""The arguments of `signal.connect(receiver, sender)`, by keyword or by position."""

from __future__ import annotations

from anabranch.facts.values import Argument


def connected(arguments: list[Argument]) -> tuple[Argument | None, Argument | None]:
    """The receiver and the sender."""
    positional = [argument for argument in arguments if not argument.keyword]
    named = {argument.keyword: argument for argument in arguments}
    receiver = named.get("receiver") if "receiver" in named else next(iter(positional), None)
    sender = named.get("sender") if "sender" in named else next(iter(positional[1:]), None)
    return receiver, sender
