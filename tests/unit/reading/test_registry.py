from __future__ import annotations

import pytest

from anabranch.reading.values import Relation
from tests.fakes.projects import ReadSources, read_sources

HEAD = """from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import CASCADE, ForeignKey, ManyToManyField, OneToOneField
from catalog.models import Product
"""
ABSTRACT = "class Base(models.Model):\n    class Meta:\n        abstract = True\n        managed = False"


def read(body: str, **others: str) -> ReadSources:
    extra = {f"{name}/models.py": text for name, text in others.items()}
    return read_sources({"orders/models.py": f"{HEAD}\n{body}\n", **extra})


def field(text: str) -> Relation:
    return read(f"class Line(models.Model):\n    {text}\n").relation("orders.Line", text.partition(" ")[0])


def labels(found: ReadSources) -> list[str]:
    return [one.label for one in found.map.models if one.file in found.own]


@pytest.mark.parametrize("bases", ["object", "models.Manager", "models.QuerySet", "models.TextChoices", "Exception"])
def test_class_of_another_kind_is_no_model(bases: str) -> None:
    assert labels(read(f"class Thing({bases}):\n    pass\n")) == []


@pytest.mark.parametrize("base", ["AbstractUserManager", "AbstractQuerySet", "AbstractChoices", "PlainField"])
def test_class_of_another_package_that_is_called_otherwise_is_no_model(base: str) -> None:
    assert labels(read(f"from kit.models import {base}\nclass Thing({base}):\n    pass\n")) == []


def test_class_inside_a_function_is_no_model() -> None:
    assert labels(read("def make():\n    class Line(models.Model):\n        pass\n    return Line\n")) == []


@pytest.mark.parametrize("bases", ["models.Model", "Product", "AbstractUser", "MPTTModel"])
def test_subclass_of_a_model_is_a_model(bases: str) -> None:
    head = "from django.contrib.auth.models import AbstractUser\nfrom mptt.models import MPTTModel\n"
    assert labels(read(f"{head}\nclass Line({bases}):\n    pass\n")) == ["orders.Line"]


def test_label_of_the_app_config_names_its_models() -> None:
    config = "from django.apps import AppConfig\n\nclass C(AppConfig):\n    name = 'orders'\n    label = 'sales'\n"
    body = HEAD + "\nclass Line(models.Model):\n    pass\n"
    found = read_sources({"orders/apps.py": config, "orders/models.py": body})
    assert (labels(found), found.model("sales.Line").table) == (["sales.Line"], "sales_line")


def test_app_label_of_the_meta_names_the_model() -> None:
    body = "class Line(models.Model):\n    class Meta:\n        app_label = 'catalog'\n"
    assert labels(read(body)) == ["catalog.Line"]


@pytest.mark.parametrize(
    ("meta", "table"),
    [("pass", "orders_line"), ("db_table = 'lines'", "lines"), ("db_table = PREFIX + 'lines'", "old_lines")],
)
def test_table_is_the_given_one_or_the_default(meta: str, table: str) -> None:
    body = f"PREFIX = 'old_'\n\nclass Line(models.Model):\n    class Meta:\n        {meta}\n"
    assert read(body).model("orders.Line").table == table


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ("pass", (False, False, True)),
        ("abstract = True", (True, False, True)),
        ("proxy = True", (False, True, True)),
        ("managed = False", (False, False, False)),
    ],
)
def test_meta_says_what_sort_of_model_it_is(meta: str, expected: tuple[bool, bool, bool]) -> None:
    model = read(f"class Line(Product):\n    class Meta:\n        {meta}\n").model("orders.Line")
    assert (model.abstract, model.proxy, model.managed) == expected


