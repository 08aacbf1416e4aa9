"""What an applicant sees of a request: its state, its clock, the letters to them, the answer; nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.ports import procedure_of
from gongkai.engines.casework.queries import clock_of, done_in
from gongkai.engines.casework.rules import CaseAct, Clock, Done, Kind, Need
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.law import FEE_PAYMENT_LIMIT, OutsideCoverage, codes
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.requests import fees, lettering
from gongkai.programmes.requests.lettering import HeldLetter
from gongkai.programmes.requests.letters import edited_body
from gongkai.programmes.requests.models import AnswerCopy, Application, Complaint, Rating
from gongkai.programmes.requests.outcomes import kinds_of
from gongkai.programmes.requests.paying import Bill, payments
from gongkai.programmes.requests.queries._bills import bill_of
from gongkai.programmes.requests.queries._copies import given_with
from gongkai.programmes.requests.queries._published import published_answer
from gongkai.programmes.requests.rectifications import RECTIFICATIONS
from gongkai.programmes.requests.remedies import Remedy, remedies, remedies_for_silence
from gongkai.programmes.requests.states import REVIEWED

# 申请人看得到的行为：what was told to the applicant, or done by them; deliberations stay inside.
SHOWN = frozenset(
    {
        "confirm", "receive", "ask_to_correct", "enter_correction", "abandon_uncorrected", "consult_third_party",
        "consult_co_maker", "consult_organ", "drop_consultation", "extend", "ask_reasons", "enter_reasons", "delay",
        "notify_fee", "note_fee_delivered", "enter_payment", "abandon_unpaid", "deliver_reply", "withdraw", "reopen",
    }
)  # fmt: skip
# 申请人看得到的填写内容。
TOLD = {
    "ask_to_correct": ("items", "until_on"),
    "enter_correction": ("text",),
    "extend": ("days", "reason"),
    "ask_reasons": ("reason", "until_on"),
    "enter_reasons": ("text",),
    "delay": ("due_on", "reason"),
    "notify_fee": ("basis", "count", "pay_by"),
    "note_fee_delivered": ("received_on",),
    "enter_payment": ("reference",),
}
DECISIONS = frozenset({"reply", "rectified"})
LETTERS = frozenset({"receipt", "correction", "extension", "delay", "reasons", "fee", "abandoned"})
WITHDRAWABLE = "withdraw"
ABANDONED = frozenset({"abandon_uncorrected", "abandon_unpaid"})


@dataclass(frozen=True)
class Told:
    """告知申请人的一步：an act with its day, and what was said in it: names and texts."""

    act: CaseAct
    on: date
    said: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """名称：of the act."""
        return self.act.name


@dataclass(frozen=True)
class Answer:
    """答复：its kinds, its text, and where one may turn; only once it went out."""

    kinds: tuple[str, ...]
    text: str
    on: date
    remedies: tuple[Remedy, ...]
    organ: str = ""
    """负责公开的行政机关：its name and contact, where the organ asked is not the one and the right one is known."""


@dataclass(frozen=True)
class Followed:
    """申请人所见：a request as its applicant follows it; `may` are the acts open to them."""

    application: Application
    case: Case
    state: str
    ended: bool
    clock: Clock | None
    trouble: str
    history: tuple[Told, ...]
    answer: Answer | None
    letters: tuple[HeldLetter, ...]
    may: frozenset[str]
    rating: Rating | None
    complained_on: date | None
    silent: tuple[Remedy, ...]
    """逾期不予答复的救济：while the last day has passed and nothing was answered."""
    abandoned: tuple[Remedy, ...] = ()
    """视为放弃的救济：where one may turn once the organ deals with it no longer."""
    bill: Bill | None = None
    """待缴的缴费单：while a fee is to be paid and can be paid online."""
    published: str = ""
    """答复公开的记录：where everybody reads the answer since it was made public; empty while nobody does."""
    copies: tuple[AnswerCopy, ...] = ()
    """提供的副本：that came with the answer."""

    @property
    def rectifies(self) -> bool:
        """更正申请：asks that a record be put right; no law fixes by when."""
        return self.case.procedure == RECTIFICATIONS.key


def followed(application: Application, *, at: datetime) -> Followed:
    """办理进度：of an application whose number and code were proven. At most fifteen SQL queries."""
    on = china_date(at)
    case = application.case
    done = done_in(case)
    procedure = procedure_of(case.procedure)
    state = procedure.state(case.state)
    clock, trouble = _clock(case, done, on)
    rating = Rating.objects.filter(application=application).first()
    complaint = Complaint.objects.filter(application=application).order_by("-pk").first()
    answer = _answer(case, done)
    return Followed(
        application=application,
        case=case,
        # 审查、签发 are the office's own matter: to the applicant it is being handled.
        state=state.name if state.key not in REVIEWED else procedure.state("in_hand").name,
        ended=state.ended,
        clock=clock,
        trouble=trouble,
        history=tuple(_told(case, item) for item in done if item.act in SHOWN),
        answer=answer,
        letters=tuple(held for held in lettering.letters_in(case) if _is_theirs(held, answered=answer is not None)),
        may=_may(case, ended=state.ended, rated=rating is not None),
        rating=rating,
        complained_on=china_date(complaint.at) if complaint else None,
        silent=() if state.ended else _silent(case, clock, on),
        abandoned=_abandoned(case, done),
        bill=bill_of(case, done) if payments() else None,
        published=published_answer(case, at) if answer else "",
        copies=_copies(case, done) if answer else (),
    )


def _copies(case: Case, done: Sequence[Done]) -> tuple[AnswerCopy, ...]:
    return given_with(case, next(item.number for item in reversed(done) if item.act == "deliver_reply"))


def copy_for(application: Application, uid: str, *, at: datetime) -> AnswerCopy:
    """提供给申请人的副本：one that came with the answer.

    :raises NotFound: for any other.
    """
    found = next((one for one in followed(application, at=at).copies if one.uid == uid), None)
    if found is None:
        raise NotFound
    return found


def letter_for(application: Application, uid: str, *, at: datetime) -> HeldLetter:
    """致申请人的公函：one that was sent to them.

    :raises NotFound: for any other.
    """
    found = next((held for held in followed(application, at=at).letters if held.letter.uid == uid), None)
    if found is None:
        raise NotFound
    return found


def _clock(case: Case, done: Sequence[Done], on: date) -> tuple[Clock | None, str]:
    try:
        return clock_of(case, on=on, done=done), ""
    except OutsideCoverage as error:
        return None, error.sentence


def _silent(case: Case, clock: Clock | None, on: date) -> tuple[Remedy, ...]:
    if clock is None or clock.due_on is None or not clock.overdue_by.number:
        return ()
    try:
        return remedies_for_silence(due_on=clock.due_on, answering=lettering.answering_of(case.organ, on=on))
    except OutsideCoverage:  # a day whose law is not held here; the page tells the time without it
        return ()


def _told(case: Case, item: Done) -> Told:
    act = procedure_of(case.procedure).act(item.act)
    shown = [need for need in act.needs if need.key in TOLD.get(item.act, ()) and need.key in item.given]
    said = tuple((need.name, _said(need, item)) for need in shown)
    return Told(act, item.on, (*_owed(case, item), *said) if item.act == "notify_fee" else said)


def _said(need: Need, item: Done) -> str:
    return day_in_chinese(item.day(need.key)) if need.kind is Kind.DAY else need.shown(item.given[need.key])


def _owed(case: Case, item: Done) -> tuple[tuple[str, str], ...]:
    """应缴多少、为什么、何时以前：as the notice says it."""
    fee = fees.noticed(item.given, received=case.first_received_on or item.on)
    limit = FEE_PAYMENT_LIMIT.at(letter_received_on=item.on).value
    return (
        ("应缴金额", str(fee.amount)),
        ("缴费期限", f"自收到缴费通知书次日起{limit}内"),
        ("计算过程", fee.in_words),
    )


def _abandoned(case: Case, done: Sequence[Done]) -> tuple[Remedy, ...]:
    last = next((item for item in reversed(done) if item.act in {*ABANDONED, "reopen"}), None)
    if last is None or last.act == "reopen":
        return ()
    kind = procedure_of(case.procedure).act(last.act).result
    return remedies(kinds=(kind,), decided_on=last.on, answering=lettering.answering_of(case.organ, on=last.on))


def _answer(case: Case, done: Sequence[Done]) -> Answer | None:
    sent = next((item for item in reversed(done) if item.act in {"deliver_reply", "reopen"}), None)
    proposed = next((item for item in reversed(done) if item.act == "propose_reply"), None)
    if sent is None or sent.act != "deliver_reply" or proposed is None:
        return None
    named = codes.rectification_outcomes if case.procedure == RECTIFICATIONS.key else codes.reply_kinds
    names = tuple(named[code].name for code in kinds_of(proposed.given))
    text = "\n".join(edited_body(done)) or proposed.given["text"]
    told = lettering.remedies_of(case, done, on=sent.on)
    return Answer(names, text, sent.on, told, proposed.given.get("organ", ""))


def _is_theirs(held: HeldLetter, *, answered: bool) -> bool:
    return held.letter.kind in LETTERS or (answered and held.letter.kind in DECISIONS)


def _may(case: Case, *, ended: bool, rated: bool) -> frozenset[str]:
    by_state = {"correcting": "correct", "explaining": "explain"}
    acts = {by_state[case.state]} if case.state in by_state else set()
    acts |= {"complain"}
    if any(act.key == WITHDRAWABLE for act in procedure_of(case.procedure).open_acts(case.state)):
        acts.add(WITHDRAWABLE)
    if not ended:
        acts.add("prove")
    if ended and not rated:
        acts.add("rate")
    return frozenset(acts)
