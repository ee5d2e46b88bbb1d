from __future__ import annotations

import ast

import pytest

from anabranch.plan.source import (
    assigned_name,
    deletion_rule,
    find_atomic,
    guarded,
    imported_packages,
    looped,
    may_be_atomic,
    outside_effects,
    read_tree,
    tasks_without_retry,
    written_spans,
)

ATOMIC = """
from django.db import transaction
import requests

@transaction.atomic
def pay(order):
    order.save()
    requests.post("x")

def ship(order):
    with transaction.atomic():
        with transaction.atomic():
            order.delete()
    notify.delay()
"""


def tree(text: str) -> ast.Module:
    found = read_tree(text)
    assert found is not None
    return found


def test_outermost_atomic_blocks_are_found_with_what_they_write() -> None:
    pay, ship = find_atomic(tree(ATOMIC))
    assert (pay.symbol, [one.start[0] for one in pay.writes]) == ("pay", [7])
    assert (ship.symbol, ship.line, [one.start[0] for one in ship.writes]) == ("ship", 11, [13])


def test_a_wrapper_of_a_team_that_says_atomic_is_one() -> None:
    text = "with traced_atomic_transaction():\n    a.save()\n@transaction.non_atomic_requests\ndef f():\n    a.save()\n"
    assert [one.line for one in find_atomic(tree(text))] == [1]


def test_what_is_atomic_of_something_else_opens_no_transaction() -> None:
    text = "with atomic_write(path) as file:\n    requests.post(file)\n"
    assert find_atomic(tree(text)) == ()
    assert outside_effects(tree(text)) == ()


def test_only_effects_inside_atomic_are_told() -> None:
    assert outside_effects(tree(ATOMIC)) == ((8, "requests.post"),)


def test_what_waits_for_the_end_of_the_transaction_is_no_effect_inside_it() -> None:
    text = "with atomic():\n    transaction.on_commit(lambda: notify.delay(1))\n    notify.delay(2)\n"
    assert outside_effects(tree(text)) == ((3, "notify.delay"),)


def test_deletion_rule_may_be_given_second_as_the_key_takes_it() -> None:
    text = (
        "a = models.ForeignKey('x', models.PROTECT)\nb = OneToOneField(X, CASCADE, null=True)\nc = choose('x', CASCADE)"
    )
    assert [deletion_rule(tree(text), line) for line in (1, 2, 3)] == ["PROTECT", "CASCADE", ""]


def test_deletion_rule_is_that_of_the_call_over_the_line() -> None:
    text = "a = FK('x', on_delete=models.CASCADE)\nb = FK(\n  'y',\n  on_delete=SET_NULL,\n)\nc = FK('z')\n"
    assert [deletion_rule(tree(text), line) for line in (1, 3, 6)] == ["CASCADE", "SET_NULL", ""]


def test_a_line_is_that_of_the_smallest_assignment_over_it() -> None:
    text = "class A:\n    one = FK(\n        'x',\n    )\n    two: FK = FK('x')\n    FK('y')\n"
    assert [assigned_name(tree(text), line) for line in (3, 5, 6)] == ["one", "two", ""]


def test_a_file_that_does_not_say_atomic_is_not_parsed_for_it() -> None:
    assert may_be_atomic(ATOMIC)
    assert not may_be_atomic("def pay(order):\n    order.save()\n")


def test_lines_of_loops_and_of_what_is_caught() -> None:
    text = "for a in b:\n    a.c\nx = [\n    y.z for y in w]\n"
    text += "try:\n    f()\nexcept E:\n    g()\ntry:\n    h()\nfinally:\n    i()\n"
    assert {line for line in range(20) if any(one.holds(line, 5) for one in looped(tree(text)))} == {2, 4}
    assert {line for line in range(20) if any(one.holds(line, 5) for one in guarded(tree(text)))} == {6}


def test_what_the_first_loop_of_a_comprehension_goes_over_is_asked_for_once() -> None:
    text = "x = [a.b for a in c.d if a.e for f in a.g]\n"
    places = {name: text.index(f".{name}") + 2 for name in "bdeg"}
    seen = {name for name, column in places.items() if any(one.holds(1, column) for one in looped(tree(text)))}
    assert seen == {"b", "e", "g"}


def test_the_test_of_a_while_runs_again_and_again() -> None:
    text = "while a.b:\n    c.d\nelse:\n    e.f\n"
    assert [any(one.holds(*place) for one in looped(tree(text))) for place in ((1, 9), (2, 7), (4, 7))] == [
        True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_columns_count_characters_and_no_bytes(line_end: str) -> None:
    line = "x = f('가나다', [a.b for a in c.d], '라마바', e.f)"
    (span,) = looped(tree(f"\ufeffy = '사'{line_end}{line}{line_end}"))
    assert line[span.start[1] - 1 : span.end[1] - 1] == "a.b"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("d.update(a=B.c)", ["d.update"]),
        ("d.add(B.c)", ["d.add"]),
        ("B.filter(x).update(y=C.d)", [".update", "B.filter"]),
        ("B.filter(c=C.d)[C.e].f.delete()", [".f.delete", "B.filter"]),
        ("get_or_404(B.filter(c=C.d), e=E.f).delete()", [".delete", "B.filter", "get_or_404"]),
        ("B(C.d).save()", [".save", "B"]),
        ("apps.get_model('b', 'B').objects.delete()", [".objects.delete", "'b'", "'B'", "apps.get_model"]),
        ("B.bulk_create([C(1), m.D(x=E.f)])", ["B.bulk_create", "C", "m.D"]),
        ("B.objects.acreate(c=D.e, f=G.objects.first())", ["B.objects.acreate"]),
        ("order.tags.add(B.objects.first())", ["order"]),
        ("B.objects.get(x).tags.set(C.objects.all())", ["B.objects.get"]),
    ],
)
def test_what_is_written_is_what_the_method_is_called_on_and_what_is_made_for_it(text: str, written: list[str]) -> None:
    assert [text[one.start[1] - 1 : one.end[1] - 1] for one in written_spans(tree(text))] == written


def test_a_retry_of_something_else_is_none_of_the_task() -> None:
    tasks = {
        "@shared_task\ndef a(payment):\n    payment.retry()\n": True,
        "@task(bind=False)\ndef a(self):\n    self.retry()\n": True,
        "@task(bind=True)\ndef a(self, payment):\n    payment.retry()\n": True,
        "@task(bind=True)\ndef a(me, /):\n    me.retry()\n": False,
        "@shared_task\ndef a():\n    a.retry()\n": False,
        "@shared_task\ndef a():\n    current_task.retry()\n": False,
    }
    assert {text: bool(tasks_without_retry(tree(text))) for text in tasks} == tasks


def test_tasks_without_retry_are_told() -> None:
    text = "@shared_task\ndef a(): ...\n@app.task(autoretry_for=(E,))\ndef b(): ...\n@other\ndef c(): ...\n"
    text += "@app.task(bind=True)\ndef d(self):\n    raise self.retry()\n"
    assert tasks_without_retry(tree(text)) == ((2, "a"),)


def test_packages_are_the_tops_of_absolute_imports() -> None:
    assert imported_packages(tree("import a.b\nfrom c.d import e\nfrom . import f\n")) == {"a", "c"}


def test_what_is_no_python_has_no_tree() -> None:
    assert read_tree("def f(:") is None
