from __future__ import annotations

from pathlib import Path

from anabranch.project.enclosing import project_around


def test_a_folder_below_a_project_is_a_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "manage.py").touch()
    (tmp_path / "shop" / "orders").mkdir(parents=True)
    assert project_around(str(tmp_path / "shop" / "orders")) == str(tmp_path)


def test_a_repository_or_a_project_inside_another_is_no_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "manage.py").touch()
    for name in (".git", "manage.py"):
        (tmp_path / f"own{name}" / "orders").mkdir(parents=True)
        (tmp_path / f"own{name}" / name).touch()
        assert project_around(str(tmp_path / f"own{name}")) == ""
        assert project_around(str(tmp_path / "own.git" / "orders")) == ""
