"""情形：one file per article on fees; how many → the amount and the steps, in Chinese."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai import law
from gongkai.programmes.requests import fees

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
EACH = {"情形", "收到", "件数", "此前", "页数", "金额", "步骤", "拒绝"}


def _situations() -> list[Any]:
    found = []
    for file in FILES:
        article = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert set(article) == {"条文", "提示", "情形"}, file.name
        for situation in article["情形"]:
            assert set(situation) <= EACH, (file.name, situation["情形"])
            found.append(pytest.param(article, situation, id=f"{file.stem}-{situation['情形']}"))
    return found


def _fee(situation: dict[str, Any]) -> fees.Fee:
    received = situation["收到"]
    if "页数" in situation:
        return fees.page_fee(pages=situation["页数"], received_on=received)
    return fees.item_fee(items=situation["件数"], before=situation.get("此前", 0), received_on=received)


@pytest.mark.parametrize(("article", "situation"), _situations())
def test_the_fee_is_what_the_article_says(article: dict[str, Any], situation: dict[str, Any]) -> None:
    """Amount, basis and, where written down, every step."""
    if "拒绝" in situation:
        with pytest.raises(law.OutsideCoverage) as refused:
            _fee(situation)
        assert situation["拒绝"] in refused.value.sentence
        return
    fee = _fee(situation)
    assert str(fee.amount) == situation["金额"]
    assert (str(fee.citation), fee.citation.caution) == (article["条文"], article["提示"])
    if "步骤" in situation:
        assert [step.sentence for step in fee.steps] == situation["步骤"]


def test_there_are_situations() -> None:
    """An empty folder would pass silently."""
    assert len(FILES) >= 2
