"""The released packages that the tool is measured on: pinned, downloaded once, unpacked, never committed."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / ".corpus"
PINS = Path(__file__).with_name("corpus.txt")


@dataclass(frozen=True)
class Package:
    """A released Django project; `module` is its import name, `tests` whether its truth holds its test apps."""

    name: str
    version: str
    module: str
    sha256: str
    tests: bool

    @property
    def key(self) -> str:
        """The name of its folder and of its truth files."""
        return f"{self.name}-{self.version}"

    @property
    def folder(self) -> Path:
        """Where it is unpacked."""
        return CORPUS / self.key

    @property
    def wheel(self) -> Path:
        """Where it is downloaded to."""
        return CORPUS / "wheels" / f"{self.name.replace('-', '_')}-{self.version}-py3-none-any.whl"

    @property
    def receipt(self) -> Path:
        """What says that it was unpacked whole, and from which file."""
        return CORPUS / f"{self.key}.sha256"


MODULES = {"django-oscar": "oscar", "pretix": "pretix", "wagtail": "wagtail"}
"""Import names of the packages."""

BOOTED_WITH_TESTS = frozenset({"wagtail"})
"""Packages that were booted under their own test settings."""


def pinned_packages() -> tuple[Package, ...]:
    """Read the pins."""
    return tuple(_package(line) for line in PINS.read_text(encoding="utf-8").splitlines() if line)


def _package(line: str) -> Package:
    requirement, _, sha256 = line.partition(" --hash=sha256:")
    name, _, version = requirement.partition("==")
    return Package(name, version, MODULES[name], sha256, name in BOOTED_WITH_TESTS)


def is_ready(package: Package) -> bool:
    """Tell whether a package was unpacked whole, from the pinned file."""
    return (
        package.folder.is_dir()
        and package.receipt.is_file()
        and package.receipt.read_text(encoding="utf-8").strip() == package.sha256
    )


def download() -> None:
    """Let pip fetch all wheels; it checks the hashes, also of those that are there already."""
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    # What is read is source; it need not run on this interpreter.
    options += ["--ignore-requires-python", "--dest", str(CORPUS / "wheels"), "--requirement", str(PINS)]
    subprocess.run([sys.executable, "-m", "pip", "download", *options], check=True)


def unpack(package: Package) -> None:
    """Unpack a wheel beside its place, then move it there, so that an interrupted run leaves no half."""
    if hashlib.sha256(package.wheel.read_bytes()).hexdigest() != package.sha256:
        raise SystemExit(f"{package.wheel} is not the pinned file; delete it and run this again.")
    package.receipt.unlink(missing_ok=True)
    shutil.rmtree(package.folder, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=CORPUS) as scratch:
        whole = Path(scratch) / package.key
        with zipfile.ZipFile(package.wheel) as archive:
            archive.extractall(whole)
        whole.rename(package.folder)
    package.receipt.write_text(package.sha256 + "\n", encoding="utf-8")


def main() -> None:
    """Fetch what is missing, and say what is there."""
    missing = [package for package in pinned_packages() if not is_ready(package)]
    if missing:
        CORPUS.mkdir(exist_ok=True)
        download()
    for package in missing:
        unpack(package)
    for package in pinned_packages():
        print(f"{package.folder.relative_to(ROOT).as_posix()}  {package.sha256[:12]}")


if __name__ == "__main__":
    main()
