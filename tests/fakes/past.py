"""A repository of the shop with a past: its commits are a month apart."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.fakes.shop_project import write_shop

DAY = 86_400
START = 1_700_000_000


class Past:
    """A repository whose commits are a month apart."""

    def __init__(self, folder: Path) -> None:
        self.folder = write_shop(folder)
        self.months = 0
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        date = f"{START + self.months * 31 * DAY} +0000"
        environment = {**os.environ, "GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date}
        name = ("-c", "user.name=t", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false")
        command = ["git", *name, *arguments]
        done = subprocess.run(command, cwd=self.folder, check=True, capture_output=True, text=True, env=environment)
        return done.stdout.strip()

    def commit(self, message: str = "x") -> str:
        self.months += 1
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def write(self, path: str, text: str, *, append: bool = False) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.read_text(encoding="utf-8") if append and target.exists() else ""
        target.write_text(before + text, encoding="utf-8")

    def delete(self, folder: str) -> None:
        self.git("rm", "-r", "-q", folder)

    def change_and_lose(self, name: str) -> None:
        """Commit a change, then take away an object of the commit before."""
        lost = self.git("rev-parse", name)
        self.write("catalog/notes.py", "A = 2\n")
        self.commit()
        (self.folder / ".git" / "objects" / lost[:2] / lost[2:]).unlink()


def write_key(past: Past, target: str) -> None:
    key = f"    product = models.ForeignKey({target}, on_delete=models.CASCADE)\n"
    past.write("orders/models.py", f"from django.db import models\n\n\nclass Order(models.Model):\n{key}")
    past.commit("Key")


def drop_key(past: Past) -> None:
    past.write("orders/models.py", "from django.db import models\n\n\nclass Order(models.Model):\n    pass\n")
    past.write("orders/migrations/0002_no_product.py", 'migrations.RemoveField(model_name="order", name="product")\n')
