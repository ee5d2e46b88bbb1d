"""Facts are a pure function of one file: however files are handed out, each says the same."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anabranch.facts.python import read_python
from anabranch.facts.values import FileFacts
from anabranch.project.file_list import SourceFile
from anabranch.project.files import list_files
from anabranch.reading import reader
from anabranch.reading.fact_store import FactStore
from anabranch.reading.reader import FactReader, read_part, split_by_size

SOURCES = Path(__file__).parents[1] / "projects"
ENCODE = msgspec.msgpack.encode


@pytest.fixture(scope="module")
def files() -> list[SourceFile]:
    return [
        SourceFile(path.relative_to(SOURCES).as_posix(), path.stat().st_size, 0)
        for path in sorted(SOURCES.rglob("*.py"))
    ]


@pytest.fixture(scope="module")
def alone(files: list[SourceFile]) -> dict[str, bytes]:
    return {file.path: ENCODE(read_python((SOURCES / file.path).read_bytes())) for file in files}


@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_files_read_in_any_parts_and_order_say_the_same(
    data: st.DataObject, files: list[SourceFile], alone: dict[str, bytes]
) -> None:
    shuffled = data.draw(st.permutations(files))
    parts = split_by_size(shuffled, data.draw(st.integers(0, 3_000)))
    assert [path for part in parts for path in part] == [file.path for file in shuffled]
    found = [row for part in parts for row in read_part(str(SOURCES), part)]
    assert {path: ENCODE(facts) for path, _, facts in found} == alone


@pytest.mark.parametrize("processors", [1, 2])
def test_files_read_in_processes_say_the_same(
    monkeypatch: pytest.MonkeyPatch, alone: dict[str, bytes], processors: int
) -> None:
    monkeypatch.setattr(reader, "_WORTH_A_PROCESS", 0)
    monkeypatch.setattr(reader, "_PART", 500)
    monkeypatch.setattr(reader, "processors", lambda: processors)
    python, _ = FactReader(list_files(SOURCES, include_tests=True), FactStore(None), None).read()
    assert {path: ENCODE(facts) for path, facts in python.items() if path in alone}.items() <= alone.items()
    assert len(python) > 20


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(["x = 1", "def f(a):\n    return a.b", "from a import b", "class C(b): pass", "가 = '나', b"])
    )
)
def test_facts_survive_the_way_between_processes(lines: list[str]) -> None:
    facts = read_python("\n".join(lines).encode())
    assert msgspec.msgpack.decode(ENCODE(facts), type=FileFacts) == facts


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_have_facts(source: bytes) -> None:
    facts = read_python(source)
    assert facts == read_python(source)
    whole = source.removesuffix(b"\n")
    assert facts.lines == (len(whole.split(b"\n")) if source else 0)
