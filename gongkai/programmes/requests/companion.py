"""随行办理：what goes with an act of a request, in its transaction: its letter, the copies, a published answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.rules import Clock, Done
from gongkai.foundation.errors import Invalid
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.requests import fees, lettering, operations, paying
from gongkai.programmes.requests.published import is_asked
from gongkai.programmes.requests.queries import counted_before
from gongkai.programmes.requests.rectifying import RECTIFIED


def accompany(*, case: Case, done: Sequence[Done], clock: Clock | None, by: Actor, at: datetime) -> None:
    """随行办理：number the act's letter; give the copies; publish the answer; bill what a notice asks for.

    :raises Invalid: as the letter, the copies and the publication do.
    """
    if done[-1].act == "notify_fee":
        _refuse_miscount(case, done[-1].given)
    # Before the copies are given: what the letter says of them is told apart from the clerk's own words.
    if done[-1].act == "deliver_reply" and is_asked(done[-1].given):
        operations.publish_answer(case=case, done=done, by=by, at=at)
    operations.give_copies(case=case, done=done, by=by, at=at)
    lettering.accompany(case=case, done=done, clock=clock, by=by, at=at)
    if done[-1].act == "notify_fee" and paying.payments() is not None:
        operations.bill(case=case, done=done, by=by, at=at)


def _refuse_miscount(case: Case, given: Mapping[str, str]) -> None:
    """By item, the count begins after what the applicant asked for before in the month, or a reason says why not."""
    known = None if given["basis"] != fees.ITEM or given.get("before_reason") else counted_before(case)
    if known is None:
        return
    counted, said = len(known), int(given.get("before") or 0)
    if counted != said:
        raise Invalid(
            f"该申请人当月在本件以前收到的申请，系统统计为{counted}件，所填为{said}件。"
            "请照系统统计填写；需要更正的，请写明件数与系统统计不一致的理由。",
            field="before",
        )


def accompany_rectification(*, case: Case, done: Sequence[Done], clock: Clock | None, by: Actor, at: datetime) -> None:
    """随行办理（更正）：number the letter that tells the outcome, with the signature.

    :raises Invalid: for a character no font here has.
    """
    kind = RECTIFIED if done[-1].act in RECTIFIED.acts else None
    lettering.send(case=case, kind=kind, done=done, clock=clock, by=by, at=at)
