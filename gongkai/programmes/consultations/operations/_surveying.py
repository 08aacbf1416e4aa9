"""What is written beside 其他 in a survey: taken in with the reply, then shown or hidden by those who look at it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.uids import new_uid
from gongkai.programmes.consultations import contents
from gongkai.programmes.consultations.contents import LONGEST, Question
from gongkai.programmes.consultations.models import Consultation, SurveyRemark
from gongkai.programmes.consultations.operations import _common as common
from gongkai.programmes.consultations.programme import HIDDEN, HIDING, SHOWN


def tidied(
    held: Consultation, answers: Mapping[int, Sequence[int]], said: Mapping[int, str], *, today: date
) -> Mapping[int, str]:
    """整理：what was written by question, in one line, its numbers covered.

    :raises Invalid: when it is too long, or stands beside nothing that was chosen.
    """
    found = {}
    for number, row in enumerate(held.questions, start=1):
        words = " ".join(contents.tidied(said.get(number, ""), "remark").split())
        if not words:
            continue
        choice = Question.of(row).open_choice
        if not choice or choice not in answers.get(number, ()):
            raise Invalid(f"第{number}题填写了内容，请同时选“其他”；不选的，请清空。", field=f"question-{number}")
        found[number] = contents.covered(words, today=today)[: LONGEST["remark"]]
    return found


def take_in(held: Consultation, said: Mapping[int, str], came_at: datetime) -> None:
    """收下：within the act of the reply; two SQL statements a question somebody wrote beside."""
    for number, text in said.items():
        row, _ = SurveyRemark.objects.get_or_create(
            consultation=held,
            question=number,
            fingerprint=contents.fingerprint(0, number, text),
            defaults={"uid": new_uid(), "text": text, "at": came_at},
        )
        SurveyRemark.objects.filter(pk=row.pk).update(copies=F("copies") + 1)


@transaction.atomic
def show_remarks(*, consultation: str, remarks: Sequence[str], by: Actor, at: datetime) -> int:
    """公开显示调查填写：beside the counts of its question, once the survey is closed; answers how many (条).

    :raises NotFound: for a consultation or a remark that is not theirs to see.
    :raises NotPermitted: unless by a drafter or head of the organ.
    :raises Invalid: when none is chosen.
    :raises Conflict: once the report is public.
    """
    return _moderate(consultation, remarks, SHOWN, "", by=by, at=at)


@transaction.atomic
def hide_remarks(*, consultation: str, remarks: Sequence[str], reason: str, by: Actor, at: datetime) -> int:
    """不予显示调查填写：with a reason of the closed list; how many wrote such is still counted (条).

    :raises NotFound: for a consultation or a remark that is not theirs to see.
    :raises NotPermitted: unless by a drafter or head of the organ.
    :raises Invalid: when none is chosen, or without a reason.
    """
    if reason not in HIDING:
        raise Invalid("请选择不予显示的理由，公众会看到。", field="hidden_for")
    return _moderate(consultation, remarks, HIDDEN, reason, by=by, at=at)


def _moderate(uid: str, remarks: Sequence[str], standing: str, reason: str, *, by: Actor, at: datetime) -> int:
    found = common.worked_on(by, uid)
    if standing != HIDDEN:
        common.insist_unreported(found)
    wanted = list(dict.fromkeys(remarks))
    if not wanted:
        raise Invalid("请先勾选填写的内容。", field="texts")
    if len(wanted) > common.AT_ONCE:
        raise Invalid(f"一次最多办理{common.AT_ONCE}条，请分几次办理。", field="texts")
    rows = SurveyRemark.objects.filter(consultation=found, uid__in=wanted)
    if rows.count() < len(wanted):
        raise NotFound
    many = rows.update(standing=standing, hidden_for=reason, moderated_by=by.uid, moderated_at=at)
    common.note("remarks_moderated", found, by=by, at=at, remarks=many, standing=standing, reason=reason)
    return many
