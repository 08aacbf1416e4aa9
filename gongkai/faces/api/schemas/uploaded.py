"""收稿的数据结构：the draft an upload has become, and how far its reading can be relied upon."""

from typing import Self

from ninja import Schema

from gongkai.engines.publishing.intake import Intake
from gongkai.faces.api.schemas.office import WorkOut


class PageReadingOut(Schema):
    """一页的可信度：`share` from 0 to 1, `grade` 高, 中, 低 or 未读出; `notes` say what to look at."""

    page: int
    share: float
    grade: str
    notes: list[str]


class ReadingOut(Schema):
    """PDF 的可信度：of the whole, its pages weighed by their characters, and of each page."""

    share: float
    grade: str
    sentence: str
    pages: list[PageReadingOut]


class UploadedOut(WorkOut):
    """上传所得：the draft opened, and what to check by eye. `reading` is null for what is no PDF."""

    remarks: list[str]
    attachments_named: list[str]
    reading: ReadingOut | None

    @classmethod
    def told(cls, work: WorkOut, taken: Intake) -> Self:
        """From the item and what the intake found; `attachments_named` are listed at the end of the paper."""
        sure = taken.sureness
        reading = (
            None
            if sure is None
            else ReadingOut(
                share=round(sure.share, 4),
                grade=sure.grade,
                sentence=sure.sentence,
                pages=[
                    PageReadingOut(page=p.page, share=round(p.share, 4), grade=p.grade, notes=list(p.notes))
                    for p in sure.pages
                ],
            )
        )
        return cls(
            **dict(work), remarks=list(taken.remarks), attachments_named=list(taken.attachments), reading=reading
        )
