"""From mesh to hierarchy, out of the process and back: `make journey`; `make market` only opens the shop.

Everything happens in a copy of examples/market, on SQLite alone. Each step prints what proves it.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from apart import apart, back_in_one_process, kill_payments, kill_shipping  # noqa: E402
from places import Places  # noqa: E402
from porting import cut_payments, cut_shipping, go_the_distances, prepare, see_the_mesh, see_what_frees_it  # noqa: E402
from proof import manage  # noqa: E402

BUILD = Path(__file__).resolve().parents[2] / "build" / "journey"


def main():
    """Do what the command line says."""
    told = read_arguments()
    shutil.rmtree(told.folder, ignore_errors=True)
    told.folder.mkdir(parents=True)
    {"story": walk, "market": open_shop, "apart": walk_apart}[told.part](told)


def read_arguments():
    parser = argparse.ArgumentParser(prog="journey", description=__doc__)
    parser.add_argument("part", nargs="?", default="story", choices=("story", "market", "apart"),
                        help="the whole story, only the open shop, or the story from the processes on")  # fmt: skip
    parser.add_argument("address", nargs="?", default="127.0.0.1:8000", help="where the shop is opened")
    parser.add_argument("--folder", type=Path, default=BUILD, help="emptied, and filled with the copy")
    parser.add_argument("--server", default="", help="postgresql://user@host:port instead of SQLite")
    parser.add_argument("--seconds", type=int, default=180, help="how long anything may take")
    return parser.parse_args()


def walk(told):
    """The story in its order."""
    shop = told.folder / "market"
    see_the_mesh(shop)
    see_what_frees_it(shop)
    cut_payments(shop)
    cut_shipping(shop)
    go_the_distances(shop)
    leave_and_return(told)
    print(f"\nThe mesh: {told.folder / 'mesh.svg'}\nThe tree: {told.folder / 'tree.svg'}", flush=True)
    print(
        f"Two domains can leave; the others are still a tangle. What to free next: anabranch plan {shop}",
        flush=True,
    )


def walk_apart(told):
    """The part of the story that has processes."""
    prepare(told.folder / "market")
    leave_and_return(told)


def leave_and_return(told):
    places = Places(told.folder, told.server)
    places.seed()
    with apart(places, told.seconds) as placed:
        kill_payments(placed)
        kill_shipping(placed)
    back_in_one_process(places, told.seconds)


def open_shop(told):
    """The shop on one server, with events delivered by a thread of it: nothing else to start."""
    print(f"Building the shop in {told.folder} …", flush=True)
    shop = told.folder / "market"
    prepare(shop)
    database = {"MARKET_DATABASE": str(told.folder / "market.sqlite3"), "MARKET_RELAY": "thread"}
    quiet = {"MARKET_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    manage(shop, "migrate", "-v0", **database)
    manage(shop, "seed", **database, **quiet)
    print("Sign in as anna@market.example or admin, password market-demo.", flush=True)
    os.chdir(shop)
    command = [sys.executable, "manage.py", "runserver", "--noreload", told.address]
    os.execve(sys.executable, command, {**os.environ, **database})


if __name__ == "__main__":
    main()
