from __future__ import annotations

import json
import re

import msgspec
import pytest
from rich.cells import cell_len

from anabranch.reading.values import Dependency, Map, Tangle, TieCounts, Unseen, Weight
from anabranch.reports.answers.selection import Selection
from anabranch.reports.json_report import map_json
from anabranch.reports.terminal.map_page import map_text
from anabranch.reports.terminal.page import Look, Page
from anabranch.reports.texts.words import Language, Words
from tests.fakes.maps import app, freeing, order, project, reference, shop


def text(
    project_map: Map, *, language: Language = "en", width: int = 100, colour: bool = False, folder: str = "."
) -> str:
    return map_text(project_map, words=Words(language), look=Look(width, colour), folder=folder)


def flat(project_map: Map) -> str:
    return re.sub(r"\s+", " ", text(project_map))


def test_a_map_of_nothing_says_so() -> None:
    assert "No app and no module was found here." in text(shop(projects=()))


def test_an_empty_project_has_nothing_to_order_or_free() -> None:
    empty = shop(
        projects=(project(apps=(), modules=0, lines=0),), references=(), dependencies=(), models=(), orders=(),
        tangles=(), free=(), unseen=(),
    )  # fmt: skip
    assert "0 references between apps" in text(empty)
    assert "There is nothing to order" in text(empty)
    assert "every unit is free already" in text(empty)


def test_first_contact_says_what_was_found_and_what_was_not_seen() -> None:
    printed = flat(shop())
    assert "4 apps, 11 modules, 2,400 lines, 2 models; settings config.settings" in printed
    assert "1 place could not be resolved: template chosen at run time 1" in printed
    assert "1 file could not be read in full: orders/broken.py:2: invalid syntax" in printed


def test_numbers_are_those_of_the_json() -> None:
    data = json.loads(b"".join(map_json(shop())))
    apart = [one for one in data["references"] if one["importer"]["app"] != one["imported"]["app"]]
    live = [one for one in apart if one["class"] != "history"]
    assert f"{len(live)} references between apps" in text(shop())
    for tie_class in ("schema", "code", "composition"):
        count = sum(one["class"] == tie_class for one in apart)
        assert re.search(rf"{tie_class} +{count}  ", text(shop()))


def test_a_pair_that_only_likely_references_join_is_no_pair() -> None:
    likely = Dependency("app", "billing", "core", 3, TieCounts(), {"member": 3}, upward=False)
    assert "2 of 6 pairs run upward" in flat(shop())
    assert flat(shop(dependencies=(*shop().dependencies, likely))) == flat(shop())


def test_the_tangle_is_compared_with_that_of_imports_alone() -> None:
    assert "3 of 4 apps depend on each other in a circle; by imports alone there would seem to be none" in flat(shop())
    by_imports = shop(import_tangles=(Tangle("app", ("billing", "orders")),))
    assert "by imports alone it would look like 2" in flat(by_imports)


def test_the_three_cheapest_are_named_schema_ties_first() -> None:
    def ties(count: int, tie_class: str) -> tuple[tuple[str, str, str], ...]:
        return tuple((f"a.b.c{number}", "d.e.f", tie_class) for number in range(count))

    cuts = (
        freeing("one_schema", *ties(1, "schema")),
        freeing("nine_code", *ties(9, "code")),
        freeing("two_code", *ties(2, "code")),
        freeing("leaf", *ties(1, "code"), lines=10),
        freeing("two_schema", *ties(2, "schema")),
    )
    printed = text(shop(free=cuts))
    assert re.findall(r"^ +(?:Can be freed +)?(\w+_\w+) +\d+ tie|Can be freed +(\w+)", printed, re.M)
    shown = [name for name in ("two_code", "nine_code", "one_schema", "two_schema", "leaf") if f" {name} " in printed]
    assert shown == ["two_code", "nine_code", "one_schema"]


