"""Small maps: three apps in a circle, one beside it, and what a test adds."""

from __future__ import annotations

import msgspec

from anabranch.plan.scope import Scope, scope_of
from anabranch.reading.values import (
    CLASS_OF_KIND,
    App,
    Dependency,
    Failed,
    Files,
    Freeing,
    Imported,
    Importer,
    Map,
    Model,
    Order,
    Project,
    Receiver,
    Reference,
    Relation,
    Tangle,
    Task,
    Tie,
    TieCounts,
    Tool,
    Unseen,
    Url,
    Weight,
)

PROJECT = "shop"


def reference(
    importer: str, imported: str, *, kind: str = "use", file: str = "", line: int = 1, **changes: object
) -> Reference:
    """A reference between symbols written `app.module.Name`."""
    path = file or "/".join(importer.split(".")[:2]) + ".py"
    made = Reference(
        project=PROJECT,
        tie_class=CLASS_OF_KIND[kind],
        kind=kind,
        certainty="certain",
        importer=Importer(symbol=importer, module=_module(importer), app=importer.split(".")[0]),
        imported=Imported(symbol=imported, module=_module(imported), app=imported.split(".")[0]),
        file=path,
        line=line,
        column=5,
        counts=CLASS_OF_KIND[kind] != "history",
    )
    return msgspec.structs.replace(made, **changes)


def app(label: str, *, lines: int = 400, **changes: object) -> App:
    """A Django app that is its own domain."""
    made = App(label=label, name=label, path=label, domain=label, role="domain", lines=lines)
    return msgspec.structs.replace(made, **changes)


def model(label: str, **changes: object) -> Model:
    """A concrete model `app.Model` in `app/models.py`."""
    unit, _, name = label.partition(".")
    made = Model(
        project=PROJECT, label=label, module=f"{unit}.models", file=f"{unit}/models.py", line=1,
        table=f"{unit}_{name.lower()}", abstract=False, proxy=False, managed=True, bases=(), relations=(),
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


def references() -> tuple[Reference, ...]:
    """orders ⇄ catalog ⇄ billing in a circle; reports only refers down."""
    return (
        reference("orders.models.Order", "catalog.models.Product", kind="relation", line=9),
        reference("orders.services.place", "catalog.models.Product", line=14),
        reference("orders.services.place", "catalog.models.Product", kind="lookup", line=15, certainty="inferred"),
        reference("catalog.models.Product.is_sold", "orders.models.Order", kind="reverse-access", line=31),
        reference("billing.tasks.charge", "orders.models.Order", line=7),
        reference("orders.services.place", "billing.tasks.charge", kind="task", line=22),
        reference("reports.views.sales", "orders.models.Order", kind="lookup", line=5),
        reference("reports.views.sales", "catalog.urls", kind="url", line=6),
        reference("orders.migrations.0002_total", "catalog.migrations.0001_initial", kind="migration", counts=False),
    )


def dependency(importer: str, imported: str, *, upward: bool = False, **counts: int) -> Dependency:
    """A dependency of the app level as the references above make it."""
    refs = [one for one in references() if (one.importer.app, one.imported.app) == (importer, imported)]
    by_kind: dict[str, int] = {}
    for one in refs:
        by_kind[one.kind] = by_kind.get(one.kind, 0) + 1
    ties = TieCounts(**counts)
    return Dependency(level="app", importer=importer, imported=imported, references=len(refs), ties=ties,
                      by_kind=by_kind, upward=upward, project="shop")  # fmt: skip


def order(**changes: object) -> Order:
    """The best order of the four apps: one tie runs against it."""
    made = Order(
        level="app", units=("reports", "billing", "orders", "catalog"), upward=Weight(code=2),
        total=Weight(schema=1, code=6), bound=Weight(code=2), proven=True,
        layers=(("reports",), ("billing",), ("orders",), ("catalog",)), undecided=(), random_h=0.5,
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


def freeing(unit: str, *ties: tuple[str, str, str], **changes: object) -> Freeing:
    """What frees a unit, ties written (importer, imported, class)."""
    made = Freeing(
        level="app",
        unit=unit,
        ties=tuple(msgspec.convert({"importer": a, "imported": b, "class": c}, Tie) for a, b, c in ties),
        side="base",
        lines=400,
        also_frees=(),
    )
    return msgspec.structs.replace(made, **changes)


def shop(**changes: object) -> Map:
    """A project with a tangle of three apps, one model each, and something unseen."""
    made = Map(
        schema=1,
        tool=Tool(name="anabranch", version="0.0.1"),
        projects=(project(),),
        models=(model("orders.Order", relations=(_fk("product", "catalog.Product"),)), model("catalog.Product")),
        urls=(Url(name="catalog:detail", module="catalog.urls", view="catalog.views.detail"),),
        receivers=(Receiver(signal="post_save", function="billing.signals.saved", sender="orders.Order"),),
        tasks=(Task(name="billing.tasks.charge", module="billing.tasks"),),
        references=references(),
        dependencies=_dependencies(),
        orders=(order(),),
        tangles=(Tangle(level="app", units=("billing", "catalog", "orders")),),
        free=(
            freeing("catalog", ("catalog.models.Product.is_sold", "orders.models.Order", "code")),
            freeing("billing", ("orders.services.place", "billing.tasks.charge", "code"), side="top"),
        ),
        unseen=(Unseen(reason="template chosen at run time", file="orders/views.py", line=3, text="render(r, name)"),),
        files=Files(read=12, failed=(Failed(file="orders/broken.py", line=2, text="invalid syntax"),)),
        import_tangles=(),
    )
    return msgspec.structs.replace(made, **changes)


def project(**changes: object) -> Project:
    """The project `shop` with its four apps."""
    made = Project(
        name=PROJECT,
        root=".",
        settings=("config.settings",),
        apps=(app("billing"), app("catalog"), app("orders", lines=1200), app("reports")),
        modules=11,
        lines=2400,
    )
    return msgspec.structs.replace(made, **changes)


def _dependencies() -> tuple[Dependency, ...]:
    return (
        dependency("billing", "orders", code=1),
        dependency("catalog", "orders", code=1, upward=True),
        dependency("orders", "billing", code=1, upward=True),
        dependency("orders", "catalog", schema=1, code=1),
        dependency("reports", "catalog", composition=1),
        dependency("reports", "orders", code=1),
    )


def _fk(field: str, target: str) -> Relation:
    return Relation(field=field, kind="fk", target=target, accessor="order_set", through=None, parent_link=False,
                    inherited_from=None)  # fmt: skip


def _module(symbol: str) -> str:
    return ".".join(symbol.split(".")[:2])


def only_scope(project_map: Map) -> Scope:
    """The scope of the map's only project."""
    (project,) = project_map.projects
    return scope_of(project_map, project)
