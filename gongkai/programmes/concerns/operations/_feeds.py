"""Feeds: which are read for an organ, and how the last reading went."""

from datetime import datetime

from django.db import IntegrityError, transaction

from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.text import storable
from gongkai.programmes.concerns import permission
from gongkai.programmes.concerns.models import Feed
from gongkai.programmes.concerns.operations._common import note

LONGEST_URL, LONGEST_NAME, LONGEST_TROUBLE = 500, 100, 200


@transaction.atomic
def add_feed(*, organ: Organ, name: str, url: str, by: Actor, at: datetime) -> Feed:
    """添加信息源：an RSS or Atom feed to be read from now on.

    :raises NotPermitted: unless by a concern officer of the organ.
    :raises Invalid: without a name, or for what is no address of the web.
    :raises Conflict: where it is read already.
    """
    insist(permission.may_keep(by, organ))
    name, url = " ".join(storable(name).split()), storable(url).strip()
    if not name or len(name) > LONGEST_NAME:
        raise Invalid("请填写信息源的名称，不超过100字。", field="name")
    if not url.startswith(("http://", "https://")) or len(url) > LONGEST_URL:
        raise Invalid("请填写RSS或者Atom的网址，以http://或者https://开头，不超过500字。", field="url")
    try:
        with transaction.atomic():
            feed = Feed.objects.create(organ=organ, name=name, url=url, added_at=at)
    except IntegrityError as error:
        raise Conflict("这个信息源已经在读取。") from error
    note("feed_added", organ=organ.code, subject=f"feed:{feed.pk}", by=by, at=at)
    return feed


@transaction.atomic
def stop_feed(*, feed: int, by: Actor, at: datetime) -> Feed:
    """停用信息源：it is not read any more; what it brought stays.

    :raises NotFound: for one that is not theirs to see, or no longer read.
    :raises NotPermitted: unless by a concern officer of the organ.
    """
    found = permission.feeds_of(by).filter(pk=feed, stopped_at=None).select_related("organ").first()
    if found is None:
        raise NotFound
    insist(permission.may_keep(by, found.organ))
    found.stopped_at = at
    found.save(update_fields=["stopped_at"])
    note("feed_stopped", organ=found.organ.code, subject=f"feed:{found.pk}", by=by, at=at)
    return found


@transaction.atomic
def note_read(*, feed: int, trouble: str = "", entered: int = 0, by: Actor, at: datetime) -> None:
    """登记读取：when a feed was read, and why not where it was not; the journal keeps what changed.

    :raises NotPermitted: unless by the system.
    """
    if by != SYSTEM:
        raise NotPermitted("信息源由系统定时读取。")
    found = Feed.objects.select_related("organ").get(pk=feed)
    said = trouble[:LONGEST_TROUBLE]
    changed = said != found.trouble or entered
    found.read_at, found.trouble = at, said
    found.save(update_fields=["read_at", "trouble"])
    if changed:
        facts = {"items": entered, "read": 0 if said else 1}
        note("feed_read", organ=found.organ.code, subject=f"feed:{found.pk}", by=by, at=at, facts=facts)
