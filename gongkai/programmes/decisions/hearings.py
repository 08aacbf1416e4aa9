"""听证会：whether it is public and open, what somebody must say to enrol, who was chosen; read only."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q

from gongkai.engines.publishing.models import Edition
from gongkai.foundation import sealing
from gongkai.foundation.codes import is_code_of
from gongkai.foundation.errors import NotFound
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.text import normalise
from gongkai.programmes.decisions.models import DecisionHearing, HearingEnrolment, HearingStake

OVER = "这场听证会的报名已经截止。您可以在公开征求意见时提出意见，听证会公开举行，可以旁听。"
CALLED_OFF = "这场听证会已经取消。"
NO_STAKE = "请选择您代表哪一方面。"
NO_NAME = "请填写姓名；代表单位参加的，写单位和姓名。"
NO_CONTACT = "请填写联系电话，入选后通知您。"
NO_NUMBER = "联系电话至少有七位数字，请核对；固定电话连区号写，如0571-87654321。"
NOT_AGREED = "请确认同意：入选以后，姓名和代表的方面随名单向社会公布。"
NOT_PROVEN = "没有查到这次报名。请核对报名序号和查询码；查询码只在报名时显示一次。"
SENT_BEFORE = "这张表单已经提交过，报名已经收到。要改内容的，请重新打开报名页面填写。"
SENTENCES = (OVER, CALLED_OFF, NO_STAKE, NO_NAME, NO_CONTACT, NO_NUMBER, NOT_AGREED, NOT_PROVEN, SENT_BEFORE)
"""拒绝的话：what the public may be told, for its English."""
PAGE, FEWEST_DIGITS = 50, 7


def is_public(hearing: DecisionHearing, at: datetime) -> bool:
    """是否公开：once its notice is released, as long as it stands. 1 SQL."""
    return Edition.objects.released(at).filter(record__uid=hearing.paper.record).exists()


def notice_gate(*, record: str, at: datetime) -> Decision:  # noqa: ARG001 — the port's signature
    """公告的发布条件：never of a hearing that was called off.

    The hearing is locked until the notice is out: calling it off meanwhile waits, and is then told to the public.
    """
    rows = DecisionHearing.objects.filter(paper__record=record)
    # A page that only asks is in no transaction, and locks nothing.
    locking = transaction.get_connection().in_atomic_block
    found = (rows.select_for_update(of=("self",)) if locking else rows).first()
    if found is not None and found.called_off_at is not None:
        return Refused("这场听证会已经取消，公告不能发布。需要听证的，请在决策事项中重新拟听证会公告。")
    return ALLOWED


def is_open(hearing: DecisionHearing, today: date) -> bool:
    """可否报名：until the last day of enrolment."""
    return hearing.called_off_at is None and hearing.chosen_at is None and today <= hearing.enrol_until


def problems_with(*, stake: str, name: str, contact: str, agreed: bool) -> list[tuple[str, str]]:
    """报名的问题：the field and the sentence of each, so that each stands at its own box; none where all is well."""
    digits = sum(one.isdecimal() for one in contact)
    checks = (
        ("stake", stake in HearingStake.values, NO_STAKE),
        ("name", bool(name.strip()), NO_NAME),
        ("contact", digits >= FEWEST_DIGITS, NO_NUMBER if contact.strip() else NO_CONTACT),
        ("agreed", agreed, NOT_AGREED),
    )
    return [(field, sentence) for field, well, sentence in checks if not well]


def numbers_in(said: str) -> list[int]:
    """报名序号：as they were written, each once."""
    return sorted({int(one) for one in re.findall(r"[0-9]{1,6}", normalise(said))})


@dataclass(frozen=True)
class Enrolled:
    """一次报名：as it was written; open only to the undertaking organ that chooses."""

    number: int
    stake: str
    name: str
    contact: str
    words: str
    chosen: bool


def enrolled(hearing: DecisionHearing, *, page: int = 0) -> list[Enrolled]:
    """报名的人：in the order they came, a page of them, counted from 1; all without a page. 1 SQL.

    :raises Conflict: when no key opens one.
    """
    rows = hearing.enrolments.filter(erased_at=None)
    rows = rows[(page - 1) * PAGE : page * PAGE] if page else rows
    return [Enrolled(row.number, row.get_stake_display(), chosen=row.chosen, **_opened(row)) for row in rows]


def same_contact(hearing: DecisionHearing) -> list[tuple[int, ...]]:
    """同一电话的报名：numbers of those who gave the same digits, so that no one is drawn twice. 1 SQL.

    :raises Conflict: when no key opens one.
    """
    by_digits: dict[str, list[int]] = {}
    for one in enrolled(hearing):
        by_digits.setdefault("".join(sign for sign in one.contact if sign.isdecimal()), []).append(one.number)
    return [tuple(numbers) for numbers in by_digits.values() if len(numbers) > 1]


def pages_of(hearing: DecisionHearing) -> int:
    """报名的页数：one at least. 1 SQL."""
    return max(-(-hearing.enrolments.filter(erased_at=None).count() // PAGE), 1)


@dataclass(frozen=True)
class Side:
    """一个方面：how many enrolled for it, and how many of them were chosen; also once their names are erased."""

    name: str
    enrolled: int
    chosen: int


def sides(hearing: DecisionHearing) -> list[Side]:
    """各方面的人数：so that it is seen whether all sides are heard. 1 SQL."""
    stakes = hearing.enrolments.order_by().values_list("stake")
    rows = stakes.annotate(all=Count("pk"), chosen_ones=Count("pk", filter=Q(chosen=True)))
    counted = {stake: (all_, chosen) for stake, all_, chosen in rows}
    return [Side(one.label, *counted[one.value]) for one in HearingStake if one.value in counted]


def _opened(row: HearingEnrolment) -> dict[str, str]:
    said = json.loads(sealing.unseal(row.sealed))
    return {key: said[key] for key in ("name", "contact", "words")}


def proven(hearing: DecisionHearing, *, number: str, code: str) -> HearingEnrolment:
    """凭序号和查询码：the enrolment, for whoever has both. 1 SQL.

    :raises NotFound: for a wrong number and for a wrong code alike.
    """
    plain = normalise(number).strip()
    known = plain.isascii() and plain.isdigit() and len(plain) < 7
    found = hearing.enrolments.filter(number=int(plain)).first() if known else None
    if found is None or not is_code_of(code, found.code_hash):
        raise NotFound(NOT_PROVEN)
    return found
