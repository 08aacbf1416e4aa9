"""What the office asks of applications: whose, which came before, which are like it."""

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from gongkai.engines.casework.models import Case
from gongkai.foundation import sealing
from gongkai.foundation.errors import NotFound
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.requests import likeness
from gongkai.programmes.requests.choices import RECEIVED_AS_IT_CAME
from gongkai.programmes.requests.contents import Applicant, Wanted
from gongkai.programmes.requests.models import Application
from gongkai.programmes.requests.permission import visible_to
from gongkai.programmes.requests.programme import REQUESTS

PURPOSE = "applicant"
SHOWN = 20
REQUESTED = Q(case__procedure=REQUESTS.key)
"""依申请公开的申请：who asks that a record be put right asks for no information."""


@dataclass(frozen=True)
class Asked:
    """申请概况：one application as a list shows it; nothing sealed is opened."""

    case: str
    number: str
    title: str
    name: str
    state: str
    arrived_on: date
    received_on: date | None
    ended_on: date | None


@dataclass(frozen=True)
class Similar:
    """相似的申请：and how many telling words (个) it shares."""

    asked: Asked
    shared: int


def applied_by(words: str) -> Q:
    """按申请人查找：cases whose applicant's name has the words; a condition for the queue, no SQL of its own.

    The name is no secret of the case and is not sealed; numbers and ways to reach somebody are, and are not looked in.
    """
    return Q(application__name__icontains=words)


def of_case(person: Actor, uid: str) -> Application:
    """办件的申请书：of a case this person may see. One SQL query.

    :raises NotFound: for any other.
    """
    found = visible_to(person).filter(case__uid=uid).select_related("case__organ", "split_from__case").first()
    if found is None:
        raise NotFound
    return found


def applicant_of(application: Application) -> Applicant:
    """申请人：with what is sealed opened. No SQL.

    :raises Conflict: when no key opens it.
    """
    opened = json.loads(sealing.unseal(application.sealed))
    return Applicant(kind=application.kind, name=application.name, proof_kind=application.proof_kind, **opened)


def wanted_of(application: Application) -> Wanted:
    """所申请的政府信息。No SQL."""
    return Wanted(application.title, application.number, application.features, application.form, application.way)


def earlier_by_same(person: Actor, application: Application, *, limit: int = SHOWN) -> tuple[Asked, ...]:
    """同一申请人此前的申请：newest first, as far as this person may see them; by the mark of the proof's number.

    One SQL query.
    """
    marks = sealing.marks(applicant_of(application).identity, purpose=PURPOSE)
    rows = visible_to(person).filter(REQUESTED, person__in=marks, pk__lt=application.pk).select_related("case")
    return tuple(_asked(row) for row in rows.order_by("-pk")[:limit])


def similar(person: Actor, application: Application, *, limit: int = SHOWN) -> tuple[Similar, ...]:
    """相似的申请：to the same organ, by anyone, sharing telling words; the likest first. Two SQL queries."""
    words = [row.word for row in application.words.all()]
    if not words:
        return ()
    rows = (
        visible_to(person)
        .filter(REQUESTED, words__organ=application.case.organ.code, words__word__in=words)
        .exclude(pk=application.pk)
        .annotate(shared=Count("words"))
        .filter(shared__gte=min(likeness.ENOUGH, len(words)))
        .select_related("case")
        .order_by("-shared", "-pk")[:limit]
    )
    return tuple(Similar(_asked(row), row.shared) for row in rows)


def others_asking_alike(application: Application) -> int:
    """申请相同信息的人数：how many applicants (人), this one among them, asked this organ for the very same.

    依据：《政府信息公开条例》第四十四条第一款. One SQL query.
    """
    same = Application.objects.filter(REQUESTED, alike=application.alike, case__organ=application.case.organ_id)
    return same.values("person").distinct().count()


def asked_in_month(application: Application, month: date) -> int:
    """当月申请件数：how many applications (件) of the same applicant the organ received in a calendar month.

    Abandoned and withdrawn ones count too. 依据：《政府信息公开信息处理费管理办法》（按件计收，一个自然月累计）.
    One SQL query.
    """
    return _in_month(application, month).count()


def counted_before(case: Case) -> tuple[Asked, ...] | None:
    """当月此前的申请：of the same applicant to the organ, received in the same month and before this one, in order.

    What the fee by item begins to count after (一个自然月累计). None for a case entered without an application, or not
    received yet: nothing is known of it. Two SQL queries.
    """
    application, received = Application.objects.filter(case=case).first(), case.first_received_on
    if application is None or received is None:
        return None
    earlier = Q(case__first_received_on__lt=received) | Q(case__first_received_on=received, pk__lt=application.pk)
    application.case = case
    rows = _in_month(application, received).filter(earlier).select_related("case")
    return tuple(_asked(row) for row in rows.order_by("case__first_received_on", "pk"))


def _in_month(application: Application, month: date) -> QuerySet[Application]:
    first = month.replace(day=1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    marks = sealing.marks(applicant_of(application).identity, purpose=PURPOSE)
    return Application.objects.filter(
        REQUESTED,
        person__in=marks,
        case__organ=application.case.organ_id,
        case__first_received_on__gte=first,
        case__first_received_on__lt=after,
    )


def acts_unfit(case: Case) -> frozenset[str]:
    """与来件渠道不合的行为：what the table offers and the channel never allows. One SQL query while unconfirmed.

    依据：《政府信息公开条例》第三十一条。
    """
    if case.state != "unconfirmed" or case.pk is None:
        return frozenset()
    channel = Application.objects.filter(case=case).values_list("channel", flat=True).first()
    return frozenset({"receive"}) if channel and channel not in RECEIVED_AS_IT_CAME else frozenset()


def parts_of(application: Application) -> tuple[Asked, ...]:
    """拆分出的各件：of one application. One SQL query."""
    return tuple(_asked(row) for row in application.parts.select_related("case").order_by("pk"))


def _asked(row: Application) -> Asked:
    case = row.case
    return Asked(
        case=case.uid,
        number=case.number,
        title=case.title,
        name=row.name,
        state=case.state,
        arrived_on=row.arrived_on,
        received_on=case.first_received_on,
        ended_on=case.ended_on,
    )
