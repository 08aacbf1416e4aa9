"""部门职责与监管信息：what this programme is: two registers.

| register | an entry | |
|---|---|---|
| 部门职责与边界 | one duty of a department | with whom it borders, who leads, who does what |
| 重点领域监管信息 | what a department publishes of its supervision | its field, source, cycle, last update, next day |

依据：《关于全面推进政务公开工作的实施意见》三（三）：进一步厘清部门职责，明晰责任边界；重点公开各领域监管信息。
"""

from gongkai.engines.registers.rules import Field, Openness, Register, Type, choices_of
from gongkai.foundation.review.rules import Step
from gongkai.law import codes
from gongkai.programmes.departments.rules import (
    BOUNDARIES,
    OVERSIGHT,
    boundary_problems,
    oversight_problems,
    with_due_day,
)

UNIT_HEAD = Step("unit_head", "处室审核", "unit_head", "本机关职责管理制度")
LEGALITY = Step("legality", "合法性审查", "legality_reviewer", "本机关职责管理制度")
BASIS = "中共浙江省委办公厅、浙江省人民政府办公厅《关于全面推进政务公开工作的实施意见》（2016年）三（三）"
GROUP = "职责与监管"
ARTICLE = "一行一条，写到条、款、项"


def registers() -> tuple[Register, ...]:
    """名录：部门职责与边界、重点领域监管信息。"""
    return (_boundaries(), _oversight())


def _boundaries() -> Register:
    return Register(
        code=BOUNDARIES,
        name="部门职责与边界",
        about="一件事归谁管、谁牵头、谁配合：部门的主要职责，以及与其他部门的分工。",
        keeper="各部门维护本部门的条目，与相关部门协商一致后报批",
        basis=BASIS,
        key="code",
        title="name",
        steps=(UNIT_HEAD, LEGALITY),
        group=GROUP,
        check=boundary_problems,
        fields=(
            Field("code", "职责编号", required=True, listed=True, longest=40),
            Field("name", "职责事项", required=True, searched=True, listed=True, longest=200),
            Field("organ", "责任部门", Type.ORGAN, required=True, own=True, facet=True, listed=True,
                  hint="填写组织机构代码"),
            Field("content", "职责内容", Type.LONG, required=True, searched=True, longest=4000),
            Field("basis", "职责依据", Type.BASIS, required=True, many=True, longest=1000, hint=ARTICLE),
            Field("others", "相关部门", Type.ORGAN, many=True, hint="一行一个组织机构代码；没有交叉的不填",
                  section="职责边界"),
            Field("lead", "牵头部门", Type.ORGAN, facet=True, listed=True, section="职责边界"),
            Field("division", "职责分工", Type.LONG, longest=4000, section="职责边界",
                  hint="逐个部门写明负责什么，从哪一步起移交"),
            Field("example", "案例", Type.LONG, longest=2000, section="职责边界",
                  hint="用一件具体的事说明该找谁"),
            Field("phone", "咨询电话", longest=40),
            Field("remark", "内部备注", Type.LONG, openness=Openness.INTERNAL),
        ),
    )  # fmt: skip


def _oversight() -> Register:
    return Register(
        code=OVERSIGHT,
        name="重点领域监管信息",
        about="安全生产、生态环境、食品药品等重点领域公开的监管信息：由谁公开、来自哪里、多久更新一次、最近一次是哪天。",
        keeper="各部门维护本部门公开的监管信息，每次更新后写明日期",
        basis=BASIS,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        group=GROUP,
        derive=with_due_day,
        check=oversight_problems,
        fields=(
            Field("code", "信息编号", required=True, longest=40),
            Field("name", "监管信息", required=True, searched=True, listed=True, longest=200),
            Field("field", "领域", Type.CODE, required=True, facet=True, listed=True,
                  choices=choices_of(codes.oversight_fields)),
            Field("organ", "公开部门", Type.ORGAN, required=True, own=True, facet=True, listed=True,
                  hint="填写组织机构代码"),
            Field("content", "内容", Type.LONG, required=True, searched=True, longest=2000),
            Field("source", "信息来源", required=True, longest=300, hint="例如：监督抽检、自动监测、企业报送"),
            Field("address", "公开网址", required=True, longest=300),
            Field("basis", "公开依据", Type.BASIS, many=True, longest=1000, hint=ARTICLE),
            Field("cycle", "更新周期", Type.CODE, required=True, facet=True, listed=True,
                  choices=choices_of(codes.update_cycles)),
            Field("updated_on", "最近更新日期", Type.DATE, required=True, listed=True),
            Field("due_on", "下次更新的最后一天", Type.DATE, derived=True, listed=True),
            Field("phone", "咨询电话", longest=40),
        ),
    )  # fmt: skip
