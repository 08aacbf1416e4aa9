from pathlib import Path

from gongkai.law.vocabulary import glossary_markdown, terms

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"


def test_one_word_stands_for_one_term_both_ways():
    words = [term.english for term in terms()]
    chinese = [term.chinese for term in terms()]
    assert len(set(words)) == len(words) == len(set(chinese))


def test_words_are_identifiers_and_terms_are_chinese():
    for term in terms():
        assert term.english.isidentifier()
        assert term.english == term.english.lower()
        assert all("\u4e00" <= char <= "\u9fff" for char in term.chinese), term


def test_the_two_kinds_of_taking_back_are_two_words():
    by_word = {term.english: term.chinese for term in terms()}
    assert by_word["withdraw"] == "撤回发布"
    assert by_word["recall"] == "撤回送审"


def test_the_glossary_page_is_the_generated_one():
    assert GLOSSARY.read_text(encoding="utf-8") == glossary_markdown()
