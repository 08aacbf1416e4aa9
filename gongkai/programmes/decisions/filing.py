"""归档材料：which papers of the process are to be on file, which file may come, who files and opens them."""

import io
from collections.abc import Collection, Sequence

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import assignments_of
from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import DOCX, JPEG, OFD, PDF, PNG, XLSX, FileKind, Limits, check
from gongkai.foundation.people.actors import DRAFTER, HANDLER, HANDLER_HEAD, LEGALITY_REVIEWER, SIGNER, UNIT_HEAD, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.programmes.decisions import rules

# 本机关配置，法规未规定。
LARGEST, MOST, ALL = 20, 200, 200
LIMITS = Limits(size=LARGEST * 1024 * 1024)
"""一份材料的上限：in bytes."""
LARGEST_OF_ALL = ALL * 1024 * 1024
"""一件事项全部材料的上限：in bytes; the archive holds them all at once."""
KINDS: tuple[FileKind, ...] = (PDF, OFD, DOCX, XLSX, JPEG, PNG)
OTHER = "其他材料"
PAPERS = (
    "沟通协商记录",
    "听证会记录",
    "专家论证意见",
    "风险评估报告",
    "公平竞争审查的有关情况",
    "合法性审查意见",
    "会议记录",
)
"""要归档的材料：those of the steps that are published nowhere; what is published is in the archive by itself."""
NAMES = (*PAPERS, OTHER)
_FILERS = (DRAFTER, UNIT_HEAD, SIGNER, LEGALITY_REVIEWER)


def may_file(person: Actor, case: Case) -> Decision:
    """可否归入材料：who drafts, reviews or signs at the organ that decides, and who undertakes it."""
    theirs = {one.organ for one in assignments_of(case) if not one.until}
    if case.organ.code in person.organs(*_FILERS) or theirs & person.organs(HANDLER, HANDLER_HEAD):
        return ALLOWED
    return Refused("归档材料由决策机关和承办单位的经办人归入，您没有这些岗位。请联系经办人。")


def missing(standing: Sequence[rules.Standing], filed: Collection[str]) -> tuple[str, ...]:
    """尚缺材料：of the required steps that are done."""
    done = (one.step for one in standing if one.done and one.step.required)
    return tuple(name for step in done for name in step.papers if name in PAPERS and name not in filed)


def checked(content: bytes, name: str) -> FileKind:
    """检查材料：by its bytes, whatever it is called.

    :raises Invalid: when it is too large, empty, damaged or of another kind.
    """
    if not content:
        raise Invalid("请选择要归入的文件。", field="file", code="empty")
    if len(content) > LIMITS.size:
        raise Invalid(f"一份材料不能超过{LARGEST}MB。请压缩或者拆分后再上传。", field="file", code="too-large")
    try:
        kind = check(io.BytesIO(content), name, LIMITS)
    except Invalid as refusal:
        raise Invalid(refusal.sentence, field="file", code=refusal.code) from refusal
    if kind not in KINDS:
        raise Invalid("归档材料请用PDF、OFD、Word、Excel、JPG或者PNG格式。请另存后再上传。", field="file", code="kind")
    return kind
