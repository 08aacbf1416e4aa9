"""公函操作：the only code that writes the tables of letters."""

import io
from datetime import date, datetime

from django.db import transaction

from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.files import operations as files
from gongkai.foundation.files.rules import DOCX, check
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.letters import queries, reading, word
from gongkai.foundation.letters.models import Letter, LetterSeries, LetterTemplate
from gongkai.foundation.letters.rules import Sheet, a_word, sheet_of, written_number
from gongkai.foundation.numbering.operations import take
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import FOI_HEAD, Actor
from gongkai.foundation.uids import new_uid


@transaction.atomic
def number_letter(
    *,
    organ: Organ,
    subject: str,
    act: int,
    kind: str,
    series: str,
    otherwise: str,
    sheet: Sheet,
    on: date,
    by: Actor,
    at: datetime,
) -> Letter:
    """公函编号：take the next number of the organ's series and freeze the words under it, in the caller's transaction.

    Rolled back with the act that sends it, the number goes to the next letter: no gaps. The year is that of `on`.

    :param otherwise: the word (机关代字) while the organ has named none.
    """
    named = queries.word_of(organ, series) or otherwise
    number = written_number(named, on.year, take(f"letters:{organ.code}:{named}:{on.year}"))
    letter = Letter.objects.create(
        uid=new_uid(),
        organ=organ,
        subject=subject,
        act=act,
        kind=kind,
        number=number,
        sheet={**sheet.as_json(), "number": number},
        template=queries.template_in_use(organ, kind),
        on=on,
        by=by.uid,
        at=at,
    )
    facts: dict[str, str | int] = {"of": subject, "act": act, "number": number, "kind": kind}
    _note("numbered", f"letter:{letter.uid}", organ, by=by, at=at, facts=facts)
    return letter


def make_files(*, letter: str, by: Actor, at: datetime) -> Letter:
    """制成公函文件：the docx and the PDF of a numbered letter, once; asked again, the same files.

    Outside the act that numbered it, since setting a page takes longer than an act may hold the database.

    :raises NotFound: when a template's bytes are missing.
    :raises Conflict: when the page cannot be set; words, number and docx stand all the same.
    """
    found = Letter.objects.select_related("docx", "pdf", "template__file").get(uid=letter)
    sheet = sheet_of(found.sheet)
    if found.docx is None:
        docx = files.store(content=queries.as_word(sheet, found.template), name="letter.docx", by=by.uid, at=at)
        with transaction.atomic():
            Letter.objects.filter(pk=found.pk, docx=None).update(docx=docx)
    if found.pdf is None:
        pdf = files.store(content=queries.as_pdf(sheet, found.template), name="letter.pdf", by=by.uid, at=at)
        with transaction.atomic():
            Letter.objects.filter(pk=found.pk, pdf=None).update(pdf=pdf)
    return Letter.objects.select_related("docx", "pdf").get(pk=found.pk)


def keep_template(*, organ: Organ, kind: str, content: bytes, name: str, by: Actor, at: datetime) -> LetterTemplate:
    """更换公函模板：check a docx edited in Word or WPS and use it from the next letter on.

    :raises NotPermitted: unless by the head of the organ's FOI office.
    :raises Invalid: naming every placeholder that is not known, or missing; for macros; for what is no docx.
    """
    _insist_head(by, organ)
    if not name.lower().endswith(".docx"):
        raise Invalid("模板应为.docx文件。请在Word或者WPS中另存为“.docx”格式后上传。", field="template")
    problems = _problems(content, name)
    if problems:
        raise Invalid("".join(problems), field="template")
    stored = files.store(content=content, name=name, by=by.uid, at=at)
    with transaction.atomic():
        kept = LetterTemplate.objects.create(organ=organ, kind=kind, file=stored, by=by.uid, at=at)
        _note(
            "template_kept", f"organ:{organ.code}", organ, by=by, at=at, facts={"kind": kind, "sha256": stored.sha256}
        )
    return kept


@transaction.atomic
def remove_template(*, organ: Organ, kind: str, by: Actor, at: datetime) -> None:
    """恢复默认模板：letters of this kind are made on the shipped template again; those made stay as they are.

    :raises NotPermitted: unless by the head of the organ's FOI office.
    """
    _insist_head(by, organ)
    if LetterTemplate.objects.filter(organ=organ, kind=kind, removed_at=None).update(removed_at=at):
        _note("template_removed", f"organ:{organ.code}", organ, by=by, at=at, facts={"kind": kind})


@transaction.atomic
def name_series(*, organ: Organ, series: str, word: str, by: Actor, at: datetime) -> LetterSeries:
    """设定机关代字：the word letters of a series are numbered under from now on; numbers given stay.

    :raises NotPermitted: unless by the head of the organ's FOI office.
    :raises Invalid: when it is no such word.
    :raises Conflict: when another series of the organ has it.
    """
    _insist_head(by, organ)
    named = a_word(word)
    if LetterSeries.objects.filter(organ=organ, word=named).exclude(series=series).exists():
        raise Conflict(f"“{named}”已用于本机关的另一类公函。两类公函的字号不能相同，请另定代字。")
    kept, _ = LetterSeries.objects.update_or_create(
        organ=organ, series=series, defaults={"word": named, "by": by.uid, "at": at}
    )
    _note("series_named", f"organ:{organ.code}", organ, by=by, at=at, facts={"series": series, "word": named})
    return kept


def _problems(content: bytes, name: str) -> list[str]:
    if check(io.BytesIO(content), name) is not DOCX:
        return ["模板应为.docx文件。请在Word或者WPS中另存为“.docx”格式后上传。"]
    return word.problems(content) or reading.obstacles(content)


def _insist_head(by: Actor, organ: Organ) -> None:
    if not by.holds(FOI_HEAD, organ.code):
        raise NotPermitted("公函的模板和字号由本机关政府信息公开工作机构负责人设定，您没有这个岗位。")


def _note(act: str, subject: str, organ: Organ, *, by: Actor, at: datetime, facts: dict[str, str | int]) -> None:
    """记入日志：by number and kind, never by addressee or words."""
    journal.record(act=f"letters.{act}", by=by.uid, at=at, organ=organ.code, subject=subject, facts=facts)
