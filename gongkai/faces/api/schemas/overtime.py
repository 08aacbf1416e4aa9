"""时间与变动的数据结构：emergencies, what is withheld, reorganisations."""

from datetime import date, datetime

from ninja import Field, Schema

from gongkai.engines.publishing.bulk import MOST_ROWS
from gongkai.engines.publishing.bulk_tables import BulkRow
from gongkai.engines.publishing.emergency_tables import Emergency
from gongkai.engines.publishing.queries import BulkProgress, Owed, RunningRecord, WithheldCount
from gongkai.faces.api.schemas import texts


class EmergencyOut(Schema):
    """突发事件：`latest_at` is the minute of the latest release about it."""

    emergency: str
    name: str
    latest_at: datetime


class BulletinOut(Schema):
    """突发事件发布一条：`reviewed` whether its reviews are complete."""

    record: str
    url: str
    title: str
    issuer: str
    at: datetime
    reviewed: bool


class RunningRecordOut(Schema):
    """突发事件发布记录。"""

    emergency: str
    name: str
    began_at: datetime
    closed_at: datetime | None
    releases: list[BulletinOut]

    @classmethod
    def of(cls, record: RunningRecord) -> "RunningRecordOut":
        """From the engine's answer."""
        releases = [
            BulletinOut(
                record=one.record,
                url=f"/documents/{one.record}/",
                title=one.title,
                issuer=one.issuer,
                at=one.at,
                reviewed=one.reviewed,
            )
            for one in record.bulletins
        ]
        return cls(
            emergency=record.uid,
            name=record.name,
            began_at=record.began_at,
            closed_at=record.closed_at,
            releases=releases,
        )


class WithheldIn(Schema):
    """负面清单筛选：empty means all."""

    organ: texts.Short = ""
    ground: texts.Short = ""
    theme: texts.Short = ""
    year: texts.Year | None = None


class WithheldOut(Schema):
    """负面清单一行：`count` and `overdue` in records (件); `rereview_on` the earliest day one is looked at again."""

    organ: str
    ground: str
    theme: str
    year: int
    count: int
    overdue: int
    rereview_on: date | None

    @classmethod
    def of(cls, row: WithheldCount) -> "WithheldOut":
        """From the engine's row."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class UrgentIn(Schema):
    """紧急发布：`sha256` is the content the head has seen."""

    sha256: texts.Sha256
    emergency: texts.Short
    reason: texts.Remark


class AfterIn(Schema):
    """补审意见。"""

    approved: bool
    remark: texts.Remark = ""


class OwedOut(Schema):
    """待补审一件：`refused` is why a reviewer said no."""

    record: str
    title: str
    organ: str
    emergency: str
    at: datetime
    due_at: datetime
    late: bool
    refused: str
    waits_for: str

    @classmethod
    def of(cls, owed: Owed) -> "OwedOut":
        """From the engine's row."""
        return cls(**{name: getattr(owed, name) for name in cls.model_fields})


class EmergencyIn(Schema):
    """登记突发事件：`began_at` with its offset."""

    organ: texts.Short
    name: texts.Number
    began_at: texts.Minute


class OpenEmergencyOut(Schema):
    """进行中的突发事件。"""

    emergency: str
    organ: str
    name: str
    began_at: datetime

    @classmethod
    def of(cls, emergency: Emergency) -> "OpenEmergencyOut":
        """From the engine's row."""
        return cls(
            emergency=emergency.uid, organ=emergency.organ.code, name=emergency.name, began_at=emergency.began_at
        )


class LineIn(Schema):
    """清单一行：uid, 索引号 or 文号; and the record it goes into, when rows differ."""

    record: texts.Line
    to: texts.Line = ""


class BulkIn(Schema):
    """批量办理：`act` is transfer, redirect or withdraw; `to` the organ's code, or the record all go into."""

    act: texts.Short
    organ: texts.Short
    lines: list[LineIn] = Field(max_length=MOST_ROWS)
    to: texts.Short = ""
    reason: texts.Short = ""
    note: texts.Remark


class BulkRowOut(Schema):
    """批量一行：`state` is waiting, ready, refused, done or failed."""

    position: int
    given: str
    record: str
    state: str
    sentence: str

    @classmethod
    def of(cls, row: BulkRow) -> "BulkRowOut":
        """From the engine's row."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class BulkOut(Schema):
    """批量办理：`state` is trying, tried, running, done or cancelled."""

    run: str
    act: str
    organ: str
    state: str
    total: int
    rows: list[BulkRowOut]

    @classmethod
    def of(cls, progress: BulkProgress, rows: list[BulkRow]) -> "BulkOut":
        """From the engine's answers."""
        run = progress.run
        return cls(
            run=run.uid,
            act=run.act,
            organ=run.organ.code,
            state=run.state,
            total=run.total,
            rows=[BulkRowOut.of(row) for row in rows],
        )
