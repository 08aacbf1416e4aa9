"""Acts on posts: appointed, dismissed."""

from datetime import date, datetime

from django.db import transaction

from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import authority
from gongkai.foundation.organs.models import Kind, Organ
from gongkai.foundation.people.actors import AUDITOR, OPENNESS_OFFICER, ROLES, SYSTEM, Actor
from gongkai.foundation.people.models import Person, Post
from gongkai.foundation.people.operations import _steps


def appoint(
    *, person: Person, organ: Organ, role: str, by: Actor, at: datetime, unit: str = "", since: date | None = None
) -> Post:
    """任职：give somebody a role in an organ, from `since` (default: today in China) until dismissed.

    :raises Invalid: for an unknown role, or one that reads other organs outside a government or its office.
    :raises Conflict: when the person holds that post already, or the account or organ has ended.
    :raises NotPermitted: when `by` does not administer the organ, or is that very person; only the system makes
        auditors.
    """
    if role not in ROLES:
        raise Invalid(f"没有“{role}”这个角色。请从列表中选择。", field="role")
    if len(unit.strip()) > 80:
        raise Invalid("处室名称不超过 80 个字。", field="unit")
    if by.uid == person.uid:
        raise NotPermitted("不能给自己任职。请由其他系统管理员办理。")
    with transaction.atomic():
        person = _steps.locked(person)
        authority.insist_administers(by, organ)
        _insist_fits(role, organ, by)
        same = Post.objects.filter(person=person, organ=organ, role=role, unit=unit.strip(), until__isnull=True)
        if same.exists():
            raise Conflict(f"此人已任{ROLES[role]}，不必重复任职。", field="role")
        post = Post.objects.create(
            person=person, organ=organ, role=role, unit=unit.strip(), since=since or china_date(at)
        )
        facts = {"role": role, "unit": post.unit, "since": post.since.isoformat()}
        _steps.journalled("appoint", person, by=by, at=at, organ=organ.code, facts=facts)
    return post


def dismiss(*, post: Post, by: Actor, at: datetime, on: date | None = None) -> Post:
    """免职：end a post from `on` (default: today in China), which is the first day it is no longer held.

    :raises Invalid: when that day is before the post began.
    :raises Conflict: when the post has ended already.
    :raises NotPermitted: when it is neither the system nor an administrator of the organ or above it who asks.
    """
    day = on or china_date(at)
    with transaction.atomic():
        found = Post.objects.select_for_update(of=("self",)).filter(pk=post.pk)
        row = found.select_related("organ__place", "organ__parent", "person").first()
        if row is None:
            raise NotFound()
        authority.insist_administers(by, row.organ)
        if row.until is not None:
            raise Conflict(f"该职务已于 {row.until} 免去。")
        if day < row.since:
            raise Invalid(f"该职务自 {row.since} 起担任，免职日期不能在其前。", field="on")
        row.until = day
        row.save(update_fields=["until"])
        facts = {"role": row.role, "unit": row.unit, "until": day.isoformat()}
        _steps.journalled("dismiss", row.person, by=by, at=at, organ=row.organ.code, facts=facts)
    return row


def _insist_fits(role: str, organ: Organ, by: Actor) -> None:
    """A role that reads other organs' papers is not a department's to give."""
    if organ.until is not None:
        raise Conflict(f"该机关已于 {organ.until} 撤销，不能再任职。", field="organ")
    if role in {OPENNESS_OFFICER, AUDITOR} and organ.kind not in {Kind.GOVERNMENT, Kind.OFFICE}:
        raise Invalid(f"{ROLES[role]}只能设在人民政府或者政府办公厅（室）。请改选机关。", field="role")
    if role == AUDITOR and by.uid != SYSTEM.uid:
        raise NotPermitted("审计员可查阅所有机关，只能在服务器上用命令任命。请联系运行维护人员。")