@pytest.mark.parametrize(
    ("base", "meta", "expected"),
    [
        (ABSTRACT, "", "unmanaged"),
        (ABSTRACT, "Base.Meta", "unmanaged"),
        ("class Base(models.Model):\n    class Meta:\n        managed = False", "", "managed"),
        ("class Plain:\n    managed = False\n\nBase = models.Model", "Plain", "unmanaged"),
        ("class Plain:\n    proxy = True\n\nBase = Product", "Plain", "proxy"),
        ("class Plain:\n    abstract = True\n\nBase = models.Model", "Plain", "abstract"),
    ],
)
def test_meta_is_inherited_as_django_inherits_it(base: str, meta: str, expected: str) -> None:
    body = f"    class Meta({meta}):\n        pass\n" if meta else "    pass\n"
    model = read(f"{base}\n\nclass Line(Base):\n{body}").model("orders.Line")
    words = {"proxy": model.proxy, "abstract": model.abstract, "unmanaged": not model.managed}
    assert next((word for word, holds in words.items() if holds), "managed") == expected


def test_options_of_a_concrete_parent_are_its_own() -> None:
    body = "class Gift(models.Model):\n    class Meta:\n        app_label = 'catalog'\n"
    body += "        default_related_name = 'gifts'\n\nclass Big(Gift):\n    p = ForeignKey(Product, CASCADE)\n"
    found = read(body)
    assert labels(found) == ["catalog.Gift", "orders.Big"]
    assert [one.accessor for one in found.model("orders.Big").relations] == ["big_set", "big"]


def test_table_of_a_proxy_is_that_of_its_model() -> None:
    body = "class Line(models.Model):\n    class Meta:\n        db_table = 'lines'\n\n"
    body += "class Old(Line):\n    class Meta:\n        proxy = True\n"
    assert read(body).model("orders.Old").table == "lines"


def test_abstract_is_not_inherited_with_the_meta() -> None:
    body = "class Base(models.Model):\n    class Meta:\n        abstract = True\n        db_table = 'x'\n\n"
    body += "class Line(Base):\n    class Meta(Base.Meta):\n        pass\n"
    assert not read(body).model("orders.Line").abstract


def test_meta_of_a_model_with_a_table_is_its_own_alone() -> None:
    top = "class Top(models.Model):\n    class Meta:\n        app_label = 'sales'\n        managed = False\n"
    found = read(f"{top}\nclass Line(Top):\n    pass\n")
    assert labels(found) == ["orders.Line", "sales.Top"]
    assert found.model("orders.Line").managed


def test_meta_of_a_class_that_is_no_model_is_inherited_past_the_table_between() -> None:
    shared = "class Shared:\n    class Meta:\n        app_label = 'views'\n        proxy = True\n"
    own = "class Top(Shared, models.Model):\n    class Meta:\n        app_label = 'orders'\n"
    found = read(f"{shared}\n{own}\nclass Line(Top):\n    pass\n")
    assert (found.model("orders.Top").proxy, found.model("views.Line").proxy) == (False, True)


def test_table_that_an_abstract_base_names_is_the_model_s() -> None:
    base = "class Base(models.Model):\n    class Meta:\n        abstract = True\n        db_table = 'lines'\n"
    line = read(f"{base}        managed = False\n\nclass Line(Base):\n    pass\n").model("orders.Line")
    assert (line.table, line.managed) == ("lines", False)


