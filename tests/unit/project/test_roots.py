from __future__ import annotations

from tests.fakes.source_tree import MODEL, module_at, modules_of, only_project

DJANGO_APP = {"users/__init__.py": "", "users/models.py": MODEL, "orders/__init__.py": ""}


def below(folder: str, sources: dict[str, str]) -> dict[str, str]:
    return {f"{folder}/{path}": text for path, text in sources.items()}


def test_single_module_is_imported_from_the_folder() -> None:
    project = only_project({"a.py": ""})
    assert (project.root, project.source_roots) == (".", (".",))


def test_package_is_imported_from_above_its_outermost_init() -> None:
    project = only_project({"lib/shop/__init__.py": "", "lib/shop/core/__init__.py": "", "lib/shop/core/a.py": ""})
    assert project.source_roots == ("lib",)
    assert "shop.core.a" in modules_of(project)


def test_folder_of_manage_py_is_a_root() -> None:
    sources = {"site/manage.py": "", "site/users/__init__.py": "", "site/users/models.py": MODEL}
    project = only_project(sources)
    assert (project.root, project.source_roots) == ("site", ("site",))
    assert "users.models" in modules_of(project)


def test_src_folder_is_a_root_even_without_init_files() -> None:
    project = only_project({"src/shop/models.py": MODEL, "src/shop/views.py": "from . import models\n"})
    assert project.source_roots == ("src",)


def test_imports_tell_a_root_without_manage_py() -> None:
    sources = below("product", DJANGO_APP | {"orders/views.py": "from users.models import Thing\n"})
    project = only_project(sources)
    assert project.source_roots == ("product",)
    assert "orders.views" in modules_of(project)


def test_imports_outweigh_a_stray_init_file() -> None:
    uses = {f"orders/v{number}.py": "from users.models import Thing\n" for number in range(9)}
    project = only_project(below("product", DJANGO_APP | uses | {"__init__.py": "", "orders/unused.py": ""}))
    assert project.source_roots == ("product",)
    assert "orders.unused" in modules_of(project)


def test_init_file_beside_manage_py_makes_no_package() -> None:
    sources = {
        **DJANGO_APP,
        "__init__.py": "",
        "manage.py": "",
        "orders/views.py": "import users.models\nimport users\n",
    }
    project = only_project(sources, root="/srv/shop")
    assert "orders.views" in modules_of(project)


def test_strings_in_settings_tell_a_root() -> None:
    settings = {
        "config/settings.py": 'INSTALLED_APPS = ["users", "orders"]\nROOT_URLCONF = "config.urls"\n',
        "config/urls.py": "",
    }
    project = only_project(below("product", DJANGO_APP | settings))
    assert project.source_roots == ("product",)


def test_folder_named_as_a_third_party_package_makes_no_root() -> None:
    sources = {
        "shop/__init__.py": "",
        "shop/graphql/__init__.py": "",
        "shop/graphql/error.py": "",
        "shop/views.py": "from graphql.error import E\nfrom shop.graphql import error\nfrom shop.models import M\n",
        "shop/models.py": "",
    }
    assert only_project(sources).source_roots == (".",)


def test_module_named_as_a_third_party_package_makes_no_root() -> None:
    project = only_project({"shop/__init__.py": "", "shop/celery.py": "from celery import Celery\n"})
    assert project.source_roots == (".",)


def test_folders_without_init_files_are_packages() -> None:
    sources = {
        "manage.py": "",
        "shop/users/models.py": MODEL,
        "shop/orders/views.py": "from shop.users import models\n",
    }
    assert set(modules_of(only_project(sources))) == {"manage", "shop.users.models", "shop.orders.views"}


def test_inside_of_a_package_is_imported_from_above() -> None:
    sources = {"__init__.py": "", "core/__init__.py": "", "core/a.py": "from shop.core import b\n", "core/b.py": ""}
    project = only_project(sources, root="/srv/site-packages/shop")
    assert (project.name, project.root, project.source_roots) == ("shop", ".", ("..",))
    assert set(modules_of(project)) == {"shop", "shop.core", "shop.core.a", "shop.core.b"}


