"""资金公开：what this programme is: six registers from project to effect, each naming the one before it.

| register | an entry | refers to |
|---|---|---|
| 资金项目 | a fund or a project that spends public money | |
| 资金管理办法 | by which rules it is shared out and paid | the projects it governs |
| 资金分配 | what one level gave another | its project, its method, the allocation it comes from |
| 资金发放 | what was paid in one place, to whom in kind | its project, the allocation it comes from |
| 受益人名单 | one beneficiary, the name covered, until the publicity ends | the payment |
| 资金绩效 | what came of it | its project |

依据：实施意见二（三）：推动财政专项资金管理、分配、执行全过程公开；公开民生资金等分配使用情况；加大扶贫对象、扶贫资金分配、扶贫资金使用等信息公开力度。
"""

from gongkai.engines.registers.rules import Action, Choice, Field, Manner, Openness, Register, Type, choices_of
from gongkai.foundation.review.rules import Step
from gongkai.law import codes
from gongkai.programmes.funds import rules

PROJECTS, METHODS, ALLOCATIONS = "fund-projects", "fund-methods", "fund-allocations"
PAYMENTS, BENEFICIARIES, EFFECTS = "fund-payments", "fund-beneficiaries", "fund-effects"
# 财政专项资金管理清单：another programme's register; named, not imported.
FUNDS_LISTED = "special-funds"
UNIT_HEAD = Step("unit_head", "处室审核", "unit_head", "本机关资金公开制度")
BASIS = "《中华人民共和国政府信息公开条例》第二十条第（十一）项；《中华人民共和国预算法实施条例》第六条"
KEEPER = "分配、发放资金的机关维护本机关的条目，签发人批准后公布"
GROUP = "资金公开"
YUAN = "元"
MANNERS = (
    Manner("add", "新增", Action.ADD),
    Manner("amend", "更正", Action.AMEND),
    Manner("end", "撤销", Action.END),
)
WEB_HINT = "完整的网址"
PLACE_HINT = "区划代码：县6位，乡镇9位，村12位"


def registers() -> tuple[Register, ...]:
    """资金公开的六个名录：with the code lists of the law in force."""
    return (_projects(), _methods(), _allocations(), _payments(), _beneficiaries(), _effects())


def _projects() -> Register:
    return Register(
        code=PROJECTS,
        name="资金项目",
        about="财政专项资金、民生资金和扶贫衔接资金的项目：做什么、给谁、多少钱、谁主管。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        manners=MANNERS,
        check=rules.problems_with_project,
        fields=(
            Field("code", "项目编号", required=True, listed=True, longest=40),
            Field("name", "项目名称", required=True, searched=True, longest=200),
            Field("kind", "资金类别", Type.CODE, required=True, choices=choices_of(codes.fund_kinds), facet=True,
                  listed=True),
            Field("organ", "主管部门", Type.ORGAN, required=True, own=True, facet=True, listed=True,
                  hint="填写组织机构代码"),
            Field("fund", "所属专项资金", Type.REFERENCE, of=FUNDS_LISTED, hint="专项资金管理清单中的编码；没有的不填"),
            Field("budget", "预算安排", Type.AMOUNT, unit=YUAN, listed=True),
            Field("purpose", "用途和绩效目标", Type.LONG, required=True, longest=2000),
            Field("scope", "支持对象和范围", Type.LONG, longest=2000),
            Field("basis", "设立依据", Type.BASIS, required=True, many=True, longest=500, hint="一行一条"),
            Field("begins_on", "开始日期", Type.DATE),
            Field("ends_on", "结束日期", Type.DATE),
            Field("phone", "咨询监督电话", longest=40),
            Field("remark", "内部备注", Type.LONG, openness=Openness.INTERNAL),
        ),
    )  # fmt: skip


def _methods() -> Register:
    return Register(
        code=METHODS,
        name="资金管理办法",
        about="资金怎么申报、怎么分配、按什么标准发放。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        manners=MANNERS,
        check=rules.problems_with_method,
        fields=(
            Field("code", "编号", required=True, listed=True, longest=40),
            Field("name", "办法名称", required=True, searched=True, longest=200),
            Field("number", "文号", longest=60, listed=True),
            Field("projects", "适用项目", Type.REFERENCE, of=PROJECTS, many=True, required=True,
                  hint="一行一个项目编号"),
            Field("eligible", "申报条件", Type.LONG, longest=2000),
            Field("procedure", "申报和审批程序", Type.LONG, longest=2000),
            Field("standard", "分配办法和发放标准", Type.LONG, required=True, longest=2000),
            Field("address", "全文网址", longest=500, hint=WEB_HINT),
        ),
    )  # fmt: skip