@pytest.mark.parametrize(
    ("text", "kind", "accessor"),
    [
        ("p = ForeignKey(Product, CASCADE)", "fk", "line_set"),
        ("p = OneToOneField(Product, CASCADE)", "o2o", "line"),
        ("p = ManyToManyField(Product)", "m2m", "line_set"),
        ("p = GenericRelation(Product)", "generic", None),
        ("p = ForeignKey(Product, CASCADE, related_name='lines')", "fk", "lines"),
        ("p = ForeignKey(Product, CASCADE, related_name='+')", "fk", "+"),
        ("p = ForeignKey(Product, CASCADE, related_name='hidden+')", "fk", "+"),
        ("p = ForeignKey(Product, CASCADE, related_name='%(app_label)s_%(class)s')", "fk", "orders_line"),
        ("p = ForeignKey(Product, CASCADE, 'lines')", "fk", "lines"),
        ("p = ManyToManyField(Product, 'lines')", "m2m", "lines"),
        ("p = ManyToManyField('self')", "m2m", None),
        ("p = ManyToManyField('self', related_name='friends')", "m2m", None),
        ("p = ManyToManyField('self', symmetrical=False)", "m2m", "line_set"),
        ("p = ForeignKey('self', CASCADE)", "fk", "line_set"),
    ],
)
def test_kind_and_accessor_are_those_of_django(text: str, kind: str, accessor: str | None) -> None:
    assert (field(text).kind, field(text).accessor) == (kind, accessor)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("p = ForeignKey('self', CASCADE)", "orders.Line"),
        ("p = ForeignKey('Line', CASCADE)", "orders.Line"),
        ("p = ForeignKey('catalog.Product', CASCADE)", "catalog.Product"),
        ("p = ForeignKey('auth.Group', CASCADE)", "auth.Group"),
        ("p = ForeignKey('gone.Thing', CASCADE)", "gone.Thing"),
    ],
)
def test_target_is_told_by_its_label(text: str, target: str) -> None:
    assert field(text).target == target


@pytest.mark.parametrize(
    ("text", "through"),
    [
        ("p = ManyToManyField(Product)", "orders.Line_p"),
        ("p = ManyToManyField(Product, through='Link')", "orders.Link"),
        ("p = ManyToManyField(Product, None, None, None, None, 'Link')", "orders.Link"),
        ("p = ForeignKey(Product, CASCADE)", None),
    ],
)
def test_link_table_is_told(text: str, through: str | None) -> None:
    body = f"class Line(models.Model):\n    {text}\n\nclass Link(models.Model):\n    pass\n"
    assert read(body).relation("orders.Line", "p").through == through


def test_tags_are_a_relation_to_the_tag_model() -> None:
    relation = read(
        "from taggit.managers import TaggableManager\n\nclass Line(models.Model):\n    tags = TaggableManager()\n"
    ).relation("orders.Line", "tags")
    assert (relation.kind, relation.target, relation.through) == ("m2m", "taggit.Tag", "taggit.TaggedItem")


def test_tags_through_an_own_link_are_of_its_tag_model() -> None:
    relation = read(
        """
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase

class Label(TagBase):
    pass

class Labelled(ItemBase):
    tag = ForeignKey(Label, CASCADE, related_name="items")

class Line(models.Model):
    tags = TaggableManager(through=Labelled)
"""
    ).relation("orders.Line", "tags")
    assert (relation.target, relation.through) == ("orders.Label", "orders.Labelled")


def test_concrete_parent_gives_a_parent_link() -> None:
    relation = read("class Gift(Product):\n    pass\n").relation("orders.Gift", "product_ptr")
    assert (relation.kind, relation.target, relation.accessor, relation.parent_link) == (
        "o2o", "catalog.Product", "gift", True,
    )  # fmt: skip


def test_parent_link_that_django_makes_cascades() -> None:
    assert read("class Gift(Product):\n    pass\n").relation("orders.Gift", "product_ptr").cascades


def test_fields_are_those_of_own_field_classes_too() -> None:
    body = "class Money(models.DecimalField):\n    pass\n\nclass Line(models.Model):\n    price = Money()\n"
    assert read(f"{body}    number = models.IntegerField()\n").model("orders.Line").fields == ("price", "number")


@pytest.mark.parametrize("bound", ["    p = None\n", "    @property\n    def p(self):\n        return 1\n"])
def test_relation_of_a_base_that_a_body_binds_anew_leads_nowhere(bound: str) -> None:
    body = "class Base(models.Model):\n    p = ForeignKey(Product, CASCADE)\n\n    class Meta:\n"
    body += f"        abstract = True\n\nclass Line(Base):\n{bound}\ndef f(line: Line):\n    return line.p.name\n"
    assert read(body).pairs("relation-access") == []


def test_parent_link_that_is_given_is_the_only_one() -> None:
    body = "class Gift(Product):\n    base = OneToOneField(Product, CASCADE, parent_link=True)\n"
    assert [one.field for one in read(body).model("orders.Gift").relations] == ["base"]


