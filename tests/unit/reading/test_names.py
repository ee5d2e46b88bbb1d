from __future__ import annotations

from collections.abc import Mapping

import pytest

from anabranch.reading.values import Map
from tests.fakes.projects import BASE, complete, map_of, read_sources

THINGS = "class Thing:\n    pass\n\n_hidden = 1\nSHOWN = 2\n"


def targets(head: str, use: str = "Thing", **modules: str) -> list[tuple[str, str]]:
    """What a name leads to in `user/code.py`, with the module it came through."""
    sources = {"lib/things.py": THINGS, "user/code.py": f"{head}\n\ndef f():\n    return {use}\n"}
    sources |= {f"lib/{name}.py": text for name, text in modules.items()}
    rows = [one for one in read_sources(sources).references() if one.file == "user/code.py"]
    return [(one.imported.symbol, one.imported.via) for one in rows]


THING = "lib.things.Thing"


def test_builtin_or_name_from_outside_leads_to_nothing() -> None:
    assert targets("from collections import OrderedDict", "OrderedDict(len(print))") == []


@pytest.mark.parametrize(
    ("head", "use", "via"),
    [
        ("from lib.things import Thing", "Thing", "lib.things"),
        ("from lib.things import Thing as T", "T", "lib.things"),
        ("import lib.things", "lib.things.Thing", "lib.things"),
        ("import lib.things as t", "t.Thing", "lib.things"),
        ("from lib import things", "things.Thing", "lib.things"),
        ("from lib import things as t", "t.Thing", "lib.things"),
        ("from lib.things import *", "Thing", "lib.things"),
    ],
)
def test_definition_is_found_however_it_is_imported(head: str, use: str, via: str) -> None:
    assert targets(head, use) == [(THING, via)]


def test_import_of_a_module_binds_its_first_name() -> None:
    rows = targets("import lib.things\nimport lib.more", "lib.more.other()", more="def other(): ...\n")
    assert "lib.more.other" in [symbol for symbol, _ in rows]


@pytest.mark.parametrize(
    "api",
    [
        "from lib.things import Thing",
        "from .things import Thing",
        "from . import things\nThing = things.Thing",
        "from lib.things import *",
        "from lib.things import Thing as Other\nThing = Other",
        "try:\n    from lib.gone import Thing\nexcept ImportError:\n    from lib.things import Thing",
        "try:\n    from lib.things import Thing\nexcept ImportError:\n    Thing = None",
        "try:\n    from outside import Thing\nexcept ImportError:\n    from lib.things import Thing",
        "if True:\n    from lib.things import Thing",
        "from lib.more import Thing",
    ],
)
def test_re_export_leads_to_the_definition_through_the_module_named(api: str) -> None:
    assert targets("from lib.api import Thing", api=api + "\n", more="from lib.things import Thing\n") == [
        (THING, "lib.api")
    ]


def test_star_import_takes_what_all_lists() -> None:
    assert targets(
        "from lib.api import *", "_hidden", api="from lib.things import _hidden\n__all__ = ['_hidden']\n"
    ) == [("lib.things._hidden", "lib.api")]


@pytest.mark.parametrize(
    "listed", ["__all__ = ['Other']", "__all__ = []\n__all__ += ['Other']", "__all__ = list(('Other',))"]
)
def test_star_import_leaves_what_all_does_not_list(listed: str) -> None:
    rows = targets("from lib.api import *", api=f"from lib.things import Thing\nOther = 1\n{listed}\n")
    assert THING not in [symbol for symbol, _ in rows]


def test_star_import_of_a_module_that_lists_nothing_takes_nothing() -> None:
    rows = targets("from lib.api import *", api="from lib.things import Thing\n__all__ = ()\n")
    assert THING not in [symbol for symbol, _ in rows]


def test_star_import_of_a_private_name_leads_nowhere() -> None:
    assert targets("from lib.things import *", "_hidden") == [("lib.things", "lib.things")]


def test_later_star_import_wins() -> None:
    head = "from lib.things import *\nfrom lib.more import *"
    assert ("lib.more.Thing", "lib.more") in targets(head, more="class Thing:\n    pass\n")


@pytest.mark.parametrize("before", ["class Thing:\n    pass", "from lib.more import Thing"])
def test_star_import_replaces_what_was_bound_before(before: str) -> None:
    rows = targets(f"{before}\nfrom lib.things import *", more="class Thing:\n    pass\n")
    assert (THING, "lib.things") in rows


def test_own_definition_after_a_star_import_wins() -> None:
    rows = targets("from lib.things import *\n\nclass Thing:\n    pass")
    assert rows == [("lib.things", "lib.things")]


