"""The second half of the story: payments and shipping as processes of their own, killed, and back in one process."""

import threading
import time
from collections import Counter
from contextlib import contextmanager

from proof import prove, step
from running import Running, free_ports
from shop import Customer

AWAY = ("payments", "shipping")
NEEDED = {"payments": "payment", "shipping": "parcel"}
PEOPLE = ("anna", "bram", "cato", "daan")
ORDERS = 6
"""Orders of each customer while one of them is killed."""
ENOUGH = 0.95
"""Share of requests that have to be right."""


class Placement:
    """The shop, payments and shipping as three processes with three databases."""

    def __init__(self, places, seconds):
        self.places, self.seconds = places, seconds
        *ports, site = (f"http://127.0.0.1:{port}" for port in free_ports(len(AWAY) + 2))
        self.urls = dict(zip((*AWAY, "shop"), ports, strict=True))
        self.site = site
        self.away = {key: self._apart(key) for key in AWAY}
        here = {f"MARKET_{key.upper()}_URL": self.urls[key] for key in AWAY}
        serve = ["--only", "*", "--ports", bare(self.urls["shop"]), "--site", bare(self.site)]
        self.shop = Running(places.market, places.folder / "shop.log", serve, {**places.environment, **here})

    def _apart(self, key):
        environment = {**self.places.environment, "MARKET_SHOP_URL": self.urls["shop"]}
        serve = ["--only", key, "--migrate", "--ports", bare(self.urls[key])]
        return Running(self.places.market, self.places.folder / f"{key}.log", serve, environment)

    def __enter__(self):
        for key in AWAY:
            self.start(key)
        self.shop.start(f"{self.site}/reports/health/", self.seconds)
        return self

    def __exit__(self, *_error):
        for running in (self.shop, *self.away.values()):
            running.end()

    def start(self, key):
        self.away[key].start(self.urls[key], self.seconds)

    def kill(self, key):
        self.away[key].kill()

    def until(self, holds):
        """Whether something becomes true in time."""
        until = time.monotonic() + self.seconds
        while time.monotonic() < until:
            if holds():
                return True
            time.sleep(0.1)
        return False


def bare(url):
    return url.removeprefix("http://")


@contextmanager
def apart(places, seconds):
    step(6, f"Payments and shipping as processes of their own, with databases of their own ({places.engine})")
    with Placement(places, seconds) as placed:
        customer = Customer(placed.site, "anna@market.example")
        number = customer.order("fountain-pen")
        paid, _ = customer.try_to_pay(number)
        prove(paid, f"order {number} is placed in one process and paid in the second")
        arrived = placed.until(lambda: places.status_of(number) != "placed")
        prove(arrived, "the event that it is paid arrived in the shop")
        packed = placed.until(lambda: places.is_packed(number))
        prove(packed and places.parcels(number) == 1, "and it is packed in the third, which told the shop")
        alone = not any(places.has_table(places.shop, table) for table in ("payments_payment", "shipping_shipment"))
        prove(alone, "the shop's database has no table of payments, and none of shipping")
        yield placed


def kill_payments(placed):
    step(7, "kill -9 of payments in the middle of orders, and back")
    looks = (
        ("/orders/{}/", 200, "Payments cannot be shown right now", "the order page answers in part"),
        (
            "/pay/",
            503,
            "Back in a moment",
            "a page that is nothing without payments says so, with status 503",
        ),
        (
            "/pay/order/{}/",
            200,
            "Your order is safe",
            "who wants to pay now is sent back to the order",
        ),
    )
    kill_in_the_middle(placed, "payments", looks)


def kill_shipping(placed):
    step(8, "kill -9 of shipping in the middle of orders, and back")
    looks = (
        ("/orders/{}/", 200, "Parcels cannot be shown right now", "the order page answers in part"),
        (
            "/shipping/points/",
            503,
            "Back in a moment",
            "a page that is nothing without shipping says so, with status 503",
        ),
        ("/pay/order/{}/", 200, "Pay €", "paying goes on"),
    )
    kill_in_the_middle(placed, "shipping", looks)


def kill_in_the_middle(placed, key, looks):
    buyers = [Buyer(placed.site, f"{name}@market.example") for name in PEOPLE]
    for buyer in buyers:
        buyer.start()
    prove(placed.until(lambda: paid_by(buyers) >= ORDERS), f"{ORDERS} orders are paid, and customers go on")
    placed.kill(key)
    before = placed_by(buyers)
    look_while_it_is_away(placed, looks)
    done = placed.until(lambda: all(len(buyer.placed) == ORDERS or buyer.failed for buyer in buyers))
    during = placed_by(buyers) - before
    prove(done and during > 0, f"{during} orders were placed while {key} was gone")
    placed.start(key)
    for buyer in buyers:
        buyer.join(timeout=placed.seconds)
    report(placed, buyers, key)


def placed_by(buyers):
    return sum(len(buyer.placed) for buyer in buyers)


def paid_by(buyers):
    return sum(len(buyer.paid) for buyer in buyers)


def look_while_it_is_away(placed, looks):
    customer = Customer(placed.site, "eva@market.example")
    number = customer.order("fountain-pen")
    for address, status, words, what in looks:
        path = address.format(number)
        prove(placed.until(lambda: words in customer.open(path) and customer.status == status), what)  # noqa: B023


def report(placed, buyers, key):
    places, numbers = placed.places, [number for buyer in buyers for number in buyer.placed]
    prove_share((buyer.pages for buyer in buyers), f"requests that need no {NEEDED[key]} were right")
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
    told = placed.until(lambda: all(places.is_packed(number) for number in numbers))
    prove(told, "every event arrived: all of them are paid and packed in the shop too")
    prove(placed.until(lambda: not places.undelivered()), "no event is left in any database, and none failed")
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
    step(9, "Back into one process: nothing but the setting changes")
    placed = Placement(places, seconds)
    # The shop as before, without the addresses.
    placed.shop = placed.shop.without(*(f"MARKET_{key.upper()}_URL" for key in AWAY))
    before = places.charged()
    placed.shop.start(f"{placed.site}/reports/health/", seconds)
    try:
        customer = Customer(placed.site, "anna@market.example")
        number = customer.order("fountain-pen")
        paid, _ = customer.try_to_pay(number)
        packed = placed.until(lambda: places.is_packed(number))
        prove(paid and packed, f"order {number} is placed, paid and packed in one process")
        same = {**before, number: 1} == places.charged()
        prove(same, f"its payment stands beside the {sum(before.values())} that were taken before")
        prove(places.parcels(number) == 1, "and its parcel beside those that were packed before")
    finally:
        placed.shop.end()