def test_a_cut_is_shown_with_its_lines_of_source() -> None:
    assert "catalog/models.py:31  Product.is_sold → orders.models.Order" in text(shop())


def test_an_order_says_its_upward_ties_and_that_it_is_proven() -> None:
    said = "The best order has 2 of 7 ties running against it; fewer is impossible"
    assert f"{said}, schema ties counted first." in flat(shop())
    assert f"{said}." in flat(shop(orders=(order(total=Weight(code=7)),)))
    open_order = order(proven=False, bound=Weight(code=1))
    assert "at least 1 must" in flat(shop(orders=(open_order,)))


@pytest.mark.parametrize(("number", "told"), [(9, "r3 > r4, s4, t4 > r5"), (10, "r3 > … and 4 more … > r6")])
def test_of_a_long_order_only_what_takes_more_room_than_its_number_is_left_out(number: int, told: str) -> None:
    layers: list[tuple[str, ...]] = [(f"r{row}",) for row in range(number)]
    layers[4] = ("r4", "s4", "t4")
    wide = tuple(f"x{unit:02}" for unit in range(20))
    long = order(layers=(*layers[:-1], (*layers[-1], *wide)))
    assert told in flat(shop(orders=(long,)))


def test_no_order_stands_out_shows_the_hub() -> None:
    printed = flat(shop(orders=(order(stands_out=False),)))
    assert "No order stands out: one hub joined to satellites." in printed
    assert "orders is the hub" in printed


def test_the_worst_pair_names_the_symbols_behind_it() -> None:
    worst = Dependency("app", "catalog", "orders", 5, TieCounts(schema=1, code=4), {"use": 5}, upward=True)
    printed = flat(shop(dependencies=(*shop().dependencies[2:], worst)))
    assert "catalog → orders: 5 ties against the order (1 schema), 2 along it" in printed
    assert "catalog/models.py:31 orders.models.Order 1 tie" in printed


def test_next_commands_carry_the_folder_and_are_quoted() -> None:
    printed = text(shop(), folder="my project")
    assert "anabranch why catalog orders --in 'my project'" in printed
    assert "anabranch map 'my project' --format json -o map.json" in printed


def test_a_long_command_leaves_the_notes_of_the_others_below_each_other() -> None:
    worst = Dependency("app", "catalog", "orders", 5, TieCounts(code=5), {"use": 5}, upward=True)
    printed = text(shop(dependencies=(*shop().dependencies[2:], worst)), width=80)
    lines = printed[printed.index("\nNext") :].splitlines()
    assert any(line.endswith("anabranch map --format json -o map.json  all of it, for programs") for line in lines)
    notes = ("every line behind the worst pair", "all units, the most tangled first", "what is missing, and why")
    assert len({line.index(note) for line in lines for note in notes if note in line}) == 1


def test_split_apps_are_named() -> None:
    printed = text(shop(projects=(project(split=("graphql",)),)))
    assert "graphql is shown by its sub-packages" in printed


def test_units_that_are_no_apps_are_not_called_apps() -> None:
    beside = project(apps=(*project().apps, app("(project)", is_app=False)))
    printed = flat(shop(projects=(beside,)))
    assert "4 apps, 1 other unit, 11 modules" in printed
    assert "3 of 5 units depend on each other in a circle" in printed


def test_numbers_stay_with_their_names_at_line_ends() -> None:
    ends = [line.rsplit("  ", 1)[-1] for line in text(shop(), width=60).splitlines()]
    assert not any(end in ("lookup", "use", "reverse-access") for end in ends)


def test_filters_are_named_with_what_they_do_not_touch() -> None:
    printed = map_text(shop(), selection=Selection(classes=("schema",)), words=Words("en"), look=Look(200))
    assert "anabranch map --class schema --format csv  each of them, with its line" in printed
    assert "1 reference between apps\n" in printed
    assert "schema; the tangle, what can be freed and the order are those of all references" in printed


