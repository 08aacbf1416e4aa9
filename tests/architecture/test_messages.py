"""Whatever the public reads can be read in English: each sentence is marked, has its English, and none is left over."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.assembly import messages
from gongkai.faces.kit import languages, po
from gongkai.faces.kit.po import Message

TEXT = st.text(st.characters(exclude_characters="\0\x04", exclude_categories=["Cs"]), min_size=1, max_size=30)


def test_every_sentence_of_the_public_has_its_english_and_none_is_obsolete() -> None:
    assert messages.faults(languages.PO.read_text(encoding="utf-8")) == [], (
        "run scripts/messages, then fill in the English"
    )


@pytest.mark.parametrize("path", list(messages.templates()), ids=lambda path: path.name)
def test_no_template_of_the_public_says_anything_unmarked(path: Path) -> None:
    assert messages.unwrapped(path.read_text(encoding="utf-8")) == []


def test_no_code_of_the_portal_says_anything_unmarked_to_a_reader() -> None:
    assert messages.silent() == []


def test_every_name_that_writes_for_programs_is_there() -> None:
    root = messages.FACES / "portal"
    wrong = []
    for name, said in messages.MACHINE_READ.items():
        source = (root / name).read_text(encoding="utf-8")
        told = messages.unspoken(source, said)
        idle = [each for each in said - messages.ALL if messages.unspoken(source, said - {each}) == told]
        wrong += [f"{name}: {each}" for each in idle] + ([] if messages.unspoken(source) else [name])
    assert wrong == []


def test_chinese_in_code_is_found_unless_it_is_translated_or_a_docstring() -> None:
    source = '''"""一"""\nA = "二"\nB = f"三{A}"\ndef c():\n    """四"""\n    return _("五") + term("六") + "七"\n'''
    assert messages.unspoken(source) == ["2: 二", "3: 三", "6: 七"]
    assert messages.unspoken(source, frozenset({"B", "c"})) == ["2: 二"]


@given(st.lists(st.builds(Message, TEXT, english=st.tuples(TEXT)), unique_by=lambda message: message.key))
def test_what_is_written_is_read_back_and_said(found: list[Message]) -> None:
    source = po.write(found)
    assert sorted(po.read(source)) == sorted(found)
    said = po.translations(source)
    assert all(said.gettext(message.text) == message.english[0] for message in found)


def test_entries_are_told_apart_even_where_a_merge_has_eaten_the_line_between() -> None:
    found = [Message("甲", english=("one",)), Message("乙", english=("two",))]
    assert sorted(po.read(po.write(found).replace("\n\n", "\n"))) == sorted(found)


def test_a_plural_says_one_and_many() -> None:
    source = po.write([Message("%(n)s 件", plural="%(n)s 件", english=("%(n)s record", "%(n)s records"))])
    said = po.translations(source)
    assert [said.ngettext("%(n)s 件", "%(n)s 件", n) for n in (1, 2)] == ["%(n)s record", "%(n)s records"]


def test_sentences_are_found_wherever_a_template_can_hold_them() -> None:
    source = (
        '{% translate "甲" %}{% blocktranslate trimmed %} 乙 {{ n }} {% endblocktranslate %}{% empty _("丙") _("丁") %}'
    )
    assert [message.text for message in messages.in_template(source)] == ["甲", "乙 %(n)s", "丙", "丁"]
    assert messages.unwrapped(f"<p>戊</p>{source}") == ["<p>戊</p>{% empty   %}"]
