from __future__ import annotations

import pytest

from anabranch.project.values import Settings
from tests.fakes.source_tree import only_project


def settings_of(text: str, **modules: str) -> Settings:
    """Settings of a project whose `config/settings.py` has this text; other modules lie beside it."""
    sources = {"manage.py": "X = 'config.settings'\n", "config/__init__.py": "", "config/settings.py": text}
    return only_project(sources | {f"config/{name}.py": other for name, other in modules.items()}).settings


def installed_by(text: str, **modules: str) -> tuple[str, ...]:
    return settings_of(text, **modules).installed_apps


def test_project_without_settings_has_none() -> None:
    assert only_project({"a.py": "x = 1\n"}).settings == Settings((), (), {}, (), (), (), ())


@pytest.mark.parametrize(
    "value",
    [
        '["a", "b"]',
        '("a",) + ("b",)',
        '["a"] + ["b"]',
        'tuple(["a", "b"])',
        '[*["a"], "b"]',
        'list(dict.fromkeys(["a", "b"]))',
        '"a,b".split(",")',
        '[name for name in ("a", "b")]',
        'env.list("APPS", default=["a", "b"])',
        'values.ListValue(["a", "b"])',
        'getattr(local, "APPS", ["a", "b"])',
        'itertools.chain(["a"], ["b"])',
        'os.environ.get("APPS", "a,b").split(",")',
        'tuple(filter(lambda name: name != "c", ["a", "b"]))',
        'list(map(str.strip, ["a", "b"]))',
        'copy.copy(["a", "b"])',
        '["a", "b"].copy()',
        'sum([["a"], ["b"]], [])',
        'sorted(set(["a", "b"]) - {"c"})',
        'list(chain.from_iterable([["a"], ["b"]]))',
    ],
)
def test_list_of_literals_is_read(value: str) -> None:
    assert installed_by(f"INSTALLED_APPS = {value}\n") == ("a", "b")


@pytest.mark.parametrize(
    "element",
    ['"apps." + name', 'f"apps.{name}"', '"apps.%s" % name', '"apps.{}".format(name)', '".".join(["apps", name])'],
)
def test_comprehension_over_literals_is_read(element: str) -> None:
    text = f'NAMES = ["a", "b"]\nINSTALLED_APPS = [{element} for name in NAMES]\n'
    assert installed_by(text) == ("apps.a", "apps.b")


@pytest.mark.parametrize(
    "user",
    [
        '"%s.%s" % ("users", "User")',
        '"%s.%s" % PARTS',
        '"%(app)s.%(model)s" % {"app": "users", "model": "User"}',
        '"users.%s" % "User"',
        '"users.%s" % ("User",)',
        '"{}.{}".format("users", "User")',
    ],
)
def test_pattern_is_filled_place_by_place(user: str) -> None:
    said = settings_of(f'INSTALLED_APPS = []\nPARTS = ("users", "User")\nAUTH_USER_MODEL = {user}\n')
    assert said.strings["AUTH_USER_MODEL"] == "users.User"


@pytest.mark.parametrize(
    "name",
    [
        "basename(dirname(abspath(__file__)))",
        "os.path.basename(os.path.dirname(os.path.realpath(__file__)))",
        "os.path.split(os.path.dirname(__file__))[-1]",
        "split(dirname(__file__))[1]",
        "Path(__file__).resolve().parent.name",
        "Path(__file__).parents[0].stem",
    ],
)
def test_name_of_the_package_that_settings_stand_in_is_read_off_their_path(name: str) -> None:
    assert settings_of(f'INSTALLED_APPS = []\nSITE = {name}\nX = "%s.urls" % SITE\n').strings["X"] == "config.urls"


@pytest.mark.parametrize("name", ["Path(__file__).parent.parent.name", "basename(dirname(dirname(__file__)))"])
def test_folder_around_all_that_is_read_has_no_name(name: str) -> None:
    assert "X" not in settings_of(f'INSTALLED_APPS = []\nSITE = {name}\nX = SITE + ".urls"\n').strings


@pytest.mark.parametrize(
    "name",
    ["Env.LIVE.name", 'shlex.split("a/b c")[1]', 'basename(env("CONFIG", "a/b"))', "__file__", "dirname(__file__)"],
)
def test_text_is_no_path_and_a_path_no_text(name: str) -> None:
    head = 'class Env(Enum):\n    LIVE = "live"\n\n'
    assert "X" not in settings_of(f"{head}INSTALLED_APPS = []\nX = {name}\n").strings