def test_what_is_not_chosen_still_decides_tangle_freeing_order_and_worst_pair() -> None:
    def decided(printed: str) -> str:
        return printed.partition("Tangle")[2].partition("Next")[0]

    typing = map_text(shop(), selection=Selection(classes=("typing",)), words=Words("en"), look=Look())
    assert "0 references between apps" in typing
    assert decided(typing) == decided(text(shop()))


def test_several_projects_have_a_block_each() -> None:
    other = project(name="other", root="sites/other", apps=(app("blog"),), settings=(), modules=1)
    printed = text(shop(projects=(project(), other)))
    assert "other  sites/other" in printed
    assert printed.count("Not seen") == 2
    assert "1 app, 1 module" in printed


def test_units_of_the_tangle_stand_by_their_ties_in_it() -> None:
    assert "By ties in it: orders 5, catalog 3, billing 2" in flat(shop())


def test_a_folder_called_as_its_project_is_not_named_twice() -> None:
    assert text(shop(projects=(project(name="backend", root="backend"),))).startswith("backend\n")


def test_one_unit_alone_is_compared_with_nothing() -> None:
    alone = shop(
        projects=(project(apps=(app("blog"),)),), references=(), dependencies=(), tangles=(), free=(), orders=()
    )
    assert "One unit alone: there is nothing to compare it with." in text(alone)
    assert "Can be freed" not in text(alone)


def test_two_units_in_a_circle_have_no_hub() -> None:
    pair = shop(tangles=(Tangle(level="app", units=("catalog", "orders")),), orders=(order(stands_out=False),))
    assert "No order stands out. " in flat(pair)
    assert "hub" not in flat(pair)


def test_commands_tell_equal_names_of_several_projects_apart() -> None:
    printed = text(shop(projects=(project(), project(name="other", root="other"))))
    assert "anabranch why shop/catalog shop/orders" in printed


def test_each_project_shows_what_was_not_seen_of_it() -> None:
    unseen = (*shop().unseen, Unseen("rare", "other/a.py", 1, "x", project="other"))
    printed = text(shop(projects=(project(), project(name="other", root="other")), unseen=unseen))
    assert "1 place could not be resolved: rare 1" in " ".join(printed.partition("\nother\n")[2].split())


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("width", [60, 80, 200])
def test_prose_stays_within_the_terminal(language: Language, width: int) -> None:
    prose = [line for line in text(shop(), language=language, width=width).splitlines() if "anabranch " not in line]
    assert max(map(cell_len, prose)) <= width


def test_korean_columns_are_aligned() -> None:
    lines = text(shop(), language="ko").splitlines()
    starts = {
        cell_len(line[: line.index(mark)])
        for mark in ("앱 4개", "앱 사이", "앱 4개 중")
        for line in lines
        if mark in line
    }
    assert len(starts) == 1


def test_piped_text_is_plain_and_colours_change_no_letter() -> None:
    coloured = text(shop(), colour=True)
    assert "\x1b[1mFound         \x1b[0m4 apps" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text(shop())


def test_names_of_the_project_are_shown_and_not_obeyed() -> None:
    evil = "x\x1b]0;t\x07[red]\u202e"
    broken = shop(
        projects=(project(name=evil, settings=(evil,), apps=(app(evil), *project().apps)),),
        references=(
            *(msgspec.structs.replace(one, project=evil) for one in shop().references),
            reference(f"{evil}.b.C", "orders.e.F", project=evil, file=evil),
        ),
        tangles=(Tangle("app", (evil, "orders")),),
    )
    printed = text(broken)
    assert not set("\x1b\x07\u202e") & set(printed)
    assert "[red]" in printed


def test_a_table_wider_than_the_terminal_has_no_empty_lines() -> None:
    page = Page(Look(width=60))
    page.table(("name", "what"), [("a", "x" * 80), ("b", "y")])
    assert [line.split()[0] for line in page.text().splitlines()] == ["name", "a", "b"]