def test_function_that_imports_from_its_own_module_finds_what_stands_there() -> None:
    head = "class Own:\n    thing = Thing\n\ndef g():\n    from user.code import Own\n    return Own.thing()"
    found = read_sources({"lib/things.py": THINGS, "user/code.py": f"from lib.things import Thing\n\n{head}\n"})
    assert found.unseen() == []


def test_circle_of_re_exports_leads_nowhere_and_ends() -> None:
    assert THING not in [
        symbol
        for symbol, _ in targets(
            "from lib.a import Thing", a="from lib.b import Thing\n", b="from lib.a import Thing\n"
        )
    ]


def test_circle_of_star_imports_still_finds_what_is_there() -> None:
    a = "from lib.things import *\nfrom lib.b import *\n"
    assert targets("from lib.b import Thing", a=a, b="from lib.a import *\n") == [(THING, "lib.b")]


def test_circle_of_star_imports_finds_it_from_both_ends() -> None:
    a = "from lib.things import *\nfrom lib.b import *\n"
    rows = targets("from lib.a import Thing as T\nfrom lib.b import Thing", "T, Thing", a=a, b="from lib.a import *\n")
    assert rows == [(THING, "lib.a"), (THING, "lib.b")]


def test_submodule_of_a_package_is_found_without_an_import() -> None:
    assert targets("import lib", "lib.things.Thing")[0][0] in (THING, "lib.things.Thing")


def test_name_in_the_package_wins_over_its_submodule() -> None:
    rows = targets("from lib import things", "things", __init__="things = 1\n")
    assert [symbol for symbol, _ in rows] == ["lib.things"]


def test_relative_import_of_a_sibling_is_resolved() -> None:
    sources = {"lib/things.py": THINGS, "lib/deep/code.py": "from ..things import Thing\n\nx = Thing\n"}
    assert read_sources(sources).pairs("use") == [("lib.deep.code", THING)]


@pytest.mark.parametrize(
    "body",
    [
        "Thing = 1; return Thing",
        "for Thing in x: print(Thing)",
        "with x as Thing: print(Thing)",
        "(lambda Thing: Thing)(1)",
    ],
)
def test_local_name_hides_the_import(body: str) -> None:
    sources = {"lib/things.py": THINGS, "user/code.py": f"from lib.things import Thing\n\ndef f(x):\n    {body}\n"}
    assert read_sources(sources).pairs("use") == []


def test_name_assigned_under_a_condition_is_either() -> None:
    text = "from lib.things import Thing\n\ndef f(x):\n    T = None\n    if x:\n        T = Thing\n    return T()\n"
    assert read_sources({"lib/things.py": THINGS, "user/code.py": text}).pairs("use") == [("user.code.f", THING)]


def test_comprehension_variable_does_not_hide_the_import_outside() -> None:
    text = "from lib.things import Thing\n\ndef f(x):\n    [Thing for Thing in x]\n    return Thing\n"
    found = read_sources({"lib/things.py": THINGS, "user/code.py": text})
    assert found.places("use") == [("user/code.py", 5, 12)]


def test_class_body_is_not_seen_from_its_methods() -> None:
    text = "from lib.things import Thing\n\nclass A:\n    Thing = 1\n    def f(self):\n        return Thing\n"
    assert read_sources({"lib/things.py": THINGS, "user/code.py": text}).pairs("use") == [("user.code.A.f", THING)]


def test_name_rebound_in_the_module_leads_to_its_last_value_from_functions() -> None:
    text = "from lib.things import Thing\n\ndef f():\n    return Thing\n\nfrom lib.more import Thing\n"
    sources = {"lib/things.py": THINGS, "lib/more.py": "class Thing:\n    pass\n", "user/code.py": text}
    assert ("user.code.f", "lib.more.Thing") in read_sources(sources).pairs("use")


def test_global_statement_binds_in_the_module() -> None:
    text = "from lib.things import Thing\n\ndef f():\n    global T\n    T = Thing\n\ndef g():\n    return T\n"
    assert ("user.code.f", THING) in read_sources({"lib/things.py": THINGS, "user/code.py": text}).pairs("use")


def test_constant_of_an_enum_is_a_use_of_the_enum() -> None:
    text = "from lib.states import State\n\nx = State.OPEN.value\n"
    sources = {"lib/states.py": "from enum import Enum\n\nclass State(Enum):\n    OPEN = 1\n", "user/code.py": text}
    assert read_sources(sources).pairs("use") == [("user.code", "lib.states.State")]


def test_attribute_of_a_module_reached_through_another_module_is_its_own() -> None:
    rows = targets("from lib import api", "api.things.Thing", api="from lib import things\n")
    assert [symbol for symbol, _ in rows] == [THING]


LAZY = """
    from importlib import import_module

    {table}

    def __getattr__(name):
        return getattr(import_module(TABLE[name]), name)
    """