def test_inside_of_an_inner_package_is_imported_from_further_above() -> None:
    sources = {"__init__.py": "", "a.py": "from shop.core.b import x\n", "b.py": "from shop.core.a import y\n"}
    project = only_project(sources, root="/srv/1/shop/core")
    assert project.source_roots == ("../..",)
    assert "shop.core.a" in modules_of(project)


def test_inner_package_is_imported_from_further_above_however_much_it_takes_from_beside() -> None:
    beside = "".join(f"from shop.catalog.m{number} import x\n" for number in range(9))
    own = {"a.py": "from shop.core.b import x\n", "b.py": "from shop.core.a import y\n"}
    sources = {"__init__.py": ""} | {path: text + beside for path, text in own.items()}
    assert only_project(sources, root="/srv/1/shop/core").source_roots == ("../..",)


def test_repository_with_the_name_of_its_package_is_no_package() -> None:
    sources = {"shop/__init__.py": "", "shop/a.py": "from shop.b import x\n", "shop/b.py": ""}
    assert only_project(sources, root="/srv/shop").source_roots == (".",)


def test_modules_of_a_package_keep_their_names_beside_a_module_that_is_called_like_it() -> None:
    sources = below("site", {"manage.py": "", "orders/__init__.py": "", "orders/views.py": ""})
    sources |= below("site/orders/views", {"__init__.py": "", "lists.py": ""})
    sources["site/users/views.py"] = "import orders.views.lists\n"
    project = only_project(sources)
    assert module_at(project, "site/orders/views/__init__.py").name == "orders.views"
    assert module_at(project, "site/orders/views/lists.py").name == "orders.views.lists"


def test_modules_of_the_same_name_in_two_roots_are_told_apart() -> None:
    sources = {"manage.py": "", "one/setup.py": "", "two/setup.py": "", "one/src/a.py": "", "two/src/b.py": ""}
    paths = [module.path for module in only_project(sources).modules]
    assert sorted(paths) == sorted(sources)
    assert len(modules_of(only_project(sources))) == len(sources)


def test_layout_is_the_same_whatever_the_order_of_facts() -> None:
    sources = below("product", DJANGO_APP | {"orders/views.py": "from users.models import Thing\n"})
    assert only_project(sources) == only_project(dict(reversed(sources.items())))


def test_folder_inside_a_package_is_not_taken_for_the_third_party_package_of_its_name() -> None:
    inner = {f"shop/drf/{name}.py": "" for name in ("__init__", "views", "serializers")}
    uses = "from drf.views import APIView\nfrom drf.response import Response\nfrom drf.filters import Ordering\n"
    users = {f"shop/api{number}.py": uses for number in range(4)}
    project = only_project({"shop/__init__.py": "", **inner, **users})
    assert "shop.drf.views" in modules_of(project)


def test_folder_inside_a_package_is_a_root_of_its_own_where_more_imports_resolve_there_than_not() -> None:
    inner = {f"shop/drf/{name}.py": "" for name in ("__init__", "views", "serializers")}
    uses = "import drf.views\nimport drf.serializers\nimport drf.missing\n"
    project = only_project({"shop/__init__.py": "", **inner, "shop/api.py": uses, "shop/admin.py": uses})
    assert "drf.views" in modules_of(project)


def test_tests_in_folders_named_as_what_they_test_are_no_part_of_it() -> None:
    source = dict.fromkeys(("shop/__init__.py", "shop/orders/__init__.py", "shop/orders/api.py"), "")
    settings = {"settings.py": 'INSTALLED_APPS = ["shop.orders"]\n'}
    uses = {f"tests/shop/orders/test_{number}.py": "from shop.orders import api\n" for number in range(4)}
    packages = dict.fromkeys((f"{folder}/__init__.py" for folder in ("tests", "tests/shop", "tests/shop/orders")), "")
    for around in ({}, packages):
        project = only_project({**source, **settings, **uses, **around})
        assert {"shop.orders.api", "tests.shop.orders.test_0"} <= set(modules_of(project))


