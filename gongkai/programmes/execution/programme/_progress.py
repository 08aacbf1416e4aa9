"""进展报告：what was reached by a day, by whoever leads or assists."""

from gongkai.engines.registers.rules import Field, Register, Type, choices_of
from gongkai.law import codes
from gongkai.programmes.execution.programme._shared import (
    BASIS,
    CODE,
    GROUP,
    PROGRESS,
    SECRECY,
    STEPS,
    TASKS,
    UNIT_HEAD,
)
from gongkai.programmes.execution.rules import progress as rules


def progress() -> Register:
    """进展报告：reviewed before it is public, with evidence."""
    return Register(
        code=PROGRESS,
        name="进展报告",
        about="任务进展到哪里、取得什么成效、下一步做什么，附佐证材料。",
        keeper="牵头、配合机关或者制定计划的机关报告，审核、保密审查和签发后公布",
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD, SECRECY),
        check=rules.problems_with_progress,
        fields=(
            Field("code", "报告编号", required=True, listed=True, longest=CODE),
            Field("name", "标题", required=True, searched=True, longest=200),
            Field("task", "任务", Type.REFERENCE, of=TASKS, required=True, own=True, shared=("lead", "assisting"),
                  hint="任务编号"),
            Field("on", "截至日期", Type.DATE, required=True, listed=True),
            Field("state", "进展", Type.CODE, required=True, choices=choices_of(codes.progress_states), facet=True,
                  listed=True),
            Field("achieved", "完成数量", many=True, columns=("指标", "完成值"), longest=200,
                  hint="一行一项，指标与任务的相同，累计数，例如：新建改建农村公路｜620"),
            Field("done_on", "完成日期", Type.DATE, hint="进展为“已完成”的必填"),
            Field("reached", "已到达的节点", Type.REFERENCE, of=STEPS, many=True, hint="一行一个节点编号"),
            Field("effects", "取得成效", Type.LONG, required=True, longest=4000),
            Field("following", "后续举措", Type.LONG, longest=2000),
            Field("reason", "原因和补救", Type.LONG, longest=2000, hint="进展缓慢、暂缓、终止的必填"),
            Field("evidence", "佐证材料", Type.FILE, many=True),
        ),
    )  # fmt: skip
