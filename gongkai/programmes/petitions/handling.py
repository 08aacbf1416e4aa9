"""信访办理：what acts are held to beyond the table, and what goes with them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.ports import Standing
from gongkai.engines.casework.rules import CaseAct, Clock, Done, assignments
from gongkai.foundation import sealing
from gongkai.foundation.errors import Invalid, NotPermitted
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.places.rules import contains, stem
from gongkai.programmes.petitions import contents, lettering, operations, rules
from gongkai.programmes.petitions.models import Petition
from gongkai.programmes.petitions.programme import PETITIONS

NAMED = "这一件对信访人的身份保密，理由里有信访人的姓名、住址或者联系方式，请删去。"


def condition(*, act: CaseAct, on: date, given: Mapping[str, str], standing: Standing) -> Decision:
    """办理条件：objections, extensions and requests for review come in their time."""
    why = rules.why_not(act, on=on, given=given, done=standing.done)
    return Refused(why) if why else ALLOWED


def unfit(case: Case) -> frozenset[str]:
    """不提供的行为：by the sort of the petition; what the petitioner asks online. One SQL query."""
    sort = Petition.objects.filter(case=case).values_list("sort", flat=True).first()
    return (rules.unfit_for(sort) if sort else frozenset()) | set(rules.REQUESTS)


def accompany(*, case: Case, done: Sequence[Done], clock: Clock | None, by: Actor, at: datetime) -> None:
    """随行办理：what hangs on the petition or on other organs; what is refused here undoes the act.

    :raises Invalid: for an act that does not fit the sort of petition; for a sealed one nobody wrote words for; for a
        reviewing organ that is not above the one before it; for a character no font here has.
    :raises NotPermitted: for a request of the petitioner's done by a clerk.
    """
    last = done[-1]
    if last.act in rules.REQUESTS and by != SYSTEM:
        raise NotPermitted("网上请求由信访人凭编号和查询码提出。收到书面请求的，请办理“请求复查”或者“请求复核”。")
    if last.act in rules.ONLY_FOR or last.act in rules.ASKS or last.act in rules.REQUESTS:
        _check_sort(case, last)
    if last.act in rules.ASKS or last.act in rules.REQUESTS:
        _check_unnamed(case, last.given["reason"])
    if last.act in {"forward", "assign"}:
        _check_handed(case)
    elif last.act in rules.ASKS:
        _check_above(done)
    elif last.act == "turn":
        operations.turn_into_message(case=case, kind=last.given["kind"], by=by, at=at)
    lettering.send_notice(case=case, done=done, clock=clock, by=by, at=at)


def _check_sort(case: Case, last: Done) -> None:
    sort = Petition.objects.get(case=case).sort
    if last.act in rules.unfit_for(sort):
        raise Invalid(f"这是{rules.SORTS[sort]}类事项，不能“{PETITIONS.act(last.act).name}”。请按本类事项的办法办理。")


def _check_unnamed(case: Case, reasons: str) -> None:
    """The reasons for a review of what is kept confidential do not say who asks."""
    found = Petition.objects.get(case=case)
    if found.confidential and contents.names_somebody(reasons, contents.opened(sealing.unseal(found.sealed))[0]):
        raise Invalid(NAMED, field="reason")


def _check_handed(case: Case) -> None:
    if not Petition.objects.get(case=case).told:
        raise Invalid("原文保密，请先填写承办内容，再转送：承办机关看到的就是那一段。", field="organ")


def _check_above(done: Sequence[Done]) -> None:
    """依据：复查、复核都向上一级机关请求（第三十五条、第三十六条）。"""
    organs = [one.organ for one in assignments(PETITIONS, done)]
    places = dict(Organ.objects.filter(code__in=organs[-2:]).values_list("code", "place__code"))
    asked, before = organs[-1], organs[-2]
    if asked == before or not contains(stem(places[asked]), stem(places[before])):
        raise Invalid("复查、复核由原机关的上一级机关进行。请选择本级人民政府或者上一级主管部门。", field="organ")
