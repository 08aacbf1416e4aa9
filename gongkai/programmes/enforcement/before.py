"""事前公开：who enforces, who the officers are, by which discretion, and what is inspected at random."""

from gongkai.engines.registers.rules import Field, Register, Type, choices_of
from gongkai.law import codes
from gongkai.programmes.enforcement import rules
from gongkai.programmes.enforcement.after import GROUP, STEPS

KEEPER = "各执法机关维护本机关的条目，签发人批准后公布"
BASIS = "《中华人民共和国行政处罚法》第三十九条；国办发〔2018〕118号（未核对原文）"
SUBJECTS, OFFICERS, DISCRETION, INSPECTIONS = "enforcement_bodies", "enforcement_officers", "discretion", "inspections"


def bodies() -> Register:
    """执法主体：with duties, powers, basis, procedure and remedies, as the notice lists them."""
    return Register(
        code=SUBJECTS,
        name="行政执法主体",
        about="有权实施行政执法的机关和组织：职责、权限、依据、程序和救济渠道。",
        keeper=KEEPER,
        basis=BASIS,
        key="code",
        title="name",
        steps=STEPS,
        group=GROUP,
        check=rules.judged(rules.of_secrets),
        fields=(
            Field("code", "执法主体编码", required=True, longest=40, hint="一般是统一社会信用代码"),
            Field("name", "执法主体名称", required=True, searched=True, listed=True, longest=200),
            Field(
                "organ",
                "所属机关",
                Type.ORGAN,
                required=True,
                own=True,
                facet=True,
                listed=True,
                hint="填写组织机构代码",
            ),
            Field(
                "nature",
                "主体性质",
                Type.CODE,
                required=True,
                choices=choices_of(codes.body_natures),
                facet=True,
                listed=True,
            ),
            Field("entrusting", "委托机关", longest=200, hint="受委托的组织填写"),
            Field("duties", "执法职责", Type.LONG, required=True, longest=4000),
            Field("powers", "执法权限", Type.LONG, required=True, longest=4000),
            Field("basis", "执法依据", Type.BASIS, required=True, many=True, longest=1000, hint="一行一条"),
            Field("procedure", "执法程序", required=True, many=True, longest=400, hint="一行一个环节"),
            Field("remedies", "救济渠道", Type.LONG, required=True, longest=2000),
            Field("phone", "监督电话", longest=40),
        ),
    )


def officers() -> Register:
    """执法人员：name, certificate and field; nothing else of a person. 依据：国办发〔2018〕118号（未核对原文）。"""
    return Register(
        code=OFFICERS,
        name="行政执法人员",
        about="持有行政执法证件的人员，可凭姓名或者证件编号查验。",
        keeper=KEEPER,
        basis=BASIS,
        key="certificate",
        title="name",
        steps=STEPS,
        group=GROUP,
        check=rules.judged(rules.of_secrets),
        shown_until="valid_until",
        fields=(
            Field("certificate", "执法证件编号", required=True, searched=True, listed=True, longest=40),
            Field("name", "姓名", required=True, searched=True, listed=True, longest=40),
            Field(
                "organ",
                "所在机关",
                Type.ORGAN,
                required=True,
                own=True,
                facet=True,
                listed=True,
                hint="填写组织机构代码",
            ),
            Field("unit", "所在机构", longest=120, listed=True),
            Field("scope", "执法类别", required=True, longest=120),
            Field("area", "执法区域", required=True, longest=120),
            Field("valid_until", "证件有效期至", Type.DATE, required=True),
        ),
    )


def discretion() -> Register:
    """裁量基准：how a penalty follows from the circumstances. 依据：行政处罚法第三十四条。"""
    return Register(
        code=DISCRETION,
        name="行政处罚裁量基准",
        about="各类违法行为在不同情节下的处罚幅度。",
        keeper=KEEPER,
        basis="《中华人民共和国行政处罚法》第三十四条",
        key="code",
        title="violation",
        steps=STEPS,
        group=GROUP,
        fields=(
            Field("code", "裁量基准编码", required=True, listed=True, longest=40),
            Field("violation", "违法行为", required=True, searched=True, listed=True, longest=200),
            Field(
                "organ",
                "制定机关",
                Type.ORGAN,
                required=True,
                own=True,
                facet=True,
                listed=True,
                hint="填写组织机构代码",
            ),
            Field("power", "对应的职权编码", longest=40, hint="权力清单中的编码"),
            Field("basis", "法律依据", Type.BASIS, required=True, many=True, longest=1000, hint="一行一条"),
            Field("ranges", "情节和幅度", required=True, many=True, longest=1000, hint="一行一档：情节——幅度"),
            Field("waived", "不予处罚、减轻处罚的情形", Type.LONG, longest=2000),
        ),
    )


def inspections() -> Register:
    """随机抽查事项清单：what may be inspected, how often, how drawn."""
    return Register(
        code=INSPECTIONS,
        name="随机抽查事项清单",
        about="“双随机、一公开”抽查的事项、对象、内容、依据、比例和频次。",
        keeper=KEEPER,
        basis=BASIS,
        key="code",
        title="name",
        steps=STEPS,
        group=GROUP,
        fields=(
            Field("code", "抽查事项编码", required=True, listed=True, longest=40),
            Field("name", "抽查事项名称", required=True, searched=True, listed=True, longest=200),
            Field("organ", "抽查主体", Type.ORGAN, required=True, own=True, facet=True, listed=True,
                  hint="填写组织机构代码"),
            Field("object", "抽查对象", required=True, longest=400),
            Field("content", "抽查内容", required=True, many=True, longest=400, hint="一行一项"),
            Field("way", "抽查方式", required=True, longest=200),
            Field("ratio", "抽查比例", required=True, longest=120),
            Field("frequency", "抽查频次", required=True, longest=120, listed=True),
            Field("basis", "抽查依据", Type.BASIS, required=True, many=True, longest=1000, hint="一行一条"),
            Field("level", "实施层级", Type.CODE, many=True, choices=choices_of(codes.exercise_levels)),
        ),
    )  # fmt: skip
