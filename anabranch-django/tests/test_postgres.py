from __future__ import annotations

import psycopg

from tests.postgres import Server


def test_server_of_the_tests_answers(postgres: Server) -> None:
    with psycopg.connect(host=postgres.host, port=postgres.port, user="postgres", dbname="postgres") as connection:
        row = connection.execute("SELECT current_setting('server_version_num')::int").fetchone()
    assert row is not None
    assert row[0] >= 130_000
