"""The only code that writes the office's own words."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.foundation.errors import Invalid, NotPermitted
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.wording.models import Wording
from gongkai.foundation.wording.queries import may_edit
from gongkai.foundation.wording.rules import GROUPS, Rule

LONGEST, MOST = 60, 5000


@transaction.atomic
def set_wordings(*, organ: Organ | None, rules: Sequence[Rule], by: Actor, at: datetime) -> int:
    """登记用语规则：add rules, or write over those for the same word; common to all without an organ.

    Answers how many (条).

    :raises NotPermitted: when they are not theirs to edit.
    :raises Invalid: for a rule without a word, too long, in no group, or that would suggest what it refuses.
    """
    _insist(by, organ)
    if not rules or len(rules) > MOST:
        raise Invalid(f"每次须登记1至{MOST}条用语规则。")
    for number, rule in enumerate(rules, start=1):
        _check(number, rule)
    Wording.objects.filter(organ=organ, wrong__in=[rule.wrong for rule in rules]).delete()
    rows = {
        rule.wrong: Wording(
            organ=organ, wrong=rule.wrong, right=rule.right, group=rule.group, note=rule.note[:200], by=by.uid, at=at
        )
        for rule in rules
    }
    Wording.objects.bulk_create(rows.values())
    _note("set", organ, len(rows), by=by, at=at)
    return len(rows)


@transaction.atomic
def drop_wording(*, wording: Wording, by: Actor, at: datetime) -> None:
    """删除用语规则：of the office's own; the shipped list stays, and is taken off by a rule without a right form.

    :raises NotPermitted: when it is not theirs to edit.
    """
    _insist(by, wording.organ)
    Wording.objects.filter(pk=wording.pk).delete()
    _note("dropped", wording.organ, 1, by=by, at=at)


def _insist(by: Actor, organ: Organ | None) -> None:
    if not may_edit(by, organ):
        raise NotPermitted("本机关的用语表由本机关拟稿人和政务公开办编辑，公共用语表由系统管理员编辑。您没有这个岗位。")


def _check(number: int, rule: Rule) -> None:
    where = f"第{number}条"
    if not rule.wrong.strip():
        raise Invalid(f"{where}没有写“不用的写法”。", field="wrong")
    if max(len(rule.wrong), len(rule.right)) > LONGEST:
        raise Invalid(f"{where}过长：每个写法最多{LONGEST}个字。", field="wrong")
    if rule.group not in GROUPS:
        raise Invalid(f"{where}的类别须是：{'、'.join(GROUPS)}。", field="group")
    if rule.wrong == rule.right:
        raise Invalid(f"{where}的两个写法相同。", field="right")


def _note(act: str, organ: Organ | None, count: int, *, by: Actor, at: datetime) -> None:
    code = organ.code if organ else ""
    journal.record(
        act=f"wording.{act}", by=by.uid, at=at, organ=code, subject=f"organ:{code}", facts={"wordings": count}
    )
