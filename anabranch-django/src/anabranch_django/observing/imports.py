"""Acts on a module right after its first import, without importing it."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

    Act = Callable[[ModuleType], None]


def when_imported(name: str, act: Act) -> None:
    """Call `act` with the module `name`: now where it is imported already, else when it will have been."""
    present = sys.modules.get(name)
    if present is not None:
        act(present)
    else:
        sys.meta_path.insert(0, _Finder(name, act))


class _Finder:
    """Steps aside at the first question for its module, and lets the others find it."""

    def __init__(self, name: str, act: Act) -> None:
        self.name = name
        self.act = act

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self.name or self not in sys.meta_path:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None and hasattr(spec.loader, "exec_module"):
            _act_after(spec.loader, self.name, self.act)
        return spec


def _act_after(loader: object, name: str, act: Act) -> None:
    execute = loader.exec_module  # type: ignore[attr-defined]

    def executed(module: ModuleType) -> None:
        execute(module)
        # A loader may serve many modules, as pytest's does.
        if module.__name__ == name:
            vars(loader).pop("exec_module", None)
            act(module)

    loader.exec_module = executed  # type: ignore[attr-defined]
