from __future__ import annotations

import pytest

from tests.fakes.url_names import HEAD, URLS, in_orders

REDIRECTING = "from django.conf import settings\nfrom django.views.generic import RedirectView\n\n"
SETTING = 'from django.urls import reverse_lazy\nHOME = reverse_lazy("catalog:detail")\n'


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}from django.conf import settings\n\ndef go():\n    return redirect(settings.»HOME)\n",
        f"{REDIRECTING}class go(RedirectView):\n    url = settings.»HOME\n",
        f"{REDIRECTING}class Base(RedirectView): ...\nclass go(Base):\n    url = settings.»HOME\n",
        f"{HEAD}from django.conf import settings\n\nclass go:\n    success_url = settings.»HOME\n",
    ],
    ids=["redirect", "a redirecting view", "an heir of one", "success_url"],
)
def test_setting_that_holds_a_lazy_url_is_that_url(text: str) -> None:
    found = in_orders("url", {**URLS, "orders/views.py": text}, SETTING)
    assert [imported for _, imported in found] == ["catalog.urls"]


@pytest.mark.parametrize(
    "go",
    ["class Names:\n    HOME = 'detail'\nclass go(RedirectView):\n    url = Names.HOME\n",
     "class go:\n    url = settings.HOME\n"],
    ids=["of another class", "of what redirects nothing"],
)  # fmt: skip
def test_attribute_called_url_is_no_url_name(go: str) -> None:
    plain = {"catalog/urls.py": URLS["catalog/urls.py"].replace('app_name = "catalog"', "")}
    setting = SETTING.replace("catalog:detail", "detail")
    assert in_orders("url", {**URLS, **plain, "orders/views.py": f"{REDIRECTING}{go}"}, setting) == []


PROCESSOR = """
    from django.conf import settings

    def shop(request):
        return {"home_url": settings.HOME, "other_url": request.path}
    """


def test_template_that_shows_such_a_setting_refers_to_the_url() -> None:
    page = "<a href='{{ »home_url }}'>{{ other_url }} {{ next_url }}</a>\n"
    sources = {**URLS, "orders/context_processors.py": PROCESSOR, "orders/templates/orders/page.html": page}
    sources["orders/views.py"] = ""
    assert in_orders("url", sources, SETTING) == [("orders/page.html", "catalog.urls")]
