"""政务公开负面清单：what this programme is: a register of what is not published, and the gate that holds to it.

An organ's list binds from the first entry that applies to it: its own, or one of a superior that says so. From then on
a record is withheld only under an entry in force on the same ground; `gate` answers the port of publishing at the
submission and at the filing. Before that nothing is asked, so that what is at work goes on.
"""

from gongkai.engines.registers.rules import Choice, Field, Openness, Register, Type
from gongkai.foundation.review.rules import Step
from gongkai.law import codes
from gongkai.programmes.withholding.rules import REGISTER, problems

UNIT_HEAD = Step("unit_head", "处室审核", "unit_head", "本机关政务公开负面清单管理制度")
SECRECY = Step("secrecy", "保密审查", "secrecy_reviewer", "《政府信息公开条例》第十七条")
LEGALITY = Step("legality", "合法性审查", "legality_reviewer", "本机关政务公开负面清单管理制度")


def registers() -> tuple[Register, ...]:
    """名录：政务公开负面清单。"""
    return (
        Register(
            code=REGISTER,
            name="政务公开负面清单",
            about="依法不予公开的事项，逐类写明范围、理由、依据和再次审查的日期。清单以外的事项，原则上都要依法公开。",
            keeper="各机关制定本机关的清单；政府的清单可以写明下级机关和所属部门一并适用",
            basis="中共浙江省委办公厅、浙江省人民政府办公厅《关于全面推进政务公开工作的实施意见》（2016年）七（三）",
            key="code",
            title="name",
            group="公开与不公开",
            check=problems,
            steps=(UNIT_HEAD, SECRECY, LEGALITY),
            fields=(
                Field("code", "事项编号", required=True, listed=True, longest=40),
                Field("name", "不予公开的事项", required=True, searched=True, listed=True, longest=200),
                Field("organ", "制定机关", Type.ORGAN, required=True, facet=True, listed=True,
                      hint="填写组织机构代码"),
                Field("applies", "下级机关和所属部门一并适用", Type.YES_NO, required=True),
                Field("ground", "不予公开理由", Type.CODE, required=True, facet=True, listed=True,
                      choices=tuple(Choice(one.code, one.short) for one in codes.withholding_grounds)),
                Field("scope", "具体范围", Type.LONG, required=True, longest=2000, searched=True,
                      hint="写到能够逐件判断的程度；同时写明其中仍应公开的部分"),
                Field("harm", "公开可能造成的影响", Type.LONG, longest=2000),
                Field("basis", "依据", Type.BASIS, required=True, many=True, longest=1000,
                      hint="一行一条，写到条、款、项"),
                Field("rereview_on", "再次审查日期", Type.DATE, required=True, listed=True,
                      hint="到这一天重新审查这类事项能否公开（条例第十八条）"),
                Field("expires_on", "有效期的最后一天", Type.DATE, hint="长期有效的不填"),
                Field("remark", "内部备注", Type.LONG, openness=Openness.INTERNAL),
            ),
        ),
    )  # fmt: skip