def test_pattern_with_a_place_of_which_literals_do_not_tell_has_no_value() -> None:
    said = settings_of('INSTALLED_APPS = []\nX = "%s.%d" % ("users", 7)\nY = "100%%%s" % "users"\n')
    assert said.strings == {"Y": "100%users"}


@pytest.mark.parametrize(
    "growth",
    [
        'INSTALLED_APPS += ["b"]',
        'INSTALLED_APPS.append("b")',
        'INSTALLED_APPS.insert(0, "b")',
        'INSTALLED_APPS.extend(["b"])',
        'INSTALLED_APPS = INSTALLED_APPS + ["b"]',
        'if DEBUG:\n    INSTALLED_APPS += ["b"]',
        'try:\n    INSTALLED_APPS.append("b")\nexcept ImportError:\n    pass',
        'for name in ["b"]:\n    INSTALLED_APPS.append(name)',
        'for name, on in [("b", True)]:\n    INSTALLED_APPS += [name]',
        'for name in {"b": 1}:\n    INSTALLED_APPS += [name]',
        'EXTRA = {"x": ["b"]}\nINSTALLED_APPS += EXTRA["x"]',
        'INSTALLED_APPS = locals().get("INSTALLED_APPS", [])\nINSTALLED_APPS += ["b"]',
        'INSTALLED_APPS = globals().get("INSTALLED_APPS", ["c"]) + ["b"]',
        'INSTALLED_APPS += locals().get("MORE", ["b"])',
        'def extra():\n    return ["b"]\nINSTALLED_APPS += extra()',
    ],
)
def test_growth_of_the_list_is_read(growth: str) -> None:
    assert installed_by(f'INSTALLED_APPS = ["a"]\n{growth}\n') == ("a", "b")


def test_both_branches_of_a_switch_are_united() -> None:
    text = 'if LIVE:\n    INSTALLED_APPS = ["a"]\nelse:\n    INSTALLED_APPS = ["b"]\n'
    assert set(installed_by(text)) == {"a", "b"}


def test_twenty_switches_are_read_at_once() -> None:
    switches = "".join(f'if X{number}:\n    INSTALLED_APPS += ["b{number}"]\n' for number in range(20))
    assert len(installed_by('INSTALLED_APPS = ["a"]\n' + switches)) == 21


@pytest.mark.parametrize("growth", ['EXTRA |= {"b%s": 1}', 'EXTRA |= {**EXTRA, "b%s": 1}'])
def test_thirty_switches_of_a_dict_are_read_at_once(growth: str) -> None:
    switches = "".join(f"if X{number}:\n    {growth % number}\n" for number in range(30))
    found = installed_by(f'EXTRA = {{"a": 1}}\n{switches}INSTALLED_APPS = [name for name in EXTRA]\n')
    assert {"a", "b0", "b29"} <= set(found)


def test_thousand_appended_apps_are_read() -> None:
    growth = "".join(f'INSTALLED_APPS.append("a{number}")\n' for number in range(1000))
    assert len(installed_by("INSTALLED_APPS = ['a']\n" + growth)) == 1001


@pytest.mark.parametrize(
    "importing",
    [
        'from .base import *\nINSTALLED_APPS += ["b"]',
        'from .base import *\nINSTALLED_APPS.append("b")',
        'from config.base import *\nINSTALLED_APPS = INSTALLED_APPS + ["b"]',
        'from .base import INSTALLED_APPS\nINSTALLED_APPS += ["b"]',
        'from . import base\nINSTALLED_APPS = base.INSTALLED_APPS + ["b"]',
        'import config.base as base\nINSTALLED_APPS = [*base.INSTALLED_APPS, "b"]',
        'from config.base import INSTALLED_APPS as BEFORE\nINSTALLED_APPS = BEFORE + ["b"]',
    ],
)
def test_settings_built_on_others_are_united(importing: str) -> None:
    assert set(installed_by(importing + "\n", base='INSTALLED_APPS = ["a"]\n')) == {"a", "b"}


