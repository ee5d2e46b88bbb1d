from __future__ import annotations

import subprocess
from pathlib import Path

import msgspec

from anabranch.facts.python import read_python
from anabranch.facts.templates import read_template
from anabranch.reading.fact_store import FactStore, PackedFacts, content_key

SOURCE = b"from catalog import Product\n\nx = Product\n"
TEMPLATE = b"{% extends 'base.html' %}"


def kept(store: FactStore) -> FactStore:
    """The store of the next run."""
    packed = msgspec.msgpack.encode(store.packed("1", {}))
    return FactStore(msgspec.msgpack.decode(packed, type=PackedFacts))


def test_facts_are_found_by_what_the_file_holds() -> None:
    store = FactStore(None)
    store.add_python(content_key(SOURCE), read_python(SOURCE))
    store.add_template(content_key(TEMPLATE), read_template(TEMPLATE))
    assert kept(store).python(content_key(SOURCE)) == read_python(SOURCE)
    assert kept(store).template(content_key(TEMPLATE)) == read_template(TEMPLATE)
    assert kept(store).python(content_key(b"other")) is None


def test_the_key_is_the_id_that_git_gives(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(SOURCE)
    told = subprocess.run(["git", "hash-object", "a.py"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert content_key(SOURCE).hex() == told.stdout.strip()


def test_facts_that_nobody_asked_for_stay_for_a_while_and_then_go() -> None:
    store = FactStore(None)
    keys = [content_key(b"%d" % number) for number in range(3)]
    for key in keys:
        store.add_python(key, read_python(b"x = 1"))
    store = kept(store)
    assert store.python(keys[0]) is not None
    store = kept(store)
    assert [store.python(key) is not None for key in keys] == [True, True, False]


def test_damaged_facts_are_as_if_they_were_not_there() -> None:
    key = content_key(SOURCE)
    damaged = PackedFacts("1", {}, {key: msgspec.Raw(b"\x93\x01\x02\x03")}, {key: msgspec.Raw(b"\xa1x")})
    assert FactStore(damaged).python(key) is None
    assert FactStore(damaged).template(key) is None


def test_a_file_that_changed_in_the_file_system_has_no_key() -> None:
    store = FactStore(PackedFacts("1", {"a.py": (b"then", b"key")}, {}, {}))
    assert store.key_of("a.py", b"then") == b"key"
    assert store.key_of("a.py", b"now") is None
    assert store.key_of("b.py", b"then") is None
