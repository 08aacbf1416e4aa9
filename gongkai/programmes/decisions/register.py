"""决策事项目录和专家库：what a government means to decide in a year, and who may be asked as an expert."""

from gongkai.engines.registers.rules import Choice, Field, Openness, Register, Type
from gongkai.foundation.review.rules import Step

CATALOGUE, EXPERTS = "decision-catalogue", "decision-experts"
GROUP = "重大行政决策"
UNIT_HEAD = Step("unit_head", "处室审核", "unit_head", "本机关重大行政决策事项目录管理制度")
SCOPES = (
    Choice("policy", "公共服务、市场监管、社会管理、环境保护等方面的重大公共政策和措施"),
    Choice("plan", "经济和社会发展等方面的重要规划"),
    Choice("resource", "开发利用、保护重要自然资源和文化资源的重大公共政策和措施"),
    Choice("project", "在本行政区域实施的重大公共建设项目"),
    Choice("other", "其他重大事项"),
)
"""决策事项的类别：依据：《重大行政决策程序暂行条例》第三条第一款。"""


def registers() -> tuple[Register, ...]:
    """重大行政决策的名录。"""
    return (_catalogue(), _experts())


def _catalogue() -> Register:
    return Register(
        code=CATALOGUE,
        name="重大行政决策事项目录",
        about="各决策机关每年确定的重大行政决策事项：承办单位和计划完成的时间。经同级党委同意后公布，按实际情况调整。",
        keeper="决策机关编制，签发人批准后公布",
        basis="《重大行政决策程序暂行条例》第三条",
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        fields=(
            Field("code", "目录编号", required=True, listed=True, longest=40),
            Field("name", "决策事项", required=True, searched=True, longest=200),
            Field("year", "年度", Type.NUMBER, required=True, facet=True, listed=True),
            Field("organ", "决策机关", Type.ORGAN, required=True, own=True, facet=True, listed=True,
                  hint="填写组织机构代码"),
            Field("scope", "类别", Type.CODE, required=True, choices=SCOPES, facet=True),
            Field("undertaker", "承办单位", Type.ORGAN, required=True, many=True, listed=True,
                  hint="填写组织机构代码"),
            Field("planned", "计划完成时间", required=True, longest=60, hint="例如：2026年第三季度"),
            Field("about", "主要内容", Type.LONG, longest=1000),
        ),
    )  # fmt: skip


def _experts() -> Register:
    return Register(
        code=EXPERTS,
        name="决策咨询论证专家库",
        about="可以参加重大行政决策论证的专家、专业机构和他们的专业。下级政府没有建库的，使用上级的专家库。",
        keeper="省、市、县级人民政府建立，签发人批准后公布",
        basis="《重大行政决策程序暂行条例》第二十一条",
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        fields=(
            Field("code", "专家编号", required=True, listed=True, longest=40),
            Field("name", "姓名或者机构名称", required=True, searched=True, longest=100),
            Field("kind", "专家还是专业机构", Type.CODE, required=True, facet=True,
                  choices=(Choice("person", "专家"), Choice("institution", "专业机构"))),
            Field("institution", "所在单位", longest=100, listed=True),
            Field("title", "职称、职务", longest=60),
            Field("field", "专业", required=True, searched=True, listed=True, longest=200),
            Field("organ", "建库机关", Type.ORGAN, required=True, own=True, hint="填写组织机构代码"),
            Field("interests", "声明的任职和利益关系", Type.LONG, openness=Openness.INTERNAL, longest=1000,
                  hint="兼职、持股、亲属任职等，选择专家时核对"),
        ),
    )  # fmt: skip