@pytest.mark.parametrize(
    "importing",
    ["import config.lists as lists", "from config import lists", "import config.lists\nlists = config.lists"],
)
def test_list_of_another_module_is_read_under_any_name(importing: str) -> None:
    assert installed_by(f"{importing}\nINSTALLED_APPS = lists.APPS\n", lists='APPS = ["a"]\n') == ("a",)


def test_modules_that_build_on_settings_are_settings() -> None:
    settings = settings_of(
        "from .base import *\n", base="from .common import *\nINSTALLED_APPS = []\n", common="X = 'x'\n"
    )
    assert settings.modules == ("config.settings", "config.base", "config.common")


def test_module_that_manage_py_names_comes_first() -> None:
    settings = settings_of('INSTALLED_APPS = ["a"]\nX = "main"\n', alone='INSTALLED_APPS = ["b"]\nX = "other"\n')
    assert settings.modules == ("config.settings", "config.alone")
    assert (settings.strings["X"], settings.others) == ("main", (("X", "other"),))


def test_settings_that_import_each_other_are_read_once() -> None:
    text = 'from .base import *\nINSTALLED_APPS = INSTALLED_APPS + ["a"]\n'
    assert set(installed_by(text, base='from .settings import *\nINSTALLED_APPS = INSTALLED_APPS + ["b"]\n')) == {
        "a",
        "b",
    }


def test_scalar_settings_are_read() -> None:
    settings = settings_of('INSTALLED_APPS = []\nAUTH_USER_MODEL = "users.User"\nROOT_URLCONF = "config" + ".urls"\n')
    assert settings.strings == {"AUTH_USER_MODEL": "users.User", "ROOT_URLCONF": "config.urls"}


def test_secrets_are_left_where_they_are() -> None:
    assert settings_of('INSTALLED_APPS = []\nSECRET_KEY = "x"\nDB_PASSWORD = "y"\n').strings == {}


def test_model_of_tokens_is_no_secret() -> None:
    said = settings_of('INSTALLED_APPS = []\nACCESS_TOKEN_MODEL = "api.Token"\nTOKEN_MODEL_KEY = "x"\n')
    assert said.strings == {"ACCESS_TOKEN_MODEL": "api.Token"}


@pytest.mark.parametrize(
    "text",
    [
        'X = "else" if not LIVE else "else"\n',
        'X = "other" if LIVE else "else"\n',
        'X = os.environ.get("X") or "else"\n',
        'X = env("X", default="else")\n',
        'X = LOCAL_X or "else"\n',
        'DEFAULT_X = "else"\nX = DEFAULT_X\nDEFAULT_X = []\n',
        'X = config("X", "else")\n',
        'if LIVE:\n    X = "other"\nelse:\n    X = "else"\n',
        'if LIVE:\n    X = "other"\nelif DEMO:\n    X = "another"\nelse:\n    X = "else"\n',
        'X = "else"\nif LIVE:\n    X = "other"\n',
        'X = "else"\nif LIVE:\n    X = "other" if DEMO else "another"\n',
    ],
)
def test_default_of_a_switched_scalar_wins(text: str) -> None:
    settings = settings_of("INSTALLED_APPS = []\n" + text)
    assert settings.strings == {"X": "else"}
    assert "else" not in dict(settings.others).values()


def test_other_values_of_a_scalar_are_reported() -> None:
    settings = settings_of('INSTALLED_APPS = []\nX = "other" if LIVE else "else"\n')
    assert settings.others == (("X", "other"),)


def test_settings_class_is_read() -> None:
    text = """
        class Base:
            AUTH_USER_MODEL = "users.User"
            INSTALLED_APPS = ["a"]

        class Dev(Base):
            INSTALLED_APPS = Base.INSTALLED_APPS + ["b"]
    """
    settings = settings_of(text)
    assert settings.installed_apps == ("a", "b")
    assert settings.strings == {"AUTH_USER_MODEL": "users.User"}


def test_settings_property_is_read() -> None:
    text = """
        class Base:
            EXTRA = ["c"]

            @property
            def INSTALLED_APPS(self):
                apps = ["a"]
                if LIVE:
                    apps.append("b")
                return apps + self.EXTRA

        class Dev(Base):
            @property
            def INSTALLED_APPS(self):
                return super().INSTALLED_APPS + ["d"]
    """
    assert set(installed_by(text)) == {"a", "b", "c", "d"}


