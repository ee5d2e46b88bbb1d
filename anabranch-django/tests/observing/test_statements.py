from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anabranch_django.observing.statements import Table, read_tables, shorten, text_of


def names(sql: str) -> set[str]:
    return {table.name for table in read_tables(sql)}


def written(sql: str) -> set[str]:
    return {table.name for table in read_tables(sql) if table.written}


def locked(sql: str) -> set[str]:
    return {table.name for table in read_tables(sql) if table.locked}


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ('SELECT "a"."x" FROM "a" INNER JOIN "b" ON ("a"."id" = "b"."a_id")', {"a", "b"}),
        ("SELECT * FROM a, b AS c, d WHERE a.from = 1", {"a", "b", "d"}),
        ("SELECT EXTRACT(year FROM a.day) FROM t", {"t"}),
        ("SELECT 1 WHERE a.x IS DISTINCT FROM b.y", set()),
        ("SELECT 'FROM secret' FROM t -- FROM comment\n/* JOIN other */", {"t"}),
        (
            r"SELECT 1 FROM a WHERE x LIKE %s ESCAPE '\' AND y IN (SELECT z FROM b WHERE z LIKE %s ESCAPE '\')",
            {"a", "b"},
        ),
        (r"SELECT E'it\'s FROM secret' FROM t", {"t"}),
        ("SELECT $body$ FROM hidden $body$ FROM t", {"t"}),
        ('SELECT * FROM "public"."t" JOIN `s`.`u` USING (id)', {"t", "u"}),
        ("WITH paid AS (SELECT id FROM p), n (x) AS (SELECT 1 FROM q) SELECT * FROM o JOIN paid ON 1", {"o", "p", "q"}),
        ("WITH RECURSIVE tree AS (SELECT * FROM node UNION ALL SELECT * FROM tree) SELECT * FROM tree", {"node"}),
        ("SELECT * FROM (a JOIN b ON a.x = b.x) LEFT JOIN (SELECT * FROM c) d ON 1", {"a", "b", "c"}),
        ("SELECT * FROM generate_series(1, 3) g, t", {"t"}),
        ("SELECT * FROM LATERAL (SELECT * FROM a) b", {"a"}),
        ("SELECT * FROM a UNION (SELECT * FROM b) EXCEPT SELECT * FROM c", {"a", "b", "c"}),
        ("CREATE TABLE a AS SELECT * FROM b", set()),
        ("", set()),
    ],
)
def test_tables_stand_where_a_table_can_stand(sql: str, expected: set[str]) -> None:
    assert names(sql) == expected


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("INSERT INTO a (x, y) SELECT x, y FROM b", {"a"}),
        ("INSERT INTO a (x) VALUES (%s) ON CONFLICT (x) DO UPDATE SET x = EXCLUDED.x", {"a"}),
        ("INSERT INTO a (x) VALUES (%s) ON DUPLICATE KEY UPDATE x = 1", {"a"}),
        ("UPDATE a SET x = (SELECT y FROM b) WHERE id IN (SELECT id FROM c)", {"a"}),
        ("DELETE FROM a USING b WHERE a.id = b.id", {"a"}),
        ("DELETE `a` FROM `a` INNER JOIN `b` ON (`a`.`id` = `b`.`a_id`)", {"a"}),
        ("DELETE LOW_PRIORITY IGNORE FROM a WHERE id IN (SELECT id FROM b)", {"a"}),
        ("DELETE QUICK a, b FROM a JOIN b ON a.id = b.id JOIN c ON 1", {"a", "b"}),
        ("MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE", {"a"}),
        ("TRUNCATE TABLE a, b", {"a", "b"}),
        ("MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN UPDATE SET x = 1", {"a"}),
        ("WITH gone AS (DELETE FROM a RETURNING *) SELECT * FROM gone JOIN b ON 1", {"a"}),
        ("SELECT * FROM a; DELETE FROM b", {"b"}),
        ("SELECT * FROM a FOR UPDATE OF b", set()),
    ],
)
def test_only_what_is_changed_is_written(sql: str, expected: set[str]) -> None:
    assert written(sql) == expected


def test_backslash_escapes_in_texts_of_mysql() -> None:
    sql = r"SELECT 'it\'s FROM secret' FROM t"
    assert {table.name for table in read_tables(sql, escapes=True)} == {"t"}


def test_tables_side_by_side_share_a_level_and_a_subquery_has_its_own() -> None:
    sql = "SELECT * FROM a JOIN b ON 1 WHERE id IN (SELECT id FROM c JOIN d ON 1)"
    levels = {table.name: table.level for table in read_tables(sql)}
    assert levels["a"] == levels["b"] != levels["c"] == levels["d"]


@pytest.mark.parametrize(
    "tail", ["FOR UPDATE", "FOR NO KEY UPDATE OF a SKIP LOCKED", "FOR SHARE", "FOR KEY SHARE NOWAIT"]
)
def test_locked_rows_are_known(tail: str) -> None:
    assert locked(f"SELECT * FROM a JOIN b ON 1 {tail}") == {"a"} | ({"b"} if "OF" not in tail else set())


@pytest.mark.parametrize(
    ("of", "expected"), [("x", {"a"}), ("y", {"b"}), ("x, y", {"a", "b"}), ("x, unknown", {"a", "b"})]
)
def test_tables_whose_rows_are_locked_can_be_named_by_their_aliases(of: str, expected: set[str]) -> None:
    assert locked(f"SELECT * FROM a x JOIN b AS y ON 1 FOR UPDATE OF {of}") == expected


def test_tables_of_a_query_within_are_not_locked() -> None:
    assert locked("SELECT * FROM a WHERE EXISTS(SELECT 1 FROM b) FOR UPDATE OF x, y") == {"a"}


def test_update_alone_is_no_lock() -> None:
    assert locked("UPDATE a SET x = 1") == set()


def test_long_lists_of_parameters_become_one_text() -> None:
    insert = "INSERT INTO a (x, y) VALUES " + ", ".join(["(%s, %s)"] * 400)
    longer = "INSERT INTO a (x, y) VALUES " + ", ".join(["(%s, %s)"] * 900)
    assert shorten(insert) == shorten(longer)
    assert names(shorten(longer)) == {"a"}


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(isinstance(each, Table) for each in read_tables(text))


@given(
    st.lists(st.sampled_from(["SELECT", "FROM", "(", ")", "a", ",", "WITH", "AS", ".", "UPDATE", "INTO", ";", '"b"']))
)
def test_any_order_of_words_is_read_without_an_error(words: list[str]) -> None:
    assert all(isinstance(each, Table) for each in read_tables(" ".join(words)))


class _PutTogether:
    """As psycopg 2 has it: names are quoted by the cursor that will run the statement, and without one not at all."""

    def as_string(self, context: object) -> str:
        if context is None:
            raise TypeError("argument 2 must be a connection or a cursor")
        return 'SELECT 1 FROM "orders_order"'


def test_statement_that_is_no_text_is_read_as_the_driver_sends_it() -> None:
    statements = ('SELECT 1 FROM "orders_order"', b'SELECT 1 FROM "orders_order"', _PutTogether())
    assert {text_of(each, object()) for each in statements} == {'SELECT 1 FROM "orders_order"'}
