from __future__ import annotations

from msgspec.structs import replace

from tests.fakes.maps import reference
from tests.unit.rules.contracts.graphs import broken

CONTRACT = 'type = "facade"\nmodules = ["orders"]\nexpose = ["services", "api\\\\..*"]\n'


def test_use_through_the_facade_and_inside_keeps_it() -> None:
    rows = "billing > orders.services", "billing > orders.api.v1", "orders.views > orders.models"
    assert broken(CONTRACT, *rows, also="orders") == []


def test_use_past_the_facade_breaks_it() -> None:
    assert broken(CONTRACT, "billing > orders.models", also="orders") == ["billing > orders.models"]


def test_module_that_is_skipped_is_no_part_of_it() -> None:
    assert broken(f'{CONTRACT}skip = ["orders.models"]', "billing > orders.models", also="orders") == []


def test_name_counts_as_it_is_imported_not_as_it_is_defined() -> None:
    one = reference("billing.f", "orders.models.Order")
    moved = replace(one, imported=replace(one.imported, via="orders"))
    contract = 'type = "facade"\nmodules = ["orders"]\nexpose = ["Order"]'
    assert broken(contract, moved, also="orders") == []
