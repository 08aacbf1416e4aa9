"""法规库的数据结构：statutes, their texts and articles as of a day, what cites them, what a text cites."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, TypeAlias

from ninja import Field, Schema
from pydantic import StringConstraints

from gongkai.engines.publishing.queries import Item
from gongkai.faces.api.schemas import texts
from gongkai.programmes.statutes.models import Statute, StatuteArticle, StatuteProposal, StatuteVersion
from gongkai.programmes.statutes.queries import Citing, Passage
from gongkai.programmes.statutes.rules import article_address

Slug: TypeAlias = Annotated[str, StringConstraints(max_length=20, pattern=r"^[^\x00]*$")]
MOST_A_PAGE = 100


class StatutesIn(Schema):
    """筛选：every condition may be left out."""

    words: texts.Number = ""
    category: texts.Short = ""
    region: texts.Short = ""
    year: texts.Year | None = None
    status: texts.Short = ""
    page: Annotated[int, Field(ge=1, le=10_000)] = 1


class StatuteRowOut(Schema):
    """法规：as a list names it."""

    slug: str
    title: str
    category: str
    region: str
    issuer: str
    year: int | None
    repealed_on: date | None

    @classmethod
    def of(cls, one: Statute) -> "StatuteRowOut":
        """From the table."""
        return cls(
            slug=one.slug, title=one.title, category=one.category, region=one.region, issuer=one.issuer,
            year=one.year, repealed_on=one.repealed_on,
        )  # fmt: skip


class PassageOut(Schema):
    """命中的条：an article that holds the words."""

    address: str
    label: str
    snippet_html: str


class StatuteFoundOut(StatuteRowOut):
    """查到的法规：with the articles that hold most of the words, at most three."""

    passages: list[PassageOut] = []

    @classmethod
    def found(cls, one: Statute, held: Sequence[Passage]) -> "StatuteFoundOut":
        """From the table and the search."""
        said = [PassageOut(address=each.address, label=each.label, snippet_html=each.snippet_html) for each in held]
        return cls(**StatuteRowOut.of(one).model_dump(), passages=said)


class StatutesOut(Schema):
    """法规清单：a page."""

    total: int
    capped: bool
    statutes: list[StatuteFoundOut]


class ArticleOut(Schema):
    """条：one article of the text of a day."""

    address: str
    label: str
    chapter: str
    text: str

    @classmethod
    def of(cls, one: StatuteArticle) -> "ArticleOut":
        """From the table."""
        address = article_address(one.number, one.inserted)
        return cls(address=address, label=one.label, chapter=one.chapter, text=one.text)


class StatuteOut(StatuteRowOut):
    """法规全文：as of a day; `versions` are the first days of all its versions."""

    since: date
    until: date | None
    adopted_on: date | None
    versions: list[date]
    preamble: str
    articles: list[ArticleOut]

    @classmethod
    def whole(
        cls, one: Statute, version: StatuteVersion, known: Sequence[StatuteVersion], said: Sequence[StatuteArticle]
    ) -> "StatuteOut":
        """From the tables."""
        return cls(
            **StatuteRowOut.of(one).dict(), since=version.since, until=version.until, adopted_on=version.adopted_on,
            versions=[each.since for each in known], preamble=version.preamble,
            articles=[ArticleOut.of(each) for each in said],
        )  # fmt: skip


class CitingOut(Schema):
    """引用者：a statute (with the articles that cite) or a public document."""

    slug: str
    record: str
    title: str
    addresses: list[str]


class CitedArticleOut(ArticleOut):
    """条和引用它的。"""

    cited_by: list[CitingOut]

    @classmethod
    def whole(cls, one: StatuteArticle, citing: Citing, records: Sequence[Item]) -> "CitedArticleOut":
        """From the tables."""
        found = [
            CitingOut(slug=each.slug, record="", title=each.title, addresses=[address for address, _ in places])
            for each, places in citing.statutes
        ]
        found += [CitingOut(slug="", record=item.record, title=item.title, addresses=[]) for item in records]
        return cls(**ArticleOut.of(one).dict(), cited_by=found)


class CitationOut(Schema):
    """一处引用：where it stands in the text, and what it names; `slug` is empty for a statute not held."""

    start: int
    end: int
    title: str
    slug: str
    addresses: list[str]


class CitationsIn(Schema):
    """要辨认的文字。"""

    text: Annotated[str, StringConstraints(max_length=4000, pattern=r"^[^\x00]*$")]


class VersionIn(Schema):
    """法规版本：a new statute, or with `statute` the next version of one."""

    organ: texts.Short
    statute: Slug = ""
    title: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    category: texts.Short
    region: Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\x00]*$")] = ""
    issuer: Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")] = ""
    number: texts.Number = ""
    adopted_on: texts.Day | None = None
    since: texts.Day
    history: Annotated[list[texts.Line], Field(max_length=100)] = []
    body: Annotated[str, StringConstraints(min_length=1, max_length=2_000_000, pattern=r"^[^\x00]*$")]
    reason: texts.Line


class RepealIn(Schema):
    """废止：from a day on, on what basis."""

    organ: texts.Short
    on: texts.Day
    reason: texts.Line


class AdoptIn(Schema):
    """批准：what was read, by its digest."""

    sha256: texts.Sha256


class WhyIn(Schema):
    """理由：why a proposal goes back."""

    remark: texts.Remark


class ProposalOut(Schema):
    """法规变动：what is proposed, by whom, and how it stands."""

    uid: str
    kind: str
    statute: str
    title: str
    organ: str
    since: date
    reason: str
    state: str
    sha256: str
    remark: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None

    @classmethod
    def of(cls, found: StatuteProposal) -> "ProposalOut":
        """From the programme's answer."""
        return cls(**_proposal(found))


class ProposalWholeOut(ProposalOut):
    """法规变动：with its text."""

    category: str
    region: str
    issuer: str
    number: str
    adopted_on: date | None
    history: list[str]
    body: str

    @classmethod
    def whole(cls, found: StatuteProposal) -> "ProposalWholeOut":
        """From the programme's answer."""
        return cls(
            **_proposal(found), category=found.category, region=found.region, issuer=found.issuer,
            number=found.document_number, adopted_on=found.adopted_on, history=found.history, body=found.body,
        )  # fmt: skip


def _proposal(found: StatuteProposal) -> dict[str, Any]:
    return {
        "uid": found.uid, "kind": found.kind, "statute": found.statute.slug if found.statute else "",
        "title": found.title, "organ": found.organ.code, "since": found.since, "reason": found.reason,
        "state": found.state, "sha256": found.sha256, "remark": found.remark, "proposed_by": found.proposed_by_name,
        "proposed_at": found.proposed_at, "decided_by": found.decided_by_name, "decided_at": found.decided_at,
    }  # fmt: skip
