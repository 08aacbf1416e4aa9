"""财政专项资金管理清单：each fund set aside for a purpose: basis, scope, conditions, distribution, term."""

from gongkai.engines.registers.rules import Field, Register, Type, choices_of
from gongkai.law import codes
from gongkai.programmes.powers import rules
from gongkai.programmes.powers.programme import _shared as shared

BASIS = "《中华人民共和国预算法》；本级财政专项资金管理办法（未核对原文）"
APPLYING, RESULT = "申报和分配", "绩效和监督"


def funds() -> Register:
    """财政专项资金管理清单。"""
    return Register(
        code="special-funds",
        name="财政专项资金管理清单",
        about="本级财政设立的专项资金：设立依据、支持范围、申报条件、分配办法和执行期限；清单以外不得设立专项资金。",
        keeper=shared.KEEPER,
        basis=BASIS,
        group=shared.GROUP,
        key="code",
        title="name",
        steps=shared.STEPS,
        manners=shared.MANNERS,
        check=rules.term_problems,
        fields=(
            shared.code("资金编码"),
            shared.title("资金名称"),
            shared.organ("主管部门"),
            shared.level("资金层级"),
            shared.basis("设立依据"),
            Field("method", "管理办法", Type.BASIS, required=True, many=True, longest=300, hint="一行一件，写明文号"),
            Field("purpose", "政策目标", Type.LONG, required=True, longest=2000),
            Field("amount", "年度规模", Type.AMOUNT, unit="万元"),
            Field("year", "规模所属年度", Type.NUMBER, unit="年"),
            Field("ends_on", "执行期限至", Type.DATE, required=True, listed=True),
            Field("scope", "支持对象和范围", Type.LONG, required=True, longest=2000, section=APPLYING),
            Field("conditions", "申报条件", many=True, longest=1000, section=APPLYING, hint="一行一条"),
            Field("distribution", "分配方式", Type.CODE, required=True, facet=True, listed=True, section=APPLYING,
                  choices=choices_of(codes.fund_distributions)),
            Field("standard", "补助标准", many=True, longest=500, section=APPLYING,
                  columns=("对象或者项目", "标准")),
            Field("targets", "绩效目标", many=True, longest=500, section=RESULT, hint="一行一项"),
            shared.phone(section=RESULT),
            shared.REMARK,
        ),
    )  # fmt: skip
