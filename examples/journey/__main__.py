"""From mesh to hierarchy, out of the process and back: `make journey`; `make market` only opens the shop.

Everything happens in a copy of examples/market, on SQLite alone. Each step prints what proves it.
"""

import os
import shutil
import sqlite3
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from proof import lines_with, prove, python_tool, run, show, step  # noqa: E402
from running import Running, free_port  # noqa: E402
from shop import Customer  # noqa: E402

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build" / "journey"
SHOP = BUILD / "market"
ANABRANCH = python_tool("anabranch")
ME = {"GIT_AUTHOR_NAME": "market", "GIT_AUTHOR_EMAIL": "shop@market.example",
      "GIT_COMMITTER_NAME": "market", "GIT_COMMITTER_EMAIL": "shop@market.example"}  # fmt: skip
DATA = {
    "MARKET_DATABASE": str(BUILD / "shop.sqlite3"),
    "MARKET_PAYMENTS_DATABASE": str(BUILD / "payments.sqlite3"),
    "MARKET_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
}
SMALL = {"MARKET_DATABASE": str(BUILD / "market.sqlite3")}
DISTANCES = ("share", "copy", "wire", "process", "chaos")
PEOPLE = ("anna", "bram", "cato", "daan")
ORDERS = 6
"""Orders of each customer while payments is killed."""


def main():
    """The story in its order."""
    see_the_mesh()
    see_what_frees_it()
    cut()
    rehearse()
    go_the_distances()
    seed()
    with_payments_away()
    back_in_one_process()
    print(f"\nThe mesh: {BUILD / 'mesh.svg'}\nThe tree: {BUILD / 'tree.svg'}", flush=True)


def copy_market():
    """A repository of its own, so that nothing of this one is touched."""
    ignored = shutil.ignore_patterns("__pycache__", "*.sqlite3", "references.toml", "rehearsal", ".*")
    shutil.copytree(ROOT / "examples" / "market", SHOP, ignore=ignored)
    for command in (["git", "init", "-q"], ["git", "add", "-A"], ["git", "commit", "-q", "-m", "as it grew"]):
        run(command, SHOP, **ME)


def apply_patches():
    patches = sorted((HERE / "patches").glob("*.patch"))
    run(["git", "am", "-q", *patches], SHOP, **ME)
    return len(patches)


def open_shop():
    """The shop on one server, with events delivered by a thread of it: nothing else to start."""
    print("Building the shop in build/journey …", flush=True)
    copy_market()
    apply_patches()
    manage("migrate", "-v0", data=SMALL)
    manage("seed", data=SMALL)
    environment = {**os.environ, **SMALL, "MARKET_RELAY": "thread"}
    command = [sys.executable, "manage.py", "runserver", *sys.argv[2:3]]
    print("Sign in as anna@market.example or admin, password market-demo.", flush=True)
    os.chdir(SHOP)
    os.execve(sys.executable, command, environment)


def see_the_mesh():
    step(1, "The mesh: what the code really references")
    copy_market()
    told = run([ANABRANCH, "map", "--lang", "en"], SHOP)
    show(lines_with(told, "Tangle", "Order  "))
    prove("units depend on each other in a circle" in told, "payments and ten others are one tangle")
    run([ANABRANCH, "map", "--format", "svg", "-o", BUILD / "mesh.svg"], SHOP)


def see_what_frees_it():
    step(2, "What frees payments")
    told = run([ANABRANCH, "free", "payments", "--lang", "en"], SHOP)
    show("\n".join(told.splitlines()[:2]))
    prove(told.startswith("To free payments: cut "), "the least that has to go is named, line by line")


def cut():
    step(3, "The prepared commits that cut it")
    count = apply_patches()
    show(run(["git", "log", "--reverse", "--format=%s", "--shortstat", "-n", str(count)], SHOP))
    told = run([ANABRANCH, "free", "payments", "--lang", "en"], SHOP)
    show(told.splitlines()[0])
    prove("payments is free already" in told, "payments uses nothing that leads back to it")
    run([ANABRANCH, "map", "--format", "svg", "-o", BUILD / "tree.svg"], SHOP)


