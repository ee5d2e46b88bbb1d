"""Where the shop, payments and shipping keep their rows: files of SQLite, or databases of a PostgreSQL server."""

import sqlite3
from contextlib import closing

from proof import manage

NAMES = ("shop", "payments", "shipping")
NO_MAIL = {"MARKET_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


class Places:
    """Three databases, and what is in them."""

    def __init__(self, folder, server=""):
        self.folder, self.market, self._server = folder, folder / "market", server
        self.shop, self.payments, self.shipping = map(self._place, NAMES)
        self.environment = {
            "MARKET_DATABASE": self.shop,
            "MARKET_PAYMENTS_DATABASE": self.payments,
            "MARKET_SHIPPING_DATABASE": self.shipping,
            **NO_MAIL,
        }

    def _place(self, name):
        return f"{self._server}/{name}" if self._server else str(self.folder / f"{name}.sqlite3")

    @property
    def engine(self):
        return "PostgreSQL" if self._server else "SQLite"

    def seed(self):
        """Make the databases, with goods and customers, and enough of one thing for everybody."""
        if self._server:
            make_databases(self._server, *NAMES)
        for alias in ("default", "payments", "shipping"):
            manage(self.market, "migrate", "-v0", "--database", alias, **self.environment)
        manage(self.market, "seed", "--orders", "8", **self.environment)
        self.ask(self.shop, "UPDATE inventory_stockitem SET quantity = 100000, reserved = 0")

    def status_of(self, number):
        """Where an order is in its life; nothing where there is none."""
        found = self.ask(self.shop, "SELECT status FROM orders_order WHERE number = ?", number)
        return found[0][0] if found else ""

    def is_packed(self, number):
        """The shop knows that an order is packed."""
        asked = "SELECT COUNT(*) FROM orders_order WHERE number = ? AND is_packed"
        return self.ask(self.shop, asked, number)[0][0] > 0

    def charged(self):
        """How often each order was charged."""
        asked = "SELECT order_number, COUNT(*) FROM payments_payment WHERE status = 'captured' GROUP BY order_number"
        return dict(self.ask(self.payments, asked))

    def parcels(self, number):
        """How many parcels an order has."""
        asked = "SELECT COUNT(*) FROM shipping_shipment WHERE order_number = ?"
        return self.ask(self.shipping, asked, number)[0][0]

    def messages(self, number):
        """How often its customer was told that an order arrived."""
        asked = "SELECT COUNT(*) FROM notifications_notification WHERE text = ?"
        return self.ask(self.shop, asked, f"We received order {number}.")[0][0]

    def undelivered(self):
        """Events that wait in any database, and those that could not be handled."""
        tables = ("anabranch_outbox", "anabranch_unsent", "anabranch_deferred")
        return sum(
            self.ask(place, f"SELECT COUNT(*) FROM {table}")[0][0]
            for place in (self.shop, self.payments, self.shipping)
            for table in tables
        )

    def has_table(self, place, table):
        """A database has a table of that name."""
        asked = "SELECT COUNT(*) FROM sqlite_master WHERE name = ?"
        if self._server:
            asked = "SELECT COUNT(*) FROM pg_tables WHERE tablename = ?"
        return self.ask(place, asked, table)[0][0] > 0

    def ask(self, place, asked, *values):
        """The rows of one statement, committed."""
        with closing(connect(place)) as connection:
            marked = asked.replace("?", "%s") if self._server else asked
            cursor = connection.execute(marked, values)
            rows = cursor.fetchall() if cursor.description else []
            connection.commit()
            return rows


def make_databases(server, *names):
    import psycopg

    with closing(psycopg.connect(f"{server}/postgres", autocommit=True)) as connection:
        for name in names:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name}")


def connect(place):
    if not place.startswith("postgresql://"):
        return sqlite3.connect(place, timeout=20)
    import psycopg

    return psycopg.connect(place)
