"""网上申请信用修复：whether a penalty may be asked about, how far an application has come, and what was written."""

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Case, Exists, OuterRef, Q, When

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.models import Adjustment, AdjustmentState, EntryVersion
from gongkai.engines.registers.rules import YES, Values
from gongkai.foundation import sealing
from gongkai.foundation.codes import is_code_of
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.files.rules import JPEG, PDF, PNG, Limits, check
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.text import normalise
from gongkai.law import Citation, OutsideCoverage, enforcing
from gongkai.programmes.enforcement import permission, queries, rules
from gongkai.programmes.enforcement.after import PENALTIES
from gongkai.programmes.enforcement.models import PublicityChange, RepairApplication

LONGEST = {"name": 120, "contact": 120, "text": 3000, "answer": 2000, "returned": 1000}
# 本机关配置，法规未规定：a few pages of receipts and photographs.
LARGEST = 5
LIMITS = Limits(size=LARGEST * 1024 * 1024)
KINDS = {one.extension: one.media_type for one in (PDF, PNG, JPEG)}
NO_NAME = "请填写申请人的名称，与行政处罚决定书上的当事人一致。"
NO_CONTACT = "请填写联系电话或者地址，需要补充材料时告知您。"
NO_TEXT = "请写明怎样履行了处罚决定、怎样改正的。"
NO_PROMISE = "请先作出承诺，再提交申请。"
NOT_SHOWN = "没有查到正在公示的这个文号。请核对行政处罚决定书上的文号；公示期届满或者已经停止公示的，不需要申请。"
NOT_PROVEN = "没有查到这件申请。请核对编号和查询码；查询码只在提交时显示一次。"
TOO_LARGE = f"材料的扫描件不能超过{LARGEST}MB。请压缩或者缩小后再上传。"
NO_SCAN = "材料的扫描件或者照片请用PDF、JPG或者PNG格式。请另存后再上传。"
SENTENCES = (NO_NAME, NO_CONTACT, NO_TEXT, NO_PROMISE, NOT_SHOWN, NOT_PROVEN, TOO_LARGE, NO_SCAN)
"""拒绝的话：what the public may be told, for its English."""


class Progress(StrEnum):
    """办到哪里。"""

    RECEIVED = "received"
    DECIDING = "deciding"
    GRANTED = "granted"
    REFUSED = "refused"


SAID: Mapping[Progress, str] = {
    Progress.RECEIVED: "已经收到，正在核查",
    Progress.DECIDING: "已经核查，等待决定",
    Progress.GRANTED: "准予修复，停止公示",
    Progress.REFUSED: "不予修复",
}


@dataclass(frozen=True)
class Target:
    """所申请的决定：as it is published, and why its publicity may not end today, where it may not."""

    version: EntryVersion
    obstacle: str


@dataclass(frozen=True)
class Written:
    """申请的内容：as it was written; open only to those who handle it."""

    name: str
    contact: str
    text: str


@dataclass(frozen=True)
class Evidence:
    """证明材料：its bytes, and what they are."""

    content: bytes
    extension: str

    @property
    def media_type(self) -> str:
        """媒体类型：from the kind found in its bytes."""
        return KINDS[self.extension]


def target_of(key: str, today: date) -> Target:
    """所申请的决定：a penalty the public reads today. 2 SQL.

    :raises NotFound: for one that is not shown.
    """
    version = registers.entry_on(PENALTIES, key, today, seen_on=today) if key else None
    if version is None:
        raise NotFound(NOT_SHOWN)
    return Target(version, why_barred(version.values, today))


def why_barred(values: Values, today: date) -> str:
    """不能停止公示的理由：empty where its publicity may end today."""
    penalty = rules.penalty_of(values)
    if penalty is None:
        return ""
    try:
        return rules.why_not_ended(penalty, today)
    except OutsideCoverage as error:
        return str(error)


def basis_of(values: Values) -> Citation | None:
    """信用修复的依据：of market regulation its own conditions, of others those of the credit rules, where they held."""
    decided = rules.day_of(values, "decided_on")
    provision = enforcing.EARLY_END_CONDITIONS if values.get("market") == YES else enforcing.CREDIT_REPAIR
    try:
        return provision.at(decided_on=decided) if decided else None
    except OutsideCoverage:
        return None


def checked(content: bytes, name: str) -> Evidence:
    """检查证明材料：by its bytes, whatever it is called.

    :raises Invalid: when it is too large, empty, damaged, or neither a picture nor a PDF.
    """
    if len(content) > LIMITS.size:
        raise Invalid(TOO_LARGE, field="evidence")
    try:
        kind = check(io.BytesIO(content), name, LIMITS)
    except Invalid as refusal:
        sentence = NO_SCAN if refusal.code in {"kind", "archive", "script"} else refusal.sentence
        raise Invalid(sentence, field="evidence") from refusal
    if kind.extension not in KINDS:
        raise Invalid(NO_SCAN, field="evidence")
    return Evidence(content, kind.extension)


def written(repair: RepairApplication) -> Written | None:
    """申请的内容：none once it is erased.

    :raises Conflict: when no key opens it.
    """
    if repair.erased_at is not None:
        return None
    said = json.loads(sealing.unseal(repair.sealed))
    return Written(said["name"], said["contact"], said["text"])


def progress_of(repairs: Iterable[RepairApplication]) -> dict[str, Progress]:
    """各件办到哪里：by uid. 1 SQL."""
    rows = list(repairs)
    states = queries.state_of([row.change for row in rows if row.change is not None])
    return {row.uid: _progress(row, states.get(row.change.uid, "") if row.change else "") for row in rows}


def _progress(row: RepairApplication, adjustment: str) -> Progress:
    if row.refused_at is not None:
        return Progress.REFUSED
    if adjustment == AdjustmentState.ADOPTED:
        return Progress.GRANTED
    if adjustment == AdjustmentState.PROPOSED or row.proposed_at is not None:
        return Progress.DECIDING
    return Progress.RECEIVED


def granted(change: PublicityChange) -> Adjustment | None:
    """使停止公示生效的调整：with the day it takes effect and the reason everybody reads. 1 SQL."""
    return Adjustment.objects.filter(uid=change.adjustment, state=AdjustmentState.ADOPTED).first()


def listed(person: Actor, *, limit: int) -> list[tuple[RepairApplication, Progress]]:
    """信用修复申请清单：those that wait first, each the newest first: none that waits falls off the page. 2 SQL."""
    ended = Adjustment.objects.filter(uid=OuterRef("change__adjustment"), state=AdjustmentState.ADOPTED)
    done = Case(When(Exists(ended) | Q(refused_at__isnull=False), then=1), default=0)
    rows = list(permission.repairs_of(person).order_by(done, "-received_at")[:limit])
    progress = progress_of(rows)
    return [(row, progress[row.uid]) for row in rows]


def of_uid(person: Actor, uid: str) -> RepairApplication:
    """一件信用修复申请。1 SQL.

    :raises NotFound: for one this person may not see.
    """
    found = permission.repairs_of(person).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def proven(*, number: str, code: str) -> RepairApplication:
    """凭编号和查询码：the application, for whoever has both. 1 SQL.

    :raises NotFound: for a wrong number and for a wrong code alike.
    """
    plain = "".join(normalise(number).split()).upper()
    rows = RepairApplication.objects.select_related("organ", "change").defer("file")
    found = rows.filter(number=plain).first()
    if found is None or not is_code_of(code, found.code_hash):
        raise NotFound(NOT_PROVEN)
    return found
