"""What a clerk's spreadsheet may hold: each row gets its sentence, good rows are not lost, nothing is half adopted."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from gongkai.engines.registers import declared, exchange, ports, queries
from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.models import Adjustment, EntryVersion
from gongkai.engines.registers.queries import Trial, Wanted
from gongkai.engines.registers.rules import Field, Register, Type
from gongkai.foundation.errors import Invalid
from gongkai.foundation.organs.models import Organ, OrganSuccession

from .conftest import POWERS, REVIEW, Propose, an_organ, end, power

ITEMS = Register(
    code="test-items", name="测试事项", about="测试用。", keeper="各机关", basis="本机关制度", key="code", title="name",
    steps=(REVIEW,),
    fields=(
        Field("code", "编码", required=True),
        Field("name", "名称", required=True),
        Field("body", "实施机关", Type.ORGAN, own=True, unless="entrusted"),
        Field("entrusted", "委托依据"),
        Field("basis", "依据", Type.BASIS, many=True),
        Field("under", "上级事项", Type.REFERENCE, of="test-items"),
        Field("like", "本机关的事项", Type.REFERENCE, of="test-items", own=True),
    ),
)  # fmt: skip
COLUMNS = ["调整方式", "编码", "名称", "实施机关", "委托依据", "依据", "上级事项"]
DAY = date(2026, 3, 2)


class Repealed:
    def problems(self, texts: Any, on: date) -> dict[str, str]:
        return {text: f"{text}所引的《旧条例》已于2020年1月1日废止。" for text in texts if "旧条例" in text}

    def links(self, texts: Any) -> dict[str, Any]:
        return {}


@pytest.fixture(autouse=True)
def items(registers: None) -> Iterator[None]:
    declared.bind([POWERS, ITEMS])
    ports.bind(Repealed())
    yield
    ports.bind(None)


def book(*rows: list[Any], merge: tuple[str, ...] = ()) -> bytes:
    made = openpyxl.Workbook()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    for cells in merge:
        made.active.merge_cells(cells)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def tried(organ: Organ, content: bytes, day: date = DAY) -> Trial:
    return queries.try_rows(ITEMS, organ, day, exchange.read(ITEMS, content))


def test_each_bad_row_gets_its_sentence_and_the_good_ones_stand(organ: Organ, foreign: Organ, adopt: Propose) -> None:
    an_organ("014416330", "旧局", organ.place, until=date(2025, 1, 1))
    adopt(*(Wanted("新增", key, {"name": key}) for key in ("E-1", "E-2", "E-3")), register="test-items")
    adopt(end("E-2"), register="test-items", since="2026-05-01")
    rows: list[tuple[list[Any], str]] = [
        (["", "G-1", "好的", organ.code], ""),
        (["", "G-2", "也好", foreign.code, "委托书〔2026〕1号"], ""),
        (["", "B-1", "别家的", foreign.code],
         "“实施机关”002489401不是提出调整的机关（000014349）。委托其他机关的，请填写“委托依据”。"),
        (["", "B-2", "撤了的", "014416330", "委托"],
         "“实施机关”014416330已于2025年1月1日撤销，请改为承继其职责的机关。"),
        (["", "B-3", "废了的", "", "", "《旧条例》第三条"], "《旧条例》第三条所引的《旧条例》已于2020年1月1日废止。"),
        (["", "G-1", "重了的"], "“编码”G-1与第2行重复，一次调整中每个条目只能出现一行。"),
        (["修改", "E-1", "改得太早"], "E-1的现行内容自2026年3月2日起施行，施行日期须晚于这一天。"),
        (["新增", "E-2", "还在的"], "E-2在2026年5月1日以前仍然有效，施行日期不能早于这一天。"),
        (["", "C-1", "挂在坏的上", "", "", "", "B-3"], "“上级事项”所引的B-3不存在，请先把它列入名录，或者核对编码。"),
        (["", "C-2", "挂在挂坏的上", "", "", "", "C-1"], "“上级事项”所引的C-1不存在，请先把它列入名录，或者核对编码。"),
        (["", "C-3", "挂在好的上", "", "", "", "G-1"], ""),
        (["", "M-1", "竖着合并"], "第13至14行有合并单元格，请取消合并后逐行填写。"),
        (["", "M-2", ""], "第13至14行有合并单元格，请取消合并后逐行填写。"),
        (["", "M-3", "横着合并"], "第15行有合并单元格，请取消合并后逐行填写。"),
        (["", "", "没编码"], "请填写“编码”。"),
        (["删", "X-1", "错方式"], "没有“删”这种调整方式，可选：新增、修改、取消、划转。"),
    ]  # fmt: skip
    trial = tried(organ, book(COLUMNS, *(row for row, _ in rows), merge=("C13:C14", "C15:D15")))
    assert [(one.row.number, one.said) for one in trial.bad] == [
        (number, said) for number, (_, said) in enumerate(rows, start=2) if said
    ]
    assert [one.key for one in trial.good] == ["G-1", "G-2", "C-3"]
    assert not any(line.problems for line in queries.examine(ITEMS, organ, DAY, trial.good))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (book(["名称", "实施机关"], ["甲", "乙"]), "读不出这个文件"),
        (book(["编码", "名称", "编码"], ["1", "甲", "2"]), "“编码”这几列重复了，请每列只留一个。"),
        (book(["编码", "名称", None], ["1", "甲", "2"], merge=("B1:C1",)), "列名有合并单元格"),
        (("编码,名称\n" + "A,甲\n" * 50_001).encode(), "一次最多导入50000行，请分成几个文件。"),
    ],
    ids=["wrong columns", "a column twice", "a merged heading", "too many rows"],
)
def test_a_file_that_cannot_be_read_row_by_row_is_refused_whole(content: bytes, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        exchange.read(ITEMS, content)


def test_a_column_nobody_knows_is_a_problem_of_each_row_that_fills_it(organ: Organ) -> None:
    trial = tried(organ, book(["编码", "名称", "备柱"], ["A", "甲", "写了"], ["B", "乙", None]))
    assert [(one.row.number, one.said) for one in trial.bad] == [(2, "测试事项没有“备柱”这一项，请核对列名。")]


def test_what_escapes_bring_in_is_left_out(organ: Organ) -> None:
    """NUL and half a surrogate pair: PostgreSQL takes neither, a page cannot say the second."""
    rows = (
        r"""[{"编码": "N-1\u0000\ud800", "名称": "甲\u0000"}, {"编码": "N-2", "名称": ["\ud800"], "列\ud800": "乙"}]"""
    )
    trial = tried(organ, rows.encode())
    assert [(one.key, one.values["name"]) for one in trial.good] == [("N-1", "甲")]
    assert [one.said for one in trial.bad] == ["“名称”应当是一个文字或者数字。测试事项没有“列”这一项，请核对列名。"]


def test_an_organ_abolished_proposes_only_what_was_before(
    organ: Organ, who: SimpleNamespace, propose: Propose, at: Any
) -> None:
    heir = an_organ("014416330", "东澜省民政和社会工作厅", organ.place)
    made = propose(power("A"))
    Organ.objects.filter(pk=organ.pk).update(until=date(2026, 1, 1))
    organ.refresh_from_db()
    OrganSuccession.objects.create(predecessor=organ, successor=heir, on=date(2026, 1, 1), basis="机构改革方案")
    said = "这个机关已于2026年1月1日撤销，施行日期在此以后的调整，请由东澜省民政和社会工作厅提出。"
    for day in (DAY, date(2026, 1, 1)):
        with pytest.raises(Invalid, match=said):
            tried(organ, book(COLUMNS, ["", "A", "甲"]), day)
    assert len(tried(organ, book(COLUMNS, ["", "A", "甲"]), date(2025, 12, 31)).good) == 1
    ops.approve(adjustment=made.uid, sha256=made.sha256, by=who.unit_head, at=at)
    with pytest.raises(Invalid, match="请由东澜省民政和社会工作厅提出"):
        ops.adopt(adjustment=made.uid, sha256=made.sha256, by=who.signer, at=at)
    assert not EntryVersion.objects.exists()


def test_nothing_is_half_adopted_when_one_of_many_lines_falls(
    adopt: Propose, propose: Propose, who: SimpleNamespace, at: Any
) -> None:
    adopt(power("A"))
    made = propose(*(power(f"N-{n}") for n in range(600)), replace(power("A", days="5"), manner="修改"),
                   since="2026-05-01")  # fmt: skip
    ops.approve(adjustment=made.uid, sha256=made.sha256, by=who.unit_head, at=at)
    adopt(end("A"), since="2026-04-01")
    with pytest.raises(Invalid, match="第601行：A已于2026年4月1日终止，不能调整。"):
        ops.adopt(adjustment=made.uid, sha256=made.sha256, by=who.signer, at=at)
    assert EntryVersion.objects.count() == 1
    assert Adjustment.objects.get(pk=made.pk).state == "proposed"


def test_a_reference_to_ones_own_may_not_name_what_another_organ_keeps(
    organ: Organ, foreign: Organ, adopt: Propose
) -> None:
    adopt(Wanted("新增", "E-1", {"name": "本机关的"}), register="test-items")
    said = "“本机关的事项”E-1是其他机关的条目，这里只能填写本机关的，请核对。"
    for keeper, told in ((organ, ""), (foreign, said)):
        [line] = queries.examine(ITEMS, keeper, DAY, [Wanted("新增", "N-1", {"name": "新的", "like": "E-1"})])
        assert line.problems.get("like", "") == told
