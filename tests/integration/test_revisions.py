"""Past states of a repository, read from git's objects."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from anabranch.cli.main import main
from anabranch.evidence.git import GitFailed, merge_base, resolve
from anabranch.evidence.revision import read_revision
from anabranch.reading.read import read_map
from tests.fakes.repository import Repository
from tests.fakes.shop_project import write_shop


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(write_shop(tmp_path / "shop"))
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(made.folder)
    made.git("init", "-q", "-b", "main")
    made.commit()
    return made


UP = "\n\ndef sold():\n    from orders.models import Order\n\n    return Order.objects\n"


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["anabranch", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    out, err = capsys.readouterr()
    return int(left.value.code or 0), out, err


def test_map_of_the_same_commit_is_the_map_of_the_folder(repository: Repository) -> None:
    now = read_map(repository.folder, free_modules=False)
    assert read_revision(repository.folder, repository.git("rev-parse", "HEAD")) == now


def test_map_of_a_past_commit_knows_nothing_of_later_files(repository: Repository) -> None:
    before = read_map(repository.folder, cache=False, free_modules=False)
    first = repository.git("rev-parse", "HEAD")
    repository.add("catalog/models.py", UP)
    repository.add("catalog/more.py", UP)
    repository.git("rm", "-q", "orders/services.py")
    repository.commit()
    assert read_revision(repository.folder, first).references == before.references


def test_map_of_a_past_commit_is_kept_for_that_commit_alone(repository: Repository) -> None:
    first = repository.git("rev-parse", "HEAD")
    repository.add("catalog/models.py", UP)
    repository.commit()
    second = repository.git("rev-parse", "HEAD")
    for _ in range(2):
        kept = [read_revision(repository.folder, commit) for commit in (first, first, second)]
        assert kept == [read_revision(repository.folder, commit, cache=False) for commit in (first, first, second)]
    assert kept[0].references != kept[2].references


def test_map_of_a_past_commit_without_the_folder_is_empty(repository: Repository) -> None:
    first = repository.git("rev-parse", "HEAD")
    later = repository.folder / "later"
    later.mkdir()
    (later / "views.py").write_text("x = 1\n", encoding="utf-8")
    assert read_revision(later, first).references == ()


def test_file_changed_but_not_committed_is_read_as_it_was(repository: Repository) -> None:
    before = read_map(repository.folder, cache=False, free_modules=False)
    repository.add("catalog/models.py", UP)
    assert read_revision(repository.folder, "HEAD").references == before.references


def test_folder_inside_the_repository_is_read_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    made = Repository(tmp_path)
    write_shop(tmp_path / "backend")
    made.git("init", "-q", "-b", "main")
    made.commit()
    found = read_revision(tmp_path / "backend", "HEAD")
    assert found.references == read_map(tmp_path / "backend", free_modules=False).references
    assert found.references


def test_branch_is_compared_with_where_it_left(repository: Repository) -> None:
    left = repository.git("rev-parse", "HEAD")
    repository.git("checkout", "-q", "-b", "work")
    repository.git("commit", "-q", "--allow-empty", "-m", "work")
    assert merge_base(repository.folder, "main") == left


@pytest.mark.parametrize("revision", ["nope", "--output=x"])
def test_unknown_revision_is_told_with_what_to_do(repository: Repository, revision: str) -> None:
    with pytest.raises(GitFailed, match="no revision"):
        resolve(repository.folder, revision)


def test_repository_without_a_commit_is_told_what_to_do(tmp_path: Path) -> None:
    Repository(tmp_path).git("init", "-q", "-b", "main")
    with pytest.raises(GitFailed, match=re.escape(f"no commit yet in {tmp_path}")):
        resolve(tmp_path, "HEAD")


def test_step_back_beyond_the_first_commit_is_not_to_be_fetched(repository: Repository) -> None:
    with pytest.raises(GitFailed, match="The history is shorter"):
        resolve(repository.folder, "HEAD~900")


def test_reference_that_an_allowance_covers_is_not_against_the_order(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = 'layers = ["orders", "billing", "catalog"]\n'
    (repository.folder / "anabranch.toml").write_text(rules, encoding="utf-8")
    repository.commit()
    repository.git("checkout", "-q", "-b", "work")
    repository.add("catalog/models.py", "\n\ndef told():\n    import billing.services\n")
    repository.commit()
    assert "⚠" in run(capsys, monkeypatch, "diff", "main")[1]
    allowed = '[[allow]]\nfrom = "catalog"\nto = "billing"\nreason = "by design"\n'
    (repository.folder / "anabranch.toml").write_text(rules + allowed, encoding="utf-8")
    out = run(capsys, monkeypatch, "diff", "main")[1]
    assert "billing" in out
    assert "⚠" not in out
    assert "Against the order: +0" in out


def test_folder_without_git_is_told(tmp_path: Path) -> None:
    with pytest.raises(GitFailed, match="is in no git repository"):
        resolve(tmp_path, "main")


def test_new_reference_since_a_branch_fails_without_debt_files(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository.folder / "anabranch.toml").write_text('layers = ["orders", "billing", "catalog"]\n', encoding="utf-8")
    repository.commit()
    repository.git("checkout", "-q", "-b", "work")
    assert run(capsys, monkeypatch, "check", "--since", "main")[0] == 0
    repository.add("catalog/models.py", "\n\ndef told():\n    import billing.services\n")
    code, out, _ = run(capsys, monkeypatch, "check", "--since", "main")
    assert code == 1
    assert "catalog → billing" in out
    assert not (repository.folder / "anabranch.debt").exists()


def test_branch_that_paid_is_told_so_and_passes_when_strict(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    layers = 'layers = ["(project) | config", "catalog", "orders", "billing"]\n'
    (repository.folder / "anabranch.toml").write_text(layers, encoding="utf-8")
    repository.commit()
    repository.git("checkout", "-q", "-b", "work")
    (repository.folder / "billing" / "services.py").write_text("def charge(product):\n    return 1\n", encoding="utf-8")
    code, out, _ = run(capsys, monkeypatch, "check", "--since", "main", "--strict")
    assert code == 0
    assert re.search(r"debt \d+ \(\d+ paid since main\)", out)
    assert "Shrink" not in out


def test_what_an_allowance_takes_was_not_paid_by_a_branch(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    layers = 'layers = ["(project) | config", "catalog", "orders", "billing"]\n'
    allowed = '[[allow]]\nfrom = "orders"\nto = "catalog"\nreason = "by design"\n'
    (repository.folder / "anabranch.toml").write_text(layers + allowed, encoding="utf-8")
    repository.commit()
    repository.git("checkout", "-q", "-b", "work")
    code, out, _ = run(capsys, monkeypatch, "check", "--since", "main", "--strict")
    assert (code, "paid" in out) == (0, False)


def test_diff_shows_what_a_branch_adds_and_removes(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("checkout", "-q", "-b", "work")
    assert "Nothing changed" in run(capsys, monkeypatch, "diff", "main")[1]
    repository.add("catalog/models.py", UP.replace("orders.models import Order", "orders import models as Order"))
    repository.commit()
    code, out, _ = run(capsys, monkeypatch, "diff", "main", "--format", "json")
    changes = json.loads(out)["changes"]
    assert code == 0
    assert [(one["importer"], one["imported"], one["count"] > 0) for one in changes] == [("catalog", "orders", True)]


def test_diff_writes_names_and_places_as_code_that_can_be_copied(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("checkout", "-q", "-b", "work")
    repository.add("catalog/models.py", "\n\ndef told():\n    import billing.services\n")
    out = run(capsys, monkeypatch, "diff", "main")[1]
    assert re.search(r"\| `catalog:told` \| `billing:` \(code\) \| `catalog/models\.py:\d+` \|", out)


def test_diff_says_which_units_stand_in_no_layer_though_nothing_else_changed(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("anabranch.toml", 'layers = ["(project) | config", "orders", "billing"]\n')
    repository.commit()
    repository.git("checkout", "-q", "-b", "work")
    told = "In no layer of `anabranch.toml`: `catalog`. Add them: `anabranch init`"
    assert told in run(capsys, monkeypatch, "diff", "main")[1]
    repository.add("billing/services.py", "\n\ndef told():\n    import orders.models\n")
    assert told in run(capsys, monkeypatch, "diff", "main")[1]


def test_shallow_clone_is_told_what_to_fetch_and_checks_all_the_same(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("anabranch.toml", 'layers = ["orders", "billing", "catalog"]\n')
    repository.commit()
    clone = tmp_path / "shallow"
    repository.git("clone", "-q", "--depth", "1", repository.folder.as_uri(), str(clone))
    assert "git fetch --unshallow" in run(capsys, monkeypatch, "check", str(clone), "--since", "HEAD~1")[2]
    code, out, _ = run(capsys, monkeypatch, "check", str(clone), "--frozen", "--format", "json")
    assert json.loads(out)["kept"] is (code == 0)


def test_detached_head_is_compared_like_any_branch(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("anabranch.toml", 'layers = ["orders", "billing", "catalog"]\n')
    repository.commit()
    repository.git("checkout", "-q", "--detach")
    assert run(capsys, monkeypatch, "check", "--since", "main")[0] == 0
    repository.add("catalog/models.py", "\n\ndef told():\n    import billing.services\n")
    assert run(capsys, monkeypatch, "check", "--since", "main")[0] == 1
    assert "catalog" in run(capsys, monkeypatch, "diff", "main")[1]


def test_revision_that_is_not_here_is_fetched_by_its_branch(repository: Repository) -> None:
    with pytest.raises(GitFailed, match=r"git fetch origin release$"):
        resolve(repository.folder, "origin/release~2")
