"""热线工作台查询：what the office's pages of the hotline ask; read only, from what a person may see."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Q

from gongkai.engines.casework.models import Case, CaseAssignment
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.hotline import permission
from gongkai.programmes.hotline.models import Message
from gongkai.programmes.hotline.ports import Known, Like, adviser

MOST = 500
"""件：of past messages that suggestions are learned from: the newest of a year."""
FEW = 5
YEAR, QUARTER = timedelta(days=365), timedelta(days=90)
MAIN = CaseAssignment.Part.MAIN


def said_in(words: str) -> Q:
    """按内容查找：cases whose message says the words, as its handlers may read it; no SQL of its own."""
    return Q(message__text__icontains=words) | Q(message__handed__icontains=words)


def message_of(person: Actor, case: str) -> Message:
    """办件的诉求：of a case this person may see. 1 SQL.

    :raises NotFound: for any other.
    """
    found = permission.visible_to(person).filter(case__uid=case).select_related("case__organ", "leading").first()
    if found is None:
        raise NotFound
    return found


def messages_of(cases: Collection[Case]) -> Mapping[int, Message]:
    """多件的诉求：case → message, of cases this person was given already. 1 SQL."""
    return {one.case_id: one for one in Message.objects.filter(case__in=cases)}


def followers_of(case: Case) -> list[Message]:
    """并入本件的诉求：in the order they came. 1 SQL."""
    return list(Message.objects.filter(leading=case).select_related("case").order_by("pk"))


def main_handlers(cases: Collection[Case]) -> Mapping[int, str]:
    """主办单位：case → organisation code, of those assigned to one. 1 SQL."""
    rows = CaseAssignment.objects.filter(case__in=cases, part=MAIN, until=0)
    return dict(rows.values_list("case_id", "organ__code"))


def handled_alike(*, organ: Organ, matter: str, at: datetime) -> Counter[str]:
    """同类诉求由谁主办：of those on the matter that ended within a year, how many by each organ. 1 SQL."""
    rows = CaseAssignment.objects.filter(
        part=MAIN, until=0, case__organ=organ, case__open=False, case__message__matter=matter,
        case__message__at__gte=at - YEAR,
    )  # fmt: skip
    return Counter(rows.values_list("organ__code", flat=True))


def past_of(organ: Organ, *, at: datetime) -> list[Known]:
    """以往的诉求：the newest of a year that ended with a main handler, as suggestions are learned from them. 1 SQL.

    What is kept from handlers is not learned from.
    """
    rows = CaseAssignment.objects.filter(
        part=MAIN, until=0, case__organ=organ, case__open=False, case__message__confidential=False,
        case__message__at__gte=at - YEAR,
    ).order_by("-case_id")  # fmt: skip
    fields = ("case__number", "case__message__text", "organ__code", "case__message__place", "case__message__at")
    return [Known(*row) for row in rows.values_list(*fields)[:MOST]]


def repeats_of(message: Message, *, at: datetime) -> list[tuple[Message, Like]]:
    """疑似重复：messages of the quarter before that say the same or nearly so, the nearest first. 2 SQL.

    Where the words are sealed, only those that say exactly the same are known.
    """
    seen = Message.objects.filter(case__organ=message.case.organ, at__gte=at - QUARTER, leading=None)
    seen = seen.exclude(pk=message.pk).exclude(case__state__in=("refused", "withdrawn")).select_related("case")
    same = {one.case.number: one for one in seen.filter(alike=message.alike).order_by("-pk")[:FEW]}
    found = [(one, Like(number, 1.0, ())) for number, one in same.items()]
    if message.confidential:
        return found
    rows = {one.case.number: one for one in seen.filter(confidential=False).order_by("-pk")[:MOST]}
    known = [Known(number, one.text, "", one.place, one.at) for number, one in rows.items()]
    near = adviser().like(text=message.text, at=message.at, place=message.place, past=known)
    return found + [(rows[one.key], one) for one in near if one.key not in same]


def seen_since(organs: Collection[str], *, since: datetime, until: date) -> list[tuple[date, str, str]]:
    """来件：(day, matter, place) of every message of these hotlines since a moment, for what rises. 1 SQL."""
    rows = Message.objects.filter(case__organ__code__in=organs, at__gte=since).exclude(case__state="refused")
    found = [(china_date(at), matter, place) for at, matter, place in rows.values_list("at", "matter", "place")]
    return [one for one in found if one[0] <= until]
