from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from anabranch.errors import NothingToRead
from anabranch.project.file_list import FileList
from anabranch.project.files import list_files, no_python_in


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("")


def git(root: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments]
    subprocess.run(command, cwd=root, check=True, capture_output=True)


def python_of(files: FileList) -> list[str]:
    return [file.path for file in files.python]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    return tmp_path


def test_empty_folder_lists_nothing(tmp_path: Path) -> None:
    files = list_files(tmp_path, include_tests=False)
    assert files == FileList(str(tmp_path), (), (), (), (), (), with_tests=False)
    assert str(tmp_path) in str(no_python_in(files))


def test_missing_path_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match=r"There is no .*nowhere"):
        list_files(tmp_path / "nowhere", include_tests=False)


def test_path_of_a_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.py")
    with pytest.raises(NothingToRead, match="not a folder"):
        list_files(tmp_path / "a.py", include_tests=False)


def test_file_is_listed_with_size_and_time(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    os.utime(tmp_path / "a.py", ns=(5, 7))
    (file,) = list_files(tmp_path, include_tests=False).python
    assert (file.path, file.size, file.modified) == ("a.py", 6, 7)


def test_folder_without_git_is_walked(tmp_path: Path) -> None:
    write(
        tmp_path, "shop/models.py", "shop/a.pyi", "shop/b_pb2.py", "node_modules/c.py", ".hidden/d.py", "shop/n.ipynb"
    )
    files = list_files(tmp_path, include_tests=False)
    assert python_of(files) == ["shop/models.py"]
    assert files.notebooks == ("shop/n.ipynb",)


@pytest.mark.parametrize("with_git", [True, False])
def test_virtual_environment_is_left_out_under_any_name(tmp_path: Path, with_git: bool) -> None:
    write(tmp_path, "a.py", "env-3/pyvenv.cfg", "env-3/lib/b.py")
    if with_git:
        git(tmp_path, "init", "-q")
    assert python_of(list_files(tmp_path, include_tests=False)) == ["a.py"]


def test_test_code_is_listed_only_on_demand(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "tests/b.py", "tests/templates/c.html")
    assert python_of(list_files(tmp_path, include_tests=False)) == ["a.py"]
    files = list_files(tmp_path, include_tests=True)
    assert python_of(files) == ["a.py", "tests/b.py"]
    assert [file.path for file in files.templates] == ["tests/templates/c.html"]


def test_html_counts_as_template_beside_python_alone(tmp_path: Path) -> None:
    write(tmp_path, "shop/__init__.py", "shop/mails/a.html", "site/b.html", "templates/c.txt", "shop/d.txt")
    templates = list_files(tmp_path, include_tests=False).templates
    assert [file.path for file in templates] == ["shop/mails/a.html", "templates/c.txt"]


def test_packaging_files_are_listed(tmp_path: Path) -> None:
    write(tmp_path, "manage.py", "pyproject.toml", "lib/setup.cfg", "other.cfg")
    assert list_files(tmp_path, include_tests=False).packaging == ("lib/setup.cfg", "manage.py", "pyproject.toml")


def test_repository_lists_new_and_tracked_files_but_not_ignored_ones(repository: Path) -> None:
    write(repository, "tracked.py", "new.py", "ignored.py", "deleted.py")
    (repository / ".gitignore").write_text("ignored.py\n")
    git(repository, "add", "tracked.py", "deleted.py")
    (repository / "deleted.py").unlink()
    assert python_of(list_files(repository, include_tests=False)) == ["new.py", "tracked.py"]


def test_folder_inside_repository_is_its_own_root(repository: Path) -> None:
    write(repository, "a.py", "inner/b.py")
    files = list_files(repository / "inner", include_tests=False)
    assert (files.root, python_of(files)) == (str(repository / "inner"), ["b.py"])


def test_folder_that_the_repository_ignores_is_still_read(repository: Path) -> None:
    write(repository, "a.py", "corpus/b.py")
    (repository / ".gitignore").write_text("corpus/\n")
    assert python_of(list_files(repository / "corpus", include_tests=False)) == ["b.py"]


def test_repository_inside_repository_is_listed_too(repository: Path) -> None:
    write(repository, "a.py", "inner/b.py")
    git(repository / "inner", "init", "-q")
    assert python_of(list_files(repository, include_tests=False)) == ["a.py", "inner/b.py"]


def test_variables_of_a_git_hook_do_not_lead_elsewhere(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository, "a.py")
    monkeypatch.setenv("GIT_DIR", "/nowhere/.git")
    assert python_of(list_files(repository, include_tests=False)) == ["a.py"]


def test_program_that_the_repository_configures_is_not_run(repository: Path) -> None:
    write(repository, "a.py")
    git(repository, "config", "core.fsmonitor", f"touch {repository}/ran; echo")
    list_files(repository, include_tests=False)
    assert not (repository / "ran").exists()


def test_folder_without_installed_git_is_walked(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository, "a.py")
    monkeypatch.setenv("PATH", "")
    assert python_of(list_files(repository, include_tests=False)) == ["a.py"]


@pytest.mark.parametrize("with_git", [True, False])
def test_links_in_a_circle_or_to_nowhere_are_unreadable(tmp_path: Path, with_git: bool) -> None:
    write(tmp_path, "a.py")
    (tmp_path / "loop.py").symlink_to("loop.py")
    (tmp_path / "gone.py").symlink_to("nowhere.py")
    (tmp_path / "again").symlink_to(".", target_is_directory=True)
    if with_git:
        git(tmp_path, "init", "-q")
    files = list_files(tmp_path, include_tests=False)
    assert python_of(files) == ["a.py"]
    assert [path for path, _ in files.unreadable] == ["gone.py", "loop.py"]


@pytest.mark.parametrize("with_git", [True, False])
def test_name_that_is_not_utf8_is_unreadable(tmp_path: Path, with_git: bool) -> None:
    write(tmp_path, "a.py", "größe.py", "new\nline.py")
    try:
        (tmp_path / os.fsdecode(b"b\xff.py")).write_text("")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    if with_git:
        git(tmp_path, "init", "-q")
    files = list_files(tmp_path, include_tests=False)
    assert python_of(files) == ["a.py", "größe.py", "new\nline.py"]
    assert files.unreadable == (("b\\xff.py", "its name is not UTF-8"),)


def test_pipe_with_the_name_of_a_module_is_unreadable(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.py")
    assert list_files(tmp_path, include_tests=False).unreadable == (("a.py", "not a regular file"),)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for the superuser")
@pytest.mark.parametrize("with_git", [True, False])
def test_folder_without_permission_is_unreadable(tmp_path: Path, with_git: bool) -> None:
    write(tmp_path, "a.py", "secret/b.py")
    if with_git:
        git(tmp_path, "init", "-q")
    (tmp_path / "secret").chmod(0)
    files = list_files(tmp_path, include_tests=False)
    (tmp_path / "secret").chmod(0o700)
    assert python_of(files) == ["a.py"]
    assert [path for path, _ in files.unreadable] == ["secret"]
