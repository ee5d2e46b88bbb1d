"""The first half of the story: from the mesh to a domain that could leave, commit by commit."""

import re
import shutil
import sys
from pathlib import Path

from proof import lines_with, prove, python_tool, run, show, step

HERE = Path(__file__).resolve().parent
MARKET = HERE.parent / "market"
ANABRANCH = python_tool("anabranch")
ME = {"GIT_AUTHOR_NAME": "market", "GIT_AUTHOR_EMAIL": "shop@market.example",
      "GIT_COMMITTER_NAME": "market", "GIT_COMMITTER_EMAIL": "shop@market.example"}  # fmt: skip
SUITE = (sys.executable, "-m", "pytest", "-q")
OF_PAYMENTS = 6
"""Commits that let payments leave; those after them let shipping."""
DISTANCES = ("share", "copy", "wire", "process", "chaos")


def prepare(shop):
    """The shop as it is at the end of the port."""
    copy_market(shop)
    for patch in patches():
        apply(shop, patch)


def copy_market(shop):
    """A repository of its own, so that nothing of this one is touched."""
    ignored = shutil.ignore_patterns("__pycache__", "*.sqlite3", "*.toml.orig", "rehearsal", "apart", ".*")
    shutil.copytree(MARKET, shop, ignore=ignored)
    for name in ("references.toml", "crossings.toml"):
        (shop / name).unlink()
    for command in (["git", "init", "-q"], ["git", "add", "-A"], ["git", "commit", "-q", "-m", "as it grew"]):
        run(command, shop, **ME)


def patches():
    return sorted((HERE / "patches").glob("*.patch"))


def apply(shop, patch):
    """Commit one patch; its subject."""
    run(["git", "am", "-q", patch], shop, **ME)
    return run(["git", "log", "-1", "--format=%s"], shop).strip()


def anabranch(shop, command, *arguments):
    return run([ANABRANCH, command, "--lang", "en", *arguments], shop)


def draw(shop, name):
    run([ANABRANCH, "map", "--format", "svg", "--focus", "payments", "-o", shop.parent / name], shop)


def see_the_mesh(shop):
    step(1, "The mesh: what the code really references")
    copy_market(shop)
    told = anabranch(shop, "map")
    show(lines_with(told, "Tangle", "Order  "))
    prove("units depend on each other in a circle" in told, "payments and ten others are one tangle")
    draw(shop, "mesh.svg")


def see_what_frees_it(shop):
    step(2, "What frees payments")
    told = anabranch(shop, "free", "payments")
    show("\n".join(told.splitlines()[:2]))
    prove(told.startswith("To free payments: cut "), "the least that has to go is named, line by line")


def cut_payments(shop):
    step(3, "The prepared commits that cut it, each rehearsed: the shop's own tests, as if payments had left")
    show("The least cut would put payments at the top, where nobody calls it. These go further: others call it through")
    show("a port, and it may leave. Seven suites now, a line after each.")
    cut(shop, "payments", "as it grew", patches()[:OF_PAYMENTS])
    free = anabranch(shop, "free", "payments").splitlines()[0]
    prove("payments is free already" in free, "payments uses nothing that leads back to it")
    above = anabranch(shop, "free", "checkout").splitlines()[0]
    prove(
        "checkout is free already" in above,
        "checkout combines orders, payments and shipping; none refers to it",
    )
    draw(shop, "tree.svg")


def cut_shipping(shop):
    step(4, "Shipping goes the same way, from above: it calls orders, and nobody waits for it")
    show("Five suites, a line after each.")
    cut(shop, "shipping", "before", patches()[OF_PAYMENTS:])
    prove(report("payments, once more", shop, "payments") == 0, "and nothing that of payments")


def cut(shop, domain, begun, commits):
    """Apply commits, and rehearse the domain before them and after each."""
    sites = [report(begun, shop, domain)]
    for patch in commits:
        sites.append(report(apply(shop, patch), shop, domain))
    prove(sites == sorted(sites, reverse=True), "no commit adds a crossing")
    prove(sites[-1] == 0, f"nothing crosses the edge of {domain} but ports")


def report(subject, shop, domain):
    """Run the suite as if a domain had left, and print how many places would break."""
    told = anabranch(shop, "rehearse", domain, "--calls", "--", *SUITE)
    found = re.search(rf"^{domain}: (\d+) crossing sites?", told, re.MULTILINE)
    passed = re.search(r"^(\d+) passed", told, re.MULTILINE)
    prove(found and passed, f"{subject}: the suite passes and the rehearsal counts", quietly=True)
    show(f"{found.group(1):>3} crossing sites  {passed.group(1)} tests pass  {subject}")
    return int(found.group(1))


def go_the_distances(shop):
    step(5, "The same suite at every distance of both ports")
    show(f"{len(DISTANCES)} suites, a line after each: {', '.join(DISTANCES)}.")
    for distance in DISTANCES:
        told = run([*SUITE, f"--port-distance={distance}"], shop)
        last = told.strip().splitlines()[-1]
        prove(" passed" in last and "failed" not in last, f"{distance}: {last.strip('= ')}")
