"""Every operation, parameter, command, option, setting, API field and legal parameter is in the docs, in words."""

import re
from pathlib import Path
from typing import Any

import pytest

from .conftest import DOCS

REMAKE = "Run scripts/reference, write the sentences it asks for, commit docs/reference and docs/openapi.json."


@pytest.fixture(scope="module")
def book(maker: Any) -> Any:
    return maker.Book()


@pytest.fixture(scope="module")
def pages(book: Any) -> dict[str, str]:
    made: dict[str, str] = book.pages()
    return made


def test_nothing_is_without_a_sentence_of_its_own(book: Any, pages: dict[str, str]) -> None:
    assert book.faults == [], REMAKE


def test_the_reference_is_what_the_code_says_today(pages: dict[str, str]) -> None:
    stale = [name for name, text in pages.items() if (DOCS / "reference" / name).read_text(encoding="utf-8") != text]
    assert stale == [], REMAKE


def test_every_operation_and_each_of_its_parameters_is_there(maker: Any, pages: dict[str, str]) -> None:
    signatures = set(re.findall(r"^### `(\w+\(.*\))`$", pages["operations.md"], re.MULTILINE))
    for module in maker.rooms():
        for name, function in maker.acts(module):
            assert f"{name}({', '.join(maker.inspect.signature(function).parameters)})" in signatures


def test_every_variable_the_code_reads_is_there(maker: Any, pages: dict[str, str]) -> None:
    missing = [name for name in maker.variables() if name not in pages["settings.md"]]
    assert [name for name in missing if not name.startswith("GONGKAI_SITE_")] == []


def test_every_file_of_the_law_is_there(maker: Any, pages: dict[str, str]) -> None:
    files = [path.name for path in (maker.ROOT / "gongkai/law").glob("*/*.yaml") if path.parent.name != "texts"]
    assert [name for name in files if f"`{name}`" not in pages["law.md"]] == []


def test_an_entry_that_only_repeats_its_name_is_refused(maker: Any) -> None:
    book = maker.Book()
    for sentence in ("", "release", "Release.", "the"):
        book.says("engines.publishing.release", sentence)
    assert len(book.faults) == 4


def test_the_acts_of_engines_and_programmes_are_told_in_pages_for_people(
    pages: dict[str, str], by_hand: dict[Path, str]
) -> None:
    told = "\n".join(by_hand.values())
    untold, room = [], ""
    for mark, name in re.findall(r"^(## |### `)([\w.]+)", pages["operations.md"], re.MULTILINE):
        room = name if mark == "## " else room
        act = name.rstrip("_")
        said = rf"`(?:[\w.]+\.)?{act}_?(?:\(|`| )|/{act.replace('_', '-')}`"
        if mark != "## " and not room.startswith("foundation") and not re.search(said, told):
            untold.append(f"{room}.{name}")
    assert untold == []
