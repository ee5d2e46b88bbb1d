from __future__ import annotations

import pytest

from anabranch.reading.values import Model
from tests.fakes.projects import read_sources

MIGRATION = """from django.conf import settings
from django.db import migrations, models
import kit.fields
from catalog import moving

class Away(migrations.operations.base.Operation):
    pass

class Migration(migrations.Migration):
    dependencies = {dependencies}
    operations = [{operations}]
"""
CREATED = """migrations.CreateModel(
    name="Line",
    fields=[
        ("id", models.AutoField(primary_key=True)),
        ("item_ptr", models.OneToOneField(on_delete=models.CASCADE, parent_link=True, to="kititems.item")),
        ("creator", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
        ("product", kit.fields.Choice(on_delete=models.CASCADE, to="catalog.product")),
        ("size", kit.fields.Scaled("large", default=1)),
    ],
),"""
CREATOR = ("creator", "fk", "accounts.User", "+")
PRODUCT = ("product", "fk", "catalog.Product", "line_set")
ITEM = ("item_ptr", "o2o", "kititems.item", "line")


def lines(source: str, operations: str = CREATED, *more: str) -> list[Model]:
    files = {"orders/models.py": source}
    for number, text in enumerate((operations, *more), 1):
        before = [("orders", f"000{number - 1}_lines")] if number > 1 else []
        files[f"orders/migrations/000{number}_lines.py"] = MIGRATION.format(dependencies=before, operations=text)
    return [one for one in read_sources(files).map.models if one.label.startswith("orders.")]


def rows(source: str, operations: str = CREATED, *more: str) -> list[tuple[str, str, str, str | None]]:
    found = lines(source, operations, *more)
    return [(one.field, one.kind, one.target, one.accessor) for model in found for one in model.relations]


PLAIN = "from django.db import models\nclass Line(models.Model):\n    size = models.IntegerField()\n"
MADE = "make_models()\n"
STRANGE = "from kit.models import Noted\nclass Line(Noted):\n    pass\n"


def test_model_whose_source_says_all_takes_nothing_from_migrations() -> None:
    assert rows(PLAIN) == []


def test_model_with_a_base_outside_has_the_relations_that_migrations_record() -> None:
    assert rows(STRANGE) == [ITEM, CREATOR, PRODUCT]


def test_field_of_a_class_outside_is_the_relation_that_is_recorded() -> None:
    source = "from django.db import models\nimport kit\nclass Line(models.Model):\n    product = kit.Choice()\n"
    assert rows(source) == [PRODUCT]


def test_model_outside_goes_by_the_label_that_is_recorded() -> None:
    source = (
        "from django.db import models\nfrom kit.items.models import Item\nclass Line(models.Model):\n"
        "    item_ptr = models.OneToOneField(Item, models.CASCADE)\n"
    )
    assert rows(source) == [("item_ptr", "o2o", "kititems.Item", "line")]


def test_target_that_a_field_class_gives_itself_is_the_recorded_one() -> None:
    source = (
        "from django.db import models\nclass OwnKey(models.ForeignKey):\n    pass\n"
        "class Line(models.Model):\n    product = OwnKey(null=True)\n"
    )
    assert rows(source) == [PRODUCT]


def test_target_that_a_variable_of_another_package_names_is_the_recorded_one() -> None:
    source = (
        "from django.db import models\nfrom kit.compat import user_model_label\nclass Line(models.Model):\n"
        "    creator = models.ForeignKey(user_model_label, models.CASCADE, related_name='+')\n"
    )
    assert rows(source) == [CREATOR]


def test_attribute_of_a_class_outside_brings_itself_alone() -> None:
    source = (
        "from django.db import models\nfrom kit import fields\nclass Line(models.Model):\n    slug = fields.Slug()\n"
    )
    assert rows(source) == []


@pytest.mark.parametrize("value", ["None", "models.IntegerField()", "property(print)"])
def test_name_that_the_source_binds_to_something_else_is_no_relation(value: str) -> None:
    source = "from django.db import models\n" + STRANGE.replace("pass", f"creator = {value}")
    assert rows(source) == [ITEM, PRODUCT]


def test_relation_to_another_app_is_a_reference_at_the_class() -> None:
    files = {
        "orders/models.py": STRANGE.replace("class ", "class »"),
        "orders/migrations/0001_lines.py": MIGRATION.format(dependencies=[], operations=CREATED),
    }
    read = read_sources(files)
    assert set(read.pairs("relation")) >= {("orders.models.Line", "accounts.models.User")}
    assert set(read.places("relation")) == set(read.marks)


