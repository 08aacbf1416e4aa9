"""公共服务的购买与合作：what this programme is: projects, who carries them, what was paid, how it went.

| register | an entry | refers to |
|---|---|---|
| 承接主体和社会资本 | a partner, by its credit code | |
| 购买服务和合作项目 | a purchase of services or a partnership: content, terms, contract | its partner |
| 项目支付 | a payment | the project |
| 项目绩效 | how the service was | the project |

依据：实施意见二（四）：推行政府购买公共服务、政府和社会资本合作(PPP)提供公共服务的公开；《政府采购法实施条例》第五十条。
"""

from gongkai.engines.registers.rules import Field, Register, Type, choices_of
from gongkai.foundation.review.rules import Step
from gongkai.law import codes
from gongkai.programmes.purchases import rules

PARTNERS, PROJECTS = "service-partners", "service-projects"
PAYMENTS, EFFECTS = "service-payments", "service-effects"
UNIT_HEAD = Step("unit_head", "处室审核", "unit_head", "本机关政府采购和购买服务公开制度")
BASIS = "《中华人民共和国政府采购法实施条例》第五十条；《中华人民共和国政府信息公开条例》第二十条第（九）项"
KEEPER = "购买服务、实施合作项目的机关维护本机关的条目，签发人批准后公布"
GROUP = "购买服务和政府和社会资本合作"
YUAN = "元"


def registers() -> tuple[Register, ...]:
    """购买服务和合作的四个名录：with the code lists of the law in force."""
    return (_projects(), _partners(), _payments(), _effects())


def _partners() -> Register:
    return Register(
        code=PARTNERS,
        name="承接主体和社会资本",
        about="承接政府购买服务的单位和参与合作的社会资本方，统一社会信用代码经过校验。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        check=rules.problems_with_partner,
        fields=(
            Field("code", "统一社会信用代码", required=True, listed=True, longest=18),
            Field("name", "名称", required=True, searched=True, longest=100),
            Field("address", "住所", longest=200),
            Field("qualification", "资质和业绩", Type.LONG, longest=1000),
        ),
    )


def _projects() -> Register:
    return Register(
        code=PROJECTS,
        name="购买服务和合作项目",
        about="政府购买服务、政府和社会资本合作的项目：买什么、向谁买、什么条款、合同多少钱、何时公告。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        derive=rules.contracted,
        check=rules.problems_with_project,
        warn=rules.doubts_about_project,
        fields=(
            Field("code", "项目编号", required=True, listed=True, longest=40),
            Field("name", "项目名称", required=True, searched=True, longest=200),
            Field("kind", "提供方式", Type.CODE, required=True, choices=choices_of(codes.purchase_kinds), facet=True,
                  listed=True),
            Field("organ", "购买主体或者实施机关", Type.ORGAN, required=True, own=True, facet=True, listed=True,
                  hint="填写组织机构代码"),
            Field("partner", "承接主体或者社会资本", Type.REFERENCE, of=PARTNERS, many=True,
                  hint="一行一个统一社会信用代码"),
            Field("content", "服务内容和标准", Type.LONG, required=True, longest=2000),
            Field("way", "采购方式或者运作方式", required=True, longest=60),
            Field("procured", "是否实行政府采购", Type.YES_NO, required=True),
            Field("terms", "主要条款", Type.LONG, longest=4000, hint="付费机制、风险分担、价格调整、退出等"),
            Field("begins_on", "服务期限自", Type.DATE),
            Field("ends_on", "服务期限至", Type.DATE),
            Field("number", "合同编号", longest=60),
            Field("amount", "合同金额", Type.AMOUNT, unit=YUAN, listed=True),
            Field("signed_on", "合同签订日期", Type.DATE),
            Field("announce_by", "合同应当公告的最后一天", Type.DATE, derived=True),
            Field("announced_on", "合同公告日期", Type.DATE),
            Field("address", "合同公告网址", longest=500, hint="完整的网址"),
        ),
    )  # fmt: skip


def _payments() -> Register:
    return Register(
        code=PAYMENTS,
        name="项目支付",
        about="按合同支付的每一笔。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        check=rules.problems_with_payment,
        fields=(
            Field("code", "支付编号", required=True, listed=True, longest=40),
            Field("name", "支付事项", required=True, searched=True, longest=200),
            Field("project", "项目", Type.REFERENCE, of=PROJECTS, required=True, own=True, hint="项目编号"),
            Field("amount", "支付金额", Type.AMOUNT, unit=YUAN, required=True, listed=True),
            Field("on", "支付日期", Type.DATE, required=True, listed=True),
            Field("stage", "对应的阶段和验收", longest=300),
        ),
    )


def _effects() -> Register:
    return Register(
        code=EFFECTS,
        name="项目绩效",
        about="服务质量和效果的评价。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        check=rules.problems_with_effect,
        fields=(
            Field("code", "绩效编号", required=True, listed=True, longest=40),
            Field("name", "评价事项", required=True, searched=True, longest=200),
            Field("project", "项目", Type.REFERENCE, of=PROJECTS, required=True, own=True, hint="项目编号"),
            Field("result", "评价结果", Type.LONG, required=True, longest=2000),
            Field("grade", "评价等次", Type.CODE, choices=choices_of(codes.effect_grades), facet=True, listed=True),
            Field("evaluator", "评价单位", required=True, longest=100),
            Field("on", "评价日期", Type.DATE, required=True, listed=True),
            Field("address", "评价报告网址", longest=500, hint="完整的网址"),
        ),
    )
