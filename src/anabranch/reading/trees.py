"""What models that are trees have from django-treebeard or django-mptt: their parents, children and siblings."""

from __future__ import annotations

from anabranch.reading.denotations import QuerySetMethod
from anabranch.reading.knowledge import TREE_MANY, TREE_MODELS, TREE_ONE
from anabranch.reading.managers import manager_of
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo


def tree_method(resolver: Resolver, info: ClassInfo, name: str) -> QuerySetMethod | None:
    """A method that gives nodes of the same tree, as the method of its manager that gives the like of it."""
    if name not in TREE_ONE and name not in TREE_MANY:
        return None
    if not _is_node(resolver, info):
        return None
    nodes = manager_of(resolver, _whole(resolver, info), "_default_manager")
    return QuerySetMethod(nodes, "first" if name in TREE_ONE else "all") if nodes is not None else None


def _is_node(resolver: Resolver, info: ClassInfo) -> bool:
    return any(path.rpartition(".")[2] in TREE_MODELS for path in resolver.hierarchy.externals(info))


def _whole(resolver: Resolver, info: ClassInfo) -> ClassInfo:
    """The model whose table holds the tree: of several concrete ones the one that all others inherit."""
    hierarchy = resolver.hierarchy
    held = (each for each in reversed(hierarchy.ancestors(info)) if _is_node(resolver, each))
    return next((each for each in held if not hierarchy.is_abstract(each) and not hierarchy.is_proxy(each)), info)
