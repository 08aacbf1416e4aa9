"""办事指南：what this programme is: three registers, who reviews a change to them, and what each entry says.

| register | an entry | refers to |
|---|---|---|
| 办事材料 | one paper or certificate applicants bring, with its blank form and a sample | |
| 政务服务事项 | one item of the directory, with its guide | the materials it takes |
| 情形引导 | a wish that takes several items: questions, and which answer calls for which item | the items |

An item may stand in the directory without its guide; a guide is released (“指南已编制”) only when nothing is missing.
"""

from gongkai.engines.registers.rules import MOVE, Action, Choice, Field, Manner, Register, Type, choices_of
from gongkai.foundation.review.rules import Step
from gongkai.law import codes
from gongkai.law.item_codes import NATURES, STRUCTURE
from gongkai.programmes.services import rules, situations

SERVICES, MATERIALS, SITUATIONS = "services", "service-materials", "situations"
UNIT_HEAD = Step("unit_head", "处室审核", "unit_head", "本机关办事指南管理制度")
LEGALITY = Step("legality", "合法性审查", "legality_reviewer", "本机关办事指南管理制度")
BASIS = f"《国务院关于在线政务服务的若干规定》（国务院令第716号，未核对原文）；{STRUCTURE}"
KEEPER = "各机关维护本机关的条目，签发人批准后公布"
GROUP = "办事指南"
MANNERS = (
    Manner("add", "新增", Action.ADD),
    Manner("take_over", "承接", Action.ADD),
    Manner("amend", "修改", Action.AMEND),
    Manner("end", "取消", Action.END),
    Manner("pass_down", "下放", Action.END),
    Manner("merge", "合并", Action.END),
    MOVE,
)
_ITEM, _GROUNDS, _MATERIALS = "事项", "依据和条件", "申请材料"
_COURSE, _FEE, _PLACE, _FILES, _CHECKED = "办理", "收费", "地点、时间和联系方式", "下载", "核对"


def registers() -> tuple[Register, ...]:
    """办事指南的三个名录：with the code lists of the law in force."""
    return (_services(), _situations(), _materials())


def _services() -> Register:
    return Register(
        code=SERVICES,
        name="政务服务事项",
        about="可以向行政机关申请办理的事项：依据、条件、材料、流程、时限、收费、结果、地点和投诉渠道，逐项列明。",
        keeper=KEEPER,
        basis=BASIS,
        key="code",
        title="name",
        steps=(UNIT_HEAD, LEGALITY),
        manners=MANNERS,
        group=GROUP,
        derive=rules.complete,
        check=rules.refusals,
        warn=rules.doubts,
        fields=(
            *_identity(),
            *_grounds(),
            *_materials_of_item(),
            *_course(),
            *_fee(),
            *_place(),
            *_files(),
            *_checked(),
        ),
    )


def _identity() -> tuple[Field, ...]:
    return (
        Field("code", "事项编码", required=True, listed=True, longest=80, section=_ITEM,
              hint="31位实施编码或者33位业务办理项编码；还没有的，填12位基本编码"),
        Field("name", "事项名称", required=True, searched=True, listed=True, longest=200, section=_ITEM),
        Field("main", "主项名称", searched=True, longest=200, section=_ITEM, hint="没有子项的不用填写"),
        Field("kind", "事项类型", Type.CODE, required=True, choices=choices_of(codes.item_kinds), facet=True,
              section=_ITEM),
        Field("organ", "实施主体", Type.ORGAN, required=True, own=True, facet=True, listed=True, section=_ITEM,
              hint="填写组织机构代码"),
        Field("level", "行使层级", Type.CODE, required=True, choices=choices_of(codes.exercise_levels), facet=True,
              many=True, section=_ITEM),
        Field("audiences", "服务对象", Type.CODE, choices=choices_of(codes.service_audiences), facet=True, many=True,
              section=_ITEM),
        Field("events", "办事主题", Type.CODE, choices=choices_of(codes.life_events), facet=True, many=True,
              section=_ITEM),
        Field("also", "别的叫法", searched=True, many=True, longest=60, section=_ITEM, hint="群众平时怎么说，便于检索"),
        Field("guide", "指南已编制", Type.YES_NO, section=_ITEM, hint="填“是”的，各项要素必须齐全"),
    )  # fmt: skip


def _grounds() -> tuple[Field, ...]:
    return (
        Field(
            "basis", "设定依据", Type.BASIS, many=True, longest=1000, section=_GROUNDS, hint="一行一条，写到条、款、项"
        ),
        Field("conditions", "申请条件", many=True, longest=1000, section=_GROUNDS, hint="一行一个条件"),
    )  # fmt: skip


def _materials_of_item() -> tuple[Field, ...]:
    return (
        Field("materials", "必须提交的材料", Type.REFERENCE, of=MATERIALS, many=True, section=_MATERIALS,
              hint="一行一个材料编码"),
        Field("conditional", "视情形提交的材料", Type.REFERENCE, of=MATERIALS, many=True, section=_MATERIALS),
        Field("later", "可以容缺后补的材料", Type.REFERENCE, of=MATERIALS, many=True, section=_MATERIALS,
              hint="先受理、后补交的材料"),
        Field("no_materials", "不需要提交材料", Type.YES_NO, section=_MATERIALS),
    )  # fmt: skip


