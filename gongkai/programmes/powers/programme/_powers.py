"""权力清单：what an organ may do to others, on what basis, by which steps, within which range."""

from gongkai.engines.registers.rules import Field, Register, Type, choices_of
from gongkai.law import codes
from gongkai.programmes.powers.programme import _shared as shared

BASIS = "《关于推行地方各级政府工作部门权力清单制度的指导意见》（2015年，未核对原文）"
PROCEDURE, DISCRETION = "办理流程", "裁量基准"


def powers() -> Register:
    """权力清单。"""
    return Register(
        code="powers",
        name="权力清单",
        about="行政机关行使的行政权力：名称、类型、依据、程序和裁量基准，逐项列明；清单以外的权力不得行使。",
        keeper=shared.KEEPER,
        basis=BASIS,
        group=shared.GROUP,
        key="code",
        title="name",
        steps=shared.STEPS,
        manners=shared.MANNERS,
        fields=(
            shared.code("职权编码"),
            shared.title("职权名称"),
            Field("kind", "职权类型", Type.CODE, required=True, choices=choices_of(codes.power_kinds), facet=True,
                  listed=True),
            shared.organ("实施主体", own=True),
            shared.level("行使层级"),
            shared.basis(),
            Field("base", "基本编码", searched=True, longest=40,
                  hint="同一事项在各地相同的编码；没有的不填，按名称比较"),
            Field("unit", "承办机构", longest=120),
            Field("limit", "法定办结时限", Type.NUMBER, unit="个工作日"),
            shared.phone(),
            Field("steps", "办理流程", many=True, longest=200, section=PROCEDURE, columns=("环节", "承办", "时限"),
                  drawn=True),
            Field("discretion", "裁量基准", many=True, longest=1000, section=DISCRETION,
                  columns=("裁量阶次", "适用情形", "裁量幅度")),
            shared.REMARK,
        ),
    )  # fmt: skip