@pytest.mark.parametrize(
    ("later", "left"),
    [
        ('migrations.RemoveField(model_name="line", name="creator")', [ITEM, PRODUCT]),
        ('migrations.RemoveField("line", "creator")', [ITEM, PRODUCT]),
        ('migrations.RenameField("line", "creator", "maker")', [ITEM, PRODUCT, ("maker", *CREATOR[1:])]),
        ('migrations.AlterField("line", "creator", models.TextField())', [ITEM, PRODUCT]),
        ('migrations.RemoveFieldIfThere("line", "creator")', [ITEM, PRODUCT]),
        (
            'migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("line", "creator")])',
            [ITEM, PRODUCT],
        ),
        ('migrations.SeparateDatabaseAndState([migrations.RemoveField("line", "creator")])', [ITEM, CREATOR, PRODUCT]),
        ('migrations.RunSQL("", state_operations=[migrations.RemoveField("line", "creator")])', [ITEM, PRODUCT]),
        ("migrations.RunPython(print)", [ITEM, CREATOR, PRODUCT]),
    ],
)
def test_later_migration_changes_what_is_recorded(later: str, left: list[tuple[str, ...]]) -> None:
    assert rows(STRANGE, CREATED, later) == left


def test_model_that_no_class_statement_is_of_is_listed_at_its_migration() -> None:
    (made,) = lines(MADE)
    assert (made.label, made.file, made.table) == (
        "orders.Line",
        "orders/migrations/0001_lines.py",
        "orders_line",
    )
    assert rows(MADE) == [ITEM, CREATOR, PRODUCT]


@pytest.mark.parametrize(
    "later",
    [
        'migrations.DeleteModel(name="Line")',
        'migrations.DeleteModelIfThere("Line")',
        'migrations.RunSQL("", "", [migrations.DeleteModel("Line")])',
        "migrations.SeparateDatabaseAndState(state_operations=moved())",
        "migrations.DeleteModel(NAME)",
        "migrations.DeleteModel(**OPTIONS)",
        "Away('Line')",
        "moving.Away('Line')",
        "*OLDER",
    ],
)
def test_model_that_may_be_gone_is_not_listed(later: str) -> None:
    assert lines(MADE, CREATED, later) == []


def test_proxy_that_only_migrations_know_is_not_listed() -> None:
    assert lines(MADE, 'migrations.CreateModel(name="Line", fields=[], options={"proxy": True})') == []


def test_renamed_model_is_listed_under_its_new_name() -> None:
    assert [one.label for one in lines(MADE, CREATED, 'migrations.RenameModel("Line", "Row")')] == ["orders.Row"]


@pytest.mark.parametrize(
    "source",
    [
        "from django.dispatch import Signal\npaid = Signal()\nprint(paid)\n",
        MADE + "from django.db import models\nclass Row(models.Model):\n    pass\n",
        MADE + "from django.db import models\nclass Product(models.Model):\n    pass\n",
    ],
)
def test_model_that_the_source_has_lost_since_the_last_migration_is_not_listed(source: str) -> None:
    assert "orders.Line" not in [one.label for one in lines(source)]


def test_model_that_went_to_another_app_before_its_migrations_did_is_listed_there() -> None:
    files = {
        "orders/models.py": MADE,
        "orders/migrations/0001_lines.py": MIGRATION.format(dependencies=[], operations=CREATED),
        "shop/models.py": PLAIN,
    }
    assert [one.label for one in read_sources(files).map.models if one.name == "Line"] == ["shop.Line"]


@pytest.mark.parametrize(
    ("made", "listed"), [("kit.Texts(1)", ["orders.Li", "orders.Line"]), ("kit.TextField()", ["orders.Li"])]
)
def test_model_that_an_attribute_of_another_makes_is_listed(made: str, listed: list[str]) -> None:
    source = f"from django.db import models\nimport kit\nclass Li(models.Model):\n    texts = {made}\n"
    row = 'migrations.CreateModel("Li", [("id", models.AutoField(primary_key=True))])'
    assert [one.label for one in lines(source, CREATED, row)] == listed


