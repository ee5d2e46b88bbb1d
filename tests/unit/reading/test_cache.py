from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from anabranch.reading import cache as cache_module
from anabranch.reading.cache_folder import cache_folder, put_sealed, read_sealed
from anabranch.reading.read import read_map
from anabranch.reading.values import Map
from tests.fakes.projects import BASE, complete, write_sources

OLD = time.time() - 3600
MORE = "from catalog.models import Product\n\nx = Product\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "project"
    write_sources(folder, complete(BASE))
    settle(folder)
    return folder


def settle(folder: Path, when: float = OLD) -> None:
    """Make all files old enough to be believed."""
    for path in folder.rglob("*.*"):
        os.utime(path, (when, when))


def kept_in() -> Path:
    folder = cache_folder()
    assert folder is not None
    return folder


def stored() -> list[Path]:
    return sorted(path for path in kept_in().iterdir() if path.is_file())


def cold(folder: Path) -> Map:
    return read_map(folder, cache=False)


@pytest.mark.parametrize(("given", "is_taken"), [("/var/kept", True), ("kept", False), ("", False)])
def test_cache_folder_of_the_user_is_taken_where_it_is_an_absolute_path(
    monkeypatch: pytest.MonkeyPatch, given: str, *, is_taken: bool
) -> None:
    monkeypatch.delenv("ANABRANCH_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", given)
    assert (kept_in() == Path(given) / "anabranch") is is_taken


def test_no_cache_is_written_where_none_is_wanted(project: Path) -> None:
    cold(project)
    assert not kept_in().exists()


def test_second_read_gives_the_same_map(project: Path) -> None:
    assert read_map(project) == read_map(project) == cold(project)
    assert [path.suffix for path in stored()] == [".facts", ".graphs", ".map"]


def test_second_read_opens_no_source(project: Path) -> None:
    first = read_map(project)
    seen: list[tuple[int, int]] = []
    assert read_map(project, on_progress=lambda done, whole: seen.append((done, whole))) == first
    assert seen == []


def test_changed_file_is_read_again(project: Path) -> None:
    read_map(project)
    write_sources(project, {"orders/__init__.py": "", "orders/code.py": MORE})
    settle(project)
    assert read_map(project) == cold(project)
    assert "orders/code.py" in {one.file for one in read_map(project).references}


def test_deleted_file_is_forgotten(project: Path) -> None:
    read_map(project)
    (project / "catalog" / "models.py").unlink()
    assert read_map(project) == cold(project)


def test_file_changed_within_two_seconds_is_never_believed(project: Path) -> None:
    path = project / "brands" / "models.py"
    text = path.read_text()
    path.write_text(text.replace("name", "nome"))
    os.utime(path, (now := time.time(), now))
    read_map(project)
    path.write_text(text.replace("name", "naam"))
    os.utime(path, (now, now))
    assert read_map(project) == cold(project)


def test_file_changed_back_in_time_is_read_again(project: Path) -> None:
    read_map(project)
    write_sources(project, {"catalog/models.py": MORE})
    settle(project, OLD - 5000)
    assert read_map(project) == cold(project)


@pytest.mark.parametrize("damage", [b"", b"\x00", b"\xc1" * 50, b"not msgpack at all", b"\x93\xa1x\x80"])
@pytest.mark.parametrize("suffix", [".map", ".facts", ".graphs"])
def test_corrupt_cache_is_as_if_it_were_not_there(project: Path, damage: bytes, suffix: str) -> None:
    expected = read_map(project)
    for path in stored():
        if path.suffix == suffix:
            path.write_bytes(damage)
        else:
            path.unlink()
    assert read_map(project) == expected


def test_cache_cut_off_at_any_place_is_as_if_it_were_not_there(project: Path) -> None:
    expected = read_map(project)
    for path in stored():
        whole = path.read_bytes()
        for share in (0.1, 0.5, 0.99):
            path.write_bytes(whole[: int(len(whole) * share)])
            assert read_map(project) == expected


@pytest.mark.parametrize("suffix", [".map", ".facts", ".graphs"])
def test_cache_with_a_bit_turned_is_as_if_it_were_not_there(project: Path, suffix: str) -> None:
    expected = read_map(project)
    kept = {path: path.read_bytes() for path in stored() if path.suffix == suffix}
    for share in range(20):
        for path in stored():
            path.unlink()
        for path, whole in kept.items():
            place = len(whole) * share // 20
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert read_map(project) == expected


def test_cache_of_another_version_is_not_taken(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "tool_version", lambda: "older")
    read_map(project)
    lie(project)
    monkeypatch.undo()
    monkeypatch.setenv("ANABRANCH_CACHE", str(cache_folder_of(project)))
    assert read_map(project) == cold(project)


def lie(project: Path) -> None:
    """Put an answer into the cache that nobody could take for right."""
    for path in cache_folder_of(project).iterdir():
        if path.suffix == ".map":
            sealed = read_sealed(path)
            assert sealed is not None
            row = msgspec.msgpack.decode(sealed)
            row[3]["references"] = []
            put_sealed(path, msgspec.msgpack.encode(row))


def cache_folder_of(project: Path) -> Path:
    return project.parent / "cache"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_folder_that_cannot_be_written_is_no_reason_to_fail(project: Path) -> None:
    cache_folder_of(project).mkdir(mode=0o500)
    assert read_map(project) == cold(project)


@pytest.mark.parametrize("place", ["file", "folder/in/a/file"])
def test_cache_that_cannot_be_made_is_no_reason_to_fail(
    project: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (project.parent / place.partition("/")[0]).write_text("in the way")
    monkeypatch.setenv("ANABRANCH_CACHE", str(project.parent / place))
    assert read_map(project) == cold(project)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to be had")
def test_folder_in_the_place_of_a_cache_file_is_no_reason_to_fail(project: Path) -> None:
    read_map(project)
    for path in stored():
        path.unlink()
        path.mkdir()
    assert read_map(project) == cold(project)
    assert [path for path in kept_in().iterdir() if path.is_file()] == []


def test_two_runs_at_once_give_the_same_and_leave_a_good_cache(project: Path) -> None:
    code = "import sys; from pathlib import Path; from anabranch.reading.read import read_map\n"
    code += "for _ in range(5): found = read_map(Path(sys.argv[1]))\nprint(len(found.references))"
    command = [sys.executable, "-c", code, str(project)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    runs = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert {run.communicate()[0].strip() for run in runs} == {str(len(cold(project).references))}
    assert read_map(project) == cold(project)
    assert [path.suffix for path in stored()] == [".facts", ".graphs", ".map"]


def test_tests_have_a_cache_of_their_own(project: Path) -> None:
    write_sources(project, {"catalog/tests.py": MORE.replace("catalog", "brands").replace("Product", "Brand")})
    settle(project)
    assert len(read_map(project).references) < len(read_map(project, include_tests=True).references)
    assert read_map(project) == cold(project)


def test_map_without_freed_modules_does_not_answer_for_one_with_them(project: Path) -> None:
    circle = {"catalog/a.py": "from brands.b import f\n\ndef g(): return f()\n",
              "brands/b.py": "from catalog.a import g\n\ndef f(): return g()\n"}  # fmt: skip
    write_sources(project, circle)
    settle(project)
    assert not [one for one in read_map(project, free_modules=False).free if one.level == "module"]
    assert [one for one in read_map(project).free if one.level == "module"]
