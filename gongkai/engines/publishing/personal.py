"""个人信息检查：what of an edition's texts and files is personal, and what was decided about it.

Read by the screen, the API and the act of submitting; the answer is computed from the content each time, files by their
digest once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Attachment, Edition
from gongkai.engines.publishing.rules import PROACTIVE, Problem
from gongkai.foundation import redaction
from gongkai.foundation.errors import Invalid
from gongkai.foundation.files import queries as stored_files
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.privacy import markup
from gongkai.foundation.privacy import queries as privacy
from gongkai.foundation.privacy.models import PrivacyDecision
from gongkai.foundation.privacy.rules import KINDS, Finding, Grid, Passage, Place, mask, scan
from gongkai.foundation.redaction import Reading
from gongkai.foundation.text import compact

# 检查的字段：what becomes public as plain text; the body is read by itself.
FIELDS = {
    "title": "标题",
    "summary": "摘要",
    "addressees": "主送机关",
    "public_note": "更正说明",
}
# 公共邮箱：a mailbox there may be anybody's.
_MAIL_HOUSES = re.compile(
    r"(?:163|126|139|qq|foxmail|sohu|aliyun|21cn|gmail|outlook|hotmail|icloud|live|yahoo)\.com|yeah\.net|189\.cn|sina\.(?:com|cn)"
)
_CACHED = 64  # 个文件


@dataclass(frozen=True)
class Concern:
    """一处个人信息：a finding under its fingerprint, where it stands in words, and the decision on it, if any."""

    fingerprint: str
    finding: Finding
    where: str
    decision: PrivacyDecision | None

    @property
    def open(self) -> bool:
        """待处理：asks for a decision and has none."""
        return self.finding.blocks and self.decision is None

    @property
    def covered(self) -> str:
        """遮盖后：what would stand in its place."""
        return mask(self.finding.kind.code, self.finding.value)


@dataclass(frozen=True)
class Inspection:
    """个人信息检查结果：concerns in the order of the text; sentences about files whose text could not be read."""

    concerns: tuple[Concern, ...]
    unread: tuple[str, ...]

    @property
    def open(self) -> tuple[Concern, ...]:
        """待处理的。"""
        return tuple(concern for concern in self.concerns if concern.open)


def subject(record: str) -> str:
    """处理对象：the name under which decisions on a record are kept."""
    return f"record:{record}"


def inspect(edition: Edition, content: Content, attachments: Sequence[Attachment], *, today: date) -> Inspection:
    """检查：an edition's content and the public copies of its attachments.

    The organ's own telephone, fax and mailbox are its own wherever they stand. One SQL query, with the files at hand.
    """
    about, own = subject(edition.record.uid), _own_contacts(edition.organ)
    found = list(scan(_texts(content, attachments), today=today))
    unread, units = [], {"body": "段"}
    for attachment in attachments:
        reading = _reading(attachment.public.sha256)
        findings, sentence = scan(reading.texts, today=today), reading.unread
        part = f"file:{attachment.position}"
        units[part] = reading.unit
        found += [replace(finding, place=replace(finding.place, part=part)) for finding in findings]
        if sentence:
            unread.append(f"附件{attachment.position}：{sentence}")
    named = privacy.named([_ours(finding, own) for finding in found], about)
    decisions = privacy.decided(named, about)
    return Inspection(
        tuple(Concern(name, finding, where(finding.place, units), decisions.get(name)) for name, finding in named),
        tuple(unread),
    )


def problems(inspection: Inspection, content: Content) -> list[Problem]:
    """送审前检查：undecided personal data in what is to be public; others are not published and ask nothing.

    依据：《政府信息公开条例》第十五条。
    """
    if content.attribute != PROACTIVE or not inspection.open:
        return []
    kinds = "、".join(dict.fromkeys(concern.finding.kind.name for concern in inspection.open))
    sentence = (
        f"有{len(inspection.open)}处个人信息（{kinds}）尚未处理。请在“个人信息检查”中逐项选择“遮盖”，"
        "或者“保留”并说明理由。"
    )
    return [Problem("privacy", sentence)]


def where(place: Place, units: Mapping[str, str] = MappingProxyType({})) -> str:
    """位置：in words, for the clerk; `units` says for a part what its blocks are (段, 页, 行)."""
    part, _, number = place.part.partition(":")
    names = {"file": f"附件{number}", "filetitle": f"附件{number}的标题", "filename": f"附件{number}的文件名"}
    said = names.get(part) or FIELDS.get(part) or "正文"
    if part not in {"body", "file"}:
        return said
    if place.picture:
        return f"{said}第{place.picture}张图片第{place.block}行"
    cell = (
        f"表格第{place.row + 1}行第{place.column + 1}列"
        if place.row >= 0
        else f"第{place.block}{units.get(place.part, '段')}"
    )
    return f"{said}{cell}"


def summary(concerns: Iterable[Concern]) -> dict[str, int]:
    """按种类计数：for the journal: how many of which kind (处), and nothing else."""
    counts = dict.fromkeys(KINDS, 0)
    for concern in concerns:
        counts[concern.finding.kind.code] += 1
    return {code: count for code, count in counts.items() if count}


def _own_contacts(organ: Organ) -> frozenset[str]:
    """What the organ has made known: telephones, fax, mailbox, and its domain unless that is a mail house's."""
    said = [
        re.sub(r"[^0-9a-z@.]", "", part) for part in re.split("[、，,;；/ ]", f"{organ.phone}、{organ.fax}".lower())
    ]
    email = organ.email.lower()
    domain = email.rpartition("@")[2]
    return frozenset(part for part in (*said, email, "" if _MAIL_HOUSES.fullmatch(domain) else domain) if part)


def _ours(finding: Finding, own: frozenset[str]) -> Finding:
    """The same finding, known as the office's when it is one of the organ's own."""
    kind = {"email": "office_email", "mobile": "office_phone", "landline": "office_phone"}.get(finding.kind.code)
    value = re.sub(r"[^0-9a-z@._-]" if kind == "office_email" else "[^0-9]", "", compact(finding.value))
    if kind and (value in own or value.rpartition("@")[2] in own):
        return replace(finding, kind=KINDS[kind])
    return finding


def texts_of(content: Content) -> Iterator[Passage | Grid]:
    """文字：fields that become public, and the body, as what is scanned."""
    for name in FIELDS:
        if text := getattr(content, name):
            yield Passage(Place(name, 1), text)
    yield from markup.read(content.body).texts


def _texts(content: Content, attachments: Sequence[Attachment]) -> Iterator[Passage | Grid]:
    yield from texts_of(content)
    for attachment in attachments:
        yield Passage(Place(f"filetitle:{attachment.position}", 1), attachment.title)
        yield Passage(Place(f"filename:{attachment.position}", 1), attachment.file_name)


@lru_cache(maxsize=_CACHED)
def _reading(sha256: str) -> Reading:
    """What a stored file says, and what of it could not be read; bytes never change under their digest."""
    try:
        return redaction.read(stored_files.read_file(stored_files.by_sha256(sha256)), "file")
    except Invalid as refusal:
        return Reading((), refusal.sentence)
