"""Consultations on the desk of those who work on them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, Q, QuerySet, Sum, When

from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.consultations import permission
from gongkai.programmes.consultations.contents import Question
from gongkai.programmes.consultations.models import (
    CommentGroup,
    CommentText,
    Consultation,
    ConsultationTerm,
    SurveyRemark,
)
from gongkai.programmes.consultations.programme import HIDDEN, SHOWN, WAITING
from gongkai.programmes.consultations.queries._public import Seen, released, seen_rows

MOST_GROUPS = 200


@dataclass(frozen=True)
class Line:
    """意见征集一行：`seen` is what the public sees, None before it is released; `state` that of its newest edition."""

    consultation: Consultation
    seen: Seen | None
    state: str

    @property
    def stage(self) -> str:
        """阶段：in words."""
        return self.seen.phase_name if self.seen else f"公告{State(self.state).label}"


@dataclass(frozen=True)
class Version:
    """公告的一版：its number, state, last day and hash."""

    number: int
    state: str
    until: date | None
    shortened_reason: str
    sha256: str
    released_at: datetime | None

    @property
    def state_name(self) -> str:
        """状态的名称。"""
        return str(State(self.state).label)


def lines(person: Actor, at: datetime, *, limit: int) -> list[Line]:
    """本人可见的征集：newest first. Three SQL queries."""
    rows = list(permission.visible_to(person).select_related("organ", "record").order_by("-pk")[:limit])
    public = {one.pk: one for one in seen_rows(released(at).filter(pk__in=[row.pk for row in rows]), china_date(at))}
    editions = Edition.objects.filter(record__in=[row.record_id for row in rows]).exclude(state=State.DISCARDED)
    newest = dict(editions.order_by("number").values_list("record", "state"))
    return [Line(row, public.get(row.pk), newest.get(row.record_id, State.DISCARDED)) for row in rows]


def line_of(found: Consultation, at: datetime) -> Line:
    """一件征集的一行。Two SQL queries."""
    public = seen_rows(released(at, pk=found.pk), china_date(at))
    editions = Edition.objects.filter(record=found.record).exclude(state=State.DISCARDED).order_by("-number")
    state = editions.values_list("state", flat=True).first() or State.DISCARDED
    return Line(found, public[0] if public else None, state)


def questions_of(found: Consultation) -> tuple[Question, ...]:
    """调查问题。"""
    return tuple(Question.of(one) for one in found.questions)


def versions(consultation: Consultation) -> list[Version]:
    """公告的各版：newest first. Two SQL queries."""
    terms = list(ConsultationTerm.objects.filter(consultation=consultation).order_by("-number"))
    editions = Edition.objects.filter(record=consultation.record).exclude(state=State.DISCARDED).order_by("-number")
    found = []
    for number, state, sha, at in editions.values_list("number", "state", "sha256", "released_at"):
        term = next((one for one in terms if one.number <= number), None)
        until, reason = (term.until, term.shortened_reason) if term else (None, "")
        found.append(Version(number, state, until, reason, sha, at))
    return found


def term_of(consultation: int, number: int) -> ConsultationTerm | None:
    """一版的征集期限。One SQL query."""
    rows = ConsultationTerm.objects.filter(consultation=consultation, number__lte=number)
    return rows.order_by("-number").first()


def groups_of(consultation: Consultation) -> list[CommentGroup]:
    """意见组：those with a title, not answered first; each with how many texts and copies. One SQL query."""
    rows = CommentGroup.objects.filter(consultation=consultation).exclude(title="")
    counted = rows.annotate(many=Count("texts"), copies=Sum("texts__copies"))
    return list(counted.order_by("outcome", "-pk")[:MOST_GROUPS])


def remarks_page(consultation: Consultation, *, limit: int = MOST_GROUPS) -> tuple[list[SurveyRemark], bool]:
    """调查填写：what waits to be looked at first, what most wrote first; and whether there are more. One SQL query."""
    rows = SurveyRemark.objects.filter(consultation=consultation)
    waiting_first = Case(When(standing=WAITING, then=0), default=1)
    found = list(rows.order_by(waiting_first, "-copies", "pk")[: limit + 1])
    return found[:limit], len(found) > limit


def text_of(consultation: Consultation, uid: str) -> CommentText:
    """一条意见。One SQL query.

    :raises NotFound: when there is none such on it.
    """
    found = CommentText.objects.filter(consultation=consultation, uid=uid).first()
    if found is None:
        raise NotFound
    return found


def queue_page(
    consultation: Consultation, *, which: str, words: str, after: str, limit: int
) -> tuple[list[CommentText], str]:
    """一页意见：and where it goes on. One SQL query."""
    rows = queue(consultation, which=which, words=words)
    copies, _, pk = after.partition("-")
    if copies.isascii() and copies.isdigit() and pk.isascii() and pk.isdigit() and len(after) < 30:
        rows = rows.filter(Q(copies__lt=int(copies)) | Q(copies=int(copies), pk__gt=int(pk)))
    found = list(rows[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return found[:limit], f"{last.copies}-{last.pk}" if last else ""


def queue(consultation: Consultation, *, which: str, words: str = "") -> QuerySet[CommentText]:
    """意见清单：what waits to be looked at, waits for an answer, was answered or is hidden; most copies first."""
    rows = CommentText.objects.filter(consultation=consultation).select_related("group")
    open_ = Q(group__isnull=True) | Q(group__outcome="")
    narrowed = {
        "waiting": Q(standing=WAITING),
        "unanswered": Q(standing=SHOWN) & open_,
        "answered": Q(standing=SHOWN) & ~Q(group__outcome="") & Q(group__isnull=False),
        "hidden": Q(standing=HIDDEN),
    }.get(which, Q())
    if words:
        narrowed &= Q(text__icontains=words)
    return rows.filter(narrowed).order_by("-copies", "pk")
