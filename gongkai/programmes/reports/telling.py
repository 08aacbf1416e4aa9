"""谁被告知：of each act on an annual report or in the register of challenges, who is told, or why nobody is.

Who did the act is not told of it. `assembly/telling.py` wires it.
"""

from collections.abc import Mapping
from datetime import date, datetime

from gongkai.foundation.notices import operations as notices
from gongkai.foundation.notices.rules import Telling
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import DRAFTER, FOI_CLERK, FOI_HEAD
from gongkai.programmes.reports.models import AnnualReport, Challenge

AUTHORS = "authors"
NAMES: Mapping[str, str] = {
    AUTHORS: "参与编制的人",
    FOI_CLERK: "本机关全体依申请公开经办人",
    FOI_HEAD: "政府信息公开工作机构负责人",
    DRAFTER: "拟稿人",
}
"""告知对象：as the table of the documentation says them."""

TOLD: Mapping[str, Telling] = {
    "submitted": Telling(
        (FOI_HEAD,), "有一份年度报告等待您审核", "{year}年度报告已送审，请登录系统办理。", at_once=True
    ),
    "recalled": Telling((FOI_HEAD,), "年度报告撤回送审", "{year}年度报告已撤回送审，暂时不需要您审核。"),
    "returned": Telling(
        (AUTHORS,), "您编制的年度报告被退回", "{year}年度报告被退回，理由请登录系统查看。", at_once=True
    ),
    "approved": Telling(
        (AUTHORS, DRAFTER), "年度报告审核通过", "{year}年度报告已审核同意，请登录系统交付发布。", at_once=True
    ),
    "linked": Telling((AUTHORS,), "年度报告已关联公布的文件", "{year}年度报告已与公布的文件核对一致并关联。"),
    "handed_over": Telling((AUTHORS,), "年度报告已交付发布", "{year}年度报告已交付发布，审查和发布在“稿件”中办理。"),
    "reopened": Telling((FOI_HEAD, AUTHORS), "年度报告重新编制", "{year}年度报告已重新编制，更正后将再次送审。"),
}
"""告知：act on a report → who is told and how."""
CHALLENGES: Mapping[str, Telling] = {
    "challenge_registered": Telling((FOI_HEAD,), "登记了一件复议诉讼案件", "本机关登记了一件复议、诉讼案件，请查看。"),
    "challenge_decided": Telling((FOI_HEAD,), "复议诉讼案件有了结果", "本机关一件复议、诉讼案件登记了审理结果。"),
}
"""告知：act in the register of challenges → who is told and how."""
DUE = Telling(
    (FOI_CLERK, FOI_HEAD), "年度报告的报送期限有变", "{year}年度报告的内部报送期限已由政务公开办设定，请查看。"
)
"""设定内部报送期限：told in every organ of the place."""

WORK = "编制中的填写，参与编制的人同时看得到，不需要另行告知。"
UNTOLD: Mapping[str, str] = {
    "begun": WORK,
    "computed": WORK,
    "cells_entered": WORK,
    "section_written": WORK,
    "explained": WORK,
    "taken_in": WORK,
    "challenge_corrected": "只改正登记的错误，没有人要因此办理。",
}
"""不告知：act → why nobody is told."""


def tell(*, act: str, organ: str, year: int, entry: int, by: str, at: datetime) -> None:
    """告知年度报告的办理：the people an act concerns. `entry`: number of the act in the journal."""
    report = AnnualReport.objects.get(organ__code=organ, year=year)
    _tell(TOLD[act], organ, report.authors, about=f"report:{organ}:{year}", year=year, entry=entry, by=by, at=at)


def tell_challenge(*, act: str, challenge: str, entry: int, by: str, at: datetime) -> None:
    """告知复议诉讼案件的登记。"""
    found = Challenge.objects.select_related("organ").get(uid=challenge)
    telling = CHALLENGES[act]
    _tell(telling, found.organ.code, (), about=f"challenge:{challenge}", year=0, entry=entry, by=by, at=at)


def tell_due(*, place: str, year: int, entry: int, by: str, at: datetime) -> None:
    """告知内部报送期限：the clerks and heads of every organ of the place."""
    for organ in Organ.objects.on(china_date(at)).filter(place__code=place).values_list("code", flat=True):
        _tell(DUE, organ, (), about=f"report:{organ}:{year}", year=year, entry=entry, by=by, at=at)


def _tell(
    telling: Telling,
    organ: str,
    authors: list[str] | tuple[()],
    *,
    about: str,
    year: int,
    entry: int,
    by: str,
    at: datetime,
) -> None:
    for uid in sorted(_addressees(telling, organ, authors, day=china_date(at)) - {by}):
        notices.post(
            to=uid,
            subject=telling.subject,
            body=telling.body.format(year=year),
            about=about,
            key=f"report:{entry}:{organ}:{uid}",
            digest=not telling.at_once,
            at=at,
        )


def _addressees(telling: Telling, organ: str, authors: list[str] | tuple[()], *, day: date) -> set[str]:
    found: set[str] = set()
    for one in telling.to:
        found |= set(authors) if one == AUTHORS else set(people.holders(organ_code=organ, role=one, day=day))
    return found
