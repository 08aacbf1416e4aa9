"""责任清单：what an organ answers for, how it supervises in and after, and for what it is held to account."""

from gongkai.engines.registers.rules import Field, Register, Type
from gongkai.programmes.powers.programme import _shared as shared
from gongkai.programmes.powers.programme._powers import BASIS

SUPERVISION, ACCOUNTABILITY = "事中事后监管", "追责"


def duties() -> Register:
    """责任清单。"""
    return Register(
        code="duties",
        name="责任清单",
        about="与权力事项对应的责任：责任事项、事中事后监管措施和追责情形。",
        keeper=shared.KEEPER,
        basis=BASIS,
        group=shared.GROUP,
        key="code",
        title="name",
        steps=shared.STEPS,
        manners=shared.MANNERS,
        fields=(
            shared.code("责任编码"),
            shared.title("责任事项"),
            shared.organ("责任主体", own=True),
            Field("powers", "对应的权力事项", Type.REFERENCE, of="powers", many=True, hint="一行一个职权编码"),
            Field("content", "责任内容", Type.LONG, required=True, many=True, longest=1000, hint="一行一项"),
            Field("boundary", "与相关部门的职责边界", Type.LONG, longest=4000),
            Field("supervision", "事中事后监管措施", many=True, longest=1000, section=SUPERVISION,
                  columns=("监管内容", "监管方式", "频次")),
            Field("accountability", "追责情形", many=True, longest=1000, section=ACCOUNTABILITY,
                  columns=("追责情形", "承担责任的岗位", "处理")),
            Field("accountability_basis", "追责依据", Type.BASIS, many=True, longest=1000, section=ACCOUNTABILITY,
                  hint="一行一条"),
            shared.phone("投诉举报电话", section=ACCOUNTABILITY),
        ),
    )  # fmt: skip