def test_key_to_a_parent_that_is_not_said_to_be_its_link_stands_beside_it() -> None:
    body = "class Gift(Product):\n    like = OneToOneField(Product, CASCADE, related_name='+')\n"
    links = {one.field: one.parent_link for one in read(body).model("orders.Gift").relations}
    assert links == {"like": False, "product_ptr": True}


def test_parent_link_leads_past_a_proxy_to_the_table() -> None:
    body = "class P(Product):\n    class Meta:\n        proxy = True\n\nclass Gift(P):\n    pass\n"
    assert [one.target for one in read(body).model("orders.Gift").relations] == ["catalog.Product"]


@pytest.mark.parametrize(("made", "is_proxy"), [("proxy = True", True), ("ordering = []", False)])
def test_model_is_a_proxy_where_its_metaclass_makes_it_one(made: str, is_proxy: bool) -> None:
    body = f"""class Maker(models.base.ModelBase):
    def __new__(cls, name, bases, attrs):
        class Meta:
            {made}
        attrs["Meta"] = Meta
        return super().__new__(cls, name, bases, attrs)

class P(Product, metaclass=Maker):
    pass

class Deeper(P):
    pass
"""
    found = read(body)
    assert [found.model(f"orders.{name}").proxy for name in ("P", "Deeper")] == [is_proxy, is_proxy]


def test_proxy_has_no_relations_of_its_own() -> None:
    assert read("class P(Product):\n    class Meta:\n        proxy = True\n").model("orders.P").relations == ()


def test_relation_of_an_abstract_base_is_told_with_its_base() -> None:
    core = HEAD + (
        "\nclass Sold(models.Model):\n    p = ForeignKey(Product, CASCADE)\n    class Meta:\n        abstract = True\n"
    )
    found = read("from core.models import Sold\n\nclass Line(Sold):\n    pass\n", core=core)
    assert found.relation("orders.Line", "p").inherited_from == "core.models.Sold"


def test_relation_of_a_concrete_parent_is_not_told_again() -> None:
    assert [one.field for one in read("class Gift(Product):\n    pass\n").model("orders.Gift").relations] == [
        "product_ptr"
    ]


def test_field_of_the_first_abstract_base_wins() -> None:
    bases = "".join(
        (
            f"class {name}(models.Model):\n    p = ForeignKey({target}, CASCADE)\n"
            f"    class Meta:\n        abstract = True\n\n"
        )
        for name, target in (("A", "'A1'"), ("B", "Product"))
    )
    assert read(f"{bases}class Line(A, B):\n    pass\n").relation("orders.Line", "p").target == "orders.A1"


def test_permissions_of_an_own_user_are_relations_to_django_s() -> None:
    relations = read_sources({}).model("accounts.User").relations
    assert [(one.field, one.target) for one in relations] == [
        ("groups", "auth.Group"),
        ("user_permissions", "auth.Permission"),
    ]


def test_methods_properties_and_fields_are_told_apart() -> None:
    body = (
        "class Line(models.Model):\n    n = models.IntegerField()\n"
        "    def a(self): ...\n    @property\n    def b(self): ...\n"
    )
    model = read(body).model("orders.Line")
    assert (model.fields, model.methods, model.properties) == (("n",), ("a",), ("b",))


def test_models_split_over_a_package_keep_the_app_s_label() -> None:
    text = HEAD + "\nclass Line(models.Model):\n    pass\n"
    found = read_sources({"orders/models/__init__.py": "from .line import Line\n", "orders/models/line.py": text})
    assert (labels(found), found.model("orders.Line").module) == (["orders.Line"], "orders.models.line")


def test_circle_of_bases_ends() -> None:
    found = read_sources({"a/models.py": "from b.models import B\nclass A(B): pass\n",
                          "b/models.py": "from a.models import A\nclass B(A): pass\n"})  # fmt: skip
    assert labels(found) == []


