"""Steps every act on people shares: who may, lock, journal. The journal knows a person by uid only."""

from collections.abc import Mapping
from datetime import datetime

from gongkai.foundation.canonical import Json
from gongkai.foundation.errors import Conflict, NotFound, NotPermitted
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.organs import authority
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import ADMINISTRATOR, SYSTEM, Actor
from gongkai.foundation.people.models import Person, Post


def locked(person: Person) -> Person:
    """加锁取人：the row as it is now, locked until the act is done.

    :raises NotFound: when it is gone.
    :raises Conflict: when the account was deactivated.
    """
    found = Person.objects.select_for_update().filter(pk=person.pk).first()
    if found is None:
        raise NotFound()
    if not found.is_active:
        raise Conflict("该账户已停用，不能再办理。")
    return found


def insist_over_person(by: Actor, person: Person) -> None:
    """须管理其人：refuse whoever does not administer every organ in which the person holds a post.

    Somebody with no open post is in the hands of the organs of their past posts; somebody never appointed, of any
    administrator.

    :raises NotPermitted: with what to do instead.
    """
    posts = Post.objects.filter(person=person)
    held = list(posts.filter(until__isnull=True).values_list("organ", flat=True))
    keys = held or list(posts.values_list("organ", flat=True))
    for organ in Organ.objects.select_related("place", "parent").filter(pk__in=keys):
        authority.insist_administers(by, organ)
    if not keys and by.uid != SYSTEM.uid:
        if not by.organs(ADMINISTRATOR):
            raise NotPermitted("只有系统管理员可以办理。请联系本机关的系统管理员。")
        if not by.second_factor:
            raise NotPermitted(authority.NO_SECOND_FACTOR, code="second-factor")


def journalled(
    act: str, person: Person, *, by: Actor, at: datetime, organ: str = "", facts: Mapping[str, Json] | None = None
) -> None:
    """记入日志：one entry about one person, by uid."""
    journal.record(
        act=f"people.{act}", by=by.uid, at=at, organ=organ, subject=f"person:{person.uid}", facts=facts or {}
    )
