"""What leads back into the project from a model of another package, such as Django's own user."""

from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

_PROFILES = {
    "profiles/models.py": """
        from django.conf import settings
        from django.db import models

        class Profile(models.Model):
            user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE)
            groups = models.ManyToManyField("auth.Group", related_name="profiles", related_query_name="member")
        """,
    "news/models.py": """
        from django.contrib.auth.models import User
        from django.db import models

        class Article(models.Model):
            author = models.ForeignKey(User, models.CASCADE)
        """,
}
_SETTINGS = 'AUTH_USER_MODEL = "auth.User"\n'
_HEAD = """from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group, User
from django.db.models import Q
from django.shortcuts import get_object_or_404
from news.models import Article
"""


def _use(kind: str, expression: str) -> list[tuple[str, str]]:
    text = f"{_HEAD}\n\ndef of(request, article: Article):\n    return {expression}\n"
    return find(kind, {**_PROFILES, "reports/queries.py": text}, settings=_SETTINGS)


@pytest.mark.parametrize(
    "expression",
    [
        "User.objects.filter(username=1)",
        "User.objects.filter(groups__name=1)",
        "Group.objects.filter(name=1)",
        "User.somewhere.filter(profile__pk=1)",
    ],
)
def test_path_that_stays_outside_is_no_lookup(expression: str) -> None:
    assert _use("lookup", expression) == []


@pytest.mark.parametrize(
    "expression",
    [
        "User.objects.filter(»profile__pk=1)",
        "User.objects.exclude(pk=1).order_by(»'profile__pk')",
        "get_user_model().objects.select_related(»'profile')",
        "User.objects.filter(Q(»profile__pk=1))",
        "get_object_or_404(User, »profile__pk=1)",
        "Group.objects.filter(»member__pk=1)",
        "Group.objects.filter(»profiles__pk=1)",
        "Article.objects.filter(»author__profile__pk=1)",
        "article.author.groups.count(), User.objects.get(»profile=1)",
    ],
)
def test_path_from_a_model_outside_leads_to_the_model_that_refers_to_it(expression: str) -> None:
    pairs = _use("lookup", expression)
    assert ("reports.queries.of", "profiles.models.Profile") in pairs


@pytest.mark.parametrize(
    "expression",
    [
        "article.author.»profile",
        "request.user.»profile",
        'authenticate(request, username="a").»profile',
        "User.objects.first().»profile",
        "[user.»profile for user in User.objects.filter(pk=1).order_by('pk')]",
        "Group.objects.get(pk=1).»profiles.all()",
    ],
)
def test_accessor_of_an_object_from_outside_is_followed(expression: str) -> None:
    assert _use("reverse-access", expression) == [("reports.queries.of", "profiles.models.Profile")]


@pytest.mark.parametrize("use", ["person.memos", "Person.objects.filter(memos__pk=1)", "account.memo", "account.note"])
def test_models_that_nothing_names_do_not_meet_and_attributes_have_no_query_names(use: str) -> None:
    sources = {
        "memos/models.py": """
            from django.contrib.auth.models import User
            from django.db import models
            from somewhere import Thing

            class Memo(models.Model):
                thing = models.ForeignKey(Thing, models.CASCADE, related_name="memos")
                author = models.ForeignKey(User, models.CASCADE)
            """,
        "people/models.py": """
            from django.contrib.auth.models import User
            from django.db import models
            from helpers.stuff import Stamped

            class Person(Stamped, models.Model):
                pass

            class Account(User):
                class Meta:
                    proxy = True
            """,
        "reports/queries.py": f"""
            from people.models import Account, Person

            def of(person: Person, account: Account):
                return {use}
            """,
    }
    found = read_sources(sources, settings=_SETTINGS)
    assert [one.imported.symbol for one in found.map.references if one.imported.symbol == "memos.models.Memo"] == []


def test_accessor_that_a_parent_outside_has_is_followed_on_the_project_s_own_model() -> None:
    sources = {
        "pages/models.py": "from wagtail.models import Page\n\nclass BlogPage(Page):\n    pass\n",
        "events/models.py": """
            from django.db import models

            class Event(models.Model):
                page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="events")
            """,
        "reports/queries.py": """
            from pages.models import BlogPage

            def of(page: BlogPage):
                return page.»events.all()
            """,
    }
    assert find("reverse-access", sources) == [("reports.queries.of", "events.models.Event")]


def test_user_of_another_package_that_was_asked_for_has_what_refers_to_it() -> None:
    models = """
        from django.contrib.auth.models import Group
        from django.db import models
        class Pass(models.Model):
            group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="passes")
        """
    code = """
        from django.contrib.auth.models import Group
        from django.shortcuts import get_object_or_404
        def f(key):
            return get_object_or_404(Group, pk=key).»passes.all()
        """
    found = find("reverse-access", {"gates/models.py": models, "desk/code.py": code})
    assert [imported for _, imported in found] == ["gates.models.Pass"]
