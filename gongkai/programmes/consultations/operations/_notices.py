"""The notice of a consultation: begun with draft, explanation and basis, and written anew as a new version."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing import permission as publishing_permission
from gongkai.engines.publishing import queries as publishing_queries
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import OPEN_STATES, Edition, State
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import Refused, insist
from gongkai.foundation.text import storable
from gongkai.foundation.uids import new_uid
from gongkai.programmes.consultations import contents, permission, rules
from gongkai.programmes.consultations.contents import Question, Texts
from gongkai.programmes.consultations.models import Consultation, ConsultationTerm
from gongkai.programmes.consultations.operations import _common as common
from gongkai.programmes.consultations.programme import ART20, GENRE, MATTERS, NOTICE

_MOST_QUESTIONS, _MOST_CHOICES = 30, 20


@transaction.atomic
def begin_consultation(
    *,
    organ: Organ,
    matter: str,
    texts: Texts,
    questions: Sequence[Question] = (),
    by: Actor,
    at: datetime,
) -> Consultation:
    """发起意见征集：draft the notice with draft, explanation and basis; nothing is public before it is released.

    依据：《重大行政决策程序暂行条例》第十五条；《关于全面推进政务公开工作的实施意见》二（一）。

    :raises NotPermitted: unless by a drafter of the organ.
    :raises Invalid: with a part missing, or a period shorter than the law's without its reason.
    """
    insist(permission.may_begin(by, organ.code))
    if matter not in MATTERS:
        raise Invalid("请选择征集事项，期限由它决定。", field="matter")
    said = _tidy(texts)
    _check(said, matter, china_date(at), questions)
    content = _content(said, questions, issuer=organs.name_on(organ, china_date(at)), formed_on=china_date(at))
    edition = publishing.draft(organ=organ, kind=NOTICE.code, content=content, by=by, at=at)
    made = Consultation.objects.create(
        uid=new_uid(),
        organ=organ,
        record=edition.record,
        name=said.name,
        matter=matter,
        questions=[one.row() for one in questions],
        by=by.uid,
        at=at,
    )
    _term(made, edition.number, said, by=by, at=at)
    common.note("begun", made, by=by, at=at, matter=matter, record=edition.record.uid)
    return made


@transaction.atomic
def rewrite_consultation(
    *, consultation: str, texts: Texts, note: str = "", lock_version: int | None = None, by: Actor, at: datetime
) -> Edition:
    """修改征集公告：the draft that is not public yet, or a new version of the public one; comments stay with theirs.

    :raises NotFound: for one that is not theirs to see.
    :raises NotPermitted: unless by a drafter of the organ, and while the notice is not with its reviewers.
    :raises Invalid: with a part missing, a period too short, or an earlier last day than the public was told.
    :raises Conflict: when comments are no longer taken, or somebody saved in between.
    """
    found = common.locked_with_papers(by, consultation)
    insist(permission.may_begin(by, found.organ.code))
    edition = publishing_permission.find(by, found.record.uid)
    published = found.record.published_at
    said, today = _tidy(texts), china_date(at)
    opened_on = china_date(published) if published else today
    if published is not None:
        _insist_not_earlier(found, said, today)
    _check(said, found.matter, opened_on, [Question.of(one) for one in found.questions])
    if edition.state not in OPEN_STATES:
        edition = publishing.revise(record=found.record.uid, by=by, at=at)
        lock_version = edition.lock_version
    before = publishing_queries.content_of(edition)
    asked = [Question.of(one) for one in found.questions]
    content = _content(said, asked, issuer=before.issuer, formed_on=before.formed_on or today)
    content = replace(content, public_note=note.strip() or before.public_note, theme=said.theme or before.theme)
    edition = publishing.save(
        record=found.record.uid, content=content, lock_version=lock_version or edition.lock_version, by=by, at=at
    )
    if published is None and found.name != said.name:
        found.name = said.name
        found.save(update_fields=["name"])
    _term(found, edition.number, said, by=by, at=at)
    common.note("rewritten", found, by=by, at=at, edition=edition.number)
    return edition


def _tidy(texts: Texts) -> Texts:
    return replace(
        texts,
        name=" ".join(contents.tidied(texts.name, "title").split()).strip("《》"),
        draft=storable(texts.draft).strip(),
        explanation=storable(texts.explanation).strip(),
        basis=storable(texts.basis).strip(),
        ways=storable(texts.ways).strip(),
        shortened_reason=" ".join(contents.tidied(texts.shortened_reason, "reason").split()),
    )


def _check(said: Texts, matter: str, opened_on: date, questions: Sequence[Question]) -> None:
    wanting = (("name", "草案名称"), ("draft", contents.DRAFT), ("explanation", contents.EXPLANATION),
               ("basis", contents.BASIS))  # fmt: skip
    for field, name in wanting:
        if not getattr(said, field):
            raise Invalid(f"请填写{name}：公开征求意见要把草案和它的说明、依据一起公布。", field=field)
    lasts = rules.may_last(matter, opened_on, said.until, said.shortened_reason)
    if isinstance(lasts, Refused):
        raise Invalid(lasts.reason, field="until")
    if len(questions) > _MOST_QUESTIONS or any(not 2 <= len(one.choices) <= _MOST_CHOICES for one in questions):
        raise Invalid(
            f"调查问题最多{_MOST_QUESTIONS}个，每个问题2至{_MOST_CHOICES}个选项。请检查每一题。", field="questions"
        )


def _insist_not_earlier(found: Consultation, said: Texts, today: date) -> None:
    released = Edition.objects.filter(record=found.record, state=State.RELEASED).values_list("number", flat=True)
    terms = ConsultationTerm.objects.filter(consultation=found, number__lte=max(released, default=0))
    told = terms.order_by("-number").first()
    if told is None:
        return
    if today > told.until:
        raise Conflict("意见征集已经截止，不能再发布新的征求意见稿。需要再次征求意见的，请另行发起。")
    if said.until < told.until:
        raise Invalid("截止日期不能早于已经公布的日期：公众按那一天安排。请改为同一天或者更晚。", field="until")


def _content(said: Texts, questions: Sequence[Question], *, issuer: str, formed_on: date) -> Content:
    return Content(
        title=contents.title_of(said.name),
        issuer=issuer,
        formed_on=formed_on,
        summary=f"《{said.name}》公开征求意见，{contents.last_day(said.until).removeprefix('征求意见的期限：')}",
        body=contents.body_of(said, questions),
        attribute="proactive",
        theme=said.theme,
        genre=GENRE,
        art20=ART20,
    )


def _term(found: Consultation, number: int, said: Texts, *, by: Actor, at: datetime) -> None:
    ConsultationTerm.objects.update_or_create(
        consultation=found,
        number=number,
        defaults={"until": said.until, "shortened_reason": said.shortened_reason, "by": by.uid, "at": at},
    )
