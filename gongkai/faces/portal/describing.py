"""文件的说明：the words and rows a document page shows beside the text itself."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.models import Edition
from gongkai.engines.publishing.queries import Document, Link
from gongkai.engines.publishing.rules import Deadline, NoDeadline, publication_deadline
from gongkai.faces.kit import heads, languages
from gongkai.faces.kit.components import Row, status_of
from gongkai.faces.kit.templatetags.kit import day
from gongkai.foundation.ledger.payloads import BODY_CLOSES, BODY_OPENS
from gongkai.foundation.now import china_date
from gongkai.law import codes

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OUTGOING = {
    "amends": _("本文件修改了"),
    "repeals": _("本文件废止了"),
    "implements": _("本文件落实"),
    "forwards": _("本文件转发"),
}
INCOMING = {
    "amends": _("修改本文件的"),
    "repeals": _("废止本文件的"),
    "implements": _("落实本文件的"),
    "forwards": _("转发本文件的"),
}


def rows(document: Document, organ_name: str) -> list[Row]:
    """元数据表：in the order government portals print it."""
    edition = document.edition
    return _paired(
        Row(gettext("索引号"), edition.record.index_number),
        Row(gettext("主题分类"), _label(codes.themes, edition.theme)),
        Row(gettext("发文机关"), edition.issuer or organ_name, chinese=True),
        Row(gettext("成文日期"), day(edition.formed_on)),
        Row(gettext("标题"), edition.title, wide=True, chinese=True),
        Row(gettext("发文字号"), edition.document_number or gettext("无"), chinese=bool(edition.document_number)),
        Row(gettext("发布日期"), day(edition.published_at)),
        Row(gettext("有效性"), _validity(document)),
        Row(gettext("体裁"), _label(codes.genres, edition.genre)),
        Row(gettext("施行日期"), day(edition.effective_on)),
        Row(gettext("失效日期"), day(edition.expires_on)),
        Row(gettext("公开类别"), _category(edition.art20), wide=True),
    )


def facts(document: Document, organ_name: str) -> list[Row]:
    """要点：what a narrow screen shows of the metadata while its table is folded, beyond what the red head says."""
    edition = document.edition
    released = gettext("%(day)s发布") % {"day": day(edition.published_at)} if edition.published_at else ""
    issuer = "" if heads.head(edition).issuer else edition.issuer or organ_name
    said = (Row("", issuer, chinese=True), Row("", released), Row("", _validity(document)))
    return [fact for fact in said if fact.value]


def more_rows(edition: Edition, organ_name: str) -> list[Row]:
    """其余著录项：what is asked for less often."""
    said = [
        Row(
            gettext("发布机构"),
            organ_name,
            reverse("portal:organ", args=[edition.organ.code]),
            gettext("公开专栏"),
            chinese=True,
        ),
        Row(gettext("公开属性"), languages.term("主动公开")),
        Row(gettext("内容概述"), edition.summary, chinese=True),
        *(
            Row(scheme, f"{value}（{source}）" if source else value, chinese=True)
            for scheme, value, source in edition.identifiers
        ),
    ]
    return [row for row in said if row.value]


def _paired(*said: Row) -> list[Row]:
    """Rows that say something, in two columns; one left alone in its line takes the whole of it."""
    shown: list[Row] = []
    alone = False
    for row in (row for row in said if row.value):
        if row.wide and alone:
            shown[-1] = replace(shown[-1], wide=True)
        alone = not row.wide and not alone
        shown.append(row)
    return [*shown[:-1], replace(shown[-1], wide=True)] if alone else shown


def _label(listed: "codes.Codes[codes.Code]", code: str) -> str:
    found = listed.get(code)
    return languages.term(found.name) if found else code


def _category(code: str) -> str:
    found = codes.art20_categories.get(code)
    if found is None:
        return ""
    return gettext("%(name)s（条例%(article)s）") % {
        "name": languages.term(found.name),
        "article": languages.article(found.citation.article),
    }


def _validity(document: Document) -> str:
    standing = document.standing
    if standing.code == "in_force" and not kind_of(document.edition.kind).has_standing:
        return ""
    return str(status_of(standing.code).label)


def marked_body(edition: Edition) -> SafeString:
    """正文：between the two comments the verifier looks for, to the byte; sanitised when it was saved."""
    return SafeString(f"{BODY_OPENS}{edition.body}{BODY_CLOSES}")


def has_table(edition: Edition) -> bool:
    """正文有表格：the text then scrolls sideways in its own box, reached by keyboard."""
    return "<table" in edition.body


def addressees(edition: Edition) -> str:
    """主送机关：where the text does not say it itself."""
    return "" if 'class="addressees"' in edition.body else edition.addressees


@dataclass(frozen=True)
class Related:
    """关联文件：interpretations apart, the rest under a heading each."""

    interpreted_by: tuple[Link, ...]
    interprets: tuple[Link, ...]
    others: tuple[tuple["StrOrPromise", tuple[Link, ...]], ...]

    def __bool__(self) -> bool:
        return bool(self.interpreted_by or self.interprets or self.others)


def related(document: Document) -> Related:
    """关联：both ways."""

    def of(links: Sequence[Link], type_: str) -> tuple[Link, ...]:
        return tuple(dict.fromkeys(link for link in links if link.type == type_))

    groups = [(label, of(document.outgoing, type_)) for type_, label in OUTGOING.items()]
    groups += [(label, of(document.incoming, type_)) for type_, label in INCOMING.items()]
    return Related(
        interpreted_by=of(document.incoming, "interprets"),
        interprets=of(document.outgoing, "interprets"),
        others=tuple(group for group in groups if group[1]),
    )


@dataclass(frozen=True)
class Banner:
    """效力横幅：what `doc_status` needs: the day, and the document that did it."""

    status: str
    on: date | None
    by: str
    href: str


def banner(document: Document) -> Banner:
    """效力横幅。"""
    standing = document.standing
    doer = next((link for link in document.incoming if standing.by and link.record == standing.by), None)
    return Banner(
        status=standing.code,
        on=standing.since,
        by=f"《{doer.title}》" if doer else "",
        href=reverse("portal:document", args=[doer.record]) if doer else "",
    )


@dataclass(frozen=True)
class Publication:
    """依法公开：the last lawful day, and whether the first release kept it."""

    deadline: Deadline | NoDeadline
    published_on: date | None
    formed_on: date | None

    @property
    def is_counted(self) -> bool:
        """Whether a day could be counted."""
        return isinstance(self.deadline, Deadline)

    @property
    def is_late(self) -> bool:
        """Whether the first release came after the last lawful day."""
        on = self.published_on
        return isinstance(self.deadline, Deadline) and on is not None and self.deadline.is_late(on)


def publication(edition: Edition) -> Publication:
    """依法公开。依据：《政府信息公开条例》第二十六条。"""
    on = china_date(edition.published_at) if edition.published_at else None
    return Publication(publication_deadline(edition.formed_on), on, edition.formed_on)


def body_sha256(edition: Edition) -> str:
    """正文摘要：as the ledger committed to it."""
    return str(json.loads(edition.manifest).get("body_sha256", "")) if edition.manifest else ""
