"""公函办理：letters go out with the acts that send them; drafts of a decision are read before it is signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.ports import procedure_of
from gongkai.engines.casework.printing import refuse_unprintable
from gongkai.engines.casework.queries import clock_of, done_in
from gongkai.engines.casework.rules import Clock, Done
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.events import emit
from gongkai.foundation.letters import operations, queries
from gongkai.foundation.letters.models import Letter
from gongkai.foundation.letters.rules import Sheet
from gongkai.foundation.organs.models import Kind as OrganKind
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.organs.queries import name_on
from gongkai.foundation.people.actors import Actor
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.requests import letters
from gongkai.programmes.requests.choices import CHANNELS, PERSON, RECEIVED_AS_IT_CAME
from gongkai.programmes.requests.editing import missing
from gongkai.programmes.requests.letters import KINDS, LetterKind, Matter
from gongkai.programmes.requests.models import AnswerCopy, Application
from gongkai.programmes.requests.providing import Copied
from gongkai.programmes.requests.rectifications import RECTIFICATIONS
from gongkai.programmes.requests.rectifying import RECTIFIED
from gongkai.programmes.requests.remedies import Answering, Remedy

LONGEST_TITLE = 120
_GOVERNMENTS = (OrganKind.GOVERNMENT, OrganKind.TOWNSHIP)


@dataclass(frozen=True)
class HeldLetter:
    """卷内公函：a numbered letter of a case with the name of its kind."""

    letter: Letter
    kind: str


def accompany(*, case: Case, done: Sequence[Done], clock: Clock | None, by: Actor, at: datetime) -> None:
    """随行办理：number the letter the act sends, in the same transaction; its files are made from the queue.

    :raises Invalid: for a day of receipt before the application arrived; for a character no font here has.
    """
    last = done[-1]
    kind = letters.kind_of(last.act)
    if kind is not None and kind.key == "receipt":
        _refuse_other_receipt(case, last)
    send(case=case, kind=kind, done=done, clock=clock, by=by, at=at)


def send(
    *, case: Case, kind: LetterKind | None, done: Sequence[Done], clock: Clock | None, by: Actor, at: datetime
) -> None:
    """发函：number the letter of a kind that the last act sends; without a kind, only look at what it will print.

    :raises Invalid: for a character no font here has.
    """
    last = done[-1]
    if kind is not None or last.act in letters.DRAFTED_BY:
        refuse_unprintable(procedure_of(case.procedure).act(last.act), last.given)
    if kind is None:
        return
    sheet = letters.sheet_for(kind, matter_of(case, done, on=last.on), done, clock, on=last.on)
    letter = operations.number_letter(
        organ=case.organ,
        subject=subject_of(case),
        act=last.number,
        kind=kind.key,
        series=kind.series,
        otherwise=word_for(case.organ, kind.series, on=last.on),
        sheet=sheet,
        on=last.on,
        by=by,
        at=at,
    )
    emit("letters.numbered", key=letter.uid, letter=letter.uid)


def _refuse_other_receipt(case: Case, last: Done) -> None:
    """The day of receipt is the one the channel's rule gives: 条例第三十一条."""
    came = Application.objects.filter(case=case).values_list("arrived_on", "channel").first()
    if came is None:
        return
    arrived, channel = came
    if last.on < arrived:
        raise Invalid(f"收到申请之日不能早于来件之日（{day_in_chinese(arrived)}）。请核对日期。", field="on")
    if last.act == "receive" and channel not in RECEIVED_AS_IT_CAME:
        raise Invalid(
            f"{CHANNELS[channel]}来的申请，以与申请人确认之日为收到申请之日（《政府信息公开条例》第三十一条）。"
            "请办理“双方确认收到申请”。",
            field="on",
        )


def subject_of(case: Case) -> str:
    """公函所属：what the letters of a case belong to."""
    return f"case:{case.uid}"


def letters_in(case: Case) -> tuple[HeldLetter, ...]:
    """卷内公函：the numbered letters of a case, in order. 1 SQL."""
    names = {kind.key: kind.name for kind in (*KINDS, RECTIFIED)}
    return tuple(
        HeldLetter(letter, letter.sheet["title"] or names[letter.kind])
        for letter in queries.letters_of(subject_of(case))
    )


def decision_kind(case: Case) -> LetterKind:
    """答复书的种类：of the decision in which a case ends, by its procedure."""
    return RECTIFIED if case.procedure == RECTIFICATIONS.key else _kind("reply")