def test_app_imported_from_the_folder_of_apps_is_named_so_whatever_others_beside_are_called() -> None:
    apps = {"apps/__init__.py": ""} | below("apps", DJANGO_APP | {"rates/__init__.py": "", "rates/views.py": ""})
    uses = {f"shop/v{number}.py": "from users.models import Thing\n" for number in range(30)}
    longer = {f"shop/w{number}.py": "from apps.users.models import Thing\n" for number in range(4)}
    project = only_project({"manage.py": "", "shop/urls.py": "from rates.views import rate\n"} | apps | uses | longer)
    assert {"users.models", "rates.views"} <= modules_of(project).keys()
    assert project.prefixes == ("apps.",)


def test_apps_of_a_folder_inside_a_package_are_named_as_they_are_imported_and_installed() -> None:
    packages = [
        "shop",
        "shop/apps",
        "shop/libs",
        *(f"shop/apps/{name}" for name in ("users", "orders", "rates", "pages")),
    ]
    sources = {f"{package}/__init__.py": "" for package in packages}
    sources |= {f"{package}/models.py": MODEL for package in packages[3:]}
    sources |= {f"shop/v{number}.py": "import shop.libs.models\n" for number in range(30)}
    sources["shop/apps/orders/views.py"] = "import users.models, orders.models, rates.models\n"
    sources["shop/settings.py"] = "INSTALLED_APPS = ['users', 'orders', 'rates', 'pages']\n"
    found = modules_of(only_project(sources))
    assert {"users.models", "orders.views", "rates.models", "pages.models", "shop.settings"} <= found.keys()


def test_app_beside_others_is_named_by_one_import_of_what_its_package_defines() -> None:
    packages = ["shop", "shop/apps", *(f"shop/apps/{name}" for name in ("users", "orders", "rates", "tags"))]
    sources = {f"{package}/{name}.py": MODEL for package in packages for name in ("__init__", "models")}
    sources |= {f"shop/v{number}.py": "import shop.apps.models\n" for number in range(30)}
    sources["shop/w.py"] = "import users.models, orders.models, rates.models\nfrom tags import Thing\n"
    assert {"users.models", "tags.models", "shop.w"} <= modules_of(only_project(sources)).keys()


def test_package_that_takes_a_name_from_the_library_it_is_called_like_is_not_that_library() -> None:
    sources = {f"src/orders/v{number}.py": "from redis import Redis\n" for number in range(6)}
    sources |= {"src/core/redis/__init__.py": "from redis import Redis\n", "src/core/redis/keys.py": "A = 1\n"}
    sources["src/core/views.py"] = "from core.redis.keys import A\nfrom core.redis import Redis\n"
    project = only_project({"manage.py": "", **sources})
    assert module_at(project, "src/core/redis/__init__.py").name == "core.redis"


def test_folder_inside_a_package_with_the_names_of_others_is_no_root() -> None:
    names = ("users", "orders", "rates")
    packages = [*names, "tools", "tools/engine", *(f"tools/engine/{name}" for name in names)]
    sources = {f"{package}/{name}.py": MODEL for package in packages for name in ("__init__", "models")}
    sources |= {f"users/v{number}.py": "import users.models, orders.models, rates.models\n" for number in range(9)}
    sources["users/w.py"] = "import tools.engine.users.models\n"
    found = modules_of(only_project({"manage.py": "", **sources}))
    assert {"tools.engine.users.models", "tools.engine.rates.models", "rates.models"} <= found.keys()


def test_apps_beside_others_are_found_by_their_names_in_the_settings() -> None:
    code = {f"src/apps/{name}/views.py": "import users.models\nimport orders.models\n" for name in ("users", "orders")}
    apps = {f"src/apps/{name}/models.py": MODEL for name in ("users", "orders", "rates")}
    more = {"src/apps/pages/urls.py": "", "src/shop/settings.py": "INSTALLED_APPS = ['users', 'orders', 'pages']\n"}
    manage = {"manage.py": "import sys\nsys.path.append('src')\n", "src/x.py": "import rates.models\nimport src.old\n"}
    assert {"pages.urls", "users.models"} <= modules_of(only_project(code | apps | more | manage)).keys()


