"""信用修复的数据结构：asking that the publicity of a penalty end, following it, and what the office does about it."""

from datetime import date, datetime

from ninja import Schema

from gongkai.engines.registers.models import Adjustment
from gongkai.faces.api.schemas import texts
from gongkai.foundation.now import china_date
from gongkai.programmes.enforcement.models import RepairApplication
from gongkai.programmes.enforcement.operations import RepairReceipt
from gongkai.programmes.enforcement.repairing import SAID, Progress, Written


class RepairAskIn(Schema):
    """申请信用修复：of which penalty, who asks, and what was put right."""

    decision: texts.Number
    name: texts.Number
    contact: texts.Number
    text: texts.Remark
    promised: bool


class RepairReceiptOut(Schema):
    """信用修复回执：number and code, the code only this once."""

    number: str
    code: str

    @classmethod
    def of(cls, made: RepairReceipt) -> "RepairReceiptOut":
        """From the programme's answer."""
        return cls(number=made.repair.number, code=made.code)


class RepairFollowedOut(Schema):
    """信用修复的进度：what its party may know."""

    number: str
    decision: str
    title: str
    state: Progress
    said: str
    received_on: date
    ground: str
    basis: str
    answer: str
    ends_on: date | None

    @classmethod
    def of(cls, row: RepairApplication, progress: Progress, ended: Adjustment | None) -> "RepairFollowedOut":
        """From the table; ground and answer once they are decided."""
        refused = progress is Progress.REFUSED
        return cls(
            number=row.number, decision=row.key, title=row.title, state=progress, said=SAID[progress],
            received_on=china_date(row.received_at), ground=row.get_ground_display() if refused else "",
            basis=row.basis if refused else "", answer=row.answer if refused else "",
            ends_on=ended.since if ended else None,
        )  # fmt: skip


class RepairOut(Schema):
    """信用修复申请：as a list of the office names it."""

    uid: str
    number: str
    organ: str
    decision: str
    title: str
    state: Progress
    received_at: datetime
    adjustment: str

    @classmethod
    def of(cls, row: RepairApplication, progress: Progress) -> "RepairOut":
        """From the table."""
        return cls(
            uid=row.uid, number=row.number, organ=row.organ.code, decision=row.key, title=row.title, state=progress,
            received_at=row.received_at, adjustment=row.change.adjustment if row.change else "",
        )  # fmt: skip


class RepairWordsOut(Schema):
    """申请的内容：as it was written."""

    name: str
    contact: str
    text: str


class RepairWholeOut(RepairOut):
    """一件信用修复申请：with what was written, where this person may read it and it is not erased yet."""

    written: RepairWordsOut | None
    has_evidence: bool
    ground: str
    basis: str
    answer: str
    proposal: str
    returned: str

    @classmethod
    def whole(cls, row: RepairApplication, progress: Progress, written: Written | None) -> "RepairWholeOut":
        """From the table, and what may be read of the words."""
        said = RepairWordsOut(name=written.name, contact=written.contact, text=written.text) if written else None
        return cls(
            **RepairOut.of(row, progress).model_dump(), written=said, has_evidence=bool(row.extension),
            ground=row.ground, basis=row.basis, answer=row.answer, proposal=row.reading, returned=row.returned,
        )  # fmt: skip


class RepairGrantIn(Schema):
    """同意修复：reason and basis are public."""

    reason: texts.Remark
    basis: texts.Remark


class RepairRefusalIn(Schema):
    """拟不予修复：on which ground, and why."""

    ground: texts.Short
    answer: texts.Remark


class RepairDecisionIn(Schema):
    """决定不予修复：of the proposal as it was read."""

    proposal: texts.Short


class RepairReturnIn(RepairDecisionIn):
    """退回不予修复的意见。"""

    opinion: texts.Remark
