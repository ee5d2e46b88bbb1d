"""The second half of the story: payments as a process of its own, killed, and back in one process."""

import threading
import time
from collections import Counter
from contextlib import contextmanager

from proof import prove, step
from running import Running, free_port
from shop import Customer

PEOPLE = ("anna", "bram", "cato", "daan")
ORDERS = 6
"""Orders of each customer while payments is killed."""


ENOUGH = 0.95
"""Share of requests that have to be right."""


class Placement:
    """The shop and payments as two processes with two databases."""

    def __init__(self, places, seconds):
        ports, shop_ports, site = free_port(), free_port(), free_port()
        self.places, self.seconds = places, seconds
        self.payments_url, self.site = f"http://127.0.0.1:{ports}", f"http://127.0.0.1:{site}"
        away = {**places.environment, "MARKET_SHOP_URL": f"http://127.0.0.1:{shop_ports}"}
        serve = ["--only", "payments", "--migrate", "--ports", f"127.0.0.1:{ports}"]
        self.payments = Running(places.market, places.folder / "payments.log", serve, away)
        here = {**places.environment, "MARKET_PAYMENTS_URL": self.payments_url}
        serve = ["--only", "*", "--ports", f"127.0.0.1:{shop_ports}", "--site", f"127.0.0.1:{site}"]
        self.shop = Running(places.market, places.folder / "shop.log", serve, here)

    def __enter__(self):
        self.payments.start(self.payments_url, self.seconds)
        self.shop.start(f"{self.site}/reports/health/", self.seconds)
        return self

    def __exit__(self, *_error):
        self.shop.end()
        self.payments.end()

    def until(self, holds):
        """Whether something becomes true in time."""
        until = time.monotonic() + self.seconds
        while time.monotonic() < until:
            if holds():
                return True
            time.sleep(0.1)
        return False


@contextmanager
def payments_apart(places, seconds):
    step(5, f"Payments as its own process, with its own database ({places.engine})")
    with Placement(places, seconds) as placed:
        customer = Customer(placed.site, "anna@market.example")
        number = customer.order("fountain-pen")
        paid, _ = customer.try_to_pay(number)
        prove(paid, f"order {number} is placed in one process and paid in the other")
        arrived = placed.until(lambda: places.status_of(number) != "placed")
        prove(arrived, "the event that it is paid arrived in the shop")
        prove(not places.has_payments(places.shop), "the shop's database has no table of payments")
        yield placed


def kill_in_the_middle(placed):
    step(6, "kill -9 of payments in the middle of orders, and back")
    buyers = [Buyer(placed.site, f"{name}@market.example") for name in PEOPLE]
    for buyer in buyers:
        buyer.start()
    prove(placed.until(lambda: paid_by(buyers) >= ORDERS), f"{ORDERS} orders are paid, and customers go on")
    placed.payments.kill()
    before = placed_by(buyers)
    look_while_it_is_away(placed)
    done = placed.until(lambda: all(len(buyer.placed) == ORDERS or buyer.failed for buyer in buyers))
    during = placed_by(buyers) - before
    prove(done and during > 0, f"{during} orders were placed while payments was gone")
    placed.payments.start(placed.payments_url, placed.seconds)
    for buyer in buyers:
        buyer.join(timeout=placed.seconds)
    report(placed, buyers)


def placed_by(buyers):
    return sum(len(buyer.placed) for buyer in buyers)


def paid_by(buyers):
    return sum(len(buyer.paid) for buyer in buyers)


def look_while_it_is_away(placed):
    customer = Customer(placed.site, "eva@market.example")
    number = customer.order("fountain-pen")
    looks = (
        (f"/orders/{number}/", 200, "Payments cannot be shown right now", "the order page answers in part"),
        (
            "/pay/",
            503,
            "Back in a moment",
            "a page that is nothing without payments says so, with status 503",
        ),
        (
            f"/pay/order/{number}/",
            200,
            "Your order is safe",
            "who wants to pay now is sent back to the order",
        ),
    )
    for path, status, words, what in looks:
        prove(placed.until(lambda: words in customer.open(path) and customer.status == status), what)  # noqa: B023


def report(placed, buyers):
    places, numbers = placed.places, [number for buyer in buyers for number in buyer.placed]
    prove_share((buyer.pages for buyer in buyers), "requests that need no payment were right")
    prove_share((buyer.asked for buyer in buyers), "requests in all, paying among them, got no error")
    failed = " ".join(buyer.failed for buyer in buyers if buyer.failed)
    prove(
        all(len(buyer.paid) == ORDERS for buyer in buyers),
        f"every customer could pay in the end {failed}".strip(),
    )
    charged = places.charged()
    prove(
        all(charged.get(number) == 1 for number in numbers),
        f"{len(numbers)} orders: each charged once, none lost",
    )
    told = placed.until(lambda: all(places.status_of(number) != "placed" for number in numbers))
    prove(told, "every event arrived: all of them are paid in the shop too")
    prove(placed.until(lambda: not places.undelivered()), "no event is left in either database, and none failed")
    once = all((places.parcels(number), places.messages(number)) == (1, 1) for number in numbers)
    prove(once, "each effect once: every order has one parcel and one message")


def prove_share(counted, what):
    """Print the share of answers that are no error. Where a machine is slow, some run into their deadline."""
    answers = sum(counted, Counter())
    right, asked = sum(count for code, count in answers.items() if code < 400), sum(answers.values())
    wrong = {code: count for code, count in answers.items() if code >= 400}
    told = f"{right} of {asked} {what} ({100 * right / asked:.1f} %) {wrong or ''}"
    prove(right >= ENOUGH * asked, told.strip())


class Buyer(threading.Thread):
    """Orders one thing after the other, and pays each until it is paid."""

    def __init__(self, site, email):
        super().__init__(daemon=True)
        self._customer = Customer(site, email)
        self.placed, self.paid, self.failed = [], [], ""
        self.pages = Counter()

    @property
    def asked(self):
        """All answers by their status."""
        return self._customer.answers

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
            self.pages += self._customer.answers - before
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


def back_in_one_process(places, seconds):
    step(7, "Back into one process: nothing but the setting changes")
    placed = Placement(places, seconds)
    # The shop as before, without the address of payments.
    placed.shop = placed.shop.without("MARKET_PAYMENTS_URL")
    before = places.charged()
    placed.shop.start(f"{placed.site}/reports/health/", seconds)
    try:
        customer = Customer(placed.site, "anna@market.example")
        number = customer.order("fountain-pen")
        paid, _ = customer.try_to_pay(number)
        arrived = placed.until(lambda: places.status_of(number) != "placed")
        prove(paid and arrived, f"order {number} is placed and paid in one process")
        same = {**before, number: 1} == places.charged()
        prove(same, f"its payment stands beside the {sum(before.values())} that were taken before")
    finally:
        placed.shop.end()
