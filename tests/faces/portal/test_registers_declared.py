"""A register's declaration changes: what was said under an older one stays readable as it was published."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from gongkai.engines.registers import declared, exchange, queries
from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.queries import Wanted
from gongkai.engines.registers.rules import Choice, Field, Former, Register, Type, faults
from gongkai.foundation.now import frozen

CODE, NAME = Field("code", "编号", required=True), Field("name", "名称", required=True)
OLD = Register(
    code="changing", name="会变的名录", about="测试用。", keeper="各机关", basis="本机关制度", key="code", title="name",
    steps=(),
    fields=(CODE, NAME, Field("phone", "电话", listed=True), Field("fax", "传真", listed=True),
            Field("kind", "类别", Type.CODE, choices=(Choice("1", "甲类"), Choice("2", "乙类")))),
)  # fmt: skip
DAY = date(2026, 2, 1)
NEW = replace(
    OLD,
    fields=(
        CODE, NAME,
        Field("phone", "监督电话", listed=True, formerly=(Former("电话", DAY),)),
        Field("fax", "传真", listed=True, until=DAY),
        Field("kind", "类别", Type.CODE, choices=(Choice("1", "甲类"), Choice("2", "乙类", until=DAY))),
        Field("email", "邮箱", required=True, listed=True, since=DAY),
    ),
)  # fmt: skip


@pytest.fixture
def adopt(press, organ):
    def run(on: str, *lines: Wanted) -> None:
        at = datetime.fromisoformat(f"{on}T09:00:00+08:00")
        made = ops.propose(register="changing", organ=organ, since=date.fromisoformat(on), reason="甲", basis="乙",
                           wanted=lines, by=press.who("drafter"), at=at)  # fmt: skip
        ops.adopt(adjustment=made.uid, sha256=made.sha256, by=press.who("signer"), at=at)

    before = declared.all_registers()
    declared.bind([OLD])
    yield run
    declared.bind(before)


def read(site, address):
    answer = site.get(f"/registers/changing/{address}")
    assert answer.status_code == 200
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_a_field_added_renamed_or_given_up_leaves_the_past_readable(site, organ, adopt, at):
    old = {"name": "旧条目", "phone": "1234", "fax": "5678", "kind": "乙类"}
    adopt("2026-01-05", Wanted("新增", "A", old), Wanted("新增", "B", {**old, "name": "不改的"}))
    assert faults([NEW]) == []
    declared.bind([NEW])
    adopt("2026-02-10", Wanted("修改", "A", {"name": "旧条目", "phone": "4321", "kind": "1", "email": "a@b.cn"}))
    with frozen(at):
        past, now = read(site, "entries/A/?on=2026-01-31"), read(site, "entries/A/")
        assert all(said in past for said in ("<dt>电话</dt>", "<dt>传真</dt>", "5678", "乙类"))
        assert "<dt>监督电话</dt>" in now
        assert "<dt>传真</dt>" in now  # in the history, what was given up
        kept = read(site, "entries/B/")
        assert all(said in kept for said in ("<dt>监督电话</dt>", "1234", "<dt>传真</dt>", "5678", "乙类"))
        columns = [read(site, f"?on={day}") for day in ("2026-01-31", "2026-02-28")]
        assert [">传真</th>" in page for page in columns] == [True, False]
        assert [">邮箱</th>" in page for page in columns] == [False, True]
        assert [">监督电话</th>" in page for page in columns] == [False, True]
        compared = read(site, "compare/?from=2026-01-10&to=2026-02-20")
        assert all(said in compared for said in ("监督电话", "原“电话”", "1234", "4321", "传真", "5678", "a@b.cn"))
        assert read(site, "list.csv?on=2026-01-31").lstrip("\ufeff").startswith("编号,名称,电话,传真,类别,有效期自")
        fields = json.loads(read(site, "list.json"))["fields"]
        assert [field["name"] for field in fields] == ["编号", "名称", "监督电话", "传真", "类别", "邮箱"]
    trial = queries.try_rows(NEW, organ, date(2026, 3, 2), exchange.read(NEW, (
        "编号,名称,电话,传真,类别,邮箱\nA,旧条目,4321,,甲类,a@b.cn\nB,不改的,1234,5678,甲类,c@d.cn\n"
        "C,新的,1,2,甲类,e@f.cn\nD,新的,1,,乙类,e@f.cn\nE,新的,1,,甲类,\n").encode()))  # fmt: skip
    assert (trial.same, [one.key for one in trial.good]) == (1, ["B"])
    assert [one.said for one in trial.bad] == [
        "“传真”在2026年3月2日不需要填写，请清空。",
        "“类别”没有“乙类”这个选项，可选：甲类。",
        "请填写“邮箱”。",
    ]
    for wrong, said in (
        ({"fields": (replace(CODE, until=DAY), *NEW.fields[1:])}, "“编号”是主键或者标题，不能自某日起才有或者停用"),
        ({"fields": (*NEW.fields, Field("x", "丙", since=DAY, until=DAY))}, "“丙”停用的日期应当晚于启用的日期"),
        ({"fields": (*NEW.fields, Field("x", "丙", formerly=(Former("甲", DAY), Former("乙", DAY))))}, "原名"),
    ):
        assert said in "".join(faults([replace(NEW, **wrong)]))


def test_a_file_is_read_under_any_name_a_field_ever_bore() -> None:
    for heading in ("电话", "监督电话", "phone"):
        [row] = exchange.read(NEW, f"编号,{heading}\nA,1\n".encode())
        assert row.values == {"code": "A", "phone": "1"}
