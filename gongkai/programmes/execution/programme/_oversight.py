"""督查审计发现问题、整改、问责通报：what went wrong, who put it right, who answered for it."""

from gongkai.engines.registers.rules import Field, Openness, Register, Type, choices_of
from gongkai.law import codes
from gongkai.programmes.execution.programme._shared import (
    BASIS,
    CASES,
    CODE,
    FINDINGS,
    GROUP,
    KEEPER,
    RECTIFICATIONS,
    SECRECY,
    TASKS,
    UNIT_HEAD,
)
from gongkai.programmes.execution.rules import oversight as rules


def findings() -> Register:
    """督查审计发现问题。"""
    return Register(
        code=FINDINGS,
        name="督查审计发现问题",
        about="督查、审计发现了什么问题，由谁整改，到哪一天改好。",
        keeper="督查、审计机关维护，保密审查和签发后公布",
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD, SECRECY),
        check=rules.problems_with_finding,
        fields=(
            Field("code", "问题编号", required=True, listed=True, longest=CODE),
            Field("name", "问题", required=True, searched=True, longest=200),
            Field("source", "来源", Type.CODE, required=True, choices=choices_of(codes.finding_sources), facet=True,
                  listed=True),
            Field("organ", "发现机关", Type.ORGAN, required=True, own=True, hint="填写组织机构代码"),
            Field("report", "督查、审计报告", required=True, longest=300, hint="名称和文号"),
            Field("found_on", "发现日期", Type.DATE, required=True, listed=True),
            Field("task", "涉及的任务", Type.REFERENCE, of=TASKS, hint="任务编号，没有的不填"),
            Field("content", "问题内容", Type.LONG, required=True, longest=4000),
            Field("answering", "整改责任单位", Type.ORGAN, required=True, facet=True, listed=True),
            Field("demand", "整改要求", Type.LONG, required=True, longest=2000),
            Field("due_on", "整改期限", Type.DATE, required=True, listed=True),
        ),
    )  # fmt: skip


def rectifications() -> Register:
    """整改情况：what was done about a finding, by whom, and the proof of it."""
    return Register(
        code=RECTIFICATIONS,
        name="整改情况",
        about="问题整改了什么、由谁负责、是否完成，附证明材料。",
        keeper="整改责任单位或者发现机关报告，审核、保密审查和签发后公布",
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD, SECRECY),
        check=rules.problems_with_rectification,
        fields=(
            Field("code", "整改编号", required=True, listed=True, longest=CODE),
            Field("name", "标题", required=True, searched=True, longest=200),
            Field("finding", "问题", Type.REFERENCE, of=FINDINGS, required=True, own=True, shared=("answering",),
                  hint="问题编号"),
            Field("on", "截至日期", Type.DATE, required=True, listed=True),
            Field("measures", "整改措施", Type.LONG, required=True, longest=4000),
            Field("by", "责任人", longest=60, hint="写职务，不写姓名"),
            Field("done_on", "整改完成日期", Type.DATE, listed=True, hint="没有完成的不填"),
            Field("next", "后续安排", Type.LONG, longest=2000, hint="没有完成的必填"),
            Field("proof", "证明材料", Type.FILE, many=True, hint="整改完成的必填"),
        ),
    )  # fmt: skip


def cases() -> Register:
    """问责典型案例：circulated, and shown as long as was decided."""
    return Register(
        code=CASES,
        name="问责典型案例",
        about="对不作为、慢作为、乱作为问责的典型案例通报。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD, SECRECY),
        shown_until="shown_until",
        fields=(
            Field("code", "案例编号", required=True, listed=True, longest=CODE),
            Field("name", "标题", required=True, searched=True, longest=200),
            Field("kind", "情形", Type.CODE, required=True, choices=choices_of(codes.conduct_faults), facet=True,
                  listed=True),
            Field("organ", "通报机关", Type.ORGAN, required=True, own=True, hint="填写组织机构代码"),
            Field("on", "通报日期", Type.DATE, required=True, listed=True),
            Field("unit", "被问责单位", required=True, longest=200),
            Field("persons", "被问责人员", many=True, openness=Openness.MASKED, longest=60),
            Field("facts", "事实", Type.LONG, required=True, longest=4000),
            Field("handling", "处理", Type.LONG, required=True, longest=2000),
            Field("lesson", "警示和要求", Type.LONG, longest=2000),
            Field("task", "涉及的任务", Type.REFERENCE, of=TASKS, hint="任务编号，没有的不填"),
            Field("finding", "涉及的问题", Type.REFERENCE, of=FINDINGS, hint="问题编号，没有的不填"),
            Field("shown_until", "公开到", Type.DATE, hint="不设期限的不填"),
        ),
    )  # fmt: skip