def test_model_that_the_decorator_of_another_makes_is_listed() -> None:
    source = "from django.db import models\nimport kit\n@kit.keys.add()\nclass Row(models.Model):\n    pass\n"
    row = 'migrations.CreateModel("Row", [("id", models.AutoField(primary_key=True))])'
    assert [one.label for one in lines(source, CREATED, row)] == ["orders.Line", "orders.Row"]


@pytest.mark.parametrize(
    ("later", "table", "is_managed"),
    [
        ('migrations.AlterModelTable("line", "rows")', "rows", True),
        ('migrations.AlterModelTableComment("line", "All rows")', "orders_line", True),
        ('migrations.AlterModelOptions("line", {"managed": False})', "orders_line", False),
        ('migrations.CreateModel("Line", [], {"db_table": "rows", "managed": False})', "rows", False),
    ],
)
def test_table_of_a_made_model_is_the_one_of_its_options(later: str, table: str, is_managed: bool) -> None:
    (made,) = lines(MADE, CREATED, later)
    assert (made.table, made.managed) == (table, is_managed)


def test_target_in_the_own_app_needs_no_label_and_has_its_capitals() -> None:
    keys = (f'("{name}", models.ForeignKey("{to}", 1))' for name, to in (("up", "self"), ("on", "orders.tie")))
    tie = f'migrations.CreateModel("Tie", [{", ".join(keys)}]), migrations.RenameModel("Tie", "Bond")'
    (made,) = (one for one in lines(MADE, tie))
    assert [(one.field, one.target) for one in made.relations] == [("up", "orders.Bond"), ("on", "orders.Bond")]


def test_model_that_its_own_app_renames_has_its_new_name_in_others() -> None:
    files = {
        "orders/models.py": STRANGE,
        "orders/migrations/0001.py": MIGRATION.format(
            dependencies=[],
            operations='migrations.CreateModel("Line", [("item", models.ForeignKey("shop.item", 1))])',
        ),
        "shop/models.py": PLAIN,
        "shop/migrations/0001.py": MIGRATION.format(
            dependencies=[], operations='migrations.CreateModel("Item", []), migrations.RenameModel("Item", "Line")'
        ),
    }
    models = {one.label: one for one in read_sources(files).map.models}
    assert [one.target for one in models["orders.Line"].relations] == ["shop.Line"]


@pytest.mark.parametrize("are_kept", [True, False])
def test_squashed_migration_stands_where_those_that_it_replaces_did(are_kept: bool) -> None:
    replaced = MIGRATION.format(dependencies=[], operations=CREATED)
    squashed = replaced + '    replaces = [("orders", "0001_lines")]\n'
    removed = MIGRATION.format(
        dependencies=[("orders", "0001_lines")], operations='migrations.RemoveField("line", "creator")'
    )
    files = {"orders/models.py": STRANGE, "orders/migrations/0002_less.py": removed}
    files |= {"orders/migrations/squashed.py": squashed}
    files |= {"orders/migrations/0001_lines.py": replaced} if are_kept else {}
    models = {one.label: one for one in read_sources(files).map.models}
    assert [one.field for one in models["orders.Line"].relations] == ["item_ptr", "product"]


def test_migrations_that_an_app_keeps_from_before_are_none_of_its_own() -> None:
    files = {
        "orders/models.py": STRANGE,
        "orders/migrations/0001_lines.py": MIGRATION.format(dependencies=[], operations=CREATED),
        "orders/old_migrations/0002_less.py": MIGRATION.format(
            dependencies=[], operations='migrations.DeleteModel("Line")'
        ),
    }
    models = {one.label: one for one in read_sources(files).map.models}
    assert [one.field for one in models["orders.Line"].relations] == ["item_ptr", "creator", "product"]


def test_field_behind_a_table_that_has_it_is_not_taken_again() -> None:
    source = (
        "from django.db import models\nclass Key(models.Model):\n    product = models.ForeignKey('catalog.Product')\n"
        "class Other(models.Model):\n    product = models.ForeignKey('catalog.Product', 1)\n"
        "    class Meta:\n        abstract = True\nclass Line(Key, Other):\n    pass\n"
    )
    model = next(one for one in lines(source, "") if one.label == "orders.Line")
    assert [one.field for one in model.relations] == ["key_ptr"]


def test_model_of_a_package_that_is_known_keeps_its_capitals() -> None:
    created = CREATED.replace('to="kititems.item"', 'to="wagtailcore.page"').replace("item_ptr", "start")
    assert [row[2] for row in rows(STRANGE, created) if row[0] == "start"] == ["wagtailcore.Page"]
