"""Foreign keys of a domain's models to models outside of the project, such as Django's users, which stay behind."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator

from anabranch.plan.scope import Scope
from anabranch.plan.source import deletion_rule
from anabranch.plan.values import Key
from anabranch.reading.named_units import unit_of_model, units_of_names
from anabranch.reading.values import Model, Reference, Relation

_USER = ("AUTH_USER_MODEL", "get_user_model")
"""Of a target that could not be resolved these alone tell what it is."""


def outside_keys(
    references: Iterable[Reference], scope: Scope, domain: str, trees: Callable[[str], ast.Module | None]
) -> Iterator[Key]:
    """One for each such relation of the domain's own tables, at its field where the class itself has it.

    `references` are all of the project: a part of an app has models under the label of the whole.
    """
    ours = {model.label for model in scope.models}
    units = units_of_names(references, scope.project.apps)
    for model in scope.models:
        app = unit_of_model(model, units)
        if model.abstract or model.proxy or scope.domains.get(app, app) != domain:
            continue
        tree = trees(model.file)
        for relation in model.relations:
            if relation.kind != "generic" and relation.target not in ours:
                yield from _key(model, relation, tree)


def _key(model: Model, relation: Relation, tree: ast.Module | None) -> Iterator[Key]:
    field = _field(tree, model, relation) if tree is not None else None
    target = relation.target or _user(field)
    if target:
        line = field.lineno if field is not None else model.line
        rule = deletion_rule(field, line) if field is not None else ""
        yield Key(model.label, relation.field, target, rule, model.file, line, outward=True)


def _field(tree: ast.Module, model: Model, relation: Relation) -> ast.Call | None:
    """The call that makes the field, in the body of the model's class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == model.name:
            for statement in node.body:
                if isinstance(statement, (ast.Assign, ast.AnnAssign)) and isinstance(statement.value, ast.Call):
                    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
                    if any(isinstance(one, ast.Name) and one.id == relation.field for one in targets):
                        return statement.value
    return None


def _user(field: ast.Call | None) -> str:
    """The first argument as it is written, where it is the user; empty otherwise."""
    given = [*field.args[:1], *(one.value for one in field.keywords if one.arg == "to")] if field is not None else []
    text = ast.unparse(given[0]) if given else ""
    return text if any(name in text for name in _USER) else ""
