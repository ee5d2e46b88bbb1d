"""A customer of the running shop, who has nothing but its pages."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter

PASSWORD = "market-demo"
CARD = "4242 4242 4242 4242"


class Customer:
    """Signs in, collects, orders and pays, as a browser would."""

    def __init__(self, base, email):
        self.base = base
        self.answers = Counter()
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies)
        page = self.open("/accounts/login/")
        page = self.send("/accounts/login/", page, username=email, password=PASSWORD)
        if "Sign out" not in page:
            raise RuntimeError(f"{email} could not sign in.")

    def open(self, path, data=None):
        """The page; an answer that says something is wrong is counted and given all the same."""
        request = urllib.request.Request(self.base + path, data, {"Referer": self.base + path})
        try:
            with self._opener.open(request, timeout=60) as answer:
                self.answers[answer.status] += 1
                self.status, self.url = answer.status, answer.geturl()
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            self.answers[error.code] += 1
            self.status, self.url = error.code, error.geturl()
            return error.read().decode()

    def send(self, path, page, **fields):
        """Send a form of a page."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        fields["csrfmiddlewaretoken"] = found.group(1) if found else ""
        return self.open(path, urllib.parse.urlencode(fields).encode())

    def order(self, slug):
        """Put a product into the cart and order it; the number of the order."""
        page = self.open(f"/products/{slug}/")
        added = re.search(r'action="(/orders/cart/add/\d+/)"', page).group(1)
        self.send(added, page, quantity=1)
        page = self.open("/orders/checkout/")
        fields = dict.fromkeys(("name", "street", "city"), "Kade 1")
        self.send("/orders/checkout/", page, postcode="1000 AA", country="NL", **fields)
        # The shop goes on to the page where it is paid, or, while that is away, to the order itself.
        found = re.search(r"/(?:pay/order|orders)/([A-Z0-9]{10})/$", self.url)
        if not found:
            raise RuntimeError(f"The order was not placed: {self.url}")
        return found.group(1)

    def try_to_pay(self, number, key=""):
        """Pay once: whether it is paid now, and the key to send it again with."""
        page = self.open(f"/pay/order/{number}/")
        if "/pay/order/" not in self.url:
            return "Pay now" not in page and self._is_paid(page), key
        given = re.search(r'name="key" value="([^"]+)"', page)
        key = key or (given.group(1) if given else "")
        if not key:
            return False, key
        page = self.send(f"/pay/order/{number}/", page, method="card", number=CARD, key=key)
        return self._is_paid(page), key

    @staticmethod
    def _is_paid(page):
        return "has arrived" in page or '<span class="tag">Paid</span>' in page
