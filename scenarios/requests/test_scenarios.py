"""情形：one file per article of the regulation and of the fee order, in Chinese; every situation is run for real.

What marks a situation says what runs it: 经过 the clock alone, 办理 a whole case in the office, 来件 an arrival, 答复
a reply code, 申请 what an application holds, 件数 and 页数 a fee, 条款 a provision, 程序表 a row of the table of acts,
多人 and 两件 what is asked by many.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.law.chinese import numeral
from gongkai.programmes.requests.programme import REQUESTS

from . import from_facts, from_office, from_words

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
TEXT = Path(__file__).parents[2] / "gongkai/law/texts/FOI-2019.md"
IN_WORDS = {"经过": (from_facts.run, from_facts.KEYS), **from_words.RUNS}
TOP = {"条文", "提示", "情形"}


READ = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in FILES}


def _all() -> list[tuple[str, dict[str, Any]]]:
    return [(stem, situation) for stem, article in READ.items() for situation in article["情形"]]


def _situations(runs: Any) -> list[Any]:
    return [
        pytest.param(READ[stem], situation, runs[mark], id=f"{stem}-{situation['情形']}")
        for stem, situation in _all()
        for mark in runs.keys() & situation.keys()
    ]


@pytest.mark.parametrize(("article", "situation", "run"), _situations(IN_WORDS))
def test_what_the_article_says(article: dict[str, Any], situation: dict[str, Any], run: Any) -> None:
    run[0](situation, article)


@pytest.mark.django_db
@pytest.mark.parametrize(("article", "situation", "run"), _situations(from_office.RUNS))
def test_what_the_office_does_under_the_article(article: dict[str, Any], situation: dict[str, Any], run: Any) -> None:
    run[0](situation, article)


@pytest.mark.parametrize("article", READ.values(), ids=READ)
def test_a_file_says_nothing_that_is_not_run(article: dict[str, Any]) -> None:
    """Each situation bears exactly one mark and only keys its run reads; no two of one name."""
    assert set(article) <= TOP
    names = [situation["情形"] for situation in article["情形"]]
    assert len(set(names)) == len(names) > 0
    runs = {**IN_WORDS, **from_office.RUNS}
    for situation in article["情形"]:
        marks = runs.keys() & situation.keys()
        assert len(marks) == 1, situation
        assert set(situation) <= {"情形", *runs[marks.pop()][1]}, situation


@pytest.mark.parametrize("article", range(27, 46))
def test_each_article_on_requests_has_its_file(article: int) -> None:
    """条例第四章：第二十七条 to 第四十五条, each with a file that names it as the text does."""
    name = f"第{numeral(article)}条"
    assert f"### {name}\n" in TEXT.read_text(encoding="utf-8")
    assert READ[f"条例{name}"]["条文"] == f"《中华人民共和国政府信息公开条例》（国务院令第711号）{name}"


def test_the_older_regulation_and_the_fee_order_have_theirs() -> None:
    older = {f"2008年条例第{article}条" for article in ("十三", "二十三", "二十四", "三十一")}
    fees = {"信息处理费办法第三条", "信息处理费办法第四条", "信息处理费办法第五条", "信息处理费办法第六条以下"}
    assert older | fees <= set(READ)


def test_every_act_of_the_table_is_done_in_some_situation() -> None:
    """Nothing a clerk can press is left without a situation in which it is pressed."""
    steps = [step for _, situation in _all() for step in situation.get("办理", ())]
    pressed = {name for step in steps if "拒绝" not in step for name in step.get("依次", (step.get("办"),))}
    assert pressed == {act.name for act in REQUESTS.acts if act.from_}