def draft(case: Case, *, on: date) -> Sheet:
    """答复书草稿：what the decision would say if it were signed on this day; never stored, so it is never out of date.

    :raises NotFound: before there is anything to draft.
    """
    done = done_in(case)
    if not any(item.act == "propose_reply" for item in done):
        raise NotFound
    signed = (*done, Done(len(done) + 1, "sign_reply", on, ""))
    return letters.sheet_for(
        decision_kind(case), matter_of(case, done, on=on), signed, clock_of(case, on=on, done=done), on=on
    )


@dataclass(frozen=True)
class Body:
    """答复书正文：as composed, as it stands, and what it must say and does not."""

    composed: tuple[str, ...]
    now: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_edited(self) -> bool:
        """Whether its clerk changed it."""
        return self.composed != self.now


def body_of(case: Case, done: Sequence[Done], *, on: date) -> Body:
    """答复书正文：of the reply last proposed, with what reviewers have to see of an edited one. 4 SQL."""
    matter = matter_of(case, done, on=on)
    composed = letters.addressed(letters.composed_body(matter, done), matter, done)
    edited = letters.edited_body(done)
    return Body(composed, edited or composed, missing(edited, composed) if edited else ())


def told_in(case: Case, done: Sequence[Done], *, on: date) -> str:
    """答复内容：what the reply last proposed tells in its clerk's words, as edited where it was, a line each. 4 SQL.

    Of an edited body the lines the letter's form gave are left out: they speak of this applicant and this letter.
    """
    text = next(item.given["text"] for item in reversed(done) if item.act == "propose_reply")
    body = body_of(case, done, on=on)
    if not body.is_edited:
        return text
    own = {line.strip() for line in text.splitlines()}
    formal = {line for line in body.composed if line not in own}
    return "\n".join(line for line in body.now if line not in formal)


def remedies_of(case: Case, done: Sequence[Done], *, on: date) -> tuple[Remedy, ...]:
    """救济告知：of the decision of a case, by the day it was signed, or this day while it is not."""
    signed = next((item.on for item in reversed(done) if item.act == "sign_reply"), on)
    return letters.reply_remedies(done, answering_of(case.organ, on=signed), decided_on=signed)


def matter_of(case: Case, done: Sequence[Done], *, on: date) -> Matter:
    """所涉办件：what letters say of this case. 4 SQL."""
    received = case.first_received_on or next((item.on for item in done if item.act in {"confirm", "receive"}), on)
    organ = case.organ
    asked = Application.objects.filter(case=case).only("name", "kind", "part").first()
    applicant, you = _addressed(asked)
    # 拆分后留在本件的部分：the title still is that of the whole application.
    part = asked.part.split("\n", maxsplit=1)[0][:LONGEST_TITLE] if asked else ""
    contact = [("联系电话", organ.phone), ("地址", organ.address), ("邮政编码", organ.postcode)]
    return Matter(
        number=case.number,
        title=part or case.title,
        copies=tuple(
            Copied(one.title, one.ground).said for one in AnswerCopy.objects.filter(case=case, sent_with=None)
        ),
        applicant=applicant,
        you=you,
        received_on=received,
        answering=answering_of(organ, on=on),
        contact="　".join(f"{name}：{value}" for name, value in contact if value),
    )


def _addressed(asked: Application | None) -> tuple[str, str]:
    """Whom letters to the applicant address, and how; without an application on file, as 申请人."""
    if asked is None:
        return "申请人", "您"
    return asked.name, "您" if asked.kind == PERSON else "你单位"


def answering_of(organ: Organ, *, on: date) -> Answering:
    """答复机关：with the people's government that reviews it, where it is in the register. 2 to 3 SQL."""
    return Answering(name_on(organ, on), organ.kind, organ.place.level, _reviewing(organ, on))


def word_for(organ: Organ, series: str, *, on: date) -> str:
    """默认代字：from the organ's short name, until its head names one."""
    return queries.default_word(organ, letters.OTHERWISE[series], on=on)


def _reviewing(organ: Organ, on: date) -> str:
    """本级人民政府 of a department, the one above a government; empty where the register has none."""
    place = organ.place_id if organ.kind not in _GOVERNMENTS else organ.place.parent_id
    if place is None:
        return ""
    government = Organ.objects.on(on).named(on).filter(place=place, kind=OrganKind.GOVERNMENT).first()
    return government.name if government else ""


def _kind(key: str) -> LetterKind:
    return next(kind for kind in KINDS if kind.key == key)
