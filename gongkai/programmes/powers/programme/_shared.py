"""共同部分：the fields, reviews and manners of adjustment that the four lists share, declared once."""

from gongkai.engines.registers.rules import MOVE, Action, Field, Manner, Openness, Type, choices_of
from gongkai.foundation.review.rules import Step
from gongkai.law import codes

STEPS = (
    Step("unit_head", "处室审核", "unit_head", "本机关权责清单管理制度"),
    Step("legality", "合法性审查", "legality_reviewer", "本机关权责清单管理制度"),
)
KEEPER = "各机关维护本机关的条目，签发人批准后公布"
GROUP = "四张清单"
# 动态调整：for this organ, what passes to another level or into another entry ends.
MANNERS = (
    Manner("add", "新增", Action.ADD),
    Manner("take_over", "承接", Action.ADD),
    Manner("amend", "修改", Action.AMEND),
    Manner("end", "取消", Action.END),
    Manner("pass_down", "下放", Action.END),
    Manner("merge", "合并", Action.END),
    MOVE,
)
REMARK = Field("remark", "内部备注", Type.LONG, openness=Openness.INTERNAL)


def code(name: str) -> Field:
    """编码：which names the entry for good."""
    return Field("code", name, required=True, listed=True, longest=40)


def title(name: str) -> Field:
    """名称：which lists show and readers search."""
    return Field("name", name, required=True, searched=True, listed=True, longest=200)


def organ(name: str, *, own: bool = False) -> Field:
    """机关：who exercises, answers for or manages it; `own`: the organ that proposes, and no other."""
    return Field("organ", name, Type.ORGAN, required=True, facet=True, listed=True, own=own, hint="填写组织机构代码")


def level(name: str) -> Field:
    """层级：at which levels of government."""
    listed = choices_of(codes.exercise_levels)
    return Field("level", name, Type.CODE, required=True, choices=listed, facet=True, many=True)


def basis(name: str = "设定依据", *, section: str = "") -> Field:
    """依据：the instruments and articles, linked where the library holds them."""
    return Field("basis", name, Type.BASIS, required=True, many=True, longest=1000, section=section,
                 hint="一行一条，写到条、款、项")  # fmt: skip


def phone(name: str = "监督电话", *, section: str = "") -> Field:
    """电话：for complaints about how it is exercised."""
    return Field("phone", name, longest=40, section=section)