def test_folder_that_is_called_like_a_package_in_it_is_not_that_package() -> None:
    sources = {
        "apps/shop/settings.py": "INSTALLED_APPS = ['orders']\n",
        "apps/shop/utils.py": "",
        "apps/orders/models.py": "from shop.utils import x\n" + MODEL,
        "utils/make.py": "",
    }
    project = only_project(sources, root="/srv/shop")
    assert {unit.label: unit.path for unit in project.apps}["shop"] == "apps/shop"


def test_init_file_of_the_folder_takes_no_name_from_a_package() -> None:
    sources = {
        "__init__.py": "",
        "manage.py": "SETTINGS = 'shop.settings'\n",
        "shop/__init__.py": "",
        "shop/settings.py": "INSTALLED_APPS = []\nNAME = 'shop'\n",
        "apps/orders.py": "import shop.settings\n",
    }
    project = only_project(sources, root="/srv/shop")
    assert {unit.label: unit.path for unit in project.apps}["shop"] == "shop"
    assert module_at(project, "shop/__init__.py").name == "shop"


def test_of_two_packages_of_one_name_that_of_the_managed_project_keeps_it() -> None:
    sources = {
        "agent/tools/__init__.py": "",
        "agent/tools/run.py": "",
        "agent/agent/__init__.py": "",
        "agent/agent/main.py": "from tools.run import run\nimport agent.main\n",
        "web/manage.py": "SETTINGS = 'web.settings'\n",
        "web/web/settings.py": "INSTALLED_APPS = ['tools']\n",
        "web/tools/__init__.py": "",
        "web/tools/models.py": MODEL,
        "web/tools/views.py": "from tools.models import Thing\n",
    }
    project = only_project(sources)
    assert (module_at(project, "web/tools/models.py").name, modules_of(project)["tools.models"]) == (
        "tools.models",
        "tools",
    )
    assert module_at(project, "agent/agent/main.py").nearer == (("tools", "agent.tools"),)
    assert module_at(project, "agent/tools/run.py").name == "agent.tools.run"


def test_folders_around_the_given_one_decide_nothing() -> None:
    sources = {
        "engine/manage.py": "SETTINGS = 'conf.settings'\n",
        "engine/conf/settings.py": "INSTALLED_APPS = ['shop']\n",
        "engine/shop/models.py": MODEL,
        "engine/shop/views.py": "from shop.models import Thing\n",
        "tests/shop/models.py": "",
        "tools/deploy.py": "",
        "tools/release.py": "",
    }
    layouts = [only_project(sources, root=root) for root in ("/srv/shop", "/srv/src/shop", "/src/code/tests/shop")]
    assert layouts == layouts[:1] * 3


def test_repository_called_like_the_package_in_it_is_no_package() -> None:
    sources = {
        "__init__.py": "",
        "manage.py": "SETTINGS = 'paper.settings'\n",
        "docker/run.py": "import paper\nprint(paper.VERSION)\n",
        "paper/__init__.py": "VERSION = 1\n",
        "paper/settings.py": "import paper\nINSTALLED_APPS = ['paper.apps.shop']\n",
        "paper/apps/__init__.py": "",
        "paper/apps/shop/__init__.py": "",
        "paper/apps/shop/models.py": MODEL,
        "paper/apps/shop/views.py": "import paper\nfrom paper.apps.shop.models import Thing\n",
    }
    layouts = [only_project(sources, root=root) for root in ("/srv/paper", "/srv/paper-1")]
    assert [modules_of(each).keys() for each in layouts] == [modules_of(layouts[1]).keys()] * 2
    assert module_at(layouts[0], "paper/__init__.py").name == "paper"


def test_every_kind_of_module_whose_name_another_root_has_keeps_its_own_root() -> None:
    web = {
        "manage.py": "SETTINGS = 'settings'\n",
        "settings.py": "INSTALLED_APPS = ['shop']\n",
        "common/__init__.py": "",
        "common/names.py": "A = 1\n",
        "jobs/run.py": "",
        "shop/models.py": "from common.names import A\nimport settings\nimport jobs.run\n" + MODEL,
    }
    worker = {
        "main.py": "import settings\nfrom common.names import B\nimport jobs.run\n",
        "settings.py": "from common.names import B\n",
        "common/__init__.py": "",
        "common/names.py": "A = B = 1\n",
        "jobs/run.py": "from common.names import B\n",
    }
    project = only_project(below("web", web) | below("worker", worker))
    own = {"common": "worker.common", "settings": "worker.settings", "jobs.run": "worker.jobs.run"}
    assert [dict(module_at(project, f"worker/{path}").nearer) for path in worker] == [own] * len(worker)
    assert [module_at(project, f"web/{path}").nearer for path in web] == [()] * len(web)
    assert set(own.values()) <= modules_of(project).keys()


