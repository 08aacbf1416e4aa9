"""成稿：one document becomes a draft, is skipped, or is refused with a sentence."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from gongkai.assembly.importing._sources import Document
from gongkai.engines.publishing import intake
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.errors import Refusal
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor

LIMIT = {"title": 300, "document_number": 120, "issuer": 300}  # characters that their columns hold
TITLE_UNSEEN, NAME_SHOWN = "没有认出标题", 60
IMPORTED, SKIPPED, REFUSED = "已导入", "已导入过", "未导入"


@dataclass(frozen=True)
class Outcome:
    """一件的结果：`sentence` says why not, or what to look at."""

    label: str
    result: str
    title: str = ""
    record: str = ""
    sentence: str = ""


class Importer:
    """导入者：a drafter at work; remembers which originals the organ holds already."""

    def __init__(self, person: Actor, organ: Organ, kind: str) -> None:
        self.person, self.organ, self.kind = person, organ, kind_of(kind).code
        held = Edition.objects.filter(organ=organ, original__isnull=False).exclude(state=State.DISCARDED)
        self.held = dict(held.order_by("-pk").values_list("original__sha256", "record__uid"))

    def take(self, document: Document, *, at: datetime) -> Outcome:
        """收一件。"""
        if document.refusal:
            return Outcome(document.label, REFUSED, sentence=document.refusal)
        digest = hashlib.sha256(document.content).hexdigest()
        if digest in self.held:
            return Outcome(document.label, SKIPPED, document.title, self.held[digest], "原件与已导入的一份相同。")
        try:
            outcome = self._draft(document, at)
        except Refusal as refusal:
            return Outcome(document.label, REFUSED, document.title, sentence=refusal.sentence)
        self.held[digest] = outcome.record
        return outcome

    def _draft(self, document: Document, at: datetime) -> Outcome:
        taken = intake.read_upload(content=document.content, name=document.name, by=self.person, at=at)
        edition = publishing.draft(
            organ=self.organ,
            kind=self.kind,
            content=_content(taken.content, document),
            original=taken.original,
            original_name=taken.name,
            by=self.person,
            at=at,
        )
        return Outcome(document.label, IMPORTED, edition.title, edition.record.uid, _remarks(taken, document))


def _remarks(taken: intake.Intake, document: Document) -> str:
    read = [said for said in taken.remarks if not (document.title and said.startswith(TITLE_UNSEEN))]
    named = "；".join(name if len(name) <= NAME_SHOWN else f"{name[:NAME_SHOWN]}……" for name in taken.attachments)
    return "".join([*read, f"正文提到附件：{named}。" if named else "", *document.remarks])


def _content(proposed: Content, document: Document) -> Content:
    """What was recognised, except where the list says it itself; what cannot be a title, number or issuer is cut."""
    return replace(
        proposed,
        title=(document.title or proposed.title)[: LIMIT["title"]],
        document_number=proposed.document_number[: LIMIT["document_number"]],
        issuer=proposed.issuer[: LIMIT["issuer"]],
        summary=document.summary,
        identifiers=document.identifiers,
    )
