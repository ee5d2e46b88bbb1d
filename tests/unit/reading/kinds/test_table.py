from __future__ import annotations

import pytest

from tests.fakes.projects import find

PRODUCTS = [("orders.reports.sold", "catalog.models.Product")]


def report(statement: str, head: str = "") -> dict[str, str]:
    body = "\n".join(f"    {line}" for line in statement.splitlines())
    return {"orders/reports.py": f"from django.db import connection\n{head}\n\ndef sold(cursor, ids):\n{body}\n"}


@pytest.mark.parametrize(
    "statement",
    [
        'cursor.execute("SELECT * FROM auth_group")',
        'print("catalog_product")',
        'cursor.execute("SELECT * FROM orders_line")',
        'cursor.execute("SELECT * FROM catalog_products")',
    ],
    ids=["outside", "name", "own", "longer"],
)
def test_text_that_names_no_foreign_table_is_no_reference(statement: str) -> None:
    line = "from django.db import models\n\nclass Line(models.Model):\n    pass\n"
    assert find("table", {"orders/models.py": line, **report(statement)}) == []


@pytest.mark.parametrize(
    "statement",
    [
        'cursor.execute(»"SELECT id FROM catalog_product WHERE id = %s", ids)',
        "cursor.execute(»\"UPDATE catalog_product SET name = ''\")",
        'cursor.execute(»"DELETE FROM catalog_product")',
        'cursor.execute(»"INSERT INTO catalog_product (name) VALUES (1)")',
        'cursor.execute(»"INSERT IGNORE INTO catalog_product (name) VALUES (1)")',
        'cursor.execute(»"TRUNCATE catalog_product")',
        'cursor.execute(»"TRUNCATE TABLE catalog_product CASCADE")',
        'cursor.execute(»"TRUNCATE TABLE orders_line, catalog_product")',
        'cursor.execute(»"DROP TABLE IF EXISTS catalog_product")',
        'cursor.execute(»"LOCK TABLE ONLY catalog_product")',
        'cursor.execute(»"COPY catalog_product FROM STDIN")',
        "cursor.execute(»'SELECT id FROM \"catalog_product\"')",
        'cursor.execute(»"SELECT id FROM `catalog_product`")',
        'cursor.execute(»"select l.id from orders_line l join catalog_product p on p.id = l.id")',
        'cursor.execute(»"SELECT id FROM public.catalog_product")',
        'cursor.execute("비고", »"SELECT id FROM catalog_product")',
        'RawSQL(»"SELECT count(*) FROM catalog_product", [])',
        'Line.objects.raw(»"SELECT * FROM catalog_product")',
    ],
)
def test_table_named_in_sql_stands_at_the_string(statement: str) -> None:
    assert find("table", report(statement)) == PRODUCTS


def test_sql_over_several_lines_stands_where_it_begins() -> None:
    statement = 'cursor.execute(\n    »"""\n    SELECT id\n    FROM catalog_product\n    """\n)'
    assert find("table", report(statement)) == PRODUCTS


def test_table_named_by_a_constant_in_an_f_string_is_found() -> None:
    statement = 'cursor.execute(»f"SELECT id FROM {TABLE}")'
    assert find("table", report(statement, 'TABLE = "catalog_product"')) == PRODUCTS


@pytest.mark.parametrize(
    "text",
    [
        '»"SELECT id FROM %s" % TABLE',
        '»"SELECT id FROM " + TABLE',
        '»"SELECT id FROM {}".format(TABLE)',
        '»"SELECT id FROM {table} WHERE {0}".format(1, table=TABLE)',
        '»"SELECT {wanted} FROM {}".format(TABLE, wanted=ids)',
    ],
)
def test_table_named_by_a_constant_is_found_however_the_text_is_built(text: str) -> None:
    assert find("table", report(f"cursor.execute({text})", 'TABLE = "catalog_product"')) == PRODUCTS


def test_sql_in_extra_names_its_table() -> None:
    statement = 'Line.objects.extra(tables=[»"catalog_product"])'
    assert find("table", report(statement)) == PRODUCTS


def test_given_table_name_counts_instead_of_the_default() -> None:
    text = "from django.db import models\n\nclass Box(models.Model):\n    class Meta:\n        db_table = 'crates'\n"
    sources = {
        "stock/models.py": text,
        **report('cursor.execute(»"SELECT id FROM crates")\n"SELECT id FROM stock_box"'),
    }
    assert find("table", sources) == [("orders.reports.sold", "stock.models.Box")]


def test_joined_tables_of_two_apps_are_two_references() -> None:
    statement = 'cursor.execute(»»"SELECT * FROM catalog_product p JOIN brands_brand b ON b.id = p.brand_id")'
    assert sorted(find("table", report(statement))) == [
        ("orders.reports.sold", "brands.models.Brand"),
        ("orders.reports.sold", "catalog.models.Product"),
    ]


def test_table_in_a_common_table_expression_is_found() -> None:
    statement = 'cursor.execute(»"WITH p AS (SELECT id FROM catalog_product) SELECT * FROM p")'
    assert find("table", report(statement)) == PRODUCTS


def test_second_table_after_a_comma_is_found() -> None:
    statement = 'cursor.execute(»"SELECT 1 FROM orders_line, catalog_product")'
    assert find("table", report(statement)) == PRODUCTS


def test_braces_that_are_no_template_are_read_as_they_stand() -> None:
    assert find("table", report('cursor.execute(»"SELECT id FROM catalog_product WHERE {".format(ids))')) == PRODUCTS


def test_column_named_in_extra_belongs_to_its_table() -> None:
    statement = 'Line.objects.extra(select={"day": »"extract(day from catalog_product.created)"})'
    assert find("table", report(statement)) == PRODUCTS


def test_table_that_an_unmanaged_model_shares_is_that_of_the_model_that_makes_it() -> None:
    shared = """
        from django.db import models

        class Row(models.Model):
            class Meta:
                db_table = "rows"

        class FileRow(models.Model):
            class Meta:
                db_table = "rows"
                managed = False
        """
    sources = {"stock/models.py": shared, **report('cursor.execute(»"SELECT * FROM rows")')}
    assert find("table", sources) == [("orders.reports.sold", "stock.models.Row")]


def test_text_that_doubles_with_every_step_is_read_as_far_as_a_text_can_be_long() -> None:
    step = "text = f'{text} from {text} join catalog_product'"
    steps = "\n".join([*[step] * 60, step.replace("f'", "»f'")])
    assert find("table", report(f"text = ids\n{steps}\nreturn text")) == PRODUCTS
