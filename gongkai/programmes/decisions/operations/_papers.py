"""Papers of a matter: drafted as records of publishing with an act; their release is noted in the matter."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from html import escape

from django.db import transaction

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.rules import Done
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.errors import Invalid, NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import DRAFTER, SYSTEM, Actor
from gongkai.foundation.uids import new_uid
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.decisions.models import DecisionHearing, DecisionPaper
from gongkai.programmes.decisions.operations._common import note
from gongkai.programmes.decisions.operations._enrolling import mark_chosen
from gongkai.programmes.decisions.programme import DECISION, EVALUATION, HEARING_NOTICE

GENRE, ART20, THEME = "other", "A20-15", "22"
FIELDS = {"title": "title", "body": "text"}
Role = DecisionPaper.Role
RELEASED: Mapping[str, str] = {
    Role.DECISION: "publish", Role.NOTICE: "publish_notice", Role.EVALUATION: "publish_evaluation"
}  # fmt: skip
"""发布以后登记的行为。"""


@transaction.atomic
def draft_papers(*, case: Case, done: Sequence[Done], by: Actor, at: datetime) -> None:
    """拟文件：what an act drafts as a record, submitted for review; the hearing that goes with a notice.

    :raises Invalid: when it cannot be submitted as it stands, or the participants chosen are none of those enrolled.
    """
    last = done[-1]
    following = _FOLLOWING.get(last.act)
    if following is not None:
        following(case, last, by, at)


def _announce(case: Case, last: Done, by: Actor, at: datetime) -> None:
    given = last.given
    held_on = date.fromisoformat(given["held_on"])
    said = (
        ("听证的内容", given["about"]),
        ("时间和地点", f"{day_in_chinese(held_on)}{given['time']}，{given['place']}"),
        ("报名", f"听证参加人{given['seats']}名，{day_in_chinese(date.fromisoformat(given['enrol_until']))}前报名。"),
        ("遴选办法", given["method"]),
        ("决策草案及其说明等材料", given.get("materials", "")),
    )
    paper = _draft(case, last, HEARING_NOTICE.code, Role.NOTICE, said, by=by, at=at)
    DecisionHearing.objects.create(
        uid=new_uid(), case=case, paper=paper, title=given["title"][:300], held_on=held_on, time=given["time"][:60],
        place=given["place"][:200], seats=min(int(given["seats"]), 999), enrol_until=given["enrol_until"],
        method=given["method"],
    )  # fmt: skip


def _call_off(case: Case, last: Done, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """Called off, with a notice that is not out yet given up; one through its reviews the gate keeps in."""
    found = DecisionHearing.objects.filter(case=case, called_off_at=None).select_related("paper").order_by("-pk")
    latest = found.first()
    if latest is None:
        return
    DecisionHearing.objects.filter(pk=latest.pk).update(called_off_at=at)
    record = latest.paper.record
    standing = Edition.objects.filter(record__uid=record, record__published_at=None).order_by("-number").first()
    if standing is not None and standing.state == State.SCHEDULED:
        publishing.unschedule(record=record, by=SYSTEM, at=at)
    if standing is not None and standing.state == State.IN_REVIEW:
        publishing.recall(record=record, by=SYSTEM, at=at)
    if standing is not None and standing.state in {State.DRAFT, State.IN_REVIEW}:
        publishing.discard(record=record, by=SYSTEM, at=at)


def _choose(case: Case, last: Done, by: Actor, at: datetime) -> None:  # noqa: ARG001
    mark_chosen(case=case, chosen=last.given["chosen"], how=last.given["text"], at=at)


def _decision(case: Case, last: Done, by: Actor, at: datetime) -> None:
    said = (("", last.given["text"]), ("决策说明", last.given["explanation"]))
    _draft(case, last, DECISION.code, Role.DECISION, said, by=by, at=at)


def _evaluation(case: Case, last: Done, by: Actor, at: datetime) -> None:
    said = (("", last.given["text"]), ("听取社会公众意见的情况", last.given["listened"]))
    _draft(case, last, EVALUATION.code, Role.EVALUATION, said, by=by, at=at)


_FOLLOWING: Mapping[str, Callable[[Case, Done, Actor, datetime], None]] = {
    "announce_hearing": _announce,
    "call_off_hearing": _call_off,
    "choose_participants": _choose,
    "draft_decision": _decision,
    "draft_evaluation": _evaluation,
}


def _draft(
    case: Case, last: Done, kind: str, role: str, said: Sequence[tuple[str, str]], *, by: Actor, at: datetime
) -> DecisionPaper:
    """Drafted by the organ that does the act, or by that of the matter, and submitted; nothing is public by this."""
    organ = organs.by_code(last.organ) if last.organ else case.organ
    author = by if by.holds(DRAFTER, organ.code) else SYSTEM
    content = _content(organ, last, said, today=china_date(at))
    try:
        edition = publishing.draft(organ=organ, kind=kind, content=content, written_with=(by.uid,), by=author, at=at)
        publishing.submit(record=edition.record.uid, by=author, at=at)
    except Invalid as refusal:
        raise Invalid(refusal.sentence, field=FIELDS.get(refusal.field or "", "text")) from refusal
    paper = DecisionPaper.objects.create(case=case, role=role, record=edition.record.uid, by=by.uid, at=at)
    note("paper_drafted", case, by=by, at=at, facts={"record": paper.record, "role": str(role)})
    return paper


def _content(organ: Organ, last: Done, said: Sequence[tuple[str, str]], *, today: date) -> Content:
    parts = ((f"<h2>{escape(name)}</h2>" if name else "") + _paragraphs(text) for name, text in said if text)
    return Content(
        title=" ".join(last.given["title"].split()),
        issuer=organs.name_on(organ, today),
        formed_on=today,
        body="".join(parts),
        attribute="proactive",
        theme=last.given.get("theme") or THEME,
        genre=GENRE,
        art20=ART20,
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())


@transaction.atomic
def note_paper(*, record: str, by: Actor, at: datetime) -> bool:
    """登记公布：a released paper is an act of its matter, on the day it was noted; done again, it does nothing.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when something is done in the matter meanwhile; it is tried again.
    """
    if by != SYSTEM:
        raise NotPermitted("文件发布以后由系统自动登记。")
    paper = DecisionPaper.objects.select_for_update(of=("self",)).select_related("case").filter(record=record).first()
    released = Edition.objects.filter(record__uid=record, released_at__isnull=False).exists()
    if paper is None or paper.noted or not released:
        return False
    case = paper.case
    given = {"record": record}
    casework.do(case=case.uid, act=RELEASED[paper.role], given=given, seen=case.events.count(), by=by, at=at)
    paper.noted = True
    paper.save(update_fields=["noted"])
    return True
