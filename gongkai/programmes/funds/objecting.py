"""资金异议的去向：whose it is, by when it is to be answered, and what was written; read only."""

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from gongkai import law
from gongkai.engines.registers import queries as registers
from gongkai.foundation import sealing
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.organs.models import Kind, Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.places import queries as places
from gongkai.foundation.places.rules import ancestors
from gongkai.programmes.funds import permission
from gongkai.programmes.funds.models import FundObjection
from gongkai.programmes.funds.programme import ALLOCATIONS, BENEFICIARIES, EFFECTS, METHODS, PAYMENTS, PROJECTS

REGISTERS = (PROJECTS, METHODS, ALLOCATIONS, PAYMENTS, BENEFICIARIES, EFFECTS)
NO_TEXT = "请写明哪里不对、您知道的情况。"
NAMELESS = "留了联系方式的，请写姓名；不想署名的，两项都不用填。"
NO_ORGAN = "这个地方还没有机关使用本平台，请向当地乡镇人民政府反映。"
SENTENCES = (NO_TEXT, NAMELESS, NO_ORGAN, permission.NOT_PROVEN)
"""拒绝的话：what the public may be told, for its English."""
_GOVERNING = (Kind.TOWNSHIP, Kind.GOVERNMENT)


@dataclass(frozen=True)
class Target:
    """所指的事项：the entry or the place, and the organ that answers for it."""

    organ: Organ
    place: str
    about: str
    title: str


@dataclass(frozen=True)
class Written:
    """异议的内容：as it was written; open only to those who answer and to who wrote it."""

    name: str
    contact: str
    text: str


def target_of(*, place: str, about: str, today: date) -> Target:
    """所指的事项：an entry of a fund register goes to the organ that keeps it; a place to its nearest government.

    :raises NotFound: for an entry or a place there is not.
    :raises Invalid: where no organ answers for the place.
    """
    if about:
        register, _, key = about.partition(":")
        version = registers.entry_on(register, key, today, seen_on=today) if register in REGISTERS else None
        if version is None:
            raise NotFound
        said = str(version.values.get("place", "")) or place
        return Target(version.organ, _known(said, today), about, version.title)
    here = places.by_code(place, on=today)
    organs = Organ.objects.on(today).filter(place__code__in=ancestors(here.code), kind__in=_GOVERNING)
    organ = max(organs.select_related("place"), key=lambda one: len(one.place.code), default=None)
    if organ is None:
        raise Invalid(NO_ORGAN)
    return Target(organ, here.code, "", here.name)


def _known(place: str, today: date) -> str:
    try:
        return places.by_code(place, on=today).code
    except NotFound:
        return ""


def due_on(received_on: date) -> date | None:
    """答复的最后一天：as the office has laid down; none where no calendar covers it."""
    try:
        limit = law.OBJECTION_LIMIT.at(received_on=received_on)
        return law.count_working_days(received_on, limit.value).due_on
    except law.OutsideCoverage:
        return None


def written(objection: FundObjection) -> Written | None:
    """异议的内容：none once it is erased.

    :raises Conflict: when no key opens it.
    """
    if objection.erased_at is not None:
        return None
    said = json.loads(sealing.unseal(objection.sealed))
    return Written(said["name"], said["contact"], said["text"])


def waiting(person: Actor, *, answered: bool = False, limit: int) -> list[FundObjection]:
    """资金异议清单：those that wait, by their last day; those answered, the newest first. 1 SQL."""
    rows = permission.visible_to(person).select_related("organ").filter(answered_at__isnull=not answered)
    order = ("-answered_at",) if answered else (F("due_on").asc(nulls_last=True), "received_at")
    return list(rows.order_by(*order)[:limit])


def of_uid(person: Actor, uid: str) -> FundObjection:
    """一件资金异议。1 SQL.

    :raises NotFound: for one this person may not see.
    """
    found = permission.visible_to(person).select_related("organ").filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found
