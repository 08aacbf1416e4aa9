"""Pure rules of policies: is the interpretation there, excused or promised, and by when."""

from dataclasses import dataclass
from datetime import date

from gongkai import law
from gongkai.foundation.permission import ALLOWED, Decision, Refused


@dataclass(frozen=True)
class Arrangement:
    """解读情况：what is known of a document's interpretation."""

    interpreted: bool
    exempt: bool
    promised: bool


def gate(arrangement: Arrangement) -> Decision:
    """解读门槛：a normative document goes out with its interpretation, an exemption on record, or a promise.

    依据：《关于全面推进政务公开工作的实施意见》三（一）；期限为本地配置（发布后3个工作日内）。
    """
    if arrangement.interpreted or arrangement.exempt or arrangement.promised:
        return ALLOWED
    return Refused(
        "行政规范性文件须与政策解读同步发布。请先完成解读稿的审查并关联到本文件，"
        "或者登记“不作解读”的理由，或者登记“承诺随后解读”。"
    )


@dataclass(frozen=True)
class InterpretationDue:
    """解读期限：the last day, how it was counted, whether the rule is verified."""

    due_on: date
    steps: tuple[str, ...]
    basis: str
    caution: str


def interpretation_due(published_on: date) -> InterpretationDue | None:
    """解读最迟日：counted in working days from publication; `None` where the calendar or the rule does not reach."""
    try:
        limit = law.INTERPRETATION_LIMIT.at(published_on=published_on)
        count = law.count_working_days(published_on, limit.value)
    except law.OutsideCoverage:
        return None
    steps = tuple(step.sentence for step in count.steps)
    return InterpretationDue(count.due_on, steps, str(limit.citation), limit.citation.caution)
