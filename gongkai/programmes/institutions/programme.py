"""公共企事业单位信息公开：what this programme is: who is bound, and what each has published.

| register | an entry | refers to |
|---|---|---|
| 公共企事业单位 | a school, hospital, utility or line, and the organ that supervises it | |
| 公开服务事项目录 | one matter it publishes: whose, how often, last when, where | the institution |

The sector's organ keeps both (实施意见二（四）：组织编制公开服务事项目录). What a sector must publish is the
list `institution_matters`, the office's own until the rules of the national departments are checked.
依据：《政府信息公开条例》第五十五条。
"""

from gongkai.engines.registers.rules import Field, Register, Type, choices_of
from gongkai.foundation.review.rules import Step
from gongkai.law import codes
from gongkai.programmes.institutions import rules

INSTITUTIONS, MATTERS = "institutions", "institution-matters"
UNIT_HEAD = Step("unit_head", "处室审核", "unit_head", "本机关公共企事业单位信息公开监督制度")
BASIS = "《中华人民共和国政府信息公开条例》第五十五条"
KEEPER = "行业主管部门维护所管单位的条目，签发人批准后公布"
GROUP = "公共企事业单位"


def registers() -> tuple[Register, ...]:
    """公共企事业单位的两个名录：with the code lists of the law in force."""
    return (_institutions(), _matters())


def _institutions() -> Register:
    return Register(
        code=INSTITUTIONS,
        name="公共企事业单位",
        about="学校、医院、供水、供电、供气、供热、环境保护和公共交通等单位，以及监督它们公开的主管部门。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        check=rules.problems_with_institution,
        fields=(
            Field("code", "统一社会信用代码", required=True, listed=True, longest=18),
            Field("name", "单位名称", required=True, searched=True, longest=100),
            Field("sector", "行业", Type.CODE, required=True, choices=choices_of(codes.institution_sectors), facet=True,
                  listed=True),
            Field("organ", "主管部门", Type.ORGAN, required=True, own=True, facet=True, listed=True,
                  hint="填写组织机构代码"),
            Field("place", "所在地区划代码", Type.PLACE, required=True, searched=True, longest=12),
            Field("address", "地址", longest=200),
            Field("phone", "服务电话", longest=40),
            Field("website", "网站", longest=500, hint="完整的网址"),
            Field("appeal", "申诉渠道", required=True, longest=300,
                  hint="不公开或者公开不合规定的，向谁、怎样申诉"),
        ),
    )  # fmt: skip


def _matters() -> Register:
    return Register(
        code=MATTERS,
        name="公开服务事项目录",
        about="公共企事业单位公开的每一项：由谁负责、多久更新、最近何时更新、在哪里看。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        derive=rules.dated,
        check=rules.problems_with_matter,
        fields=(
            Field("code", "目录编号", required=True, listed=True, longest=40),
            Field("name", "公开的内容", required=True, searched=True, longest=200),
            Field("institution", "单位", Type.REFERENCE, of=INSTITUTIONS, required=True, own=True, listed=True,
                  hint="单位的统一社会信用代码"),
            Field("matter", "公开事项", Type.CODE, required=True, choices=choices_of(codes.institution_matters)),
            Field("sector", "行业", Type.CODE, choices=choices_of(codes.institution_sectors), derived=True, facet=True),
            Field("owner", "负责的科室", required=True, longest=60),
            Field("cycle", "更新周期", Type.CODE, required=True, choices=choices_of(codes.update_cycles), facet=True),
            Field("updated_on", "最近更新日期", Type.DATE, required=True, listed=True),
            Field("due_on", "下次更新不晚于", Type.DATE, derived=True),
            Field("address", "网址", required=True, longest=500, hint="完整的网址"),
        ),
    )  # fmt: skip
