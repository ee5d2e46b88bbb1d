from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import jsonschema
import msgspec
import pytest

from anabranch.reading import values
from anabranch.reports.answers.places import Sources
from anabranch.reports.answers.unseen import answer_unseen
from anabranch.reports.json_report import answer_json, map_json
from tests.fakes.maps import reference, shop

SCHEMA_FILE = Path(__file__).parents[3] / "docs" / "reference" / "map.schema.json"


def schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return loaded


def structs() -> list[type[msgspec.Struct]]:
    return [
        one
        for one in vars(values).values()
        if isinstance(one, type) and issubclass(one, msgspec.Struct) and one is not msgspec.Struct
    ]


def test_an_empty_map_is_valid_json() -> None:
    empty = shop(references=(), dependencies=(), models=(), projects=(), orders=(), tangles=(), free=(), unseen=())
    jsonschema.Draft202012Validator(schema()).validate(json.loads(b"".join(map_json(empty))))


def test_a_map_satisfies_the_published_schema() -> None:
    jsonschema.Draft202012Validator(schema()).validate(json.loads(b"".join(map_json(shop()))))


def test_a_map_read_back_is_the_same() -> None:
    assert msgspec.json.decode(b"".join(map_json(shop())), type=values.Map) == shop()


def test_the_schema_itself_is_well_formed() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("struct", structs(), ids=lambda struct: struct.__name__)
def test_every_field_is_in_the_schema_and_required(struct: type[msgspec.Struct]) -> None:
    published = schema() if struct is values.Map else schema()["$defs"][struct.__name__]
    assert list(published["properties"]) == list(struct.__struct_encode_fields__)
    assert published["required"] == list(struct.__struct_encode_fields__)


def test_the_schema_names_every_kind_and_class() -> None:
    fields = schema()["$defs"]["Reference"]["properties"]
    assert set(fields["kind"]["enum"]) == set(values.CLASS_OF_KIND)
    assert set(fields["class"]["enum"]) == set(get_args(values.ReferenceClass))


def test_a_reference_says_class_and_stands_on_its_own_line() -> None:
    lines = b"".join(map_json(shop())).decode().splitlines()
    assert sum(line.startswith('{"project":"shop","class":') for line in lines) == len(shop().references)


def test_a_file_name_that_is_no_text_is_still_written() -> None:
    odd = shop(references=(reference("a.b.C", "d.e.F", file="bad\udcff.py"),))
    assert json.loads(b"".join(map_json(odd)))["references"][0]["file"] == "bad\udcff.py"


def test_controls_are_escaped_and_mean_the_same() -> None:
    name = "x\x9b2J\u202e\u2028y\x1b"
    text = b"".join(map_json(shop(references=(reference("a.b.C", "d.e.F", note=name),)))).decode()
    assert not set("\x9b\u202e\u2028\x1b") & set(text)
    assert json.loads(text)["references"][0]["note"] == name


def test_an_answer_says_which_question_it_answers() -> None:
    answer = json.loads(answer_json("unseen", answer_unseen(shop(), Sources(Path("no such folder")))))
    assert (answer["question"], answer["schema"], answer["total"]) == ("unseen", 1, 1)
