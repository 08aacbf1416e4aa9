"""Acts on objections to public money: object, answer, seal again."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gongkai.foundation import sealing
from gongkai.foundation.codes import hash_of, new_code
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted
from gongkai.foundation.events import emit
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.now import china_date
from gongkai.foundation.numbering.operations import take
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.sealing.operations import reseal_rows
from gongkai.foundation.text import storable
from gongkai.foundation.uids import new_uid
from gongkai.programmes.funds import objecting, permission
from gongkai.programmes.funds.models import FundObjection, ObjectionFinding

LONGEST = {"name": 60, "contact": 120, "text": 3000, "answer": 3000}
AT_ONCE = 500


@dataclass(frozen=True)
class Receipt:
    """回执：the number of the objection and the code to follow it by, shown once."""

    objection: FundObjection
    code: str


@transaction.atomic
def object_to_fund(
    *,
    place: str,
    about: str,
    text: str,
    name: str = "",
    contact: str = "",
    by: Actor = SYSTEM,
    at: datetime,
) -> Receipt:
    """提出资金异议：by name or anonymously; goes to the organ that keeps the entry, or governs the place.

    :raises Invalid: without a text, with a contact and no name, or where no organ answers for the place.
    :raises NotFound: for an entry or a place there is not.
    """
    said = {"name": _plain(name, "name"), "contact": _plain(contact, "contact"), "text": _plain(text, "text")}
    if not said["text"]:
        raise Invalid(objecting.NO_TEXT, field="text")
    if said["contact"] and not said["name"]:
        raise Invalid(objecting.NAMELESS, field="name")
    today = china_date(at)
    target = objecting.target_of(place=place, about=about, today=today)
    number = take(f"fund-objection:{target.organ.code}:{today.year}")
    code = new_code()
    made = FundObjection.objects.create(
        uid=new_uid(),
        number=f"{target.organ.code}-ZJ{today.year}-{number:04d}",
        organ=target.organ,
        place=target.place,
        about=target.about,
        title=target.title[:300],
        anonymous=not said["name"],
        sealed=sealing.seal(json.dumps(said, ensure_ascii=False)),
        code_hash=hash_of(code),
        received_at=at,
        due_on=objecting.due_on(today),
    )
    _note("objected", made, by=by, at=at, facts={"anonymous": made.anonymous, "about": made.about})
    emit("funds.objected", key=made.uid, objection=made.uid)
    return Receipt(made, code)


@transaction.atomic
def answer_objection(*, objection: str, finding: str, answer: str, by: Actor, at: datetime) -> FundObjection:
    """答复资金异议：what was found, in plain words, for whoever objected to read with number and code.

    :raises NotFound: for an objection this person may not see.
    :raises NotPermitted: unless by a head of the organ, and once.
    :raises Invalid: without a finding or an answer.
    """
    found = permission.visible_to(by).select_for_update(of=("self",)).select_related("organ").filter(uid=objection)
    kept = found.first()
    if kept is None:
        raise NotFound
    insist(permission.may_answer(by, kept))
    if finding not in ObjectionFinding.values:
        raise Invalid("请选择核查结论。", field="finding")
    said = _plain(answer, "answer")
    if not said:
        raise Invalid("请用平实的话写明核查的情况和处理结果。", field="answer")
    kept.finding, kept.answer = finding, said
    kept.answered_by, kept.answered_by_name, kept.answered_at = by.uid, by.name, at
    kept.save(update_fields=["finding", "answer", "answered_by", "answered_by_name", "answered_at"])
    _note("objection_answered", kept, by=by, at=at, facts={"finding": finding})
    return kept


@transaction.atomic
def erase_objections(*, answered_before: datetime, by: Actor, at: datetime) -> int:
    """清除资金异议内容：who objected and what they wrote, of those answered before; answers how many, 500 at once.

    That there was one, of what, and the answer stay. The journal says of which, never what.

    :raises NotPermitted: unless by the system.
    """
    if by != SYSTEM:
        raise NotPermitted("资金异议的内容由系统在答复后满保存期限时清除，不由个人删除。")
    waiting = FundObjection.objects.select_for_update().filter(erased_at=None, answered_at__lte=answered_before)
    rows = dict(waiting.order_by("pk").values_list("pk", "uid")[:AT_ONCE])
    if rows:
        FundObjection.objects.filter(pk__in=list(rows)).update(sealed="", erased_at=at)
        facts = {"rows": len(rows), "objections": list(rows.values())}
        journal.record(act="funds.erased", by=by.uid, at=at, organ="", subject="fund-objections", facts=facts)
    return len(rows)


def reseal_objections(*, after: int = 0, limit: int = 500, by: Actor, at: datetime) -> int | None:
    """重新密封资金异议：the next rows after a number; answers the last of them, None when there are no more.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    return reseal_rows(
        rows=FundObjection.objects.all(), act="funds.resealed", subject="fund-objections",
        after=after, limit=limit, by=by, at=at,
    )  # fmt: skip


def _plain(text: str, field: str) -> str:
    said = storable(text).strip()
    if len(said) > LONGEST[field]:
        raise Invalid(f"请不要超过{LONGEST[field]}个字。", field=field)
    return said


def _note(act: str, found: FundObjection, *, by: Actor, at: datetime, facts: dict[str, str | int | bool]) -> None:
    """记入日志：never who objected, nor what was written."""
    journal.record(
        act=f"funds.{act}",
        by=by.uid,
        at=at,
        organ=found.organ.code,
        subject=f"fund-objection:{found.uid}",
        facts=dict(facts),
    )
