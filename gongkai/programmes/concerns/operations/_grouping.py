"""Grouping items into topics: a topic is a case; it is opened with its first items and the time it runs from."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.permission import visible_to
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.now import CHINA
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.text import storable
from gongkai.programmes.concerns import permission, rules
from gongkai.programmes.concerns.models import Item
from gongkai.programmes.concerns.operations._common import locked_item, note
from gongkai.programmes.concerns.programme import CONCERNS

LONGEST_REASON, LONGEST_TITLE = 200, 300
NONE_CHOSEN = "请先选择条目。"


@transaction.atomic
def open_topic(*, items: Sequence[str], title: str = "", level: str = rules.ORDINARY, by: Actor, at: datetime) -> Case:
    """归并为主题：open the case of a topic from items; its clock runs from when the first of them was found.

    :raises NotFound: for an item that is not theirs to see.
    :raises NotPermitted: unless by a concern officer of the organ of the items.
    :raises Conflict: for an item that belongs to a topic already.
    :raises Invalid: without items, or with those of several organs.
    """
    found = [_free(by, uid) for uid in dict.fromkeys(items)]
    if not found:
        raise Invalid(NONE_CHOSEN)
    if len({item.organ.code for item in found}) > 1:
        raise Invalid("请选择同一个机关登记的条目。", field="items")
    organ = found[0].organ
    case = casework.enter(
        procedure=CONCERNS.key,
        organ=organ,
        title=_named(title or found[0].title),
        by=by,
        at=at,
    )
    earliest = min(item.found_at for item in found).astimezone(CHINA).strftime("%Y-%m-%dT%H:%M")
    given = {"at": earliest, "level": level}
    case = casework.do(case=case.uid, act="note_found", given=given, seen=0, by=by, at=at)
    _put(found, case, by=by, at=at)
    return case


def _named(title: str) -> str:
    return " ".join(storable(title).split())[:LONGEST_TITLE]


@transaction.atomic
def add_to_topic(*, items: Sequence[str], topic: str, by: Actor, at: datetime) -> Case:
    """归入主题：put items into a topic that is open.

    :raises NotFound: for an item or a topic that is not theirs to see.
    :raises NotPermitted: unless by a concern officer of the organ.
    :raises Conflict: for an item that belongs to a topic already.
    :raises Invalid: for a topic that is closed, or of another organ.
    """
    found = [_free(by, uid) for uid in dict.fromkeys(items)]
    if not found:
        raise Invalid(NONE_CHOSEN)
    if not topic:
        raise Invalid("请选择在办的主题。", field="topic")
    case = visible_to(by).filter(procedure=CONCERNS.key, number=topic).select_related("organ").first()
    if case is None:
        raise NotFound
    if not case.open or any(item.organ != case.organ for item in found):
        raise Invalid("只能归入本机关在办的主题。请核对主题编号。", field="topic")
    _put(found, case, by=by, at=at)
    return case


@transaction.atomic
def move_items(*, case: Case, into: str, by: Actor, at: datetime) -> None:
    """随主题并入：the items of a topic merged into another go with it.

    :raises Invalid: for a topic to merge into that is not there.
    """
    other = Case.objects.filter(procedure=CONCERNS.key, organ=case.organ, number=into).exclude(pk=case.pk)
    target = other.exclude(state="merged").first()
    if target is None:
        raise Invalid("没有这个可以并入的主题。请核对主题编号。", field="into")
    count = Item.objects.filter(case=case).update(case=target)
    facts: dict[str, str | int] = {"into": target.uid, "items": count}
    note("items_moved", organ=case.organ.code, subject=f"case:{case.uid}", by=by, at=at, facts=facts)


@transaction.atomic
def dismiss_items(*, items: Sequence[str], reason: str, by: Actor, at: datetime) -> int:
    """不作为舆情处理：items that concern no government matter, with what repeats them; answers how many.

    :raises NotFound: for an item that is not theirs to see.
    :raises NotPermitted: unless by a concern officer of the organ.
    :raises Invalid: without items or a reason.
    :raises Conflict: for an item that belongs to a topic already.
    """
    found = [_free(by, uid) for uid in dict.fromkeys(items)]
    said = " ".join(storable(reason).split())[:LONGEST_REASON]
    if not found:
        raise Invalid(NONE_CHOSEN)
    if not said:
        raise Invalid("请写明不作为政务舆情处理的理由。", field="reason")
    for item in found:
        item.set_aside = said
        item.save(update_fields=["set_aside"])
        Item.objects.filter(repeats=item, case=None, set_aside="").update(set_aside=said)
        note("item_dismissed", organ=item.organ.code, subject=f"item:{item.uid}", by=by, at=at)
    return len(found)


def _free(by: Actor, uid: str) -> Item:
    found = locked_item(by, uid)
    insist(permission.may_keep(by, found.organ))
    if found.case is not None or found.set_aside:
        raise Conflict("有条目已经归入主题或者作了处理。请刷新页面后重新选择。")
    return found


def _put(items: Sequence[Item], case: Case, *, by: Actor, at: datetime) -> None:
    """The items, and what repeats them."""
    uids = [item.pk for item in items]
    Item.objects.filter(pk__in=uids).update(case=case)
    Item.objects.filter(repeats__in=uids, case=None, set_aside="").update(case=case)
    facts = {"items": len(items)}
    note("items_grouped", organ=case.organ.code, subject=f"case:{case.uid}", by=by, at=at, facts=facts)
