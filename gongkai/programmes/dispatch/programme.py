"""派单目录：what this programme is: one register, matter × place × organ.

| register | an entry | |
|---|---|---|
| 派单目录 | one matter in one place | who handles it, who helps, on what basis, or where else people are to turn |

依据：国办函〔2025〕66号《关于进一步规范和提升12345热线服务的意见》（未核对原文）：建立派单目录并动态更新。
"""

from gongkai.engines.registers.rules import Field, Openness, Register, Type, choices_of
from gongkai.foundation.review.rules import Step
from gongkai.law import codes
from gongkai.programmes.dispatch.rules import problems_with_entry

DIRECTORY = "dispatch-directory"
UNIT_HEAD = Step("unit_head", "处室审核", "unit_head", "本机关热线工作制度")
BASIS = "国办函〔2025〕66号《关于进一步规范和提升12345热线服务的意见》（未核对原文）"


def registers() -> tuple[Register, ...]:
    """名录：派单目录。"""
    return (_directory(),)


def _directory() -> Register:
    return Register(
        code=DIRECTORY,
        name="派单目录",
        about="诉求归谁办：什么事项、在什么地方、由哪个单位主办、谁配合、依据是什么；不由热线办理的，写明该找谁。",
        keeper="热线工作机构维护，与承办单位协商一致后报批；机构职责变化的，随时调整",
        basis=BASIS,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        group="热线",
        check=problems_with_entry,
        fields=(
            Field("code", "目录编号", required=True, listed=True, longest=40),
            Field("name", "诉求", required=True, searched=True, listed=True, longest=200),
            Field("matter", "诉求事项", Type.CODE, required=True, choices=choices_of(codes.appeal_matters), facet=True,
                  listed=True, hint="选上一级的，管它下面的全部事项"),
            Field("place", "适用地方", Type.PLACE, listed=True, longest=12, hint="行政区划代码；全域适用的不填"),
            Field("main", "主办单位", Type.ORGAN, facet=True, listed=True, hint="填写组织机构代码"),
            Field("others", "协办单位", Type.ORGAN, many=True, hint="一行一个组织机构代码；没有的不填"),
            Field("duty", "职责条目", Type.REFERENCE, of="boundaries", hint="“部门职责与边界”中的职责编号"),
            Field("basis", "职责依据", Type.BASIS, many=True, longest=1000, hint="一行一条，写到条、款、项"),
            Field("instead", "不由热线办理的，该找谁", Type.LONG, longest=1000,
                  hint="例如诉讼、仲裁、行政复议、政府信息公开申请；填写后不填主办单位"),
            Field("words", "群众的说法", many=True, searched=True, longest=200,
                  hint="一行一种，例如：路灯不亮；没有以往诉求时，派单参考从这里学起"),
            Field("remark", "内部备注", Type.LONG, openness=Openness.INTERNAL),
        ),
    )  # fmt: skip
