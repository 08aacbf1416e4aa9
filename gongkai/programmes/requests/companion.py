"""随行办理：what goes with an act of a request, in its transaction: its letter, the copies, a published answer."""

from collections.abc import Sequence
from datetime import datetime

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.rules import Clock, Done
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.requests import lettering, operations, paying
from gongkai.programmes.requests.published import is_asked


def accompany(*, case: Case, done: Sequence[Done], clock: Clock | None, by: Actor, at: datetime) -> None:
    """随行办理：number the act's letter; give the copies; publish the answer; bill what a notice asks for.

    :raises Invalid: as the letter, the copies and the publication do.
    """
    operations.give_copies(case=case, done=done, by=by, at=at)
    lettering.accompany(case=case, done=done, clock=clock, by=by, at=at)
    if done[-1].act == "deliver_reply" and is_asked(done[-1].given):
        operations.publish_answer(case=case, done=done, by=by, at=at)
    if done[-1].act == "notify_fee" and paying.payments() is not None:
        operations.bill(case=case, done=done, by=by, at=at)
