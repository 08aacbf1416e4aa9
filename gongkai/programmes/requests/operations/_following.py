"""What an applicant does afterwards, proven by number and code: answer, give up, rate, complain."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.ports import procedure_of
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.events import emit
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.text import storable
from gongkai.programmes.requests.models import Application, Complaint, Rating
from gongkai.programmes.requests.permission import proven

LONGEST = 4000
SCORES = range(1, 6)


@transaction.atomic
def answer_correction(*, number: str, code: str, text: str, by: Actor = SYSTEM, at: datetime) -> Case:
    """提交补正：an applicant answers a correction notice; the limit runs afresh from this day.

    依据：《政府信息公开条例》第三十条。

    :raises NotFound: unless number and code are right.
    :raises NotPermitted: when nothing is to be corrected.
    :raises Invalid: without a text.
    """
    given = {"text": _text(text, "请写明补正的内容。")}
    return _do("enter_correction", number=number, code=code, given=given, by=by, at=at)


@transaction.atomic
def give_reasons(*, number: str, code: str, text: str, by: Actor = SYSTEM, at: datetime) -> Case:
    """说明理由：an applicant says why so many applications are made.

    依据：《政府信息公开条例》第三十五条。

    :raises NotFound: unless number and code are right.
    :raises NotPermitted: when no reasons were asked for.
    :raises Invalid: without a text.
    """
    given = {"text": _text(text, "请写明申请的理由。")}
    return _do("enter_reasons", number=number, code=code, given=given, by=by, at=at)


@transaction.atomic
def give_up(*, number: str, code: str, by: Actor = SYSTEM, at: datetime) -> Case:
    """撤回申请：an applicant no longer wants an answer; the case ends.

    :raises NotFound: unless number and code are right.
    :raises NotPermitted: when it has ended already.
    """
    return _do("withdraw", number=number, code=code, given={}, by=by, at=at)


@transaction.atomic
def rate(*, number: str, code: str, score: int, words: str = "", by: Actor = SYSTEM, at: datetime) -> Rating:
    """评价：an applicant says how the request was handled, once, when it has ended.

    :raises NotFound: unless number and code are right.
    :raises Invalid: for a score that is not one to five.
    :raises Conflict: before the end, or when it was rated already.
    """
    found = _locked(proven(number=number, code=code))
    if score not in SCORES:
        raise Invalid("请从1分（很不满意）到5分（很满意）中选一个。", field="score")
    if not procedure_of(found.case.procedure).state(found.case.state).ended:
        raise Conflict("这件申请还在办理，办结以后再评价。")
    if Rating.objects.filter(application=found).exists():
        raise Conflict("您已经评价过这件申请，不需要再次评价。")
    made = Rating.objects.create(application=found, score=score, words=storable(words).strip()[:LONGEST], at=at)
    _note("rated", found, by=by, at=at, facts={"score": score})
    return made


@transaction.atomic
def complain(*, number: str, code: str, text: str, by: Actor = SYSTEM, at: datetime) -> Complaint:
    """提出投诉：an applicant brings the handling before the organ above; at most one a day.

    The openness office of the place is told.

    依据：《政府信息公开条例》第五十一条。

    :raises NotFound: unless number and code are right.
    :raises Invalid: without a text.
    :raises Conflict: for a second one on the same day.
    """
    found = _locked(proven(number=number, code=code))
    said = _text(text, "请写明投诉的事项。")
    last = Complaint.objects.filter(application=found).order_by("-pk").first()
    if last is not None and china_date(last.at) == china_date(at):
        raise Conflict("今天已经收到您对这件申请的投诉。有新的情况，请明天补充，或者致电受理机关。")
    made = Complaint.objects.create(application=found, text=said, at=at)
    _note("complained", found, by=by, at=at, facts={})
    emit("requests.complained", key=str(made.pk), complaint=made.pk)
    return made


def _do(act: str, *, number: str, code: str, given: Mapping[str, str], by: Actor, at: datetime) -> Case:
    case = _locked(proven(number=number, code=code)).case
    said = {"on": china_date(at).isoformat(), **given}
    return casework.do(case=case.uid, act=act, given=said, seen=case.events.count(), by=by, at=at)


def _locked(found: Application) -> Application:
    return Application.objects.select_for_update(of=("self",)).select_related("case__organ").get(pk=found.pk)


def _text(text: str, missing: str) -> str:
    said = storable(text).strip()
    if not said:
        raise Invalid(missing, field="text")
    if len(said) > LONGEST:
        raise Invalid(f"请不要超过{LONGEST}个字；更多材料可以邮寄或者当面提交。", field="text")
    return said


def _note(act: str, found: Application, *, by: Actor, at: datetime, facts: Mapping[str, str | int]) -> None:
    """记入日志：never what was written."""
    journal.record(
        act=f"requests.{act}",
        by=by.uid,
        at=at,
        organ=found.case.organ.code,
        subject=f"case:{found.case.uid}",
        facts=dict(facts),
    )