def rehearse():
    step(4, "The rehearsal: the shop's own tests, as if payments had left")
    told = run(
        [ANABRANCH, "rehearse", "payments", "--lang", "en", "--", sys.executable, "-m", "pytest", "-q"], SHOP
    )
    show(lines_with(told, "passed", "payments:"))
    prove("payments: 0 crossing sites" in told, "nothing crosses the edge of payments but its port")


def go_the_distances():
    step(5, "The same suite at every distance")
    for distance in DISTANCES:
        told = run([sys.executable, "-m", "pytest", "-q", f"--port-distance={distance}"], SHOP)
        last = told.strip().splitlines()[-1]
        prove(" passed" in last and "failed" not in last, f"{distance}: {last.strip('= ')}")


def manage(*arguments, data=DATA):
    return run([sys.executable, "manage.py", *arguments], SHOP, **data)


def seed():
    manage("migrate", "-v0")
    manage("migrate", "-v0", "--database", "payments")
    manage("seed", "--orders", "8")
    # Enough of one thing for everybody.
    with closing(sqlite3.connect(DATA["MARKET_DATABASE"])) as shop, shop:
        shop.execute("UPDATE inventory_stockitem SET quantity = 100000, reserved = 0")


class Placement:
    """The shop and payments as two processes with two databases."""

    def __init__(self):
        ports, shop_ports, site = free_port(), free_port(), free_port()
        self.payments_url, self.site = f"http://127.0.0.1:{ports}", f"http://127.0.0.1:{site}"
        away = {**DATA, "MARKET_SHOP_URL": f"http://127.0.0.1:{shop_ports}"}
        serve = ["--only", "payments", "--ports", f"127.0.0.1:{ports}"]
        self.payments = Running(SHOP, BUILD / "payments.log", serve, away)
        here = {**DATA, "MARKET_PAYMENTS_URL": self.payments_url}
        serve = ["--only", "*", "--ports", f"127.0.0.1:{shop_ports}", "--site", f"127.0.0.1:{site}"]
        self.shop = Running(SHOP, BUILD / "shop.log", serve, here)

    def __enter__(self):
        self.payments.start(self.payments_url)
        self.shop.start(f"{self.site}/reports/health/")
        return self

    def __exit__(self, *_error):
        self.shop.end()
        self.payments.end()


def with_payments_away():
    step(6, "Payments as its own process, with its own database")
    with Placement() as placed:
        customer = Customer(placed.site, "anna@market.example")
        number = customer.order("fountain-pen")
        paid, _ = customer.try_to_pay(number)
        prove(paid, f"order {number} is placed in one process and paid in the other")
        prove(arrives(lambda: status_of(number) != "placed"), "the event that it is paid arrived in the shop")
        prove(
            tables_of(DATA["MARKET_DATABASE"], "payments_payment") == 0,
            "the shop's database holds no payment",
        )
        step(7, "kill -9 of payments in the middle of orders, and back")
        kill_in_the_middle(placed)


def kill_in_the_middle(placed):
    buyers = [Buyer(placed.site, f"{name}@market.example") for name in PEOPLE]
    for buyer in buyers:
        buyer.start()
    wait_until(lambda: sum(len(buyer.paid) for buyer in buyers) >= ORDERS)
    placed.payments.kill()
    before = sum(len(buyer.placed) for buyer in buyers)
    wait_until(lambda: all(len(buyer.placed) == ORDERS or buyer.failed for buyer in buyers), seconds=180)
    during = sum(len(buyer.placed) for buyer in buyers) - before
    prove(during > 0, f"{during} orders were placed while payments was gone")
    placed.payments.start(placed.payments_url)
    for buyer in buyers:
        buyer.join(timeout=180)
    report(buyers)


