"""公开读取的数据结构：what crosses the API's boundary; days are ISO dates in China, instants ISO with offset."""

from dataclasses import replace
from datetime import date, datetime

from ninja import Field, Schema

from gongkai.engines.publishing.queries import Document, Filters, Item, Match
from gongkai.faces.api.schemas import texts


class ErrorOut(Schema):
    """拒绝：a sentence for people, a code for programs, the field it is about."""

    code: str
    sentence: str
    field: str | None = None


class Refused(Schema):
    """拒绝的答复。"""

    error: ErrorOut


class ItemOut(Schema):
    """列表一行。"""

    record: str
    url: str
    kind: str
    title: str
    document_number: str
    issuer: str
    formed_on: date | None
    published_at: datetime
    organ: str
    theme: str
    genre: str

    @classmethod
    def of(cls, item: Item) -> "ItemOut":
        """From the engine's row."""
        fields = {name: getattr(item, name) for name in cls.model_fields if name != "url"}
        return cls(url=f"/documents/{item.record}/", **fields)


class ItemsOut(Schema):
    """一页列表：`next` is the cursor to pass as `after`; empty at the end."""

    items: list[ItemOut]
    next: str


class FileOut(Schema):
    """附件：`size` in bytes."""

    position: int
    title: str
    name: str
    sha256: str
    size: int
    url: str


class LinkOut(Schema):
    """关联：how one document relates to another, and which."""

    type: str
    record: str
    title: str


class StandingOut(Schema):
    """效力状态：derived, for the day asked or today; `by` the record that did it."""

    code: str
    name: str
    since: date | None
    by: str


class ChapterOut(Schema):
    """效力沿革一步：made, takes_effect, amended, expired or repealed, from a day on; `by` the record that did it."""

    on: date
    what: str
    by: str


class DocumentOut(Schema):
    """公开文件：one public edition."""

    record: str
    edition: int
    url: str
    index_number: str
    kind: str
    organ: str
    title: str
    document_number: str
    issuer: str
    formed_on: date | None
    addressees: str
    summary: str
    body: str
    theme: str
    genre: str
    art20: str
    effective_on: date | None
    expires_on: date | None
    public_note: str
    published_at: datetime
    released_at: datetime
    standing: StandingOut
    life: list[ChapterOut]
    files: list[FileOut]
    outgoing: list[LinkOut]
    incoming: list[LinkOut]
    editions: list[int]
    proof_url: str

    @classmethod
    def of(cls, page: Document) -> "DocumentOut":
        """From the engine's page."""
        edition, uid = page.edition, page.edition.record.uid
        base = f"/documents/{uid}/editions/{edition.number}"
        plain = {
            name: getattr(edition, name) for name in cls.model_fields if name not in DERIVED and hasattr(edition, name)
        }
        return cls(
            **plain,
            record=uid,
            edition=edition.number,
            url=f"/documents/{uid}/",
            index_number=edition.record.index_number or "",
            organ=edition.organ.code,
            standing=StandingOut.from_orm(page.standing),
            life=[ChapterOut.from_orm(chapter) for chapter in page.life],
            files=[
                FileOut(
                    position=a.position,
                    title=a.title,
                    name=a.file_name,
                    sha256=a.public.sha256,
                    size=a.public.size,
                    url=f"{base}/files/{a.position}",
                )
                for a in page.attachments
            ],
            outgoing=[LinkOut(type=li.type, record=li.record, title=li.title) for li in page.outgoing],
            incoming=[LinkOut(type=li.type, record=li.record, title=li.title) for li in page.incoming],
            editions=[e.number for e in page.history],
            proof_url=f"{base}/proof.json",
        )


DERIVED = {
    "record",
    "edition",
    "url",
    "index_number",
    "organ",
    "standing",
    "life",
    "files",
    "outgoing",
    "incoming",
    "editions",
    "proof_url",
}


class FiltersIn(Schema):
    """筛选条件：empty means all."""

    organ: texts.Short = ""
    kind: texts.Short = ""
    theme: texts.Short = ""
    genre: texts.Short = ""
    art20: texts.Short = ""
    year: texts.Year | None = None

    def filters(self) -> Filters:
        """As the engine's value."""
        kinds = (self.kind,) if self.kind else ()
        return Filters(self.organ, kinds, self.theme, self.genre, self.art20, self.year)


class ListIn(FiltersIn):
    """列表条件：`after` is the cursor of the page before, `limit` in rows (1–100)."""

    after: texts.Cursor = ""
    limit: int = Field(20, ge=1, le=100)


class SearchIn(FiltersIn):
    """检索条件：`q` in words, a 文号 or a 索引号; `status` is the standing today: in_force, amended, not_yet …."""

    q: texts.Line
    status: texts.Short = ""
    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0, le=10000)

    def filters(self) -> Filters:
        """As the engine's value."""
        return replace(super().filters(), status=self.status)


class CodeOut(Schema):
    """代码：one entry of a closed list."""

    code: str
    name: str


class OrganOut(Schema):
    """机关：an organ that publishes here, under its present name."""

    code: str
    name: str
    kind: str
    place: str


class HitOut(ItemOut):
    """检索结果：`title_html` and `snippet_html` carry <mark> around what matched, everything else escaped."""

    title_html: str
    snippet_html: str

    @classmethod
    def of_match(cls, match: Match) -> "HitOut":
        """From the engine's match."""
        item = ItemOut.of(match.item)
        return cls(**item.model_dump(), title_html=match.title_html, snippet_html=match.snippet_html)


class FoundOut(Schema):
    """检索答复：`capped` when more match than were counted."""

    total: int
    capped: bool
    hits: list[HitOut]
