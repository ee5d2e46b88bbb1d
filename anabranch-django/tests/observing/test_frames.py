"""Whoever looks into a running frame leaves nothing behind in it.

What is looked into makes no assertion: pytest would have it ask for its `locals()`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from sys import _getframe as frame_at
from types import FrameType
from typing import Any
from weakref import ref

import pytest

from anabranch_django.observing.frames import IS_COPIED, Values, values_at_start, values_in

pytestmark = pytest.mark.usefixtures("unprofiled")
each_look = pytest.mark.parametrize("look", [values_in, values_at_start])


class Thing:
    """Something that can be seen to go."""


def lets_go(look: Callable[[FrameType], object]) -> object:
    """What is left of a thing that it lets go of after a look."""
    thing = Thing()
    left = ref(thing)
    look(frame_at(0))
    del thing
    return left()


@each_look
def test_names_are_told_as_far_as_they_stand_for_something(look: Values) -> None:
    def function(one: int) -> list[Mapping[str, object]]:
        before = look(frame_at(0), ["one", "two", "nowhere"])
        for two in [one]:
            return [before, look(frame_at(0), ["two"]), {"two": two}]
        return []

    assert function(1) == [{"one": 1}, {"two": 1}, {"two": 1}]


@each_look
def test_first_of_a_function_inside_is_told_too(look: Values) -> None:
    def function(one: int) -> Mapping[str, object]:
        return (lambda: (one, look(frame_at(0), ["one"])))()[1]

    assert function(1) == {"one": 1}


@each_look
def test_what_is_let_go_of_after_a_look_goes(look: Values) -> None:
    assert lets_go(lambda frame: look(frame, ["left"])) is None


def test_variables_stand_for_what_they_stood_for_while_a_profile_function_runs() -> None:
    def function(one: int) -> tuple[Mapping[str, object], int]:
        sys.setprofile(lambda *_: None)
        found = values_in(frame_at(0), ["one"])
        len("a call that a profile function hears of")
        return found, one

    assert function(1) == ({"one": 1}, 1)


def test_what_a_function_took_from_its_locals_is_not_brought_up_to_date() -> None:
    def function() -> dict[str, Any]:
        taken = locals()
        values_in(frame_at(0), ["taken"])
        return taken

    assert function() == {}


def test_namespace_of_a_class_body_stays() -> None:
    class Body:
        one = 1
        found = values_in(frame_at(0), ["one"])
        again = one

    assert (Body.found, Body.again) == ({"one": 1}, 1)


def test_copy_that_somebody_else_holds_stays() -> None:
    def function(hold: Callable[[FrameType], Any]) -> dict[str, Any]:
        held = hold(frame_at(0))
        values_in(frame_at(0), ["hold"])
        return dict(held)

    assert "hold" in function(lambda frame: frame.f_locals)


def test_frame_that_is_being_debugged_is_not_looked_at_where_that_makes_a_copy() -> None:
    def function(one: int) -> Mapping[str, object]:
        frame_at(0).f_trace = lambda *_: None
        found = values_in(frame_at(0), ["one"])
        frame_at(0).f_trace = None
        return found

    assert function(1) == ({} if IS_COPIED else {"one": 1})
