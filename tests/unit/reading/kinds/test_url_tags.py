from __future__ import annotations

import pytest

from tests.fakes.projects import read_sources
from tests.fakes.url_names import PLAIN, URLS

TAGS = """
    from django import template
    from django.urls import reverse

    register = template.Library()

    @register.simple_tag
    def shop_url(shop, name):
        return reverse(name)
    """


@pytest.mark.parametrize(
    "text",
    ["{% shop_url shop »'detail' as link %}", "{% shop_url »'shop:cart' %}", "{% their_url 'detail' %}",
     "{% shop_url 'gone' other='detail' detail %}"],
    ids=["named", "in a namespace", "of another package", "no url names"],
)  # fmt: skip
def test_url_name_in_a_team_s_own_tag_stands_at_its_name(text: str) -> None:
    page = {"stock/templates/stock/page.html": text, "stock/templatetags/links.py": TAGS}
    found = read_sources({**URLS, **PLAIN, "orders/views.py": "", **page})
    rows = [one for one in found.references("url") if one.file.endswith(".html")]
    assert [(one.file, one.line, one.column) for one in rows] == found.marks
    assert {one.certainty for one in rows} <= {"inferred"}


LINK = "def link(name): return reverse(name)\n"


@pytest.mark.parametrize(
    "registered",
    [
        f"@register.simple_tag(name='shop_url')\n{LINK}",
        f"@register.simple_tag(takes_context=False, name='shop_url')\n{LINK}",
        f"@register.tag('shop_url')\n{LINK}",
        f"{LINK}register.simple_tag(link, name='shop_url')\n",
        f"{LINK}register.tag('shop_url', link)\n",
        f"@register.simple_tag(name='other')\n{LINK.replace('link', 'my_url')}",
    ],
    ids=["name", "name later", "first string", "call", "call with string", "not its own name"],
)
def test_tag_is_known_by_the_name_that_it_is_registered_under(registered: str) -> None:
    head = "from django import template\nfrom django.urls import reverse\nregister = template.Library()\n"
    mark = "»" if "shop_url" in registered else ""
    text = f"{{% link 'detail' %}}{{% my_url 'detail' %}}{{% shop_url {mark}'detail' %}}"
    page = {"stock/templates/stock/page.html": text, "stock/templatetags/links.py": head + registered}
    found = read_sources({**URLS, **PLAIN, "orders/views.py": "", **page})
    assert [place for place in found.places("url") if place[0].endswith(".html")] == found.marks


@pytest.mark.parametrize(
    "registered",
    [
        f"@register.simple_tag(name='second_url')\n@register.simple_tag\n{LINK}",
        f"@register.simple_tag\n{LINK}register.simple_tag(link_url, name='second_url')\n",
        f"@register.simple_tag(name='second_url')\n@register.simple_tag(takes_context=False)\n{LINK}",
        f"{LINK}register.simple_tag(link_url)\nregister.simple_tag(link_url, name='second_url')\n",
        f"{LINK}register.simple_tag(link_url, name='second_url')\nregister.simple_tag(takes_context=False)(link_url)\n",
    ],
    ids=["two decorators", "decorator and call", "decorator with options", "two calls", "call of what is given back"],
)
def test_tag_that_is_registered_twice_keeps_its_own_name(registered: str) -> None:
    head = "from django import template\nfrom django.urls import reverse\nregister = template.Library()\n"
    text = "{% link_url »'detail' %}{% second_url »'detail' %}"
    tags = head + registered.replace("def link(", "def link_url(")
    page = {"stock/templates/stock/page.html": text, "stock/templatetags/links.py": tags}
    found = read_sources({**URLS, **PLAIN, "orders/views.py": "", **page})
    assert [place for place in found.places("url") if place[0].endswith(".html")] == found.marks
