"""Entering what was found: by hand, from a feed, a file or by program; the same thing is entered once."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.uids import new_uid
from gongkai.programmes.concerns import permission, rules
from gongkai.programmes.concerns.contents import Said
from gongkai.programmes.concerns.models import Item
from gongkai.programmes.concerns.operations._common import note

MOST_COMPARED, AT_ONCE = 300, 500
ERASED = "（已满保存期限，内容已清除）"
KNOWN = "这个网址的内容已经登记过，不必再登记。"


@transaction.atomic
def enter_item(
    *,
    organ: Organ,
    said: Said,
    found_at: datetime,
    channel: str = "hand",
    known_by: str = "",
    by: Actor,
    at: datetime,
) -> Item:
    """登记舆情：once for one address; what says the same as an earlier one is kept as its repetition, in its topic.

    `known_by`: what its source calls what has no address, so that it is entered once all the same.

    :raises NotPermitted: unless by a concern officer of the organ.
    :raises Invalid: with everything missing, all at once; for a time that has not come.
    :raises Conflict: where the address is entered already.
    """
    insist(permission.may_keep(by, organ))
    said = said.tidy()
    if found := list(said.problems(found_at=found_at, at=at)):
        raise Invalid("".join(sentence for _, sentence in found), field=found[0][0])
    key = rules.url_key(said.url) or (rules.name_key(known_by) if known_by else "")
    if key and Item.objects.filter(organ=organ, url_key=key).exists():
        raise Conflict(KNOWN, code="known")  # most of what a feed holds: said before anything is compared
    first = _said_before(organ, said, found_at)
    try:
        with transaction.atomic():
            item = Item.objects.create(
                uid=new_uid(),
                organ=organ,
                case=first.case if first and first.case and first.case.open else None,
                repeats=first,
                title=said.title,
                source=said.source,
                url=said.url,
                url_key=key,
                words=said.words,
                found_at=found_at,
                channel=channel,
                by=by.uid,
                at=at,
            )
    except IntegrityError as error:
        raise Conflict(KNOWN, code="known") from error
    facts = {"channel": channel, "repeats": first.uid if first else ""}
    note("item_entered", organ=organ.code, subject=f"item:{item.uid}", by=by, at=at, facts=facts)
    return item


@transaction.atomic
def erase_items(*, found_before: datetime, by: Actor, at: datetime) -> int:
    """清除舆情条目：what was said and where, of items found before, unless their topic is open; answers how many.

    That something was found, when, from which source and in which topic stays. What was said names people.

    :raises NotPermitted: unless by the system.
    """
    if by != SYSTEM:
        raise NotPermitted("舆情条目由系统在满保存期限时清除，不由个人删除。")
    settled = Q(case=None) | Q(case__open=False)
    old = Item.objects.filter(settled, found_at__lte=found_before).exclude(title=ERASED).order_by("pk")
    rows = list(old.values_list("pk", flat=True)[:AT_ONCE])
    if rows:
        Item.objects.filter(pk__in=rows).update(title=ERASED, words="", url="")
        note("items_erased", organ="", subject="concerns", by=by, at=at, facts={"items": len(rows)})
    return len(rows)


def _said_before(organ: Organ, said: Said, found_at: datetime) -> Item | None:
    """The first item of the last days that says the same in nearly the same words."""
    since = found_at - rules.SPAN
    own = Item.objects.filter(organ=organ, found_at__gte=since, repeats=None).select_related("case")
    words = rules.pairs_of(f"{said.title}{said.words}")
    for one in own.order_by("-found_at")[:MOST_COMPARED]:
        if rules.likeness(words, rules.pairs_of(f"{one.title}{one.words}")) >= rules.ALIKE:
            return one
    return None
