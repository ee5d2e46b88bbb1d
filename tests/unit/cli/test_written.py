from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from anabranch.cli.written import write_whole

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX alone")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "map.json"
    path.write_bytes(b"before")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_holds_what_is_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "map.json", b"all of it")
    assert (tmp_path / "map.json").read_bytes() == b"all of it"
    assert names(tmp_path) == ["map.json"]


@needs_posix
@pytest.mark.usefixtures("small_files")
def test_what_a_file_held_stays_where_the_disk_takes_no_more(file: Path) -> None:
    with pytest.raises(OSError, match="File too large"):
        write_whole(file, b"x" * 100_000)
    assert file.read_bytes() == b"before"
    assert names(file.parent) == ["map.json"]


@pytest.fixture
def small_files() -> Iterator[None]:
    """No file may grow beyond 4 KB: the nearest to a full disk that a test can have."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@needs_posix
def test_a_file_keeps_its_mode_and_a_new_one_has_that_of_any_other(file: Path) -> None:
    file.chmod(0o640)
    write_whole(file, b"after")
    write_whole(file.parent / "new", b"after")
    (file.parent / "other").write_bytes(b"")
    assert oct(file.stat().st_mode)[-3:] == "640"
    assert (file.parent / "new").stat().st_mode == (file.parent / "other").stat().st_mode


@needs_posix
def test_a_link_stays_a_link_and_its_target_is_written(file: Path) -> None:
    link = file.parent / "link.json"
    link.symlink_to(file.name)
    write_whole(link, b"after")
    assert link.is_symlink()
    assert file.read_bytes() == b"after"


@needs_posix
def test_a_file_with_two_names_is_one_file_after(file: Path) -> None:
    (file.parent / "same.json").hardlink_to(file)
    write_whole(file, b"after")
    assert (file.parent / "same.json").read_bytes() == b"after"


@needs_posix
def test_standard_output_is_written_whether_it_is_a_pipe_or_a_file(tmp_path: Path) -> None:
    code = "from pathlib import Path; from anabranch.cli.written import write_whole\n"
    code += "write_whole(Path('/dev/stdout'), b'all of it')"
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout == b"all of it"
    with (tmp_path / "out").open("wb") as out:
        subprocess.run(command, stdout=out, check=True)
    assert (tmp_path / "out").read_bytes() == b"all of it"
    assert names(tmp_path) == ["out"]


@needs_posix
def test_a_device_is_written_through() -> None:
    write_whole(Path(os.devnull), b"after")
    assert Path(os.devnull).is_char_device()