def test_settings_of_a_second_root_build_on_what_lies_beside_them() -> None:
    web = {
        "manage.py": "SETTINGS = 'settings'\n",
        "settings.py": "from base import *\nNAME = 1\n",
        "base.py": "INSTALLED_APPS = ['shop']\n",
        "shop/models.py": MODEL,
    }
    worker = {"settings.py": "from base import *\n", "base.py": "", "main.py": "import settings\nimport base\n"}
    assert only_project(below("web", web) | below("worker", worker)).settings.modules == ("settings", "base")


def test_library_that_a_folder_is_called_like_gives_no_name_a_beginning() -> None:
    sources = {
        "django/manage.py": "SETTINGS = 'conf.settings'\n",
        "django/conf/settings.py": "INSTALLED_APPS = ['django.contrib.auth', 'core', 'shop']\n",
        "django/core/exceptions.py": "class Refused(Exception): ...\n",
        "django/core/models.py": MODEL,
        "django/shop/models.py": "from django.core.exceptions import ValidationError\nfrom core.models import Thing\n"
        + MODEL,
        "fabfile.py": "",
        "setup_tool.py": "import fabfile\n",
    }
    assert only_project(sources).prefixes == ()


def test_module_called_like_one_of_a_library_without_what_is_imported_is_no_evidence() -> None:
    uses = {f"graphql/shop/v{number}.py": "from core.models import Thing\n" for number in range(9)}
    sources = {
        "graphql/manage.py": "SETTINGS = 'conf.settings'\n",
        "graphql/conf/settings.py": "INSTALLED_APPS = ['core', 'shop']\n",
        "graphql/core/models.py": MODEL,
        "graphql/core/error.py": "class Refused(Exception): ...\n",
        "graphql/shop/models.py": "from graphql.core.error import GraphQLError\n",
        "fabfile.py": "",
        "setup_tool.py": "import fabfile\n",
    }
    project = only_project(sources | uses)
    assert (project.source_roots, project.prefixes) == ((".", "graphql"), ())


def test_library_is_imported_more_than_the_folder_that_is_called_like_it() -> None:
    library = {
        f"django/shop/v{number}.py": "from django.core.exceptions import ValidationError\n" for number in range(9)
    }
    more = {f"django/shop/w{number}.py": "from django.db import models\n" for number in range(10)}
    own = {"django/core/exceptions.py": "", "django/shop/models.py": "from core.exceptions import Refused\n"}
    assert "core.exceptions" in modules_of(only_project({"django/manage.py": ""} | library | more | own))


def test_folder_of_apps_gives_names_a_beginning_though_one_import_of_it_leads_nowhere() -> None:
    apps = {"apps/__init__.py": ""} | below("apps", DJANGO_APP)
    uses = {f"shop/v{number}.py": "from users.models import Thing\n" for number in range(30)}
    longer = {f"shop/w{number}.py": "from apps.users.models import Thing\n" for number in range(9)}
    gone = {"shop/gone.py": "from apps.gone.models import Thing\n"}
    assert only_project({"manage.py": ""} | apps | uses | longer | gone).prefixes == ("apps.",)


def test_import_of_test_code_says_nothing_of_what_names_begin_with() -> None:
    apps = {"apps/__init__.py": ""} | below("apps", DJANGO_APP)
    uses = {f"shop/v{number}.py": "from users.models import Thing\n" for number in range(9)}
    longer = {"shop/w.py": "from apps.users.models import Thing\nfrom apps.users.tests.smoke import Smoke\n"}
    assert only_project({"manage.py": ""} | apps | uses | longer).prefixes == ("apps.",)
