"""收稿：an uploaded paper becomes a proposal for a draft: text, recognised fields, and what the clerk should look at.

Screens, the API and `gongkai import` all come in here. Nothing is decided: the clerk corrects, then an operation
writes.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from gongkai.engines.publishing.content import Content
from gongkai.foundation import papers
from gongkai.foundation.files import operations as files
from gongkai.foundation.files import queries as stored_files
from gongkai.foundation.files.models import StoredFile
from gongkai.foundation.files.rules import public_copy
from gongkai.foundation.papers.secrecy import refuse_marked, refuse_secret
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.text import compact
from gongkai.foundation.text.html import plain_text

HEAD = re.compile(r'<p class="(title|doc-number)">(.*?)</p>\s*', re.DOTALL)


@dataclass(frozen=True)
class Intake:
    """收稿结果：`content` proposed from the paper, the file kept as issued, and remarks in sentences.

    `sureness` says of a PDF how well each page could be read.
    """

    content: Content
    original: StoredFile
    name: str
    attachments: tuple[str, ...]
    remarks: tuple[str, ...]
    sureness: papers.Sureness | None = None


def read_upload(*, content: bytes, name: str, by: Actor, at: datetime) -> Intake:
    """读入来稿：keep the file as issued, read it, propose the fields.

    :raises Invalid: with what to do, for a file that cannot be taken or read, or whose head is marked secret.
    """
    paper = papers.read(content, name)
    refuse_secret(paper.secrecy_mark)  # before a byte of it is kept
    original = files.store(content=content, name=name, by=by.uid, at=at)
    proposed = Content(
        title=paper.title or name.rsplit(".", 1)[0],
        document_number=paper.document_number,
        issuer=paper.issuer,
        formed_on=paper.formed_on,
        addressees=paper.addressees,
        body=without_head(paper.html, title=paper.title, document_number=paper.document_number),
    )
    return Intake(proposed, original, name, paper.attachments, paper.notes, paper.sureness)


def keep_attachment(*, content: bytes, name: str, by: Actor, at: datetime) -> tuple[StoredFile, StoredFile]:
    """收附件：the file as given, and the copy for the public without names, comments and revision marks.

    :raises Invalid: with what to do, for a file that cannot be taken, or a readable one whose head is marked secret.
    """
    refuse_marked(content, name)
    original = files.store(content=content, name=name, by=by.uid, at=at)
    cleaned = public_copy(stored_files.read_file(original), original.media_type)
    public = original if cleaned == content else files.store(content=cleaned, name=name, by=by.uid, at=at)
    return original, public


def without_head(html: str, *, title: str, document_number: str) -> str:
    """去版头：the body without the title and 文号 it opens with, which now stand in fields of their own.

    Only what was recognised word for word is taken off; the paper as issued is kept beside.
    """
    lines: dict[str, list[str]] = {"title": [], "doc-number": []}
    rest = html
    while head := HEAD.match(rest):
        lines[head[1]].append(plain_text(head[2]))
        rest = rest[head.end() :]
    said = [compact("".join(lines[name])) for name in ("title", "doc-number")]
    return rest if said == [compact(title), compact(document_number)] else html