def _course() -> tuple[Field, ...]:
    return (
        Field(
            "steps", "办理流程", many=True, longest=300, section=_COURSE, columns=("环节", "由谁办", "多久"), drawn=True
        ),
        Field("statutory", "法定时限", Type.NUMBER, unit="个工作日", section=_COURSE, hint="当场办结的填0"),
        Field("promised", "承诺时限", Type.NUMBER, unit="个工作日", section=_COURSE, hint="当场办结的填0"),
        Field("limit_note", "时限说明", longest=500, section=_COURSE, hint="不计入时限的环节，或者法律没有规定时限"),
        Field("result", "审批决定证件", many=True, longest=200, section=_COURSE, hint="办成以后拿到什么"),
        Field("validity", "证件有效期", longest=200, section=_COURSE),
        Field("annual_check", "年检要求", longest=500, section=_COURSE, hint="不需要年检的，写“无”"),
        Field("cautions", "注意事项", many=True, longest=1000, section=_COURSE, hint="没有的，写“无”"),
    )


def _fee() -> tuple[Field, ...]:
    return (
        Field("charged", "是否收费", Type.YES_NO, section=_FEE),
        Field("fee", "收费金额", Type.AMOUNT, unit="元", section=_FEE, hint="按情况不同的不填，在收费标准中写明"),
        Field("fee_standard", "收费标准", Type.LONG, section=_FEE),
        Field("fee_basis", "收费依据", Type.BASIS, many=True, longest=1000, section=_FEE),
    )


def _place() -> tuple[Field, ...]:
    return (
        Field("places", "办理地点", many=True, longest=300, section=_PLACE, hint="写到窗口"),
        Field("hours", "办理时间", many=True, longest=300, section=_PLACE),
        Field("online", "网上办理", longest=300, section=_PLACE, hint="网址；不能网上办理的不填"),
        Field("phone", "联系电话", many=True, longest=60, section=_PLACE),
        Field("complaint", "投诉渠道", many=True, longest=300, section=_PLACE, hint="电话、地址或者网址"),
    )


def _files() -> tuple[Field, ...]:
    return (
        Field("forms", "空白表格", Type.FILE, many=True, section=_FILES),
        Field("samples", "填写样例", Type.FILE, many=True, section=_FILES),
        Field("result_sample", "结果样本", Type.FILE, section=_FILES),
    )


def _checked() -> tuple[Field, ...]:
    natures = tuple(Choice(nature, name) for nature, name in NATURES.items())
    return (
        Field("base", "基本编码", derived=True, section=_CHECKED),
        Field("nature", "实施主体性质", Type.CODE, choices=natures, derived=True, section=_CHECKED),
        Field("lacking", "缺少的指南要素", Type.CODE, choices=choices_of(codes.guide_elements), many=True, derived=True,
              facet=True, section=_CHECKED),
    )  # fmt: skip


def _materials() -> Register:
    return Register(
        code=MATERIALS,
        name="办事材料",
        about="申请办事要带的每一种材料：形式、份数、由谁出具、怎样填写，附空白表格和填写样例。",
        keeper=KEEPER,
        basis=BASIS,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        manners=MANNERS,
        group=GROUP,
        check=rules.material_refusals,
        fields=(
            Field("code", "材料编码", required=True, listed=True, longest=40),
            Field("name", "材料名称", required=True, searched=True, listed=True, longest=200),
            Field("organ", "维护机关", Type.ORGAN, required=True, own=True, facet=True, hint="填写组织机构代码"),
            Field("form", "材料形式", Type.CODE, required=True, choices=choices_of(codes.material_forms), facet=True,
                  listed=True),
            Field("copies", "份数", Type.NUMBER, unit="份", hint="不填的为1份"),
            Field("source", "材料来源", Type.CODE, required=True, choices=choices_of(codes.material_sources),
                  facet=True, listed=True),
            Field("issuer", "出具单位", longest=200),
            Field("shared", "可以免交", Type.YES_NO, hint="机关能通过数据共享或者电子证照取得的，填“是”"),
            Field("demand", "填写和准备要求", Type.LONG, longest=2000),
            Field("basis", "要求提交的依据", Type.BASIS, many=True, longest=1000),
            Field("blank", "空白表格", Type.FILE, many=True),
            Field("sample", "填写样例", Type.FILE, many=True),
        ),
    )  # fmt: skip


def _situations() -> Register:
    return Register(
        code=SITUATIONS,
        name="情形引导",
        about="要办成一件事，回答几个问题，就知道要办哪些事项、带哪些材料、先办什么、多久、多少钱。",
        keeper=KEEPER,
        basis=BASIS,
        key="code",
        title="name",
        steps=(UNIT_HEAD,),
        manners=MANNERS,
        group=GROUP,
        derive=situations.complete,
        check=situations.refusals,
        fields=(
            Field("code", "情形代码", required=True, listed=True, longest=40, hint="写在网址里，用字母和数字"),
            Field("name", "情形名称", required=True, searched=True, listed=True, longest=60, hint="例如：我要开饭店"),
            Field("about", "说明", Type.LONG, required=True, searched=True, longest=500),
            Field("organ", "牵头机关", Type.ORGAN, required=True, own=True, facet=True, listed=True,
                  hint="填写组织机构代码"),
            Field("audiences", "服务对象", Type.CODE, choices=choices_of(codes.service_audiences),
                  facet=True, many=True),
            Field("events", "办事主题", Type.CODE, choices=choices_of(codes.life_events), facet=True, many=True),
            Field("questions", "问题", many=True, longest=500,
                  hint=f"一行一个问题，写成“{situations.SHAPE}”"),
            Field("steps", "步骤", required=True, many=True, longest=300,
                  hint=f"一行一个事项，写成“{situations.STEP_SHAPE}”；不论怎样都要办的不写条件，同一阶段的可以同时办"),
            Field("items", "涉及的事项", Type.REFERENCE, of=SERVICES, many=True, derived=True),
            Field("after", "办成以后", Type.LONG, longest=1000),
        ),
    )  # fmt: skip
