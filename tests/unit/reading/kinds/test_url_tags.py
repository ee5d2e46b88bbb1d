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
