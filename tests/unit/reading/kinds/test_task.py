from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

TASKS = """
    from celery import Celery, shared_task

    app = Celery()

    @shared_task
    def reindex(number=0):
        return number

    @app.task(name="stock.count", bind=True)
    def count(self):
        return 0

    def plain():
        return 0
    """
REINDEX = [("orders.services.place", "stock.tasks.reindex")]


def place(statement: str, head: str = "from stock.tasks import reindex, plain, count") -> dict[str, str]:
    return {"stock/tasks.py": TASKS, "orders/services.py": f"{head}\n\ndef place(x):\n    {statement}\n"}


@pytest.mark.parametrize("statement", ["plain.delay()", "x.delay()", "reindex(1)", "return reindex"])
def test_function_that_is_no_task_or_is_called_here_is_not_started(statement: str) -> None:
    assert find("task", place(statement)) == []


@pytest.mark.parametrize(
    "statement",
    [
        "»reindex.delay(1)",
        "»reindex.apply_async(args=[1], countdown=5)",
        "return »reindex.s(1) | »reindex.si()",
        "»reindex.delay_on_commit(1)",
        "return '값', »reindex.delay(1)",
        "transaction.on_commit(lambda: »reindex.delay(1))",
        "chain(»reindex.s(), »reindex.s())()",
        "»reindex.signature()",
    ],
)
def test_start_of_a_task_stands_at_its_name(statement: str) -> None:
    assert set(find("task", place(statement))) == set(REINDEX)


@pytest.mark.parametrize(
    ("head", "statement"),
    [
        ("from stock import tasks", "tasks.»reindex.delay()"),
        ("import stock.tasks", "stock.tasks.»reindex.delay()"),
        ("", "from stock.tasks import reindex; »reindex.delay()"),
        ("from stock.tasks import reindex as 다시", "»다시.delay()"),
        ("from celery import current_app", 'current_app.send_task(»"stock.tasks.reindex")'),
        ("from celery import signature", 'signature(»"stock.tasks.reindex").delay()'),
        ("from celery import current_app\nNAME = 'stock.tasks.reindex'", "current_app.send_task(»NAME)"),
        ("from celery import current_app\nAPP = 'stock'", 'current_app.send_task(»f"{APP}.tasks.reindex")'),
    ],
)
def test_task_is_found_however_it_is_named(head: str, statement: str) -> None:
    assert find("task", place(statement, head)) == REINDEX


def test_task_by_the_name_it_was_registered_with_is_found() -> None:
    pairs = find("task", place('app.send_task(»"stock.count")', "from celery import current_app as app"))
    assert pairs == [("orders.services.place", "stock.tasks.count")]


@pytest.mark.parametrize("task", ['»"stock.tasks.reindex"', "»reindex"], ids=["name", "symbol"])
def test_beat_schedule_names_its_tasks(task: str) -> None:
    text = f"from stock.tasks import reindex\n\nSCHEDULE = {{'nightly': {{'task': {task}, 'schedule': 5}}}}\n"
    found = read_sources({"stock/tasks.py": TASKS, "orders/schedule.py": text})
    assert (found.pairs("task"), found.places("task")) == ([("orders.schedule", "stock.tasks.reindex")], found.marks)


@pytest.mark.parametrize(
    ("head", "decorator", "start"),
    [
        ("import dramatiq", "@dramatiq.actor", "»work.send(1)"),
        ("from huey.contrib.djhuey import db_task", "@db_task()", "»work.schedule(delay=1)"),
        ("from django_rq import job", "@job", "»work.delay()"),
        ("from django.tasks import task", "@task()", "»work.enqueue(1)"),
        ("from procrastinate.contrib.django import app", "@app.task", "»work.defer(x=1)"),
        ("", "", "django_rq.enqueue(»work, 1)"),
    ],
    ids=["dramatiq", "huey", "rq", "django", "procrastinate", "rq-enqueue"],
)
def test_task_of_another_library_is_started_in_its_way(head: str, decorator: str, start: str) -> None:
    sources = {
        "stock/jobs.py": f"{head}\n\n{decorator or '@shared_task'}\ndef work(x=0): ...\n",
        "orders/services.py": f"import django_rq\nfrom stock.jobs import work\n\ndef place():\n    {start}\n",
    }
    if not head:
        sources["stock/jobs.py"] = "from celery import shared_task\n" + sources["stock/jobs.py"]
    assert find("task", sources) == [("orders.services.place", "stock.jobs.work")]


def test_task_class_is_started_by_its_instance_or_name() -> None:
    text = "from celery import Task\n\nclass Reindex(Task):\n    name = 'stock.again'\n"
    statement = 'app.send_task(»"stock.again")'
    sources = {"stock/work.py": text, **place(statement, "from celery import current_app as app")}
    assert find("task", sources) == [("orders.services.place", "stock.work.Reindex")]


def test_tasks_are_listed_by_the_name_workers_know() -> None:
    tasks = read_sources(place("pass")).map.tasks
    assert [(task.name, task.module) for task in tasks] == [
        ("stock.count", "stock.tasks"),
        ("stock.tasks.reindex", "stock.tasks"),
    ]


