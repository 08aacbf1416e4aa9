"""Enrolling for a hearing, choosing from those enrolled, erasing and sealing again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation import sealing
from gongkai.foundation.codes import code_of_form, grouped, hash_of
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.privacy.rules import tells_of
from gongkai.foundation.sealing.operations import reseal_rows
from gongkai.foundation.text import compact, storable
from gongkai.programmes.decisions import hearings
from gongkai.programmes.decisions.models import DecisionHearing, HearingEnrolment
from gongkai.programmes.decisions.operations._common import note

LONGEST = {"name": 60, "contact": 120, "words": 1000}
AT_ONCE = 500


@dataclass(frozen=True)
class Receipt:
    """报名回执：the number, and the code to ask by whether one was chosen; shown once."""

    enrolment: HearingEnrolment
    code: str


@transaction.atomic
def enrol_for_hearing(
    *,
    hearing: str,
    stake: str,
    name: str,
    contact: str,
    words: str = "",
    agreed: bool,
    key: str = "",
    by: Actor = SYSTEM,
    at: datetime,
) -> Receipt:
    """报名参加听证会：by anybody, while enrolment is open; the name is made public only if one is chosen.

    `key`: the code the form was made with; the same form sent twice is one enrolment, with the same receipt.

    :raises NotFound: for a hearing that is not public.
    :raises Invalid: with what is missing; when enrolment is over; for a form changed after it was sent.
    """
    found = DecisionHearing.objects.select_for_update(of=("self",)).select_related("case__organ").filter(uid=hearing)
    kept = found.first()
    if kept is None or not hearings.is_public(kept, at):
        raise NotFound
    code = code_of_form(key)
    said = {"name": _plain(name, "name"), "contact": _plain(contact, "contact"), "words": _plain(words, "words")}
    # The hearing is locked: a form pressed twice at the same moment finds here what the first press made.
    before = HearingEnrolment.objects.filter(hearing=kept, code_hash=hash_of(code)).first()
    if before is not None:
        return Receipt(_same(before, stake, said), grouped(code))
    if not hearings.is_open(kept, china_date(at)):
        raise Invalid(hearings.CALLED_OFF if kept.called_off_at else hearings.OVER)
    _insist(said, stake, agreed=agreed)
    number = HearingEnrolment.objects.filter(hearing=kept).count() + 1
    made = HearingEnrolment.objects.create(
        hearing=kept, number=number, stake=stake, sealed=sealing.seal(json.dumps(said, ensure_ascii=False)),
        code_hash=hash_of(code), at=at,
    )  # fmt: skip
    note("enrolled", kept.case, by=by, at=at, facts={"hearing": kept.uid, "number": number})
    return Receipt(made, grouped(code))


def _same(before: HearingEnrolment, stake: str, said: dict[str, str]) -> HearingEnrolment:
    """What was sent before, if it is the same: a correction is not taken for a second press."""
    if before.erased_at is not None:
        raise Invalid(hearings.OVER)
    if (before.stake, json.loads(sealing.unseal(before.sealed))) != (stake, said):
        raise Invalid(hearings.SENT_BEFORE)
    return before


def _insist(said: dict[str, str], stake: str, *, agreed: bool) -> None:
    missing = hearings.problems_with(stake=stake, name=said["name"], contact=said["contact"], agreed=agreed)
    if missing:
        raise Invalid("".join(sentence for _, sentence in missing), field=missing[0][0])


@transaction.atomic
def choose_participants(*, hearing: str, chosen: list[int], how: str, seen: int, by: Actor, at: datetime) -> Case:
    """公布听证参加人：choose from those enrolled, and say how; an act of the matter, its list public at once.

    :raises NotFound: for a hearing whose matter this person may not see.
    :raises NotPermitted: unless by the undertaking organ, after enrolment is over.
    :raises Invalid: for numbers nobody enrolled under, for none, or for more than there are seats.
    """
    found = DecisionHearing.objects.select_related("case").filter(uid=hearing).first()
    if found is None:
        raise NotFound
    given = {"chosen": "、".join(str(one) for one in sorted(set(chosen))), "text": how}
    return casework.do(case=found.case.uid, act="choose_participants", given=given, seen=seen, by=by, at=at)


def mark_chosen(*, case: Case, chosen: str, how: str, at: datetime) -> DecisionHearing:
    """登记入选：with the act, in its transaction."""
    numbers = hearings.numbers_in(chosen)
    hearing = DecisionHearing.objects.filter(case=case, called_off_at=None).order_by("-pk").first()
    if hearing is None:
        raise Invalid("没有在办的听证会。", field="chosen")
    rows = {row.number: row for row in hearing.enrolments.filter(erased_at=None)}
    strangers = [one for one in numbers if one not in rows]
    if not numbers or strangers:
        named = "、".join(str(one) for one in strangers)
        raise Invalid(f"没有序号为{named}的报名。请核对。" if named else "请选择听证参加人。", field="chosen")
    if len(numbers) > hearing.seats:
        raise Invalid(f"公告的名额是{hearing.seats}名，选了{len(numbers)}名。请核对。", field="chosen")
    said = {number: json.loads(sealing.unseal(row.sealed)) for number, row in rows.items()}
    _insist_untold(how, said, set(numbers))
    for number in numbers:
        row = rows[number]
        row.chosen, row.public_name = True, said[number]["name"]
        row.save(update_fields=["chosen", "public_name"])
    hearing.chosen_how, hearing.chosen_at = how, at
    hearing.save(update_fields=["chosen_how", "chosen_at"])
    return hearing


def _insist_untold(how: str, said: Mapping[int, Mapping[str, str]], chosen: set[int]) -> None:
    """How they were chosen is public: it names nobody who was not, and says how nobody is reached."""
    plain = compact(how)
    for number, one in said.items():
        named = number not in chosen and len(one["name"]) > 1 and compact(one["name"]) in plain
        if named or tells_of(how, contact=one["contact"]):
            raise Invalid(f"遴选情况随名单公布，里面有报名序号{number}号的姓名或者联系方式。请删去。", field="text")


@transaction.atomic
def erase_enrolments(*, held_before: datetime, by: Actor, at: datetime) -> int:
    """清除听证报名：name, contact and words of who enrolled for hearings held before; answers how many, 500 at once.

    The list of participants that was made public stays.

    :raises NotPermitted: unless by the system.
    """
    if by != SYSTEM:
        raise NotPermitted("听证报名的内容由系统在听证会后满保存期限时清除，不由个人删除。")
    over = HearingEnrolment.objects.select_for_update().filter(erased_at=None)
    over = over.filter(hearing__held_on__lt=china_date(held_before)).order_by("pk")
    rows = list(over.values_list("pk", flat=True)[:AT_ONCE])
    if rows:
        HearingEnrolment.objects.filter(pk__in=rows).update(sealed="", erased_at=at)
        facts = {"rows": len(rows)}
        journal.record(act="decisions.erased", by=by.uid, at=at, organ="", subject="hearing-enrolments", facts=facts)
    return len(rows)


def reseal_enrolments(*, after: int = 0, limit: int = 500, by: Actor, at: datetime) -> int | None:
    """重新密封听证报名：the next rows after a number; answers the last of them, None when there are no more.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    return reseal_rows(
        rows=HearingEnrolment.objects.all(), act="decisions.resealed", subject="hearing-enrolments",
        after=after, limit=limit, by=by, at=at,
    )  # fmt: skip


def _plain(text: str, field: str) -> str:
    said = storable(text).strip()
    if len(said) > LONGEST[field]:
        raise Invalid(f"请不要超过{LONGEST[field]}个字。", field=field)
    return said
