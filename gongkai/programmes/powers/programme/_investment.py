"""企业投资负面清单：what a firm may not invest in, or not without approval; what is not listed is open to it."""

from gongkai.engines.registers.rules import Field, Register, Type, choices_of
from gongkai.law import codes
from gongkai.programmes.powers import rules
from gongkai.programmes.powers.programme import _shared as shared

BASIS = (
    "《企业投资项目核准和备案管理条例》；《国务院关于实行市场准入负面清单制度的意见》（国发〔2015〕55号，未核对原文）"
)


def investment() -> Register:
    """企业投资负面清单。"""
    return Register(
        code="investment-limits",
        name="企业投资负面清单",
        about="禁止企业投资和须经核准的项目：范围、依据、条件和管理机关，逐项列明；清单以外的项目由企业自主决定。",
        keeper=shared.KEEPER,
        basis=BASIS,
        group=shared.GROUP,
        key="code",
        title="name",
        steps=shared.STEPS,
        manners=shared.MANNERS,
        check=rules.investment_problems,
        fields=(
            shared.code("项目编码"),
            shared.title("项目名称"),
            Field("measure", "管理方式", Type.CODE, required=True, choices=choices_of(codes.investment_measures),
                  facet=True, listed=True),
            Field("sector", "所属领域", required=True, facet=True, listed=True, longest=40),
            shared.organ("管理机关"),
            shared.level("管理层级"),
            shared.basis(),
            Field("scope", "适用范围", Type.LONG, required=True, longest=2000, hint="写明规模、区域等界限"),
            Field("conditions", "准入条件", many=True, longest=1000, hint="一行一条；须经核准的项目必填"),
            Field("measures", "禁止或者限制的内容", Type.LONG, longest=2000),
            Field("powers", "对应的权力事项", Type.REFERENCE, of="powers", many=True, hint="一行一个职权编码"),
            Field("ends_on", "执行期限至", Type.DATE, hint="没有期限的不填"),
            shared.phone("咨询电话"),
            shared.REMARK,
        ),
    )  # fmt: skip