def report(buyers):
    numbers = [number for buyer in buyers for number in buyer.placed]
    asked = sum(sum(buyer.pages.values()) for buyer in buyers)
    right = sum(buyer.pages[200] for buyer in buyers)
    prove(
        right == asked,
        f"{right} of {asked} requests that need no payment were answered ({100 * right / asked:.1f} %)",
    )
    failed = [buyer.failed for buyer in buyers if buyer.failed]
    done = all(len(buyer.paid) == ORDERS for buyer in buyers)
    prove(done, f"every customer could pay in the end {' '.join(failed)}".strip())
    charged = captured_payments()
    prove(
        all(charged.get(number, 0) == 1 for number in numbers),
        f"{len(numbers)} orders: each charged once, none lost",
    )
    told = arrives(lambda: all(status_of(number) != "placed" for number in numbers), seconds=90)
    prove(told, "every event arrived: all of them are paid in the shop too")
    parcels = [tables_of(DATA["MARKET_DATABASE"], "shipping_shipment", number) for number in numbers]
    prove(max(parcels) <= 1, "each effect once: no order has two parcels")


class Buyer(threading.Thread):
    """Orders one thing after the other, and pays each until it is paid."""

    def __init__(self, site, email):
        super().__init__(daemon=True)
        self._customer = Customer(site, email)
        self.placed, self.paid, self.failed = [], [], ""
        self.pages = {200: 0}

    def run(self):
        try:
            self._buy()
        except Exception as error:
            self.failed = repr(error)

    def _buy(self):
        owed = {}
        for _ in range(ORDERS):
            before = self._customer.answers.copy()
            number = self._customer.order("fountain-pen")
            self._count(before)
            self.placed.append(number)
            owed[number] = ""
            self._pay(owed)
        while owed:
            time.sleep(0.5)
            self._pay(owed)

    def _pay(self, owed):
        for number, key in list(owed.items()):
            paid, owed[number] = self._customer.try_to_pay(number, key)
            if paid:
                self.paid.append(number)
                del owed[number]

    def _count(self, before):
        for code, count in (self._customer.answers - before).items():
            self.pages[code] = self.pages.get(code, 0) + count


def back_in_one_process():
    step(8, "Back into one process: nothing but the setting changes")
    site, ports = free_port(), free_port()
    serve = ["--only", "*", "--ports", f"127.0.0.1:{ports}", "--site", f"127.0.0.1:{site}"]
    shop = Running(SHOP, BUILD / "shop.log", serve, DATA)
    shop.start(f"http://127.0.0.1:{site}/reports/health/")
    try:
        customer = Customer(f"http://127.0.0.1:{site}", "anna@market.example")
        number = customer.order("fountain-pen")
        paid, _ = customer.try_to_pay(number)
        prove(
            paid and arrives(lambda: status_of(number) != "placed"),
            f"order {number} is placed and paid in one process",
        )
        prove(captured_payments()[number] == 1, "its payment stands beside those that the other process took")
    finally:
        shop.end()


def captured_payments():
    with closing(sqlite3.connect(DATA["MARKET_PAYMENTS_DATABASE"])) as payments:
        rows = payments.execute(
            "SELECT order_number, COUNT(*) FROM payments_payment WHERE status = 'captured' GROUP BY 1"
        )
        return dict(rows.fetchall())


def status_of(number):
    with closing(sqlite3.connect(DATA["MARKET_DATABASE"])) as shop:
        found = shop.execute("SELECT status FROM orders_order WHERE number = ?", [number]).fetchone()
        return found[0] if found else ""


def tables_of(database, table, number=""):
    """How many rows a table has, of one order or in all."""
    where = f" WHERE order_id = (SELECT id FROM orders_order WHERE number = '{number}')" if number else ""
    with closing(sqlite3.connect(database)) as connection:
        try:
            return connection.execute(f"SELECT COUNT(*) FROM {table}{where}").fetchone()[0]
        except sqlite3.OperationalError:
            return 0


def arrives(holds, seconds=30):
    return wait_until(holds, seconds, must=False)


def wait_until(holds, seconds=60, must=True):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.1)
    if must:
        prove(False, f"nothing happened within {seconds} seconds; see the logs in {BUILD}")
    return False


if __name__ == "__main__":
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    open_shop() if sys.argv[1:2] == ["market"] else main()
