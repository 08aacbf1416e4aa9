"""Making an answer public in the act that delivers it: a record of its own, which goes through the ordinary reviews."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.rules import Done
from gongkai.engines.publishing import operations as publishing
from gongkai.foundation import redaction
from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.queries import read_file
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import DRAFTER, SYSTEM, Actor
from gongkai.programmes.requests import lettering
from gongkai.programmes.requests.contents import Applicant
from gongkai.programmes.requests.letters import DRAFTED_BY
from gongkai.programmes.requests.models import AnswerCopy, AnswerPublication, Application
from gongkai.programmes.requests.providing import not_found
from gongkai.programmes.requests.published import (
    ANSWER,
    Answered,
    content_of,
    file_name_of,
    public_title,
    telling,
    with_files,
)
from gongkai.programmes.requests.queries import applicant_of

FIELDS = {"title": "public_title", "theme": "theme", "public_files": "public_files"}


@transaction.atomic
def publish_answer(*, case: Case, done: Sequence[Done], by: Actor, at: datetime) -> AnswerPublication:
    """转为主动公开：draft what was answered as a record without its applicant, and submit it for review.

    The copies about to be given with the answer are attached as the applicant gets them, blackened where they are;
    their originals never leave the case. The delivery's form may leave them out.

    Nothing is public by this: the reviews and the release follow in publishing as for any other record, and neither
    who delivered nor who wrote or edited the answer can approve it there.

    依据：《政府信息公开条例》第四十四条。

    :raises Invalid: when it cannot be submitted as it stands, such as for personal data left in it.
    """
    proposed = next(item for item in reversed(done) if item.act == "propose_reply")
    wrote = [item.by for item in done if item.act in DRAFTED_BY and item.number >= proposed.number]
    signed = next(item for item in reversed(done) if item.act == "sign_reply")
    application = Application.objects.filter(case=case).first()
    answered = Answered(
        title=case.title,
        text=lettering.told_in(case, done, on=signed.on),
        issuer=organs.name_on(case.organ, signed.on),
        signed_on=signed.on,
        given=done[-1].given,
        number=case.number,
    )
    who = applicant_of(application) if application else None
    content = content_of(answered, who)
    author = by if by.holds(DRAFTER, case.organ.code) else SYSTEM
    hands = tuple(dict.fromkeys((by.uid, *wrote)))
    try:
        edition = publishing.draft(
            organ=case.organ, kind=ANSWER.code, content=content, written_with=hands, by=author, at=at
        )
        if with_files(answered.given):
            _attach(case, edition.record.uid, who, by=author, at=at)
        publishing.submit(record=edition.record.uid, by=author, at=at)
    except Invalid as refusal:
        raise _told(refusal) from refusal
    made = AnswerPublication.objects.create(case=case, record=edition.record.uid, at=at)
    journal.record(
        act="requests.answer_submitted",
        by=by.uid,
        at=at,
        organ=case.organ.code,
        subject=f"case:{case.uid}",
        facts={"record": made.record},
    )
    return made


def _attach(case: Case, record: str, who: Applicant | None, *, by: Actor, at: datetime) -> None:
    """As the applicant gets them, and only where they do not tell who asked."""
    telltale = telling(who, case.number)
    for copy in AnswerCopy.objects.select_related("given").filter(case=case, sent_with=None).order_by("pk"):
        passages = redaction.read(read_file(copy.given), "file").texts
        if len(not_found(telltale, passages)) < len(telltale):
            raise Invalid(
                f"副本《{copy.title}》里有申请人的信息。请在“随答复提供的副本”中选“只公开文字”。", field="public_files"
            )
        title = public_title(copy.title, who, case.number)
        name = file_name_of(title, copy.given.extension)
        publishing.attach(
            record=record, title=title, file_name=name, original=copy.given, public=copy.given, by=by, at=at
        )


def _told(refusal: Invalid) -> Invalid:
    """In the words of the delivery's form: nothing was delivered yet, and what to change stands there."""
    said = refusal.sentence
    if refusal.field == "privacy":
        said = f"{said.split('。', maxsplit=1)[0]}。请在“公开的内容”中删去；在副本里的，选“只公开文字”。"
    sentence = f"不能同时主动公开：{said}也可以先送达，再由拟稿人另行拟稿公开。"
    return Invalid(sentence, field=FIELDS.get(refusal.field or "", "public_text"))
