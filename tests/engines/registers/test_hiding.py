"""What the public reads no more: by the entry's own last day, or withdrawn; the office reads on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from gongkai.engines.registers import declared, jobs, ports, queries
from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.models import Adjustment, EntryVersion
from gongkai.engines.registers.queries import Wanted
from gongkai.engines.registers.rules import (
    Action,
    Choice,
    Field,
    Manner,
    Openness,
    Published,
    Register,
    Type,
    Values,
    faults,
    hidden_from,
    read,
)
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ

from .conftest import POWERS


def ends_in_a_year(values: Values) -> dict[str, str]:
    year, rest = str(values["decided"])[:4], str(values["decided"])[4:]
    return {"shown": f"{int(year) + 1}{rest}"}


def too_early(values: Values, on: date) -> dict[str, str]:
    return {"decided": "决定日期晚于施行日期。"} if str(values["decided"]) > on.isoformat() else {}


def odd_code(values: Values, on: date) -> dict[str, str]:
    return {} if "subject" in values else {"subject": "没有填相对人，请核对。"}


PENALTIES = Register(
    code="test-penalties",
    name="测试处罚",
    about="测试用。",
    keeper="各机关",
    basis="本机关制度",
    key="code",
    title="name",
    steps=(),
    manners=(*POWERS.manners, Manner("withdraw", "撤下", Action.END, hides=True)),
    fields=(
        Field("code", "文号", required=True),
        Field("name", "事由", required=True, searched=True),
        Field("kind", "类别", Type.CODE, choices=(Choice("1", "罚款"),), facet=True),
        Field("decided", "决定日期", Type.DATE, required=True),
        Field("basis", "依据", Type.BASIS, many=True),
        Field("subject", "相对人", openness=Openness.MASKED),
        Field("shown", "公示截止日", Type.DATE, required=True, derived=True),
    ),
    derive=ends_in_a_year,
    check=too_early,
    warn=odd_code,
    shown_until="shown",
)


class Repealed:
    """《旧条例》 was repealed; everything else is fine. Counts how often it is asked."""

    asked = 0

    def problems(self, texts: object, on: date) -> dict[str, str]:
        self.asked += 1
        assert isinstance(texts, set)
        return {text: f"{text}已经废止。" for text in texts if "旧条例" in text}

    def links(self, texts: object) -> dict[str, list[ports.Link]]:
        return {}


@pytest.fixture(autouse=True)
def penalties(registers: None) -> Iterator[Repealed]:
    declared.bind([PENALTIES])
    bound = Repealed()
    ports.bind(bound)
    yield bound
    ports.bind(None)


def penalty(key: str, decided: str = "2026-01-01", **values: object) -> Wanted:
    return Wanted("新增", key, {"name": f"案由{key}", "decided": decided, "kind": "1", "subject": "张三", **values})


def changed(key: str, decided: str, manner: str = "修改", **values: object) -> Wanted:
    return replace(penalty(key, decided, **values), manner=manner)


def withdrawn(key: str) -> Wanted:
    return Wanted("撤下", key, {})


Put = Callable[..., Adjustment]


@pytest.fixture
def put(organ: Organ, who: SimpleNamespace, at: datetime) -> Put:
    """Propose and adopt: no review stands between, four eyes do."""

    def run(*wanted: Wanted, since: str = "2026-03-02", on: str = "2026-03-02") -> Adjustment:
        then = datetime.fromisoformat(f"{on}T09:00:00+08:00")
        made = ops.propose(register="test-penalties", organ=organ, since=date.fromisoformat(since), reason="理由",
                           basis="依据", wanted=wanted, by=who.drafter, at=then)  # fmt: skip
        return ops.adopt(adjustment=made.uid, sha256=made.sha256, by=who.signer, at=then)

    return run


def seen(today: str, day: str = "2026-03-02") -> list[str]:
    versions = queries.everything(PENALTIES, date.fromisoformat(day), seen_on=date.fromisoformat(today))
    return [version.key for version in versions]


def d(text: str) -> date:
    return date.fromisoformat(text)


DAYS = {n: date(2026, 1, n) for n in range(1, 31)}


@pytest.mark.parametrize(
    ("versions", "hidden"),
    [
        ([(1, None)], [None]),
        ([(1, 10)], [11]),
        ([(1, 10), (5, 20)], [21, 21]),  # a longer time shows the past too
        ([(1, 20), (5, 10)], [11, 11]),  # a shorter one takes it away
        ([(1, 10), (15, 20)], [11, 21]),  # what was out of sight does not come back
        ([(1, 10), (15, None)], [11, None]),
        ([(1, None), (5, 10), (15, None)], [11, 11, None]),
        ([(1, None, 8)], [8]),
        ([(1, 5, 8)], [6]),
        ([(1, None, 8), (9, None)], [8, None]),
    ],
)
def test_the_last_word_says_how_long_an_entry_is_shown(
    versions: list[tuple[int, ...]], hidden: list[int | None]
) -> None:
    facts = [Published(*(None if day is None else DAYS[day] for day in one)) for one in versions]
    assert hidden_from(facts) == [None if day is None else DAYS[day] for day in hidden]


def test_what_is_derived_is_worked_out_and_a_different_value_is_refused() -> None:
    typed = {"code": "A", "name": "甲", "decided": "2026-01-01"}
    assert read(PENALTIES, typed, d("2026-03-02"))[0]["shown"] == "2027-01-01"
    assert read(PENALTIES, {**typed, "shown": "2027年1月1日"}, d("2026-03-02")) == read(
        PENALTIES, typed, d("2026-03-02")
    )
    _, problems = read(PENALTIES, {**typed, "shown": "2028-01-01"}, d("2026-03-02"))
    assert problems == {"shown": "“公示截止日”由系统推算，应为“2027-01-01”，表中是“2028-01-01”，请改正或者清空。"}
    assert read(PENALTIES, {"code": "A", "name": "甲"}, d("2026-03-02"))[1] == {"decided": "请填写“决定日期”。"}
    none_worked_out = replace(PENALTIES, derive=lambda _: {})
    assert "推算不出来" in read(none_worked_out, typed, d("2026-03-02"))[1]["shown"]
    filled_in = replace(PENALTIES, derive=lambda _: {"shown": "2027-01-01", "subject": "李四", "name": "乙"})
    assert read(filled_in, typed, d("2026-03-02"))[0] == {**typed, "subject": "李四", "shown": "2027-01-01"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"derive": None}, "“公示截止日”由系统推算，却没有声明怎样推算"),
        ({"shown_until": "none"}, "公开截止日“none”应当是单值的日期字段"),
        ({"shown_until": "name"}, "公开截止日“name”应当是单值的日期字段"),
        ({"manners": (*POWERS.manners, Manner("x", "藏", Action.AMEND, hides=True))}, "“藏”撤下条目，应当是取消的一种"),
        ({"key": "shown"}, "“公示截止日”是主键，不能由系统推算"),
    ],
)
def test_a_declaration_that_hides_or_derives_without_sense_is_named(wrong: dict[str, object], said: str) -> None:
    assert said in "；".join(faults([replace(PENALTIES, **wrong)]))  # type: ignore[arg-type]
    assert faults([PENALTIES]) == []


def test_programme_and_statutes_say_what_is_wrong_with_a_line(organ: Organ, penalties: Repealed) -> None:
    rows = [
        (penalty("A"), {}, {}),
        (penalty("B", "2026-03-09"), {"decided": "决定日期晚于施行日期。"}, {}),
        (penalty("C", basis="《旧条例》第三条\n《新条例》第一条"), {"basis": "《旧条例》第三条已经废止。"}, {}),
        (penalty("D", subject=""), {}, {"subject": "没有填相对人，请核对。"}),
    ]
    found = queries.examine(PENALTIES, organ, d("2026-03-02"), [wanted for wanted, _, _ in rows])
    assert [(line.problems, line.warnings) for line in found] == [(wrong, doubted) for _, wrong, doubted in rows]
    assert penalties.asked == 1


def test_an_entry_is_read_until_its_last_day_whatever_day_is_asked_of(put: Put) -> None:
    put(penalty("A", "2025-03-10"), penalty("B"), since="2026-01-05")
    assert seen("2026-03-10") == ["A", "B"]
    assert seen("2026-03-11") == ["B"]
    assert seen("2026-03-11", day="2026-01-05") == ["B"]
    assert queries.in_force("test-penalties", d("2026-03-11"), seen_on=None).count() == 2
    assert queries.history("test-penalties", "A", seen_on=d("2026-03-11")) == []
    assert queries.withdrawal("test-penalties", "A", seen_on=d("2026-03-11")) is None
    assert queries.total(PENALTIES, d("2026-03-11"), seen_on=d("2026-03-11"), words="案由") == 1
    assert queries.facets(PENALTIES, d("2026-03-11"), seen_on=d("2026-03-11")) == {"kind": {"1": 1}}
    compared = queries.compare(PENALTIES, d("2026-01-01"), d("2026-02-01"), seen_on=d("2026-03-11"), limit=9)
    assert [change.key for change in compared.changes] == ["B"]


def test_a_shorter_time_takes_the_past_away_and_undoing_gives_it_back(put: Put, who: SimpleNamespace) -> None:
    put(penalty("A"))
    made = put(changed("A", "2025-02-01"), since="2026-04-01", on="2026-03-03")
    assert seen("2026-03-04") == []
    then = datetime.fromisoformat("2026-03-05T09:00:00+08:00")
    ops.undo_adoption(adjustment=made.uid, remark="有误", by=who.signer, at=then)
    assert seen("2026-03-05") == ["A"]


def test_a_withdrawn_entry_is_out_of_sight_at_once_however_it_stands(put: Put, who: SimpleNamespace) -> None:
    put(penalty("today"), penalty("ended"), penalty("again"), since="2026-02-01")
    put(Wanted("取消", "ended", {}), since="2026-02-10")
    put(penalty("to-come"), since="2026-05-01")
    put(penalty("new"))  # in force only today
    keys = ("today", "ended", "to-come", "new", "again")
    made = put(*map(withdrawn, keys))
    for key in keys:
        assert queries.history("test-penalties", key, seen_on=d("2026-03-02")) == []
        assert queries.withdrawal("test-penalties", key, seen_on=d("2026-03-02")) == made
    lines, hidden = queries.public_lines(made, seen_on=d("2026-03-02"), limit=9)
    assert [(line.key, line.title, line.withdrawn) for line in lines] == [(key, "", True) for key in keys]
    assert hidden == 0
    with pytest.raises(Invalid, match="ended已经撤下"):
        put(withdrawn("ended"), since="2026-03-09")
    put(penalty("again"), since="2026-03-09")
    assert [one.number for one in queries.history("test-penalties", "again", seen_on=d("2026-03-09"))] == [2]
    later = put(withdrawn("again"), since="2026-04-01", on="2026-03-10")
    assert len(queries.history("test-penalties", "again", seen_on=d("2026-03-31"))) == 1
    assert queries.history("test-penalties", "again", seen_on=d("2026-04-01")) == []
    ops.undo_adoption(adjustment=later.uid, remark="有误", by=who.signer,
                      at=datetime.fromisoformat("2026-03-11T09:00:00+08:00"))  # fmt: skip
    assert len(queries.history("test-penalties", "again", seen_on=d("2026-04-01"))) == 1
    assert EntryVersion.objects.filter(key="again", withdrawn=made).count() == 1


def test_an_adoption_taken_back_tells_no_title_where_a_register_forgets(put: Put, who: SimpleNamespace) -> None:
    made = put(penalty("A"), penalty("B", "2025-03-20"), since="2026-04-01")
    ops.undo_adoption(adjustment=made.uid, remark="名字写错", by=who.signer,
                      at=datetime.fromisoformat("2026-03-11T09:00:00+08:00"))  # fmt: skip
    made.refresh_from_db()
    for today, keys, hidden in (("2026-03-20", ["A", "B"], 0), ("2026-03-21", ["A"], 1)):
        lines, gone = queries.public_lines(made, seen_on=d(today), limit=9)
        assert ([line.key for line in lines], gone) == (keys, hidden)
        assert {line.title for line in lines} == {""}


def test_without_a_review_four_eyes_remain(put: Put, organ: Organ, who: SimpleNamespace, at: datetime) -> None:
    made = ops.propose(register="test-penalties", organ=organ, since=d("2026-03-02"), reason="甲", basis="乙",
                       wanted=[penalty("A")], by=who.drafter, at=at)  # fmt: skip
    both = replace(who.drafter, posts=(*who.drafter.posts, *who.signer.posts))
    with pytest.raises(Exception, match="不能由提出调整的人自己办理"):
        ops.adopt(adjustment=made.uid, sha256=made.sha256, by=both, at=at)
    with pytest.raises(Exception, match="等待签发人批准"):
        ops.approve(adjustment=made.uid, sha256=made.sha256, by=who.unit_head, at=at)
    ops.adopt(adjustment=made.uid, sha256=made.sha256, by=who.signer, at=at)
    with pytest.raises(Conflict, match="已经施行"):
        ops.undo_adoption(adjustment=made.uid, remark="甲", by=who.signer, at=at)


def test_what_was_adopted_before_a_register_declared_how_long_it_shows_is_counted_later(
    put: Put, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.engines.registers.operations._hiding._BATCH", 1)
    declared.bind([replace(PENALTIES, shown_until="")])
    put(penalty("A"), penalty("B", "2025-06-01"))
    put(changed("A", "2025-02-01"), since="2026-03-03")
    assert seen("2026-06-02") == ["A", "B"]
    declared.bind([PENALTIES])
    for _ in range(2):
        jobs.hide_late(at=at)
    assert (seen("2026-06-01"), seen("2026-06-02")) == (["B"], [])
    acts = Entry.objects.filter(act="registers.hidden")
    assert [(one.by, one.facts["entries"]) for one in acts] == [("system", 1), ("system", 1)]
