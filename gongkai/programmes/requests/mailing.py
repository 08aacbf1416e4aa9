"""公函的邮寄：letters to an applicant who left an address go out by electronic mail, too; run from the queue.

A notice goes when it is numbered, a decision when it is delivered through the network. The Message-ID follows from the
letter, so that an answer or a bounce finds the case, and a second copy is recognised.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from django.core.mail import EmailMessage

from gongkai.engines.casework.models import CaseEvent
from gongkai.engines.casework.permission import visible_to
from gongkai.foundation.errors import Conflict
from gongkai.foundation.files.queries import read_file
from gongkai.foundation.letters import operations as letters
from gongkai.foundation.letters.models import Letter
from gongkai.foundation.mail import operations as mail
from gongkai.foundation.mail.models import SentMail
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.sending import refusal_of
from gongkai.programmes.requests.delivery import NETWORK
from gongkai.programmes.requests.lettering import subject_of
from gongkai.programmes.requests.models import AnswerCopy, Application
from gongkai.programmes.requests.queries import applicant_of, given_with
from gongkai.programmes.requests.states import PROCEDURES

MOST_MAILED = 15 * 1024 * 1024
"""字节：of copies in one mail; many servers take no more than 20 MB after encoding."""
TOO_LARGE = "提供的副本较大，没有随本邮件发送。请凭申请编号和查询码在网上查询办理进度，下载副本。"
DECISIONS = ("reply", "rectified")
"""答复书：wait for their delivery."""
OTHERS = ("third_party", "overridden", "co_maker", "organ")
"""公函：not to the applicant, whose address we do not have."""
_NUMBER = re.compile(r"[0-9A-Z]{9}-[a-z]+-[0-9]{4}-[0-9]{5,}", re.IGNORECASE)


def subject_named(text: str, by: Actor) -> str:
    """所指的办件：of the first case number in a text that is one this person sees; for mail that comes in. 1 SQL."""
    numbers = [found.partition("-") for found in _NUMBER.findall(text)]
    spelled = [organ.upper() + dash + rest.lower() for organ, dash, rest in numbers]
    known = dict(visible_to(by).filter(number__in=spelled[:10], procedure__in=PROCEDURES).values_list("number", "uid"))
    return next((f"case:{known[number]}" for number in spelled if number in known), "")


def mail_notice(*, letter: str, at: datetime) -> None:
    """邮寄告知：a letter just numbered, to an applicant who left an address; a decision waits for its delivery.

    :raises OSError: when the mail server cannot be reached; the job is tried again.
    """
    held = Letter.objects.select_related("organ").get(uid=letter)
    if held.kind not in {*DECISIONS, *OTHERS}:
        _mail(held, at=at)


def mail_reply(*, case: str, number: int, at: datetime) -> None:
    """邮寄答复：the decision last signed, when it was delivered through the network.

    :raises OSError: when the mail server cannot be reached; the job is tried again.
    """
    event = CaseEvent.objects.select_related("case").get(case__uid=case, number=number)
    held = Letter.objects.filter(subject=subject_of(event.case), kind__in=DECISIONS).order_by("-id").first()
    if held is not None and event.given.get("way") == NETWORK:
        _mail(held, at=at, copies=given_with(event.case, number))


def _mail(letter: Letter, *, at: datetime, copies: Sequence[AnswerCopy] = ()) -> None:
    asked = Application.objects.select_related("case").filter(case__uid=letter.subject.removeprefix("case:")).first()
    address = applicant_of(asked).mail if asked else ""
    message_id = f"<letter-{letter.uid}@gongkai>"
    if asked is None or not address or SentMail.objects.filter(message_id=message_id).exists():
        return
    made = _made(letter, at=at)
    message = EmailMessage(
        f"{letter.sheet['title']}（{asked.case.number}）",
        "\n\n".join([f"{letter.sheet['addressee']}：", *letter.sheet["paragraphs"], letter.sheet["organ"], NOTE]),
        to=[address],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    )
    file = made.pdf or made.docx
    if file is not None:
        message.attach(f"{letter.number}.{file.extension}", read_file(file), file.media_type)
    _attach(message, copies)
    refused = refusal_of(message)
    mail.note_sent(message_id=message_id, about=letter.subject, letter=letter.uid, refused=refused, by=SYSTEM, at=at)


def _attach(message: EmailMessage, copies: Sequence[AnswerCopy]) -> None:
    """What is given with an answer; where it is too large for mail, the words say where to get it."""
    if sum(one.given.size for one in copies) > MOST_MAILED:
        message.body = f"{message.body}\n\n{TOO_LARGE}"
        return
    for place, one in enumerate(copies, start=1):
        message.attach(f"{place:02d} {one.title}.{one.given.extension}", read_file(one.given), one.given.media_type)


def _made(letter: Letter, *, at: datetime) -> Letter:
    """With its files; where the page cannot be set, such as for a sign no font has, the docx has to do."""
    try:
        return letters.make_files(letter=letter.uid, by=SYSTEM, at=at)
    except Conflict:
        made = Letter.objects.select_related("docx", "pdf").get(pk=letter.pk)
        if made.docx is None:
            raise
        return made


NOTE = "公函见附件。需要补正、说明的，可以直接回复本邮件，并保留标题中的申请编号。"
