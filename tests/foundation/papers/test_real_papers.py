"""真实公文：a province's disclosure columns and the founding document; skipped where the data is absent."""

import json
import lzma
import os
import re
from pathlib import Path

import pytest

from gongkai.foundation.papers import read
from gongkai.foundation.text.html import plain_text, sanitise

SHARED = Path(os.environ.get("GONGKAI_SHARED") or Path(__file__).resolve().parents[3] / ".." / "shared")
HEBEI = SHARED / "data" / "hebei_gov_disclosure.jsonl.xz"
OPINIONS = SHARED / "seeds" / "implementation-opinions-2016.txt"


def bare(text):
    return re.sub(r"[\s\u200b\ufeff\u2060\x00-\x1f\x7f-\x9f]", "", text)


@pytest.mark.skipif(not HEBEI.exists(), reason="no shared data")
def test_no_character_of_a_real_paper_is_lost_or_moved():
    read_papers = 0
    with lzma.open(HEBEI, "rt", encoding="utf-8") as file:
        for record in map(json.loads, file):
            body = record.get("body") or ""
            if len(body) < 200:
                continue
            paper = read(body.encode(), "正文.txt")
            assert bare(plain_text(paper.html)) == bare(body), record["title"]
            assert sanitise(paper.html) == paper.html
            read_papers += 1
    assert read_papers == 1422


@pytest.mark.skipif(not OPINIONS.exists(), reason="no shared data")
def test_the_founding_document_has_its_title_and_its_eight_headings():
    paper = read(OPINIONS.read_bytes(), OPINIONS.name)
    assert paper.title == "中共浙江省委办公厅、浙江省人民政府办公厅印发《关于全面推进政务公开工作的实施意见》"
    assert paper.issuer == "中共浙江省委办公厅、浙江省人民政府办公厅"
    found = re.findall(r"<h2>(.)、", paper.html)
    assert found == list("一二三四五六七八")
    assert any("句子中间断开" in note for note in paper.notes)
    assert bare(paper.text) == bare(OPINIONS.read_text(encoding="utf-8"))
