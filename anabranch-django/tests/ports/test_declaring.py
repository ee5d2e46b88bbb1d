from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User

from anabranch_django.errors import BadArguments, Refused
from anabranch_django.ports import Port, PortError, command, query, registry
from tests.shop.stock.port import Item, Stock


@dataclass(frozen=True)
class Note:
    text: str


def refused(said: str) -> Any:  # noqa: ANN401  a context manager of pytest
    return pytest.raises(Refused, match=said)


def test_port_without_a_key_is_refused() -> None:
    with refused("without a key"):

        class Nameless(Port): ...


def test_key_that_could_not_stand_in_an_address_is_refused() -> None:
    with refused("lower case"):

        class Loud(Port, key="Loud Port"): ...


def test_two_ports_of_one_key_are_refused_with_both_places() -> None:
    with refused(r"Two ports have the key 'stock'.*stock/port\.py.*test_declaring\.py"):

        class Other(Port, key="stock"): ...


def test_parameter_by_position_is_refused() -> None:
    with refused("'note' by position"):

        class Positional(Port, key="refused"):
            @query()
            def get(self, note: Note) -> None: ...


def test_parameter_or_answer_without_a_type_is_refused() -> None:
    with refused("type of 'note'"):

        class Untyped(Port, key="refused"):
            @query()
            def get(self, *, note) -> None: ...  # type: ignore[no-untyped-def]  # noqa: ANN001

    with refused("what it returns"):

        class Silent(Port, key="refused"):
            @query()
            def get(self, *, note: Note): ...  # type: ignore[no-untyped-def]  # noqa: ANN202


def test_model_as_parameter_answer_or_field_of_an_error_is_refused() -> None:
    with refused(r"get\(user\).*model"):

        class Takes(Port, key="refused"):
            @query()
            def get(self, *, user: User) -> None: ...

    with refused("get returns.*model"):

        class Gives(Port, key="refused"):
            @query()
            def get(self) -> User: ...  # type: ignore[empty-body]

    class Blamed(PortError):
        user: User

    with refused("get raises Blamed.*model"):

        class Raises(Port, key="refused"):
            @command(raises=[Blamed])
            def get(self) -> None: ...


def test_error_that_is_no_port_error_is_refused() -> None:
    with refused("no PortError"):

        class Raises(Port, key="refused"):
            @command(raises=[LookupError])  # type: ignore[list-item]
            def get(self) -> None: ...


def test_port_that_nobody_carries_out_is_refused_with_an_example() -> None:
    class Alone(Port, key="alone"):
        @query()
        def get(self) -> None: ...

    declared = registry._declared.pop("alone")
    with refused(r"does not exist.*class Serving\("):
        registry.load(declared)


def test_positional_argument_is_refused_before_anything_happens() -> None:
    with pytest.raises(BadArguments, match="keyword arguments only"):
        Stock().get("mug")  # type: ignore[call-arg]


def test_declared_error_says_its_fields_and_survives_pickling() -> None:
    error = Stock.OutOfStock(sku="mug", left=2)
    assert str(error) == "OutOfStock(sku='mug', left=2)"
    again = pickle.loads(pickle.dumps(error))
    assert (again.sku, again.left) == ("mug", 2)
    with pytest.raises(TypeError):
        Stock.OutOfStock(sku="mug")  # type: ignore[call-arg]


def test_method_keeps_what_it_says_of_itself() -> None:
    assert Stock.get_many.__name__ == "get_many"
    assert Item("a", 1, []) == Item("a", 1, [])


def test_method_declared_without_parentheses_has_the_defaults() -> None:
    class Plain(Port, key="plain"):
        @query
        def get(self) -> None: ...

        @query()
        def get_called(self) -> None: ...

        @command
        def put(self, *, note: Note) -> None: ...

        @command()
        def put_called(self, *, note: Note) -> None: ...

    methods = registry._declared.pop("plain").methods
    assert {name: (one.is_command, one.joins, one.timeout) for name, one in methods.items()} == {
        "get": (False, False, 1.0),
        "get_called": (False, False, 1.0),
        "put": (True, False, 5.0),
        "put_called": (True, False, 5.0),
    }
