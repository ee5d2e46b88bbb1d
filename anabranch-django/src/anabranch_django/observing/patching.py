"""Wraps one attribute of a class or module of Django's, keeping how it looks from outside."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction


def wrap(owner: Any, name: str, around: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Replace `owner.name` by what `around` makes of it. Raises AttributeError where this Django has no such thing."""
    original = getattr(owner, name)
    wrapped = functools.wraps(original)(around(original))
    if iscoroutinefunction(original):
        wrapped = markcoroutinefunction(wrapped)
    setattr(owner, name, wrapped)
