"""Each quote attested verbatim stands in the stored text, and the value stands in the quote."""

import json
import lzma
import os
import re
from itertools import pairwise
from pathlib import Path

import pytest

from gongkai.law import UnknownLaw, current, statute, statute_keys
from gongkai.law.chinese import article_number, numeral, squeeze

SHARED = Path(os.environ.get("GONGKAI_SHARED") or Path(__file__).resolve().parents[2] / ".." / "shared")
SOURCE = SHARED / "data" / "laws_regulations_lawrefbook.jsonl.xz"
PATHS = {
    "FOI-2019": "行政法规/政府信息公开条例(2019-04-03).md",
    "HOL-2013": "行政法规/全国年节及纪念日放假办法(2013-12-11).md",
    "HOL-2024": "行政法规/全国年节及纪念日放假办法(2024-11-10).md",
    "WORKHOURS-1995": "行政法规/国务院关于职工工作时间的规定(1995-03-25).md",
    "REVIEW-2017": "诉讼与非诉讼程序法/行政复议法(2017-09-01).md",
    "REVIEW-2023": "诉讼与非诉讼程序法/行政复议法(2023-09-01).md",
    "LITIGATION-2017": "诉讼与非诉讼程序法/行政诉讼法(2017-06-27).md",
    "CIVIL-2021": "民法典/总则.md",
    "DEC-2019": "行政法规/重大行政决策程序暂行条例(2019-04-20).md",
}


def cited():
    for rule in current().rules.values():
        for row in rule.rows:
            yield f"{rule.id}@{row.from_}", row.value, row.citation
    for codes in current().code_lists.values():
        for code in codes:
            yield code.code, None, code.citation


VERBATIM = [item for item in cited() if item[2].attested == "verbatim"]


@pytest.mark.parametrize(("label", "value", "citation"), VERBATIM, ids=[item[0] for item in VERBATIM])
def test_a_verbatim_quote_stands_in_the_article_it_cites(label, value, citation):
    article = statute(citation.edition).article(citation.article)
    assert squeeze(citation.quote) in squeeze(article.text)
    if value is not None:
        number = next(iter(vars(value).values()))
        assert re.search(rf"(?<![0-9]){number}(?![0-9])", citation.quote) or numeral(number) in citation.quote


def test_only_what_was_checked_carries_no_caution():
    for label, _, citation in cited():
        assert bool(citation.caution) == (citation.attested == "unverified" or citation.configuration), label


def test_rules_stand_in_article_order_within_each_section():
    for instrument in current().instruments:
        for kind in (True, False):
            rules = [rule for rule in instrument.rules if (rule.unit == "provision") is kind]
            labels = [rule.rows[-1].citation.article for rule in rules]
            numbers = [n for n in map(article_number, labels) if n is not None]
            assert all(one <= two for one, two in pairwise(numbers)), instrument.key


def test_editions_attested_verbatim_ship_their_text():
    verbatim = {key for key, edition in current().editions.items() if edition.attested == "verbatim"}
    assert verbatim == set(statute_keys())


def test_a_text_is_read_by_article():
    text = statute("FOI-2019")
    assert len(text.articles) == 56
    assert [article.number for article in text.articles] == list(range(1, 57))
    assert text.article("第二十条第（一）项").chapter == "第三章　主动公开"
    assert text.articles[-1].text == "本条例自2019年5月15日起施行。"
    with pytest.raises(UnknownLaw, match="没有第九十九条"):
        text.article("第九十九条")
    with pytest.raises(UnknownLaw):
        statute("NO-SUCH")


@pytest.mark.skipif(not SOURCE.is_file(), reason="the shared data is not here")
def test_the_shipped_texts_equal_their_source():
    assert set(PATHS) == set(statute_keys())
    bodies = {}
    with lzma.open(SOURCE, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["path"] in PATHS.values():
                bodies[record["path"]] = record["body"]
    for key, path in PATHS.items():
        text = statute(key)
        ours = squeeze("".join(f"{a.label}{a.text}" for a in text.articles))
        source = squeeze(re.sub(r"(?m)^#+ .*$|\u200b", "", bodies[path]))
        assert (ours == source) if text.complete else source.endswith(ours), key
