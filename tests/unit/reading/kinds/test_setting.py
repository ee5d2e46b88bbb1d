from __future__ import annotations

import pytest

from tests.fakes.projects import ReadSources, read_sources

SOURCES = {
    "orders/middleware.py": "class Timed:\n    pass\n\ndef cart(request):\n    return {}\n",
    "orders/apps.py": "from django.apps import AppConfig\n\nclass OrdersConfig(AppConfig):\n    name = 'orders'\n",
}


def read(settings: str) -> ReadSources:
    return read_sources(SOURCES, settings=settings)


def named(settings: str) -> list[str]:
    rows = read(settings).map.references
    return [one.imported.symbol for one in rows if one.kind == "setting" and one.imported.app == "orders"]


@pytest.mark.parametrize(
    "settings",
    ['MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]', 'X = "orders.middleware.Gone"', 'X = "a b"'],
)
def test_string_that_names_nothing_of_the_project_is_no_setting(settings: str) -> None:
    assert named(settings) == named("")


def test_string_outside_the_settings_is_not_of_this_kind() -> None:
    found = read_sources({**SOURCES, "stock/conf.py": 'MIDDLEWARE = ["orders.middleware.Timed"]\n'})
    assert found.pairs("setting") == []
    assert found.pairs("path") == [("stock.conf", "orders.middleware.Timed")]


@pytest.mark.parametrize(
    "settings",
    [
        'MIDDLEWARE = ["orders.middleware.Timed"]',
        'MIDDLEWARE = []\nMIDDLEWARE += ["orders.middleware.Timed"]',
        'MIDDLEWARE = []\nMIDDLEWARE.insert(0, "orders.middleware.Timed")',
        'APP = "orders"\nMIDDLEWARE = [f"{APP}.middleware.Timed"]',
        'TEMPLATES = [{"OPTIONS": {"context_processors": ["orders.middleware.Timed"]}}]',
        'REST_FRAMEWORK = {"DEFAULT_FILTER_BACKENDS": ("orders.middleware.Timed",)}',
    ],
)
def test_dotted_string_of_a_setting_is_found(settings: str) -> None:
    assert "orders.middleware.Timed" in named(settings)


def test_installed_app_names_its_config_or_package() -> None:
    settings = 'INSTALLED_APPS = ["orders.apps.OrdersConfig", "brands", "catalog", "accounts"]'
    found = read(settings).map.references
    symbols = {one.imported.symbol for one in found if one.kind == "setting"}
    assert {"orders.apps.OrdersConfig", "brands", "catalog"} <= symbols


def test_setting_stands_at_the_string_and_belongs_to_the_project() -> None:
    (reference,) = [
        one for one in read('가 = "값"; X = "orders.middleware.cart"').map.references if "cart" in one.imported.symbol
    ]
    assert (reference.line, reference.column) == (5, 14)
    assert (reference.importer.symbol, reference.tie_class) == ("config.settings", "composition")


def test_user_model_setting_names_the_model() -> None:
    symbols = [one.imported.symbol for one in read("").map.references if one.kind == "setting"]
    assert "accounts.models.User" in symbols


LOGGERS = '"handlers": {"orders": {"class": "orders.middleware.Timed"}}, "loggers": {"orders.middleware.cart": {}}'


@pytest.mark.parametrize(
    "settings",
    [
        f"LOGGING = {{{LOGGERS}}}",
        f"LOGGING = {{'version': 1, {LOGGERS}}}",
        f"TO_FILES = {{'version': 1, {LOGGERS}}}\nLOGGING = TO_FILES if FILES else {{}}",
    ],
    ids=["without its version", "with it", "under a name of its own"],
)
def test_names_of_handlers_and_loggers_refer_to_no_code(settings: str) -> None:
    assert named(settings) == [*named(""), "orders.middleware.Timed"]


LOGGER = "{'handlers': ['orders'], 'level': 'INFO'}"


@pytest.mark.parametrize(
    "settings",
    [
        f"LOGGING.update({{'loggers': {{'orders.middleware': {LOGGER}}}}})",
        "LOGGING.update(loggers={'orders.middleware': {}})",
        f"MINE = {{{LOGGERS}}}\nLOGGING = {{**MINE, 'version': 1}}",
        f"MINE = {{'loggers': {{'orders.middleware': {LOGGER}}}}}\nLOGGING = BASE | MINE",
        "LOGGING['loggers']['orders.middleware'] = {'level': 'INFO'}",
        f"LOGGING['loggers'].update({{'orders.middleware': {LOGGER}}})",
        f"LOGGING |= {{'loggers': {{'orders.middleware': {LOGGER}}}}}",
        "LOGGING = dict(version=1, root={'handlers': ['orders'] if FILES else ['orders', 'x']})",
        "LOGGING = {'handlers': {'x': {'formatter': 'orders', 'filters': ['orders']}}}",
        "LOGGING['loggers']['x'] = {'handlers': ['orders'], 'level': 'INFO'}",
        "from other import LOGGING\nLOGGING['handlers']['orders'] = {'level': 'INFO'}",
    ],
)  # fmt: skip
def test_names_of_loggers_refer_to_no_code_however_logging_is_put_together(settings: str) -> None:
    written = settings if "LOGGING =" in settings or "import" in settings else f"LOGGING = {{'version': 1}}\n{settings}"
    assert [name for name in named(written) if name != "orders.middleware.Timed"] == named("")


@pytest.mark.parametrize(
    "settings",
    [
        "LOGGING.update({'handlers': {'orders': {'class': 'orders.middleware.Timed'}}})",
        "LOGGING.update({'formatters': {'orders': {'()': 'orders.middleware.Timed'}}})",
        "BROKER = {'filters': {'orders.middleware.Timed': {}}}",
        "BROKER = {'handlers': {'orders.middleware.Timed': {'retries': 3}}}",
        "BROKER['handlers']['orders.middleware.Timed'] = 1",
    ],
)
def test_class_that_settings_of_logging_or_of_something_else_name_is_found(settings: str) -> None:
    head = "LOGGING = {'version': 1}\nBROKER = {'handlers': {}, 'x': 1}\n"
    assert named(head + settings) == [*named(""), "orders.middleware.Timed"]


@pytest.mark.parametrize("version", ["", "'version': 2, "])
def test_dictionary_of_handlers_that_configures_no_logging_names_its_keys(version: str) -> None:
    settings = f"PIPELINE = {{{version}'handlers': {{'orders.middleware.Timed': 1}}}}"
    assert named(settings) == [*named(""), "orders.middleware.Timed"]


@pytest.mark.parametrize("folder", ['BASE / "orders" / "logs"', 'join(BASE, "orders")', 'BASE.joinpath("orders")'])
def test_folder_that_bears_the_name_of_an_app_is_no_app(folder: str) -> None:
    settings = f"from os.path import join\nfrom pathlib import Path\nBASE = Path('x')\nLOGS = {folder}"
    assert named(settings) == named("")