def _allocations() -> Register:
    return Register(
        code=ALLOCATIONS,
        name="资金分配",
        about="每一级收到多少、分给谁：从省到市、县、乡、村，每一笔都写明从哪一笔来。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        manners=MANNERS,
        derive=rules.placed,
        check=rules.problems_with_allocation,
        fields=(
            Field("code", "分配编号", required=True, listed=True, longest=40),
            Field("name", "事项", required=True, searched=True, longest=200),
            Field("project", "项目", Type.REFERENCE, of=PROJECTS, required=True, hint="项目编号"),
            Field("method", "依据的管理办法", Type.REFERENCE, of=METHODS, hint="办法编号"),
            Field("upper", "上级分配", Type.REFERENCE, of=ALLOCATIONS, hint="这笔钱从哪一笔来；本级安排的不填"),
            Field("giver", "下达机关", Type.ORGAN, required=True, own=True, facet=True, hint="填写组织机构代码"),
            Field("receiver", "接收单位", required=True, listed=True, longest=100),
            Field("place", "接收地区划代码", Type.PLACE, required=True, searched=True, longest=12, hint=PLACE_HINT),
            Field("level", "接收层级", Type.CODE, choices=LEVELS, derived=True, facet=True),
            Field("amount", "分配金额", Type.AMOUNT, unit=YUAN, required=True, listed=True),
            Field("kept", "接收单位留用", Type.AMOUNT, unit=YUAN),
            Field("kept_for", "留用的用途", longest=300),
            Field("number", "下达文号", longest=60),
            Field("on", "下达日期", Type.DATE, required=True, listed=True),
            Field("year", "年度", longest=4, derived=True, facet=True),
        ),
    )  # fmt: skip


def _payments() -> Register:
    return Register(
        code=PAYMENTS,
        name="资金发放",
        about="资金在哪里发给了谁：个人只写户数、人数和标准，单位和村集体写明名称。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        manners=MANNERS,
        derive=rules.placed,
        check=rules.problems_with_payment,
        fields=(
            Field("code", "发放编号", required=True, listed=True, longest=40),
            Field("name", "事项", required=True, searched=True, longest=200),
            Field("project", "项目", Type.REFERENCE, of=PROJECTS, required=True, hint="项目编号"),
            Field("allocation", "资金来自的分配", Type.REFERENCE, of=ALLOCATIONS, required=True, hint="分配编号"),
            Field("place", "发放地区划代码", Type.PLACE, required=True, searched=True, longest=12, hint=PLACE_HINT),
            Field("level", "发放层级", Type.CODE, choices=LEVELS, derived=True, facet=True),
            Field("payee", "发放对象", Type.CODE, required=True, choices=choices_of(codes.payees), facet=True),
            Field("unit", "收款单位", longest=100, hint="发给个人的不填"),
            Field("people", "受益人数", Type.NUMBER, unit="人"),
            Field("standard", "发放标准", longest=300),
            Field("amount", "发放金额", Type.AMOUNT, unit=YUAN, required=True, listed=True),
            Field("on", "发放日期", Type.DATE, required=True, listed=True),
            Field("year", "年度", longest=4, derived=True, facet=True),
        ),
    )  # fmt: skip


def _beneficiaries() -> Register:
    return Register(
        code=BENEFICIARIES,
        name="受益人名单",
        about="公示期内的受益人：姓名遮盖后公开，不收证件号码和账号；公示期满自动撤下。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        manners=MANNERS,
        derive=rules.publicised,
        check=rules.problems_with_beneficiary,
        shown_until="until_on",
        fields=(
            Field("code", "名单编号", required=True, listed=True, longest=40),
            Field("name", "享受的待遇", required=True, searched=True, longest=100),
            Field("payment", "发放事项", Type.REFERENCE, of=PAYMENTS, required=True, hint="发放编号"),
            Field("place", "区划代码", Type.PLACE, required=True, searched=True, longest=12, hint=PLACE_HINT),
            Field("person", "姓名", required=True, openness=Openness.MASKED, longest=40, listed=True),
            Field("kind", "救助和补贴种类", Type.CODE, choices=choices_of(codes.assistance_kinds), facet=True),
            # Free words say who is ill: kept, for entries that have them, inside the office.
            Field("reason", "享受的理由", longest=200, openness=Openness.INTERNAL, hint="不公开，只供机关内部核对"),
            Field("amount", "金额", Type.AMOUNT, unit=YUAN, required=True, listed=True),
            Field("published_on", "公示开始日", Type.DATE, required=True),
            Field("until_on", "公示截止日", Type.DATE, derived=True),
        ),
    )  # fmt: skip


def _effects() -> Register:
    return Register(
        code=EFFECTS,
        name="资金绩效",
        about="钱花出去以后怎么样：目标、结果和评价。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        manners=MANNERS,
        derive=rules.placed,
        check=rules.problems_with_effect,
        fields=(
            Field("code", "绩效编号", required=True, listed=True, longest=40),
            Field("name", "评价事项", required=True, searched=True, longest=200),
            Field("project", "项目", Type.REFERENCE, of=PROJECTS, required=True, hint="项目编号"),
            Field("place", "地方区划代码", Type.PLACE, searched=True, longest=12, hint="只评价一地的填写"),
            Field("level", "层级", Type.CODE, choices=LEVELS, derived=True, facet=True),
            Field("target", "绩效目标", Type.LONG, required=True, longest=2000),
            Field("result", "实际结果", Type.LONG, required=True, longest=2000),
            Field("grade", "评价等次", Type.CODE, choices=choices_of(codes.effect_grades), facet=True, listed=True),
            Field("score", "评价得分", Type.AMOUNT, unit="分"),
            Field("evaluator", "评价单位", longest=100),
            Field("on", "评价日期", Type.DATE, required=True, listed=True),
            Field("year", "年度", longest=4, derived=True, facet=True),
            Field("address", "评价报告网址", longest=500, hint=WEB_HINT),
        ),
    )  # fmt: skip


LEVELS = tuple(Choice(str(number), name) for number, name in enumerate(rules.LEVELS, start=1))