@pytest.mark.parametrize(
    "table",
    [
        "TABLE = {'Thing': 'lib.things'}",
        "TABLE = {'Thing': '.things'}",
        "TABLE = {'Thing': 'things'}",
        "TABLE = {'Thing': ('lib.things', 'Thing')}",
        "TABLE = {'Thing': 'lib.things:Thing'}",
        "TABLE = {'Thing': 'lib.things.Thing'}",
        "TABLE = {'things': ['Thing', 'Other']}",
    ],
)
def test_name_that_a_package_finds_when_asked_leads_to_its_definition(table: str) -> None:
    sources = {
        "lib/__init__.py": LAZY.format(table=table),
        "lib/things.py": THINGS,
        "user/code.py": "from lib import Thing\n\nx = Thing()\n",
    }
    assert read_sources(sources).pairs("use") == [("user.code", THING)]


def test_table_of_a_module_without_getattr_exports_nothing() -> None:
    sources = {
        "lib/__init__.py": "TABLE = {'Thing': 'lib.things'}\n",
        "lib/things.py": THINGS,
        "user/code.py": "from lib import Thing\n\nx = Thing()\n",
    }
    assert read_sources(sources).pairs("use") == []


def test_script_takes_its_neighbour_before_an_app_of_that_name() -> None:
    sources = {
        "common/__init__.py": "",
        "common/models.py": "",
        "orders/applets/app.py": "from common import run\n\ndef main():\n    return run()\n",
        "orders/applets/common.py": "def run(): ...\n",
        "orders/models.py": "from common import models\nX = models\n",
    }
    rows = {(one.file, one.imported.symbol) for one in map_of(sources).references}
    assert rows == {("orders/applets/app.py", "orders.applets.common.run"), ("orders/models.py", "common.models")}


def test_module_of_an_app_takes_the_package_where_both_have_what_it_imports() -> None:
    sources = {
        "common/__init__.py": "def run(): ...\n",
        "orders/applets/app.py": "from common import run\n\ndef main():\n    return run()\n",
        "orders/applets/common.py": "def run(): ...\n",
        "orders/models.py": "import orders.applets.app\n",
    }
    assert {one.imported.symbol for one in map_of(sources).references} == {"common.run", "orders.applets.app"}


def test_library_that_a_folder_is_called_like_is_no_module_of_the_project() -> None:
    sources = {
        "django/manage.py": "",
        "django/core/exceptions.py": "class Refused(Exception): ...\n",
        "django/shop/forms.py": "from django.core.exceptions import ValidationError\n",
        "django/shop/fields.py": "from django.core import validators\n",
        "django/shop/models.py": "import core.exceptions\n",
        "fabfile.py": "",
        "setup_tool.py": "import fabfile\n",
    }
    assert sorted(read_sources(sources).pairs()) == [("setup_tool", "fabfile"), ("shop.models", "core.exceptions")]


def test_module_is_found_by_the_longer_name_that_an_outer_root_gives_it() -> None:
    uses = {f"shop/v{number}.py": "from rates.models import Rate\nX = Rate\n" for number in range(9)}
    sources = {
        "manage.py": "",
        "apps/rates/models.py": "from django.db import models\n\nclass Rate(models.Model): ...\n",
        "shop/urls.py": "from apps.rates.models import Rate\n\nRATE = Rate\n",
        **uses,
    }
    assert ("shop.urls", "rates.models.Rate") in read_sources(sources).pairs()


MODELS = """
    from django.db import models
    from tools.common.models import TimeStampedModel
    from catalog.models import Product

    class Order(TimeStampedModel):
        product = models.ForeignKey(Product, on_delete=models.CASCADE)
    """
PLUGINS = {"build-plugins/tools/__init__.py": "", "build-plugins/tools/docs/register.py": "def register(): ...\n"}


def with_plugins(orders: Mapping[str, str]) -> Map:
    """The map of a shop that uses a distribution, beside a folder of plugins that is called like it."""
    sources = complete({**BASE, "orders/models.py": MODELS, **orders})
    return map_of({**sources, **PLUGINS})


def test_folder_called_like_a_distribution_leaves_it_its_own_names() -> None:
    found = with_plugins({})
    (relation,) = next(model.relations for model in found.models if model.label == "orders.Order")
    assert (relation.target, found.unseen) == ("catalog.Product", ())


@pytest.mark.parametrize("statement", ["from tools.docs.register import register", "from tools import docs"])
def test_import_that_the_projects_own_package_lacks_is_told(statement: str) -> None:
    (unseen,) = with_plugins({"orders/code.py": f"{statement}\n\nregister()\n"}).unseen
    assert (unseen.reason, unseen.file) == ("import resolves to nothing", "orders/models.py")
