"""权责清单：what this programme is: two registers, who reviews a change to them, and what each entry says.

| register | an entry | refers to |
|---|---|---|
| 权力清单 | one power an organ exercises, of one of nine kinds or another | |
| 责任清单 | what the organ answers for, and how it supervises | the powers it goes with |
"""

from gongkai.engines.registers.rules import Action, Choice, Field, Manner, Openness, Register, Type
from gongkai.foundation.review.rules import Step
from gongkai.law import codes

UNIT_HEAD = Step("unit_head", "处室审核", "unit_head", "本机关权责清单管理制度")
LEGALITY = Step("legality", "合法性审查", "legality_reviewer", "本机关权责清单管理制度")
BASIS = "《关于推行地方各级政府工作部门权力清单制度的指导意见》（2015年，未核对原文）"
KEEPER = "各机关维护本机关的条目，签发人批准后公布"
# 动态调整：for this organ, what passes to another level or into another entry ends.
MANNERS = (
    Manner("add", "新增", Action.ADD),
    Manner("take_over", "承接", Action.ADD),
    Manner("amend", "修改", Action.AMEND),
    Manner("end", "取消", Action.END),
    Manner("pass_down", "下放", Action.END),
    Manner("merge", "合并", Action.END),
)


def registers() -> tuple[Register, ...]:
    """权责清单的两个名录：with the code lists of the law in force."""
    return (_powers(), _duties())


def _powers() -> Register:
    return Register(
        code="powers",
        name="权力清单",
        about="行政机关行使的行政权力：名称、类型、依据、程序和裁量基准，逐项列明；清单以外的权力不得行使。",
        keeper=KEEPER,
        basis=BASIS,
        key="code",
        title="name",
        steps=(UNIT_HEAD, LEGALITY),
        manners=MANNERS,
        fields=(
            Field("code", "职权编码", required=True, listed=True, longest=40),
            Field("name", "职权名称", required=True, searched=True, listed=True, longest=200),
            Field("kind", "职权类型", Type.CODE, required=True, choices=_choices(codes.power_kinds), facet=True,
                  listed=True),
            Field("organ", "实施主体", Type.ORGAN, required=True, facet=True, listed=True,
                  hint="填写组织机构代码"),
            Field("level", "行使层级", Type.CODE, required=True, choices=_choices(codes.exercise_levels), facet=True,
                  many=True),
            Field("basis", "设定依据", required=True, many=True, longest=1000, hint="一行一条，写到条、款、项"),
            Field("unit", "承办机构", longest=120),
            Field("steps", "办理流程", many=True, longest=200, hint="一行一个环节"),
            Field("limit", "法定办结时限", Type.NUMBER, unit="个工作日"),
            Field("discretion", "裁量基准", Type.LONG, longest=4000),
            Field("phone", "监督电话", longest=40),
            Field("remark", "内部备注", Type.LONG, openness=Openness.INTERNAL),
        ),
    )  # fmt: skip


def _duties() -> Register:
    return Register(
        code="duties",
        name="责任清单",
        about="与权力事项对应的责任：责任事项、事中事后监管措施和追责情形。",
        keeper=KEEPER,
        basis=BASIS,
        key="code",
        title="name",
        steps=(UNIT_HEAD, LEGALITY),
        manners=MANNERS,
        fields=(
            Field("code", "责任编码", required=True, listed=True, longest=40),
            Field("name", "责任事项", required=True, searched=True, listed=True, longest=200),
            Field("organ", "责任主体", Type.ORGAN, required=True, facet=True, listed=True, hint="填写组织机构代码"),
            Field("powers", "对应的权力事项", Type.REFERENCE, of="powers", many=True, hint="一行一个职权编码"),
            Field("content", "责任内容", Type.LONG, required=True, many=True, longest=1000, hint="一行一项"),
            Field("supervision", "事中事后监管", Type.LONG, longest=4000),
            Field("accountability", "追责情形", many=True, longest=1000, hint="一行一项"),
            Field("accountability_basis", "追责依据", many=True, longest=1000, hint="一行一条"),
            Field("boundary", "与相关部门的职责边界", Type.LONG, longest=4000),
        ),
    )


def _choices(listed: codes.Codes[codes.Code]) -> tuple[Choice, ...]:
    return tuple(Choice(one.code, one.name) for one in listed)
