"""What who sent a message does afterwards, proven by number and code: add, give up, rate, ask again."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import done_in
from gongkai.foundation import sealing
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.text import storable
from gongkai.programmes.hotline.contents import LONGEST
from gongkai.programmes.hotline.models import Message, MessageAddition
from gongkai.programmes.hotline.outcomes import RATINGS, rating_of
from gongkai.programmes.hotline.queries import ENDED, asked_again, proven

KEPT_FROM_HANDLERS = "诉求人不满意办理结果，要求重办；具体理由由热线工作机构掌握。"
ADDITIONS = 20
NO_REASON = "请写明为什么不满意、还要解决什么。"
NO_WORDS = "请写明要补充的情况。"
ONCE = "您已经要求重办过一次。仍不满意的，请致电热线，由热线工作机构核实后决定。"
WHICH = "请选择满意、基本满意或者不满意。"
RATED = "您已经评价过这次答复。不满意的，可以要求重办。"
TOO_MANY = "补充的次数太多了。还有要说的，请致电热线，报办件编号。"
LEADS = "已有别的诉求并入这一件一起办理，不能撤回。不再需要答复的，可以不理会。"
SENTENCES = (LEADS, RATED, TOO_MANY, WHICH, ONCE, NO_WORDS, NO_REASON)


@transaction.atomic
def add_words(*, number: str, code: str, text: str, by: Actor = SYSTEM, at: datetime) -> MessageAddition:
    """补充说明：who sent a message adds to it while it is open.

    :raises NotFound: unless number and code are right.
    :raises Invalid: without words.
    :raises Conflict: when it has ended; after very many supplements.
    """
    found = _locked(proven(number=number, code=code))
    if not found.case.open:
        raise Conflict(ENDED)
    if found.additions.count() >= ADDITIONS:
        raise Conflict(TOO_MANY)
    said = _text(text, NO_WORDS)
    return _added(found, MessageAddition.About.MORE, said, by=by, at=at)


@transaction.atomic
def give_up_message(*, number: str, code: str, by: Actor = SYSTEM, at: datetime) -> Case:
    """撤回诉求：who sent a message no longer wants it handled; the case ends.

    :raises NotFound: unless number and code are right.
    :raises NotPermitted: when it has ended already.
    """
    return _do(_locked(proven(number=number, code=code)), "withdraw", {}, by=by, at=at)


@transaction.atomic
def rate_message(*, number: str, code: str, satisfied: str, text: str = "", by: Actor = SYSTEM, at: datetime) -> Case:
    """评价诉求：who sent a message says once whether an answer satisfies; kept as what a call back would have told.

    :raises NotFound: unless number and code are right.
    :raises Invalid: without a rating of the list.
    :raises NotPermitted: before it was answered, or after it was closed.
    :raises Conflict: for an answer that was rated already.
    """
    found = _locked(proven(number=number, code=code))
    if satisfied not in RATINGS:
        raise Invalid(WHICH, field="satisfied")
    if rating_of(done_in(found.case), own=True):
        raise Conflict(RATED)
    case = _do(found, "call_back", {"satisfied": satisfied}, by=by, at=at)
    if said := storable(text).strip()[: LONGEST["text"]]:
        _added(found, MessageAddition.About.RATED, said, by=by, at=at)
    return case


@transaction.atomic
def ask_again(*, number: str, code: str, text: str, by: Actor = SYSTEM, at: datetime) -> Case:
    """要求重办：who sent a message sends the answer back, once, with the reason; the whole time runs anew.

    The reason goes to those who handle it; of a sealed message only that there is one.

    :raises NotFound: unless number and code are right.
    :raises Invalid: without a reason.
    :raises NotPermitted: before it was answered.
    :raises Conflict: a second time; then the hotline office decides.
    """
    found = _locked(proven(number=number, code=code))
    said = _text(text, NO_REASON)
    if asked_again(found.case):
        raise Conflict(ONCE)
    reason = KEPT_FROM_HANDLERS if found.confidential else said
    case = _do(found, "redo", {"reason": reason}, by=by, at=at)
    if found.confidential:
        _added(found, MessageAddition.About.AGAIN, said, by=by, at=at)
    return case


def _do(found: Message, act: str, given: Mapping[str, str], *, by: Actor, at: datetime) -> Case:
    said = {**({"on": china_date(at).isoformat()} if act != "redo" else {}), **given}
    case = found.case
    return casework.do(case=case.uid, act=act, given=said, seen=case.events.count(), by=by, at=at)


def _locked(found: Message) -> Message:
    return Message.objects.select_for_update(of=("self",)).select_related("case__organ").get(pk=found.pk)


def _text(text: str, missing: str) -> str:
    said = storable(text).strip()
    if not said:
        raise Invalid(missing, field="text")
    if len(said) > LONGEST["text"]:
        raise Invalid(f"请不要超过{LONGEST['text']}个字。", field="text")
    return said


def _added(found: Message, about: MessageAddition.About, said: str, *, by: Actor, at: datetime) -> MessageAddition:
    kept = found.confidential
    made = MessageAddition.objects.create(
        message=found, about=about, text="" if kept else said, sealed=sealing.seal(said) if kept else "", at=at
    )
    journal.record(
        act="hotline.added",
        by=by.uid,
        at=at,
        organ=found.case.organ.code,
        subject=f"case:{found.case.uid}",
        facts={"about": about.value},
    )
    return made
