"""计划、任务、措施和节点：what is to be done, by whom, by when."""

from gongkai.engines.registers.rules import Choice, Field, Register, Type, choices_of
from gongkai.law import codes
from gongkai.programmes.execution.programme._shared import (
    BASIS,
    CODE,
    GROUP,
    KEEPER,
    PLANS,
    STEPS,
    TASKS,
    UNIT_HEAD,
)
from gongkai.programmes.execution.rules import tasks as rules

MEASURE, MILESTONE = "measure", "milestone"


def plans() -> Register:
    """执行计划：of a government or a department, for a year."""
    return Register(
        code=PLANS,
        name="执行计划",
        about="各级政府和部门的重点工作：政府工作报告、十件实事、重点改革任务、重要政策、重大工程项目的分工和监督方式。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        check=rules.problems_with_plan,
        fields=(
            Field("code", "计划编号", required=True, listed=True, longest=CODE),
            Field("name", "计划名称", required=True, searched=True, longest=200),
            Field("organ", "责任机关", Type.ORGAN, required=True, own=True, facet=True, listed=True,
                  hint="填写组织机构代码"),
            Field("year", "年度", required=True, facet=True, listed=True, longest=4, hint="四位数字，例如2026"),
            Field("kind", "种类", Type.CODE, required=True, choices=choices_of(codes.plan_kinds), facet=True,
                  listed=True),
            Field("origin", "任务来源", required=True, longest=300, hint="文件名称和文号"),
            Field("record", "来源文件", longest=20, hint="已在本平台公开的文件的永久标识"),
            Field("decision", "决策事项", longest=40, hint="重大行政决策的永久标识，没有的不填"),
            Field("measures", "执行措施", Type.LONG, longest=4000),
            Field("supervision", "监督方式", Type.LONG, required=True, longest=2000,
                  hint="谁来督查、怎样反映、电话和网址"),
            Field("cycle", "进展公布周期", Type.CODE,
                  choices=choices_of(codes.update_cycles, "monthly", "quarterly", "half_yearly", "yearly"),
                  hint="每隔多久公布一次各项任务的进展"),
        ),
    )  # fmt: skip


def tasks() -> Register:
    """执行任务：a line of a plan, with who answers for it."""
    return Register(
        code=TASKS,
        name="执行任务",
        about="计划分解成的任务：牵头和配合的机关、量化目标、完成时限、监督方式。",
        keeper="制定计划的机关维护，签发人批准后公布",
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        derive=rules.with_year,
        check=rules.problems_with_task,
        fields=(
            Field("code", "任务编号", required=True, listed=True, longest=CODE),
            Field("name", "任务", required=True, searched=True, longest=200),
            Field("plan", "计划", Type.REFERENCE, of=PLANS, required=True, own=True, hint="计划编号"),
            Field("text", "原文", Type.LONG, longest=2000, hint="工作报告或者文件中的原话"),
            Field("lead", "牵头机关", Type.ORGAN, required=True, facet=True, listed=True, hint="填写组织机构代码"),
            Field("assisting", "配合机关", Type.ORGAN, many=True, hint="一行一个组织机构代码"),
            Field("targets", "量化目标", many=True, columns=("指标", "目标值", "单位"), longest=200,
                  hint="一行一项，例如：新建改建农村公路｜1000｜公里；不得超过的目标值写作≤5.5"),
            Field("start_on", "开始日期", Type.DATE),
            Field("due_on", "完成时限", Type.DATE, required=True, listed=True),
            Field("supervision", "监督方式", Type.LONG, longest=1000, hint="与计划相同的不填"),
            Field("year", "完成年度", derived=True, facet=True),
        ),
    )  # fmt: skip


def steps() -> Register:
    """措施和节点：what a task is done by, and the days on the way."""
    return Register(
        code=STEPS,
        name="措施和节点",
        about="任务的实施步骤：每项措施由谁做，每个节点到哪一天做到什么。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        check=rules.problems_with_step,
        fields=(
            Field("code", "编号", required=True, listed=True, longest=CODE),
            Field("name", "措施或者节点", required=True, searched=True, longest=200),
            Field("kind", "种类", Type.CODE, required=True, listed=True, facet=True,
                  choices=(Choice(MEASURE, "措施"), Choice(MILESTONE, "节点"))),
            Field("task", "任务", Type.REFERENCE, of=TASKS, required=True, own=True, shared=("lead", "assisting"),
                  hint="任务编号"),
            Field("measure", "所属措施", Type.REFERENCE, of=STEPS, hint="节点属于某项措施的，填写措施的编号"),
            Field("lead", "责任机关", Type.ORGAN, hint="与任务的牵头机关相同的不填"),
            Field("due_on", "完成时限", Type.DATE, listed=True),
        ),
    )  # fmt: skip