def test_class_that_others_are_made_of_is_no_task() -> None:
    text = (
        "from celery import Task\n\nclass Logged(Task):\n    pass\n\nclass Reindex(Logged):\n    def run(self): ...\n"
    )
    tasks = read_sources({"stock/work.py": text}).map.tasks
    assert [task.name for task in tasks] == ["stock.work.Reindex"]


BY_CLASS = """
    from celery import shared_task

    class retryable:
        def __init__(self, **options):
            self.options = options

        def __call__(self, function):
            return shared_task(**self.options)(function)
    """
BY_OBJECT = """
    from celery import shared_task

    class Queued:
        def __init__(self, queue):
            self.queue = queue

        def __call__(self, function=None, **options):
            if function is None:
                return lambda function: self._made(function)
            return self._made(function)

        def _made(self, function):
            task = shared_task(queue=self.queue)(function)
            return task

    retryable = Queued("slow")
    """
BY_FUNCTION = """
    from celery import shared_task

    def retryable(function):
        @shared_task(name=function.__name__)
        def inner(): ...
        return inner
    """
BY_APP = """
    from celery import Celery

    class Own(Celery):
        def task(self, *args):
            return super().task(*args)

    retryable = Own("shop")
    """


@pytest.mark.parametrize(
    ("maker", "decorator"),
    [
        (BY_CLASS, "@retryable(name='again')"),
        (BY_OBJECT, "@retryable"),
        (BY_OBJECT, "@retryable(singleton=True)"),
        (BY_FUNCTION, "@retryable"),
        (BY_APP, "@retryable.task(bind=True)"),
    ],
    ids=["class", "object", "object with options", "function", "app"],
)
def test_task_made_by_a_decorator_of_the_project_is_started(maker: str, decorator: str) -> None:
    sources = {
        "stock/makers.py": maker,
        "stock/jobs.py": f"from stock.makers import retryable\n\n{decorator}\ndef work(x=0): ...\n",
        "orders/services.py": "from stock.jobs import work\n\ndef place():\n    »work.delay()\n",
    }
    assert find("task", sources) == [("orders.services.place", "stock.jobs.work")]


@pytest.mark.parametrize(
    "inner",
    [
        "    @shared_task\n    def inner(*args):\n        return f(*args)\n    register(inner)\n    return f\n",
        "    def inner(*args):\n        return f(*args)\n    return register(shared_task(wraps(f)(inner)))\n",
        "    def inner(g):\n        task = shared_task(bind=f)(g)\n        return task\n    return inner\n",
        "    made = shared_task(bind=True)\n    return made\n",
        "    made = [shared_task(f)]\n    return made[0]\n",
        "    class Of:\n        def made(self):\n            return shared_task(self.f)\n    return Of(f).made()\n",
    ],
    ids=["registered", "wrapped", "with options", "as of the library", "in a list", "held"],
)
def test_decorator_that_hands_on_what_it_decorates_makes_a_task(inner: str) -> None:
    maker = f"from celery import shared_task\nfrom functools import wraps\n\ndef made(f):\n{inner}"
    jobs = "from stock.makers import made\n\n@made\ndef work(x=0): ...\n"
    tasks = read_sources({"stock/makers.py": maker, "stock/jobs.py": jobs}).map.tasks
    assert "stock.jobs.work" in [task.name for task in tasks]


@pytest.mark.parametrize(
    "body",
    [
        "log.delay(f.__name__)",
        "@shared_task(name='clean')\n    def clean(f): f()\n    clean.delay()",
        "def clean(): ...\n    shared_task(clean).delay(f)",
    ],
)
def test_decorator_of_the_project_that_makes_no_task_of_it_makes_none(body: str) -> None:
    maker = (
        f"from celery import shared_task\n\n@shared_task\ndef log(name): ...\n\n"
        f"def logged(f):\n    {body}\n    return f\n"
    )
    jobs = "from stock.makers import logged\n\n@logged\ndef work(x=0): ...\n"
    tasks = read_sources({"stock/makers.py": maker, "stock/jobs.py": jobs}).map.tasks
    assert "stock.jobs.work" not in [task.name for task in tasks]


@pytest.mark.parametrize(
    ("naming", "name"),
    [("return name", "reindex"), ("return super().gen_task_name(name, module)", "stock.tasks.reindex")],
)
def test_worker_app_that_names_tasks_by_their_functions_alone_is_believed(naming: str, name: str) -> None:
    app = "import celery\n\nclass Workers(celery.Celery):\n    def gen_task_name(self, name, module):\n"
    schedule = f"CELERY_BEAT_SCHEDULE = {{'nightly': {{'task': '{name}', 'schedule': 60}}}}\n"
    found = read_sources(
        {"config/workers.py": f"{app}        {naming}\n", "stock/tasks.py": TASKS, "orders/jobs.py": schedule}
    )
    assert [one.imported.symbol for one in found.references("task")] == ["stock.tasks.reindex"]
    assert {one.name for one in found.map.tasks} == {"stock.count", name}
