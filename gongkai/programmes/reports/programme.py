"""年度报告：what this programme is: the acts on a report, who does them and from where, on what basis.

| act | who | from | to |
|---|---|---|---|
| 编制、填报、计算、撰写、说明、导入 | 依申请公开经办人 | 编制中 | 编制中 |
| 关联已公布的报告 | 政府信息公开工作机构负责人（未参与编制） | 编制中 | 已交付发布 |
| 送审 | 依申请公开经办人 | 编制中 | 审核中 |
| 撤回送审 | 依申请公开经办人 | 审核中 | 编制中 |
| 退回、同意 | 政府信息公开工作机构负责人（未参与编制） | 审核中、审核通过 | 编制中、审核通过 |
| 交付发布 | 拟稿人 | 审核通过 | 已交付发布 |
| 重新编制 | 依申请公开经办人 | 审核通过、已交付发布 | 编制中 |
"""

from dataclasses import dataclass

from gongkai.foundation.people.actors import DRAFTER, FOI_CLERK, FOI_HEAD

COMPUTED, ENTERED, IMPORTED, ROLLED_UP, TOTALLED = "computed", "entered", "imported", "rolled_up", "totalled"
ORIGINS = {
    COMPUTED: "系统计算",
    ENTERED: "人工填报",
    IMPORTED: "导入",
    ROLLED_UP: "汇总",
    TOTALLED: "各项相加",
}
"""数据来源：where the number of a cell comes from."""
FIRST_YEAR = 2019
"""最早年度：the first year of the formats held here."""


@dataclass(frozen=True)
class ReportAct:
    """年度报告行为：its name, who does it, and in which states."""

    key: str
    name: str
    role: str
    states: tuple[str, ...]
    four_eyes: bool = False


DRAFT, IN_REVIEW, APPROVED, HANDED_OVER = "draft", "in_review", "approved", "handed_over"
WRITING = (DRAFT,)
ACTS = {
    act.key: act
    for act in (
        ReportAct("edit", "编制", FOI_CLERK, WRITING),
        ReportAct("link", "关联已公布的报告", FOI_HEAD, WRITING, four_eyes=True),
        ReportAct("submit", "送审", FOI_CLERK, WRITING),
        ReportAct("recall", "撤回送审", FOI_CLERK, (IN_REVIEW,)),
        ReportAct("return", "退回", FOI_HEAD, (IN_REVIEW, APPROVED)),
        ReportAct("approve", "同意", FOI_HEAD, (IN_REVIEW,), four_eyes=True),
        ReportAct("hand_over", "交付发布", DRAFTER, (APPROVED,)),
        ReportAct("reopen", "重新编制", FOI_CLERK, (APPROVED, HANDED_OVER)),
    )
}
