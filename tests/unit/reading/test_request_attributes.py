"""Requests: where code gets them from, and what the project gives to their attributes."""

from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

HEAD = "from catalog.models import Product\n\n"
OF_URLLIB = "from urllib.request import Request\nrequest = Request('x')\n"
GIVEN = f"{HEAD}def middleware(request):\n    request.kept = Product.objects.get()\n"
MEMBER = [("desk.views.show", "catalog.models.Product")]
SHOW = "def show(request):\n    return request.kept.»label()\n"


@pytest.mark.parametrize(
    "given",
    [
        "def middleware(request):\n    request.kept = Product.objects.get()\n",
        "class Own:\n    def setup(self):\n        self.request.kept = Product.objects.get()\n",
        "def decorator(http_request):\n    http_request.kept = Product.objects.get()\n",
        "def middleware(request, old):\n    request.kept = Product.objects.get()\n    request.kept = old\n",
    ],
    ids=["middleware", "view", "other name", "one of several"],
)
def test_attribute_of_requests_is_what_the_project_assigns(given: str) -> None:
    assert find("member", {"desk/given.py": HEAD + given, "desk/views.py": SHOW}) == MEMBER


def test_rows_that_a_request_carries_are_iterated_over() -> None:
    given = f"{HEAD}def middleware(request):\n    request.cart = Product.objects.filter(name='x')\n"
    show = "def show(request):\n    return [each.»label() for each in request.cart]\n"
    assert find("member", {"desk/given.py": given, "desk/views.py": show}) == MEMBER


def test_what_a_model_called_request_is_given_is_no_attribute_of_requests() -> None:
    models = """
        from django.db import models
        class JoinRequest(models.Model):
            name = models.CharField(max_length=9)
        """
    given = f"{HEAD}from desk.models import JoinRequest\ndef join():\n    request = JoinRequest()\n"
    given += "    request.kept = Product.objects.get()\n"
    show = "def show(request):\n    return request.kept.label()\n"
    assert find("member", {"desk/models.py": models, "desk/given.py": given, "desk/views.py": show}) == []


@pytest.mark.parametrize("method", ["authenticate(self, request)", "authenticate_credentials(self, key)"])
def test_auth_of_a_request_is_what_authentication_gives_second(method: str) -> None:
    given = f"""
        from rest_framework.authentication import TokenAuthentication
        from catalog.models import Product
        class ByProduct(TokenAuthentication):
            def {method}:
                return None, Product.objects.get()
        """
    show = "def show(request):\n    return request.auth.»label()\n"
    assert find("member", {"desk/given.py": given, "desk/views.py": show}) == MEMBER


@pytest.mark.parametrize(
    ("signature", "request_"),
    [
        ("self", "self.context['request']"),
        ("self", "self.context.get('request')"),
        ("**kwargs", "kwargs.pop('request', None)"),
        ("**kwargs", "kwargs.get('context', {}).get('request')"),
        ("context", "context['request']"),
        ("info: ResolveInfo", "info.context"),
    ],
)
def test_request_of_a_context_or_among_arguments_is_one(signature: str, request_: str) -> None:
    show = f"from graphene import ResolveInfo\ndef show({signature}):\n    return {request_}.kept.»label()\n"
    assert find("member", {"desk/given.py": GIVEN, "desk/views.py": show}) == MEMBER


def test_project_s_own_class_of_requests_has_what_requests_have() -> None:
    show = """
        from django.http import HttpRequest
        class Own(HttpRequest):
            pass
        def show(request: Own):
            return request.kept.»label()
        """
    assert find("member", {"desk/given.py": GIVEN, "desk/views.py": show}) == MEMBER


@pytest.mark.parametrize(
    "given",
    [
        "def ask(join_request):\n    join_request.kept = Product.objects.get()\n",
        f"{OF_URLLIB}def ask():\n    request.kept = Product.objects.get()\n",
    ],
    ids=["a row by its name", "of urllib"],
)
def test_what_is_given_to_another_request_is_no_attribute_of_those_to_the_site(given: str) -> None:
    show = "def show(request):\n    return request.kept.label()\n"
    assert find("member", {"desk/given.py": HEAD + given, "desk/views.py": show}) == []


@pytest.mark.parametrize(
    ("signature", "request_"),
    [
        ("payload", "payload['request']"),
        ("row", "row.pop('request')"),
        ("info", "info.context"),
    ],
)
def test_request_of_anything_else_is_none(signature: str, request_: str) -> None:
    show = f"def resolve_desk({signature}):\n    return {request_}.kept.label()\n"
    assert find("member", {"desk/given.py": GIVEN, "desk/views.py": show}) == []


OWN = "class Request:\n    data = 1\n    def __getattr__(self, name): ...\n    def QUERY_PARAMS(self): ...\n"


@pytest.mark.parametrize(
    ("name", "others", "found"),
    [
        ("QUERY_PARAMS", {}, [("likely", "stock.api.Request")]),
        ("data", {}, []),
        ("elsewhere", {}, []),
        ("QUERY_PARAMS", {"store/api.py": OWN}, []),
        ("QUERY_PARAMS", {"desk/given.py": "def f(request):\n    request.QUERY_PARAMS = unknown()\n"}, []),
    ],
    ids=["its own", "one of Django's too", "what it has not", "of two", "what is assigned"],
)
def test_what_only_requests_of_the_project_have_is_likely_read_from_them(
    name: str, others: dict[str, str], found: list[tuple[str, str]]
) -> None:
    view = f"def show(request):\n    return request.{name}\n"
    read = read_sources({"stock/api.py": OWN, "desk/views.py": view, **others})
    rows = [each for each in read.map.references if each.kind == "member" and each.file == "desk/views.py"]
    assert [(each.certainty, each.imported.symbol) for each in rows] == found
