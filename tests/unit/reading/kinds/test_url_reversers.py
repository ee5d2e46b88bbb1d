from __future__ import annotations

import pytest

from tests.fakes.projects import read_sources
from tests.fakes.url_names import PLAIN, URLS, in_orders

AROUND = """from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

def of_shop(to, shop, **more):
    return reverse(to, args=[shop], **more)

def go_on(shop, to="nowhere"):
    return HttpResponseRedirect(of_shop(to, shop) + "?next")

def told(text, shop):
    reverse("shop:cart")
    return f"{text} {shop}"

def named(place, args=None):
    return reverse(args=args, viewname=place)

def mailed(to):
    return redirect("shop:cart", to=to)

class Linked:
    def link(self, name):
        return redirect(name)
"""


@pytest.mark.parametrize(
    "body",
    [
        'of_shop(»"detail", 1)',
        'go_on(1, »"detail")',
        'go_on(shop=1, to=»"detail")',
        'Linked().link(»"detail")',
        'named(»"detail")',
        'mailed("detail")',
        'told("detail", 1) + of_shop(1, "detail")',
    ],
    ids=[
        "around reverse",
        "around that",
        "by keyword",
        "method",
        "keyword of reverse",
        "part of the URL",
        "what it does with others is not known",
    ],
)
def test_url_name_that_the_project_s_own_function_hands_on_stands_at_the_string(body: str) -> None:
    text = f"from core.links import Linked, go_on, mailed, named, of_shop, told\n\ndef go():\n    return {body}\n"
    found = read_sources({**URLS, **PLAIN, "core/links.py": AROUND, "orders/views.py": text})
    rows = [one for one in found.references("url") if one.file == "orders/views.py"]
    assert [(one.file, one.line, one.column) for one in rows] == found.marks
    assert {(one.imported.symbol, one.certainty) for one in rows} <= {("catalog.urls", "certain")}


def test_function_around_itself_ends() -> None:
    links = "def link(to):\n    return link(to)\n"
    text = 'from core.links import link\n\ndef go():\n    return link("detail")\n'
    assert in_orders("url", {**URLS, **PLAIN, "core/links.py": links, "orders/views.py": text}) == []


@pytest.mark.parametrize(
    ("head", "body", "unseen"),
    [
        ("", "thing.get_absolute_url()", 0),
        ("from django.urls import reverse", "reverse(thing)", 1),
        ("from django.urls import reverse as there", "'/de' + there(thing)", 1),
    ],
)
def test_own_function_named_as_a_reversing_one_takes_a_name_where_it_reverses(
    head: str, body: str, unseen: int
) -> None:
    own = f"{head}\n\ndef url_for(thing):\n    return {body}\n"
    use = "from orders.links import url_for\n\ndef go(topic):\n    return url_for(topic)\n"
    found = read_sources({"orders/links.py": own, "orders/views.py": use})
    assert [place for place in found.unseen() if place[1] == "orders/views.py"] == [
        ("URL name is not known until run time", "orders/views.py", 4)
    ] * unseen