def test_settings_class_in_another_module_is_read() -> None:
    settings = settings_of(
        "from .base import Base\n\nclass Live(Base):\n    AUTH_USER_MODEL = 'users.User'\n",
        base="class Base:\n    INSTALLED_APPS = ['a']\n",
    )
    assert settings.modules == ("config.settings", "config.base")
    assert settings.strings == {"AUTH_USER_MODEL": "users.User"}


def test_included_settings_files_are_read() -> None:
    sources = {
        "config/settings/__init__.py": "from split_settings.tools import include, optional\n"
        "include('parts/*.py', optional('local.py'))\n",
        "config/settings/parts/apps.py": "INSTALLED_APPS = ['a']\n",
        "config/settings/parts/users.py": "AUTH_USER_MODEL = 'users.User'\n",
    }
    settings = only_project(sources).settings
    assert settings.installed_apps == ("a",)
    assert settings.strings == {"AUTH_USER_MODEL": "users.User"}


def test_settings_of_a_skeleton_are_nobodys() -> None:
    sources = {"shop/__init__.py": "", "shop/project_template/settings.py": "INSTALLED_APPS = ['a']\n"}
    assert only_project(sources).settings.modules == ()


def test_settings_that_import_all_of_each_other_are_read() -> None:
    found = settings_of(
        "from config.base import *\nINSTALLED_APPS = [*APPS, EXTRA]\n",
        base="from config.settings import *\nfrom config.more import *\n",
        more="APPS = ['a', 'b']\n",
    )
    assert found.installed_apps == ("a", "b")


@pytest.mark.parametrize(
    ("added", "lines"),
    [
        ("INSTALLED_APPS += ['orders']", []),
        ("INSTALLED_APPS += env.list('EXTRA', default=[])", []),
        ("INSTALLED_APPS += find_plugins()", [4]),
        ("INSTALLED_APPS += env.list('EXTRA')", [4]),
        ("INSTALLED_APPS = [*INSTALLED_APPS, *plugin_apps()]", [4]),
        ("INSTALLED_APPS += [f'{HOME}.orders']", [4]),
        ("for each in plugins():\n    INSTALLED_APPS.append(each.name)", [5]),
        ("INSTALLED_APPS += [load(each) for each in PLUGINS]", [4]),
        ("INSTALLED_APPS = list(dict.fromkeys(INSTALLED_APPS + env.list('MORE')))", [4]),
        ("INSTALLED_APPS = [each for each in INSTALLED_APPS + env.list('MORE') if each]", [4]),
        ("INSTALLED_APPS = sum([INSTALLED_APPS, find_plugins()], [])", [4]),
        ("INSTALLED_APPS += map(load, ['orders'])", [4]),
        ("INSTALLED_APPS = copy.copy(INSTALLED_APPS)", []),
        ("INSTALLED_APPS = tuple(filter(lambda each: each != 'old', INSTALLED_APPS))", []),
        ("INSTALLED_APPS = sum([INSTALLED_APPS, ['orders']], [])", []),
        ("INSTALLED_APPS += os.environ.get('MORE', [])", []),
        ("INSTALLED_APPS += list()", []),
        ("def chain(name): return ['orders']\nINSTALLED_APPS += chain(EDITION)", []),
        ("INSTALLED_APPS += list(set(MORE) - set(LESS))", [4]),
        ("INSTALLED_APPS += [each for each in set(MORE) - set(LESS)]", [4]),
        ("if DEBUG:\n    INSTALLED_APPS += library.APPS", [5]),
    ],
)
def test_part_of_the_installed_apps_that_only_a_run_tells_is_known_by_its_line(added: str, lines: list[int]) -> None:
    text = f"import library\nEXTRA = ['catalog']\nINSTALLED_APPS = ['users'] + EXTRA\n{added}\n"
    assert only_project({"conf/settings.py": text}).settings.unknown_apps == tuple(
        ("conf/settings.py", line) for line in lines
    )


def test_variable_of_the_environment_is_its_default_not_its_name() -> None:
    text = "INSTALLED_APPS = ['users']\nAUTH_USER_MODEL = env.str('USER_MODEL', 'users.User')\n"
    assert only_project({"conf/settings.py": text}).settings.strings["AUTH_USER_MODEL"] == "users.User"