def test_setting_of_another_swappable_model_is_followed() -> None:
    text = HEAD + (
        "\nfrom django.conf import settings\n\nclass Line(models.Model):\n"
        "    p = ForeignKey(settings.SHOP_MODEL, CASCADE)\n"
    )
    found = read_sources({"orders/models.py": text}, settings='SHOP_MODEL = "catalog.Product"\n')
    assert found.relation("orders.Line", "p").target == "catalog.Product"


def test_class_for_type_checkers_is_no_model_and_stands_for_its_base() -> None:
    people = """
        from typing import TYPE_CHECKING
        from django.contrib.auth.models import User as DjangoUser

        if TYPE_CHECKING:
            class Person(DjangoUser):
                nickname: str
        else:
            Person = DjangoUser
        """
    lines = HEAD + (
        "\nfrom people.models import Person\n\nclass Line(models.Model):\n    owner = ForeignKey(Person, CASCADE)\n"
    )
    found = read_sources({"people/models.py": people, "orders/models.py": lines})
    assert labels(found) == ["orders.Line"]
    assert found.relation("orders.Line", "owner").target == "auth.User"
    kinds = [one.kind for one in found.references() if one.imported.module == "people.models"]
    assert kinds == ["use"]


def test_model_of_several_kinds_knows_its_own_and_its_heirs_do_not_again() -> None:
    body = (
        "from polymorphic.models import PolymorphicModel\n\nclass Line(PolymorphicModel): ...\n\nclass Gift(Line): ..."
    )
    found = read(body)
    relation = found.relation("orders.Line", "polymorphic_ctype")
    assert (relation.kind, relation.target, relation.accessor) == ("fk", "contenttypes.ContentType", "+")
    (gift,) = [one for one in found.map.models if one.label == "orders.Gift"]
    assert [one.field for one in gift.relations] == ["line_ptr"]


@pytest.mark.parametrize(
    ("head", "call", "unseen"),
    [
        ("from django.db import models", 'type("Row", (models.Model,), fields)', 1),
        ("from catalog.models import Product", 'type("Row", (Product,), fields)', 1),
        ("from django.db import models", 'type(name, (base,), {"__module__": __name__})', 1),
        ("import forms", 'type(name, (base,), {"__module__": __name__})', 0),
        ("from django import forms", 'type("Row", (forms.Form,), {"__module__": __name__})', 0),
        ("from django.db import models", 'type("Row", (object,), fields)', 0),
        ("from django.db import models", 'type("Row", (object, models.Model), fields)', 1),
        ("from django.db import models", "type(base)", 0),
    ],
)
def test_model_made_by_a_call_of_type_is_said_to_be_not_seen(head: str, call: str, unseen: int) -> None:
    read = read_sources({"orders/models.py": f"{head}\n\ndef make(name, base, fields):\n    return {call}\n"})
    assert read.unseen() == [("model is made at run time", "orders/models.py", 4)] * unseen


@pytest.mark.parametrize(
    ("head", "base", "expected"),
    [
        ("from wagtail.models import Page", "Page", ("page_ptr", "o2o", "wagtailcore.Page", "line")),
        ("from wagtail.contrib.forms.models import AbstractForm", "AbstractForm",
         ("page_ptr", "o2o", "wagtailcore.Page", "line")),
        ("from wagtail.contrib.settings.models import BaseSiteSetting", "BaseSiteSetting",
         ("site", "o2o", "wagtailcore.Site", "line")),
        ("from wagtail.models import RevisionMixin", "RevisionMixin",
         ("latest_revision", "fk", "wagtailcore.Revision", "+")),
        ("from django_comments.models import Comment", "Comment",
         ("comment_ptr", "o2o", "django_comments.Comment", "line")),
        ("from cms.models.pluginmodel import CMSPlugin", "CMSPlugin",
         ("cmsplugin_ptr", "o2o", "cms.CMSPlugin", "orders_line")),
    ],
)  # fmt: skip
def test_model_of_another_package_brings_its_relations(
    head: str, base: str, expected: tuple[str, str, str, str]
) -> None:
    (relation,) = read(f"{head}\n\nclass Line({base}):\n    pass\n").model("orders.Line").relations
    assert (relation.field, relation.kind, relation.target, relation.accessor) == expected


