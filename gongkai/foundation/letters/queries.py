"""查询：letters, and what an organ has made for them. Whether somebody may see them is for who owns the subject."""

from datetime import date

from django.db.models import QuerySet

from gongkai.foundation.errors import Conflict, NotFound
from gongkai.foundation.files.queries import read_file
from gongkai.foundation.letters import reading, setting, word
from gongkai.foundation.letters.models import Letter, LetterSeries, LetterTemplate
from gongkai.foundation.letters.rules import Sheet
from gongkai.foundation.organs.models import Organ


def letters_of(subject: str) -> QuerySet[Letter]:
    """某事项的公函：in the order they were numbered; lazy, 1 SQL."""
    return Letter.objects.filter(subject=subject).select_related("docx", "pdf").order_by("id")


def letter_of(subject: str, uid: str) -> Letter:
    """按编号取公函：of one subject. 1 SQL.

    :raises NotFound: when that subject has no such letter.
    """
    found = letters_of(subject).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def has_docx(uid: str) -> bool:
    """有无 Word 文件：was the docx of a letter made? 1 SQL."""
    return Letter.objects.filter(uid=uid, docx__isnull=False).exists()


def without_pdf() -> list[str]:
    """缺 PDF 的公函：uids of those of which only the docx could be made, the oldest first. 1 SQL."""
    return list(Letter.objects.filter(pdf=None, docx__isnull=False).order_by("id").values_list("uid", flat=True))


def unprintable(text: str) -> tuple[str, ...]:
    """印不出的字：the characters of a text that no font here has; none where no Chinese font is installed at all."""
    try:
        return setting.lacking_in(text)
    except Conflict:
        return ()


def template_in_use(organ: Organ, kind: str) -> LetterTemplate | None:
    """在用模板：the organ's own for a kind; None where the shipped one serves. 1 SQL."""
    own = LetterTemplate.objects.filter(organ=organ, kind=kind, removed_at=None)
    return own.select_related("file").order_by("-id").first()


def templates_in_use(organ: Organ) -> dict[str, LetterTemplate]:
    """在用的全部模板：kind → the organ's own. 1 SQL."""
    own = LetterTemplate.objects.filter(organ=organ, removed_at=None).select_related("file").order_by("id")
    return {template.kind: template for template in own}


def word_of(organ: Organ, series: str) -> str:
    """机关代字：of a series; empty where the organ has named none. 1 SQL."""
    return LetterSeries.objects.filter(organ=organ, series=series).values_list("word", flat=True).first() or ""


def words_of(organ: Organ) -> dict[str, str]:
    """全部机关代字：series → word. 1 SQL."""
    return dict(LetterSeries.objects.filter(organ=organ).values_list("series", "word"))


def default_word(organ: Organ, ending: str, *, on: date) -> str:
    """默认代字：the organ's short name and what the series ends in, while its head has named none. 1 SQL."""
    short = Organ.objects.named(on).get(pk=organ.pk).short_name
    return "".join(sign for sign in short or "本机关" if "\u4e00" <= sign <= "\u9fff")[:12] + ending


def template_bytes(template: LetterTemplate | None) -> bytes:
    """模板文件：the organ's own, or the shipped one.

    :raises NotFound: when its bytes are missing from the store.
    """
    return read_file(template.file) if template else word.default_template()


def as_word(sheet: Sheet, template: LetterTemplate | None) -> bytes:
    """生成 Word 公函：a template filled with what stands on the letter."""
    return word.fill(template_bytes(template), sheet)


def as_pdf(sheet: Sheet, template: LetterTemplate | None) -> bytes:
    """生成 PDF 公函：what the docx says, paragraph by paragraph, set in the official layout.

    :raises Conflict: when the machine has no Chinese font, or the fonts lack a character.
    """
    return setting.set_letter(reading.blocks(as_word(sheet, template)), title=sheet.title, author=sheet.organ)
