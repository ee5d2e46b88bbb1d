from __future__ import annotations

from tests.worlds import other_world, postgres_worlds, sqlite_template, vendor, world

__all__ = ["other_world", "postgres_worlds", "sqlite_template", "vendor", "world"]
