from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from anabranch.evidence.records import add_up, read_record, read_records
from anabranch.evidence.values import Row
from tests.fakes.records import header, row, write_record

HOP = row("hop", "orders.views.show", "catalog.models.Product", line=4, tests=("a",))


def test_empty_folder_has_seen_nothing(tmp_path: Path) -> None:
    seen = read_records(tmp_path)
    assert (seen.rows, seen.processes, seen.problems) == ((), (), ())


def test_processes_are_added_up(tmp_path: Path) -> None:
    write_record(tmp_path, "1.jsonl", header(), HOP)
    write_record(tmp_path, "2.jsonl", header(process=8, tests=2), HOP)
    seen = read_records(tmp_path)
    assert (len(seen.rows), seen.rows[0].count, seen.tests) == (1, 2, 5)


def test_a_test_that_two_processes_name_is_one_test() -> None:
    assert add_up([HOP, HOP])[0].test_count == 1


def test_tests_of_cut_lists_are_summed() -> None:
    many = row("hop", "orders.views.show", "catalog.models.Product", line=4, tests=("a", "b"), test_count=9)
    joined = add_up([many, HOP])[0]
    assert (joined.test_count, joined.tests) == (10, ("a", "b"))


def test_details_are_united() -> None:
    one = row("call", "a.b.c", "d.e.f", detail={"arguments": ["plain"], "loop": False, "accessor": "x"})
    other = row("call", "a.b.c", "d.e.f", detail={"arguments": ["instance", "plain"], "loop": True})
    assert add_up([one, other])[0].detail == {"arguments": ["instance", "plain"], "loop": True, "accessor": "x"}


def test_record_of_another_version_is_named(tmp_path: Path) -> None:
    write_record(tmp_path, "1.jsonl", header(schema=2), HOP)
    seen = read_records(tmp_path)
    assert seen.processes == ()
    assert [(one.reason, one.found) for one in seen.problems] == [("version", "2")]


def test_record_that_breaks_off_counts_up_to_there(tmp_path: Path) -> None:
    path = write_record(tmp_path, "1.jsonl", header(), HOP)
    found, rows, problem = read_record("1.jsonl", path.read_bytes() + b'{"kind": "ho')
    assert (len(rows), problem.reason if problem else "") == (1, "cut")
    assert found is not None
    assert not found.complete


def test_file_that_is_no_record_leaves_the_others(tmp_path: Path) -> None:
    write_record(tmp_path, "1.jsonl", header(), HOP)
    (tmp_path / "2.jsonl").write_bytes(b"\xff\x00 not json")
    (tmp_path / "3.jsonl").write_bytes(b"")
    (tmp_path / "4.jsonl.tmp").write_bytes(b"half")
    seen = read_records(tmp_path)
    assert (len(seen.rows), [one.file for one in seen.problems]) == (1, ["2.jsonl", "3.jsonl"])


def test_process_that_did_not_end_is_counted(tmp_path: Path) -> None:
    write_record(tmp_path, "1.jsonl", header(complete=False), HOP)
    assert read_records(tmp_path).unfinished == 1


ROWS = st.lists(
    st.builds(
        lambda kind, importer, line, count: row(kind, importer, "d.e.f", file="a/b.py", line=line, count=count),
        st.sampled_from(["hop", "join", "new kind"]),
        st.sampled_from(["a.b.c", "a.b.d"]),
        st.integers(1, 3),
        st.integers(1, 5),
    )
)


@given(ROWS)
def test_adding_up_keeps_counts_and_places_whatever_the_order(rows: list[Row]) -> None:
    found = add_up(rows)
    assert sum(one.count for one in found) == sum(one.count for one in rows)
    assert {(one.kind, one.line) for one in found} == {(one.kind, one.line) for one in rows}
    assert add_up(rows[::-1]) == found
