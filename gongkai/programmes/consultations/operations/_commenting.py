"""Comments as they come: by the public with a code of their own, by clerks from letters and meetings; and surveys."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from gongkai.engines.publishing.models import Edition
from gongkai.engines.registers.rules import masked
from gongkai.foundation import codes, sealing
from gongkai.foundation.errors import Invalid
from gongkai.foundation.now import china_date
from gongkai.foundation.numbering.operations import take
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import Refused, insist
from gongkai.foundation.text import storable
from gongkai.foundation.uids import new_uid
from gongkai.programmes.consultations import contents, queries, rules
from gongkai.programmes.consultations.contents import MOST_COPIES, Question, Speaker
from gongkai.programmes.consultations.models import Comment, CommentText, Consultation, SurveyChoice, SurveyReply
from gongkai.programmes.consultations.operations import _common as common
from gongkai.programmes.consultations.operations import _surveying as surveying
from gongkai.programmes.consultations.programme import BY_CLERK, CHANNELS


@dataclass(frozen=True)
class Receipt:
    """回执：the number of the comment and the code to follow it by; `again` when it had been taken before."""

    comment: Comment
    code: str
    again: bool = False


@transaction.atomic
def make_comment(
    *,
    consultation: str,
    version: int,
    passage: int,
    text: str,
    who: Speaker,
    channel: str = "web",
    key: str = "",
    by: Actor = SYSTEM,
    at: datetime,
) -> Receipt:
    """提出意见：on one passage or on the whole draft, as it stood in a version; by name or without.

    `key`: the code the form was given; the same form sent twice is one comment, with the same receipt.

    :raises NotFound: for a consultation, a version or a passage the public does not see.
    :raises NotPermitted: before it opened and after it closed.
    :raises Invalid: without words, with a name half given, or with other words in a form that was taken before.
    """
    found = queries.seen(consultation, at)
    insist(rules.may_comment(found.opened_on, found.until, found.today))
    code = codes.code_of_form(key)
    said, speaker = _tidy(text, who)
    before = (
        Comment.objects.filter(consultation=found.pk, code_hash=codes.hash_of(code)).select_related("words").first()
    )
    if before is not None:
        _insist_same(before, said, passage, found.today)
        return Receipt(before, codes.grouped(code), again=True)
    edition = queries.version(found, version or found.edition, at)
    _insist_passage(edition, passage)
    held = Consultation.objects.select_related("organ").get(pk=found.pk)
    spoken = _Spoken(said, speaker, edition.number, passage, channel if channel in CHANNELS else "web", found.today)
    try:
        with transaction.atomic():
            made = _take_in(held, spoken, codes.hash_of(code), by=by, at=at)
    except IntegrityError:  # the same form, pressed twice at the same moment
        made = Comment.objects.get(consultation=held, code_hash=codes.hash_of(code))
        return Receipt(made, codes.grouped(code), again=True)
    _note("commented", made, held, by=by, at=at)
    return Receipt(made, codes.grouped(code))


@transaction.atomic
def enter_comment(
    *,
    consultation: str,
    version: int,
    passage: int,
    text: str,
    who: Speaker,
    channel: str,
    copies: int = 1,
    received_on: date,
    key: str = "",
    by: Actor,
    at: datetime,
) -> Receipt:
    """登记意见：one that came by letter, by telephone or at a meeting; a letter many signed counts as many.

    `key`: of the row of a table it stands in, so that the table sent twice is entered once.

    :raises NotFound: for a consultation that is not theirs to see, or a version or passage there is not.
    :raises NotPermitted: unless by a drafter or head of the organ.
    :raises Invalid: for a day outside the period, words missing, or no such channel.
    :raises Conflict: once the report is public.
    """
    held = common.worked_on(by, consultation)
    common.insist_unreported(held)
    found = queries.seen(consultation, at)
    if channel not in BY_CLERK:
        raise Invalid("请选择意见来源：来信、电子邮件、电话、当面或者座谈会。", field="channel")
    if not 1 <= copies <= MOST_COPIES:
        raise Invalid(f"份数从1到{MOST_COPIES}。", field="copies")
    in_time = rules.may_comment(found.opened_on, found.until, received_on)
    if isinstance(in_time, Refused) or received_on > found.today:
        raise Invalid("收到日期须在征集期限之内，不晚于今天。", field="received_on")
    said, speaker = _tidy(text, who)
    edition = queries.version(found, version or found.edition, at)
    _insist_passage(edition, passage)
    code = codes.code_of_form(key)
    before = Comment.objects.filter(consultation=held, code_hash=codes.hash_of(code)).first() if key else None
    if before is not None:
        return Receipt(before, codes.grouped(code), again=True)
    spoken = _Spoken(said, speaker, edition.number, passage, channel, received_on, copies)
    made = _take_in(held, spoken, codes.hash_of(code), by=by, at=at)
    _note("entered", made, held, by=by, at=at)
    return Receipt(made, codes.grouped(code))


@transaction.atomic
def reply_to_survey(
    *,
    consultation: str,
    answers: Mapping[int, Sequence[int]],
    remarks: Mapping[int, str] | None = None,
    key: str,
    channel: str = "web",
    by: Actor = SYSTEM,
    at: datetime,
) -> SurveyReply:
    """填写调查：choices by question, both counted from 1; nothing of who. The same form counts once.

    `remarks`: what was written beside 其他, by question; it is read by all only once somebody looked at it.

    :raises NotFound: for a consultation the public does not see.
    :raises NotPermitted: before it opened and after it closed.
    :raises Invalid: for a question not answered, a choice there is not, or words where 其他 was not chosen.
    """
    found = queries.seen(consultation, at)
    insist(rules.may_comment(found.opened_on, found.until, found.today))
    code = codes.code_of_form(key)
    held = Consultation.objects.select_related("organ").get(pk=found.pk)
    before = SurveyReply.objects.filter(consultation=held, key_hash=codes.hash_of(code)).first()
    if before is not None:
        return before
    if not held.questions:
        raise Invalid("这次征集没有调查问题。")
    for number, row in enumerate(held.questions, start=1):
        _insist_answered(number, Question.of(row), answers.get(number, ()))
    said = surveying.tidied(held, answers, remarks or {}, today=found.today)
    made, new = SurveyReply.objects.get_or_create(
        consultation=held, key_hash=codes.hash_of(code), defaults={"channel": channel, "at": at}
    )
    if not new:  # the same form, pressed twice at the same moment
        return made
    SurveyChoice.objects.bulk_create(
        SurveyChoice(reply=made, question=number, choice=choice)
        for number in range(1, len(held.questions) + 1)
        for choice in sorted(set(answers[number]))
    )
    surveying.take_in(held, said, at)
    common.note("surveyed", held, by=by, at=at, channel=channel)
    return made


@dataclass(frozen=True)
class _Spoken:
    text: str
    who: Speaker
    version: int
    passage: int
    channel: str
    received_on: date
    copies: int = 1


def _insist_answered(number: int, question: Question, chosen: Sequence[int]) -> None:
    if not chosen:
        raise Invalid(f"请回答第{number}题。", field=f"question-{number}")
    if len(set(chosen)) > 1 and not question.many:
        raise Invalid(f"第{number}题只能选一项。", field=f"question-{number}")
    if not all(1 <= one <= len(question.choices) for one in chosen):
        raise Invalid(f"第{number}题没有这个选项，请重新选择。", field=f"question-{number}")


def _tidy(text: str, who: Speaker) -> tuple[str, Speaker]:
    said = storable(text).strip()
    # A name is one line: with breaks in it, it could pass for text of the page.
    speaker = Speaker(who.kind, " ".join(storable(who.name).split()), storable(who.contact).strip())
    wrong = list(contents.problems_with(said, speaker))
    if wrong:
        raise Invalid("".join(sentence for _, sentence in wrong), field=wrong[0][0])
    return said, speaker


def _insist_same(before: Comment, said: str, passage: int, today: date) -> None:
    """What was changed after the form was sent is refused, not dropped without a word."""
    now = contents.fingerprint(before.words.version, passage, contents.covered(said, today=today))
    if now != before.words.fingerprint:
        raise Invalid(
            f"您已经提交了一条意见（编号{before.number}），后来改动的内容没有收到。请另写一条意见。", field="text"
        )


def _insist_passage(edition: Edition, passage: int) -> None:
    if passage and passage not in {one.number for one in contents.passages_of(edition.body)}:
        raise Invalid("草案中没有这一段，请回到征集页面重新选择。", field="passage")


def _take_in(held: Consultation, said: _Spoken, code_hash: str, *, by: Actor, at: datetime) -> Comment:
    text = contents.covered(said.text, today=china_date(at))
    words, _ = CommentText.objects.get_or_create(
        consultation=held,
        fingerprint=contents.fingerprint(said.version, said.passage, text),
        defaults={"uid": new_uid(), "version": said.version, "passage": said.passage, "text": text, "at": at},
    )
    CommentText.objects.filter(pk=words.pk).update(copies=F("copies") + said.copies)
    secret = {"name": said.who.name, "contact": said.who.contact, "text": said.text if text != said.text else ""}
    year = china_date(at).year
    serial = take(f"comment:{held.organ.code}:{year}")
    name = _shown_name(said.who, china_date(at))
    return Comment.objects.create(
        number=f"{held.organ.code}-yj{year}-{serial:05d}",
        consultation=held,
        words=words,
        channel=said.channel,
        speaker=said.who.kind,
        shown_name=name,
        name_hidden_for=_hidden_for(words, name),
        copies=said.copies,
        sealed=sealing.seal(json.dumps(secret, ensure_ascii=False)) if any(secret.values()) else "",
        code_hash=code_hash,
        received_on=said.received_on,
        by=by.uid,
        at=at,
    )


def _hidden_for(words: CommentText, name: str) -> str:
    """A name that was hidden beside these words stays so, whoever signs with it again."""
    hidden = Comment.objects.filter(words=words, shown_name=name).exclude(name_hidden_for="") if name else None
    return hidden.values_list("name_hidden_for", flat=True).first() or "" if hidden is not None else ""


def _shown_name(who: Speaker, today: date) -> str:
    if who.kind == "organisation":
        return contents.covered_name(who.name, today=today)[: contents.LONGEST["name"]]
    return masked(who.name) if who.kind == "person" else ""


def _note(act: str, made: Comment, held: Consultation, *, by: Actor, at: datetime) -> None:
    common.note(act, held, by=by, at=at, comment=made.number, channel=made.channel, copies=made.copies)
