"""情形：the articles on major decisions, in Chinese; every situation is handled for real, step by step."""

import json
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import done_in
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition
from gongkai.engines.registers import operations as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.queries import Wanted
from gongkai.foundation.errors import Refusal
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.places.models import Place
from gongkai.programmes.decisions import jobs, ports, rules
from gongkai.programmes.decisions import operations as ops
from gongkai.programmes.decisions.duties import duties_of
from gongkai.programmes.decisions.handling import progress_of
from gongkai.programmes.decisions.programme import DECISIONS
from gongkai.programmes.decisions.register import CATALOGUE, EXPERTS
from tests.engines.casework.conftest import an_actor, an_organ

TABLE = yaml.safe_load(Path(__file__).with_name("重大行政决策程序暂行条例.yaml").read_text("utf-8"))
SITUATIONS, USUAL = TABLE["情形"], TABLE["通常填写"]
ROLES = {"负责人": "unit_head", "签发人": "signer", "拟稿人": "drafter", "审查": "legality_reviewer"}
KINDS = {"政府": "government", "部门": "department", "乡镇": "township"}
REGISTERS = {"专家库": EXPERTS, "事项目录": CATALOGUE}
UNDERTAKER = "002489401"
BEGAN = date(2026, 3, 2)


class Consultations:
    """The consultations of the situations, as whoever keeps them would answer."""

    def consultations(self, uids: Iterable[str], *, on: date) -> dict[str, ports.Consultation]:  # noqa: ARG002
        kept = TABLE["意见征集"]
        return {uid: ports.Consultation(**{"organ": UNDERTAKER, **kept[uid]}) for uid in uids if uid in kept}


class World:
    """The government that decides and the department that undertakes."""

    def __init__(self, kind: str) -> None:
        place = Place.objects.create(code="99", name="东澜省", level=1, since=date(2016, 1, 1))
        self.government = an_organ("000014349", "东澜省人民政府", place)
        Organ.objects.filter(pk=self.government.pk).update(kind=kind)
        self.department = an_organ(UNDERTAKER, "东澜省生态环境厅", place)

    def who(self, name: str) -> Actor:
        if name == "承办":
            return an_actor(self.department, "handler")
        return SYSTEM if name == "系统" else an_actor(self.government, ROLES[name])

    def given(self, step: dict[str, Any]) -> dict[str, str]:
        said = {**USUAL.get(step["办"], {}), **step.get("填", {})}
        if step["办"] in {"start", "judge_again"}:
            said = {**dict.fromkeys(rules.KEYS, rules.NO), **said}
            said |= {"ground": "N14-1"} if said["secret"] == rules.YES else {}
        if said.get("organ") == "承办":
            said["organ"] = self.department.code
        return {key: value if isinstance(value, str) else _written(value) for key, value in said.items()}

    def do(self, case: Case, step: dict[str, Any]) -> None:
        at = morning(step["日"])
        if step["办"] == "发布":
            self.release(case, at)
        elif step["办"] == "报名":
            (hearing,) = case.hearings.all()
            ops.enrol_for_hearing(hearing=hearing.uid, **step["填"], agreed=True, at=at)
        else:
            seen, by = case.events.count(), self.who(step["谁"])
            casework.do(case=case.uid, act=step["办"], given=self.given(step), seen=seen, by=by, at=at)

    def release(self, case: Case, at: datetime) -> None:
        record = case.decision_papers.order_by("-pk")[0].record
        edition = Edition.objects.get(record__uid=record)
        for role in ("secrecy_reviewer", "signer"):
            publishing.approve(record=record, sha256=edition.sha256, by=an_actor(edition.organ, role), at=at)
        publishing.release(record=record, by=an_actor(edition.organ, "publisher"), at=at)
        assert jobs.note_papers(at=at) == 1

    def keep(self, register: str, rows: list[dict[str, Any]]) -> None:
        """What the table says of a register, adopted."""
        at, organ = morning(BEGAN), self.government
        lines = [Wanted("add", one["code"], {"organ": organ.code, **one}) for one in rows]
        made = registers.propose(
            register=register, organ=organ, since=BEGAN, reason="编制", basis="条例", wanted=lines,
            by=an_actor(organ, "drafter"), at=at,
        )  # fmt: skip
        for step in register_of(register).steps:
            registers.approve(adjustment=made.uid, sha256=made.sha256, by=an_actor(organ, step.role), at=at)
        registers.adopt(adjustment=made.uid, sha256=made.sha256, by=an_actor(organ, "signer"), at=at)


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=CHINA)


def proposed(organ: Organ, by: Actor) -> Case:
    return ops.propose_matter(organ=organ, title="青溪河流域水环境综合治理规划", by=by, at=morning(BEGAN))


@pytest.mark.django_db
@pytest.mark.parametrize("situation", SITUATIONS, ids=[one["情形"] for one in SITUATIONS])
def test_what_the_articles_say(situation: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_bound", [Consultations()])
    world = World(KINDS[situation.get("决策机关", "政府")])
    for name, register in REGISTERS.items():
        if situation.get(name):
            world.keep(register, TABLE[name])
    case = proposed(world.government, world.who("拟稿人"))
    for step in situation["办理"]:
        if "拒绝" in step:
            with pytest.raises(Refusal) as refused:
                world.do(case, step)
            assert step["拒绝"] in refused.value.sentence
        else:
            world.do(case, step)
    case.refresh_from_db()
    assert DECISIONS.state(case.state).name == situation["状态"]
    done, today = done_in(case), situation["办理"][-1]["日"]
    standing = progress_of(done, on=today, scope=rules.scope_of(case.organ.kind))
    if "须履行" in situation:
        assert [one.step.name for one in standing if one.step.required] == situation["须履行"]
    if "尚欠" in situation:
        owed = duties_of(done, organ=case.organ.code, matter=case.uid)
        assert [one.name for one in owed if not one.met_by(today)] == situation["尚欠"]
    reasons = [why for one in standing for why in one.step.reasons if why.of == rules.NATIONAL]
    assert {why.cited.startswith("参照") for why in reasons} <= {"决策机关" in situation}
    for name, said in situation.get("理由", {}).items():
        (step,) = (one.step for one in standing if one.step.name == name)
        assert any(said in why.sentence for why in step.reasons), step.reasons


def test_every_article_with_a_rule_has_its_situation() -> None:
    said = "".join(one["情形"] for one in SITUATIONS)
    for article in ("三", "十", "十一", "十四", "十五", "十六", "十七", "十八", "十九", "二十", "二十一", "二十二",
                    "二十三", "二十四", "二十五", "二十六", "二十八", "二十九", "三十", "三十一", "三十二", "三十三",
                    "三十四", "三十五", "三十六", "三十七", "四十二"):  # fmt: skip
        assert f"第{article}条" in said
