"""A shop whose catalog declares a URL name, and what its orders make of it."""

from __future__ import annotations

from tests.fakes.projects import read_sources

URLS = {
    "config/urls.py": """
        from django.urls import include, path

        urlpatterns = [
            path("catalog/", include("catalog.urls")),
            path("orders/", include("orders.urls", namespace="shop")),
        ]
        """,
    "catalog/urls.py": """
        from django.urls import path
        from catalog import views

        app_name = "catalog"
        urlpatterns = [path("<int:pk>/", views.detail, name="detail")]
        """,
    "catalog/views.py": "def detail(request, pk):\n    return None\n",
    "orders/urls.py": """
        from django.urls import path

        urlpatterns = [path("", lambda request: None, name="cart")]
        """,
}
PLAIN = {"catalog/urls.py": URLS["catalog/urls.py"].replace('app_name = "catalog"', "")}
"""The same name without a namespace, over `URLS`."""
HEAD = """from django.shortcuts import redirect, resolve_url
from django.urls import reverse, reverse_lazy
APP = "catalog"
"""


def go(expression: str) -> dict[str, str]:
    return {**URLS, "orders/views.py": f"{HEAD}\ndef go(request, name):\n    return {expression}\n"}


def in_orders(kind: str, sources: dict[str, str], settings: str = "") -> list[tuple[str, str]]:
    found = read_sources(sources, settings=settings)
    rows = [one for one in found.references(kind) if one.file.startswith("orders")]
    assert [(one.file, one.line, one.column) for one in rows] == found.marks, found.told()
    return [(one.importer.symbol, one.imported.symbol) for one in rows]