def test_parent_link_to_a_model_of_another_package_is_the_only_one() -> None:
    head = "from wagtail.models import Page\n\nclass Line(Page):\n"
    body = f"{head}    base = OneToOneField(Page, CASCADE, parent_link=True)\n"
    assert [one.field for one in read(body).model("orders.Line").relations] == ["base"]


def test_meta_that_inherits_from_the_meta_of_another_package_is_no_model() -> None:
    body = "from wagtail.models import Page\n\nclass Line(models.Model):\n    class Meta(Page.Meta):\n        pass\n"
    assert labels(read(body)) == ["orders.Line"]


def test_metaclass_of_models_is_no_model() -> None:
    assert labels(read("from wagtail.models import PageBase\n\nclass LineMeta(PageBase):\n    pass\n")) == []


@pytest.mark.parametrize(
    ("settings", "target"),
    [("", "wagtailimages.Image"), ('WAGTAILIMAGES_IMAGE_MODEL = "catalog.Product"\n', "catalog.Product")],
)
@pytest.mark.parametrize("function", ["get_image_model_string", "get_image_model"])
def test_model_that_a_setting_swaps_is_the_given_one_or_the_default(function: str, settings: str, target: str) -> None:
    body = f"class Line(models.Model):\n    p = ForeignKey({function}(), CASCADE)\n"
    text = f"{HEAD}from wagtail.images import {function}\n\n{body}"
    found = read_sources({"orders/models.py": text}, settings=settings)
    assert found.relation("orders.Line", "p").target == target


@pytest.mark.parametrize(
    ("switch", "is_there"),
    [
        ('if os.environ.get("NO_BUGS") is None:\n    APPS.append("bugs")', True),
        ('WITH_BUGS = env.bool("WITH_BUGS", default=True)\nif WITH_BUGS:\n    APPS += ["bugs"]', True),
        ('if "test" in sys.argv:\n    APPS = []\nelif not os.getenv("LITE"):\n    APPS += ["bugs"]', True),
        ('if os.environ.get("WITH_BUGS"):\n    APPS.append("bugs")', False),
        ('WITH_BUGS = False\nif is_large():\n    WITH_BUGS = True\nif WITH_BUGS:\n    APPS += ["bugs"]', False),
        ('if is_large():\n    APPS += ["bugs"]', False),
    ],
)
def test_models_of_an_app_that_a_condition_installs_are_there_where_it_holds_by_default(
    switch: str, is_there: bool
) -> None:
    found = read_sources(
        {
            "config/settings.py": f'import os\nAPPS = ["orders"]\n{switch}\nINSTALLED_APPS = [*APPS, "admin"]\n',
            "orders/models.py": HEAD + "\nclass Line(models.Model):\n    pass\n",
            "bugs/models.py": HEAD + "\nclass Bug(models.Model):\n    pass\n",
        }
    )
    assert ("bugs.Bug" in labels(found)) is is_there


KEYED = (
    "class Keyed(models.Model):\n    product = ForeignKey(Product, CASCADE)\n    class Meta:\n        abstract = True\n"
)


@pytest.mark.parametrize(("bases", "fields"), [("Plain, Keyed", []), ("Keyed, Plain", ["product"])])
def test_attribute_of_a_plain_base_hides_the_fields_of_those_behind_it(bases: str, fields: list[str]) -> None:
    model = read(f"{KEYED}class Plain:\n    product = None\nclass Line({bases}):\n    pass\n").model("orders.Line")
    assert [one.field for one in model.relations] == fields


@pytest.mark.parametrize(("given", "target"), [("1", "catalog.Product"), ("", "brands.Brand")])
def test_field_under_a_condition_that_is_known_is_the_one_that_the_model_has(given: str, target: str) -> None:
    body = f"""
import os
FULL = os.environ.get("FULL", "{given}")
class Line(models.Model):
    if FULL:
        item = ForeignKey(Product, CASCADE)
    else:
        item = ForeignKey("brands.Brand", CASCADE)
"""
    assert read(body).relation("orders.Line", "item").target == target


