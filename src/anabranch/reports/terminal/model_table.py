"""How fat models are: what they carry, whose mixins they take, which units they are tied to."""

from __future__ import annotations

from collections.abc import Sequence

from anabranch.reports.answers.model_figures import ModelFigures
from anabranch.reports.terminal.names import counted
from anabranch.reports.terminal.page import HEADING, PLACE, Fitting, in_full
from anabranch.reports.terminal.scene import Scene, where


def show_models(stage: Scene, models: Sequence[ModelFigures]) -> None:
    """A row for each model, the fattest first."""
    words = stage.words
    stage.page.line((words("unit.models"), HEADING))
    figures = ("column.model", "figure.fields", "figure.methods", "figure.properties", "figure.mixins")
    heads = [*map(words, figures), words("figure.relations")]
    rows: list[tuple[str, ...]] = []
    relations: list[Fitting] = []
    for one in sorted(models, key=lambda model: (-sum(_sums(model)[1:]), model.label)):
        numbers = (*_sums(one), len(one.mixins))
        rows.append((_name(stage, one), *(f"{number:,}" for number in numbers)))
        relations.append(in_full(f"{counted(one.relations_out) or '-'} / {counted(one.relations_in) or '-'}"))
    stage.page.table(heads, rows, lists=relations)


def show_model(stage: Scene, one: ModelFigures) -> None:
    """All figures of one model, a line each."""
    words, page = stage.words, stage.page
    page.line((where(one.file, one.line), PLACE))
    page.blank()
    heads = [words(f"figure.{name}") for name in ("fields", "methods", "properties")]
    taken = (one.inherited_fields, one.inherited_methods, one.inherited_properties)
    page.line(", ".join(f"{head} {number:,}" for head, number in zip(heads, _sums(one), strict=True)))
    if any(taken):
        inherited = ", ".join(f"{head} {number:,}" for head, number in zip(heads, taken, strict=True))
        page.line(words("figure.inherited", figures=inherited), indent=2)
    if one.mixins:
        mixins = ", ".join(
            f"{stage.short.symbol(name)} ({unit})" if unit else stage.short.symbol(name) for name, unit in one.mixins
        )
        page.paragraph(f"{words('figure.mixins')}: ", mixins, hang=2)
    for head, relations in (("figure.out", one.relations_out), ("figure.in", one.relations_in)):
        page.paragraph(f"{words(head)}: ", counted(relations) or "-", hang=2)


def _sums(one: ModelFigures) -> tuple[int, int, int]:
    """Fields, methods and properties, inherited ones included: what is carried, wherever it is written."""
    return (
        one.fields + one.inherited_fields,
        one.methods + one.inherited_methods,
        one.properties + one.inherited_properties,
    )


def _name(stage: Scene, one: ModelFigures) -> str:
    marks = [stage.words(f"figure.{mark}") for mark in ("abstract", "proxy") if getattr(one, mark)]
    return f"{one.label} ({', '.join(marks)})" if marks else one.label
