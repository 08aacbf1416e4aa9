"""公告和意见的内容：how notice, draft, explanation and basis make one body, and are read from it again; pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape

from gongkai.foundation.errors import Invalid
from gongkai.foundation.privacy.rules import Passage as Words
from gongkai.foundation.privacy.rules import Place, mask, scan
from gongkai.foundation.text import compact, storable
from gongkai.foundation.text.html import plain_text
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.consultations.programme import SPEAKERS

DRAFT, EXPLANATION, BASIS, SURVEY = "征求意见稿", "起草说明", "制定依据", "调查问题"
PARTS = (DRAFT, EXPLANATION, BASIS)
LONGEST = {"name": 120, "text": 5000, "contact": 120, "title": 200, "reason": 3000, "note": 300, "remark": 200}
MOST_COPIES = 100_000
_WAYS = "提出意见的方式：可以在本平台意见征集页面对全文或者逐条提出。"
_HEADING = re.compile(r"<h2>(.*?)</h2>")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百零]+[编章节][\s\u3000]")
_PLAIN = re.compile(r"<(p|h3)>[^<]*</\1>")
_OTHER = re.compile(r"其[他它](?:$|[（(：:，,])")
_NUMBERED = re.compile(r"\d{4}|[@＠]")
_SIGNS = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"\s*(第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十]+)?)[\s\u3000]")


@dataclass(frozen=True)
class Texts:
    """征集的材料：as the clerk writes them, a line a paragraph."""

    name: str
    draft: str
    explanation: str
    basis: str
    until: date
    shortened_reason: str = ""
    ways: str = ""
    theme: str = ""


@dataclass(frozen=True)
class Question:
    """调查问题：with its choices; `many` when several may be chosen."""

    text: str
    choices: tuple[str, ...]
    many: bool = False

    @property
    def open_choice(self) -> int:
        """可以填写的选项：the number of the choice 其他, beside which somebody may write; 0 where there is none."""
        return next((at for at, one in enumerate(self.choices, start=1) if _OTHER.match(one)), 0)

    @classmethod
    def of(cls, said: Mapping[str, object]) -> "Question":
        """From its row."""
        choices = said["choices"]
        assert isinstance(choices, Sequence)
        return cls(str(said["text"]), tuple(str(one) for one in choices), bool(said["many"]))

    def row(self) -> dict[str, object]:
        """As it is kept."""
        return {"text": self.text, "choices": list(self.choices), "many": self.many}


@dataclass(frozen=True)
class Speaker:
    """提出意见的人：sealed; `kind` is anonymous, person or organisation."""

    kind: str = "anonymous"
    name: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Passage:
    """草案的一段：its number from 1, its HTML, and whether it is a heading nobody comments on by itself."""

    number: int
    html: str

    @property
    def heading(self) -> bool:
        """章节名。"""
        return self.html.startswith("<h")

    @property
    def text(self) -> str:
        """Its words."""
        return plain_text(self.html)

    @property
    def article(self) -> str:
        """条：the article it begins, as the draft numbers it; "" where it begins none."""
        found = _ARTICLE.match(self.text)
        return found[1] if found else ""

    @property
    def name(self) -> str:
        """段落的名称：its article, else which paragraph of the draft it is."""
        return self.article or f"第{self.number}段"


def title_of(name: str) -> str:
    """公告标题。"""
    return f"关于公开征求《{name}》意见的公告"


def last_day(until: date) -> str:
    """公告中写明的期限：the sentence that the gate looks for."""
    return f"征求意见的期限：自公布之日起至{day_in_chinese(until)}。"


def shortened(reason: str) -> str:
    """公告中写明的缩短理由。"""
    return f"缩短征求意见期限的理由：{reason}"


def body_of(texts: Texts, questions: Sequence[Question]) -> str:
    """公告正文：the notice, then each part under its heading."""
    notice = [f"为广泛听取社会各方面意见，现将《{texts.name}》及其起草说明、制定依据予以公布，公开征求意见。"]
    notice.append(last_day(texts.until))
    if texts.shortened_reason:
        notice.append(shortened(texts.shortened_reason))
    notice.append(f"{_WAYS}{texts.ways}")
    pieces = [_paragraphs("\n".join(notice))]
    for heading, text in ((DRAFT, texts.draft), (EXPLANATION, texts.explanation), (BASIS, texts.basis)):
        pieces += [f"<h2>{heading}</h2>", _paragraphs(text)]
    if questions:
        asked = [f"{at}. {one.text}（{'可多选' if one.many else '单选'}：{'；'.join(one.choices)}）" for at, one in
                 enumerate(questions, start=1)]  # fmt: skip
        pieces += [f"<h2>{SURVEY}</h2>", _paragraphs("\n".join(asked))]
    return "\n".join(pieces)


def _paragraphs(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n".join(f"<h3>{escape(line)}</h3>" if _CHAPTER.match(line) else f"<p>{escape(line)}</p>" for line in lines)


def parts_of(body: str) -> dict[str, list[str]]:
    """公告的各部分：heading → its blocks; what stands before the first is under ""."""
    found: dict[str, list[str]] = {"": []}
    here = ""
    for block in body.split("\n"):
        heading = _HEADING.fullmatch(block)
        if heading and heading[1] in (*PARTS, SURVEY):
            here = heading[1]
            found.setdefault(here, [])
        elif block:
            found[here].append(block)
    return found


def passages_of(body: str) -> tuple[Passage, ...]:
    """草案逐段：the blocks of the draft, numbered."""
    return tuple(Passage(at, html) for at, html in enumerate(parts_of(body).get(DRAFT, []), start=1))


def lines_of(blocks: Sequence[str]) -> str:
    """一部分的文字：as the clerk wrote it, a line a paragraph."""
    return "\n".join(plain_text(block) for block in blocks)


def is_plain(body: str) -> bool:
    """只有文字：whether the form of plain lines can hold it, with no table and no marks within a paragraph."""
    blocks = [block for blocks in parts_of(body).values() for block in blocks]
    return all(_PLAIN.fullmatch(block) for block in blocks)


def ways_in(notice: Sequence[str]) -> str:
    """其他提出意见的方式：as the notice has them."""
    said = "\n".join(plain_text(block) for block in notice)
    return said.partition(_WAYS)[2].strip()


def wanting_in(body: str) -> list[str]:
    """公告缺少的部分。"""
    found = parts_of(body)
    return [part for part in PARTS if not any(plain_text(block).strip() for block in found.get(part, []))]


def tidied(text: str, field: str) -> str:
    """整理：what no database takes, and blanks at the ends.

    :raises Invalid: when it is too long.
    """
    said = storable(text).strip()
    if len(said) > LONGEST[field]:
        raise Invalid(f"请不要超过{LONGEST[field]}个字。", field=field)
    return said


def problems_with(text: str, who: Speaker) -> Iterator[tuple[str, str]]:
    """缺漏：field and sentence, all at once."""
    if not text.strip():
        yield "text", "请写下您的意见。"
    if who.kind not in SPEAKERS:
        yield "kind", "请选择是否署名。"
    elif who.kind != "anonymous" and not who.name:
        yield "name", "署名的，请填写姓名或者单位名称；不想署名的，请选择不署名。"
    elif who.kind == "anonymous" and (who.name or who.contact):
        yield "kind", "不署名的意见不留姓名和联系方式。请清空，或者选择署名。"
    for field, value in (("text", text), ("name", who.name), ("contact", who.contact)):
        if len(value) > LONGEST[field]:
            yield field, f"请不要超过{LONGEST[field]}个字。"


def covered(text: str, *, today: date) -> str:
    """公开的文字：whatever tells who somebody is or how to reach them is covered.

    What would pass for an office's telephone or contact in a paper of an organ is somebody's own in a citizen's words.
    """
    found = scan([Words(Place("text"), text)], today=today)
    for one in sorted(found, key=lambda each: each.start, reverse=True):
        text = text[: one.start] + mask(one.kind.code, one.value) + text[one.end :]
    return text


def covered_name(name: str, *, today: date) -> str:
    """公开的署名：one line, with the numbers in it covered; also of names that were kept before this was done."""
    plain = " ".join(name.split())
    return covered(plain, today=today) if _NUMBERED.search(plain) else plain


def fingerprint(version: int, passage: int, text: str) -> str:
    """同一内容：the same for those who say the same of the same passage, whatever the spacing and the punctuation."""
    return sha256(f"{version}:{passage}:{_SIGNS.sub('', compact(text)) or text}".encode()).hexdigest()