FIELDS = """
from django.db import models
from catalog.models import Product

class Init(models.ForeignKey):
    def __init__(self, *args, on_delete=models.CASCADE, **kwargs):
        {init}
"""


@pytest.mark.parametrize(
    "init",
    [
        "super().__init__(Product, on_delete, **kwargs)",
        "super().__init__(to='catalog.Product', on_delete=models.CASCADE, **kwargs)",
        "kwargs['to'] = Product; super().__init__(**kwargs)",
        "kwargs.setdefault('to', Product); super().__init__(*args, **kwargs)",
    ],
)
def test_target_that_the_class_of_a_field_knows_is_its_target(init: str) -> None:
    own = "from kit.fields import Init\n\nclass Line(models.Model):\n    p = Init(related_name='lines')\n"
    found = read_sources({"kit/fields.py": FIELDS.format(init=init), "orders/models.py": HEAD + own})
    relation = found.relation("orders.Line", "p")
    assert (relation.target, relation.accessor, relation.cascades) == ("catalog.Product", "lines", True)
    assert ("orders.models.Line", "catalog.models.Product") in found.pairs("relation")


def test_target_at_the_field_comes_before_what_its_class_offers() -> None:
    own = "from kit.fields import Init\n\nclass Line(models.Model):\n    p = Init('brands.Brand')\n"
    init = "kwargs.setdefault('to', Product)"
    found = read_sources({"kit/fields.py": FIELDS.format(init=init), "orders/models.py": HEAD + own})
    assert found.relation("orders.Line", "p").target == "brands.Brand"


@pytest.mark.parametrize(
    ("parameters", "handed", "given"),
    [
        ("label, to", "to, models.CASCADE, label", "'item', 'brands.Brand'"),
        ("label, *args", "*args, verbose_name=label", "'item', 'brands.Brand', models.CASCADE"),
        ("model", "model, models.CASCADE", "'brands.Brand'"),
        ("model", "to=model, on_delete=models.CASCADE", "model='brands.Brand'"),
        ("model='brands.Brand'", "model, models.CASCADE", ""),
    ],
)
def test_what_a_field_is_given_goes_to_the_parameters_of_its_own_class(
    parameters: str, handed: str, given: str
) -> None:
    text = (
        "from django.db import models\n\nclass Own(models.ForeignKey):\n"
        f"    def __init__(self, {parameters}, **kwargs):\n        super().__init__({handed}, **kwargs)\n\n"
        "class Near(Own):\n    pass\n"
    )
    own = f"from kit.fields import Near\n\nclass Line(models.Model):\n    p = Near({given})\n"
    relation = read_sources({"kit/fields.py": text, "orders/models.py": HEAD + own}).relation("orders.Line", "p")
    assert (relation.target, relation.cascades) == ("brands.Brand", True)


def test_what_a_field_hands_to_another_of_the_project_goes_to_the_parameters_of_that() -> None:
    text = (
        "from django.db import models\n\nclass Own(models.ForeignKey):\n"
        "    def __init__(self, label, model, **kwargs):\n        super().__init__(model, models.CASCADE, **kwargs)\n\n"
        "class Near(Own):\n    def __init__(self, **kwargs):\n        super().__init__('b', 'brands.Brand', **kwargs)\n"
    )
    own = "from kit.fields import Near\n\nclass Line(models.Model):\n    p = Near()\n"
    found = read_sources({"kit/fields.py": text, "orders/models.py": HEAD + own})
    assert found.relation("orders.Line", "p").target == "brands.Brand"


def test_field_of_another_package_that_names_no_target_refers_to_the_model_it_is_for() -> None:
    own = "from django_currentuser.db.models import CurrentUserField\n\nclass Line(models.Model):\n"
    found = read(f"{own}    by = CurrentUserField()\n")
    assert ("orders.models.Line", "accounts.models.User") in found.pairs("relation")
