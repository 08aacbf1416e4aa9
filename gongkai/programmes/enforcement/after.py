"""事后公开：the registers of what was decided: licences, penalties, and the results of the other four kinds of act."""

from gongkai.engines.registers.rules import Action, Field, Manner, Openness, Register, Type, choices_of
from gongkai.foundation.review.rules import Step
from gongkai.law import codes
from gongkai.programmes.enforcement import rules

GROUP = "行政执法公示"
UNIT_HEAD = Step("unit_head", "处室审核", "unit_head", "本机关行政执法公示制度")
STEPS = (UNIT_HEAD,)
KEEPER = "作出决定的机关录入，签发人批准后公布"
LICENCES, PENALTIES, RESULTS = "licences", "penalties", "enforcement_results"
DECISIONS = (LICENCES, PENALTIES, RESULTS)
"""执法决定的三个名录。"""
STANDARD = {LICENCES: rules.LICENCE, PENALTIES: rules.PENALTY}
"""双公示的列：of the two registers the standard knows."""
OF_PENALTIES = rules.judged(
    rules.of_party,
    rules.of_authority,
    rules.of_days,
    rules.of_amounts,
    rules.of_publicity,
    rules.of_secrets,
    rules.of_name,
)
"""行政处罚决定的核对。"""
REPAIRED, WITHDRAWN = "repair", "withdraw"
# 撤回：a decision changed, revoked or found unlawful or void goes out of sight; number, day and explanation remain.
MANNERS = (
    Manner("add", "新增", Action.ADD),
    Manner("amend", "更正", Action.AMEND),
    Manner("end", "终止", Action.END),
    Manner(WITHDRAWN, "撤回", Action.END, hides=True),
)
DOCUMENT, PARTY, CONTENT = "决定文书", "行政相对人", "决定内容"
AUTHORITY, PUBLICITY = "决定机关和数据来源", "公示"


def _party() -> tuple[Field, ...]:
    """行政相对人：the name whole for the office, a person's covered for everybody; no identity number at all."""
    return (
        Field("party_kind", "行政相对人类别", Type.CODE, required=True, choices=choices_of(codes.party_kinds),
              facet=True, section=PARTY),
        Field("party_name", "行政相对人名称", required=True, openness=Openness.INTERNAL, longest=200, section=PARTY,
              hint="自然人填写姓名，公开时只显示姓；不要填写证件号码"),
        Field("party", "行政相对人（公开）", derived=True, searched=True, listed=True, longest=200, section=PARTY),
        Field("credit_code", "统一社会信用代码", searched=True, longest=30, section=PARTY),
        Field("registration", "工商注册号", longest=60, section=PARTY),
        Field("org_code", "组织机构代码", longest=30, section=PARTY),
        Field("tax_code", "税务登记号", longest=60, section=PARTY),
        Field("institution_code", "事业单位证书号", longest=60, section=PARTY),
        Field("society_code", "社会组织登记证号", longest=60, section=PARTY),
        Field("representative", "法定代表人", longest=80, section=PARTY),
    )  # fmt: skip


def _authority(word: str) -> tuple[Field, ...]:
    return (
        Field("authority", f"{word}机关", required=True, longest=200, section=AUTHORITY),
        Field("authority_code", f"{word}机关统一社会信用代码", required=True, longest=30, section=AUTHORITY),
        Field("organ", "执法机关", Type.ORGAN, derived=True, facet=True, listed=True, section=AUTHORITY),
        Field("source", "数据来源单位", longest=200, section=AUTHORITY, hint="空着就是决定机关"),
        Field("source_code", "数据来源单位统一社会信用代码", longest=30, section=AUTHORITY),
        Field("year", "决定年度", derived=True, facet=True, section=AUTHORITY),
    )


def _decided(name: str) -> Field:
    return Field("decided_on", name, Type.DATE, required=True, listed=True, section=CONTENT)


def licences() -> Register:
    """行政许可决定：in the fields of 双公示. 依据：行政许可法第四十条；发改办财金〔2018〕424号。"""
    return Register(
        code=LICENCES,
        name="行政许可决定",
        about="准予行政许可的决定，自作出决定之日起7个工作日内公开，公众有权查阅。",
        keeper=KEEPER,
        basis="《中华人民共和国行政许可法》第四十条；发改办财金〔2018〕424号（未核对原文）",
        key="number",
        title="name",
        steps=STEPS,
        manners=MANNERS,
        group=GROUP,
        derive=rules.complete,
        check=rules.judged(rules.of_party, rules.of_authority, rules.of_days, rules.of_secrets, rules.of_name),
        warn=rules.judged(rules.of_codes, rules.of_short_name),
        headings=rules.headings(rules.LICENCE),
        fields=(
            Field("number", "行政许可决定文书号", required=True, searched=True, listed=True, longest=80,
                  section=DOCUMENT),
            Field("name", "行政许可决定文书名称", required=True, searched=True, listed=True, longest=200,
                  section=DOCUMENT),
            *_party(),
            Field("kind", "许可类别", Type.CODE, required=True, choices=choices_of(codes.licence_kinds), facet=True,
                  section=CONTENT),
            Field("certificate", "许可证书名称", longest=200, section=CONTENT),
            Field("certificate_number", "许可编号", longest=120, section=CONTENT),
            Field("content", "许可内容", Type.LONG, required=True, longest=4000, section=CONTENT),
            _decided("许可决定日期"),
            Field("valid_from", "许可有效期自", Type.DATE, section=CONTENT),
            Field("valid_until", "许可有效期至", Type.DATE, section=CONTENT),
            Field("power", "职权编码", longest=40, section=CONTENT, hint="本机关权力清单中的编码"),
            *_authority("许可"),
            Field("state", "当前状态", longest=40, section=PUBLICITY),
            Field("remark", "备注", Type.LONG, openness=Openness.INTERNAL, section=PUBLICITY),
        ),
    )  # fmt: skip


def penalties() -> Register:
    """行政处罚决定：in the fields of 双公示, shown for as long as its gravest kind is. 依据：行政处罚法第四十八条。"""
    return Register(
        code=PENALTIES,
        name="行政处罚决定",
        about="行政处罚决定自作出之日起7个工作日内公开；公示期届满或者经信用修复停止公示后，不再显示。仅受到警告的不公示。",
        keeper=KEEPER,
        basis="《中华人民共和国行政处罚法》第四十八条；发改办财金〔2018〕424号（未核对原文）",
        key="number",
        title="violation",
        steps=STEPS,
        manners=(*MANNERS, Manner(REPAIRED, "信用修复", Action.AMEND)),
        group=GROUP,
        derive=rules.complete_penalty,
        check=OF_PENALTIES,
        warn=rules.judged(rules.of_codes, rules.of_units, rules.of_short_name),
        shown_until="shown_until",
        headings=rules.headings(rules.PENALTY),
        fields=(
            Field("number", "行政处罚决定书文号", required=True, searched=True, listed=True, longest=80,
                  section=DOCUMENT),
            Field("violation", "违法行为类型", required=True, searched=True, listed=True, longest=200,
                  section=DOCUMENT),
            *_party(),
            Field("facts", "违法事实", Type.LONG, required=True, longest=8000, section=CONTENT),
            Field("basis", "处罚依据", Type.BASIS, required=True, many=True, longest=1000, section=CONTENT,
                  held_on="decided_on", hint="一行一条，写到条、款、项"),
            Field("kinds", "处罚类别", Type.CODE, required=True, many=True, choices=choices_of(codes.penalty_kinds),
                  facet=True, section=CONTENT),
            Field("content", "处罚内容", Type.LONG, required=True, longest=4000, section=CONTENT),
            Field("fine", "罚款金额", Type.AMOUNT, unit="万元", section=CONTENT),
            Field("small_fine", "属于较低数额罚款", Type.YES_NO, section=CONTENT, hint="数额由省级以上主管部门规定"),
            Field("confiscated", "没收违法所得、没收非法财物的金额", Type.AMOUNT, unit="万元", section=CONTENT),
            Field("licences", "暂扣或吊销证照名称及编号", longest=400, section=CONTENT),
            _decided("处罚决定日期"),
            Field("restricted_until", "处罚有效期", Type.DATE, section=CONTENT, hint="限制经营、从业等处罚的截止日"),
            Field("power", "职权编码", longest=40, section=CONTENT, hint="本机关权力清单中的编码"),
            Field("discretion", "裁量基准编码", longest=40, section=CONTENT, hint="本机关裁量基准中的编码"),
            *_authority("处罚"),
            Field("safety", "特种设备、安全生产、消防领域", Type.YES_NO, section=PUBLICITY),
            Field("market", "市场监管处罚", Type.YES_NO, section=PUBLICITY,
                  hint="另须在20个工作日内通过国家企业信用信息公示系统公示"),
            Field("market_shown_on", "国家企业信用信息公示系统公示日期", Type.DATE, section=PUBLICITY,
                  hint="市场监管处罚的公示期从这一天起算；没有填写的，暂从决定之日起算"),
            Field("ended_on", "信用修复后停止公示日期", Type.DATE, section=PUBLICITY),
            Field("publicity", "公示安排", derived=True, longest=200, section=PUBLICITY),
            Field("shown_until", "公示截止期", Type.DATE, derived=True, section=PUBLICITY),
            Field("remark", "备注", Type.LONG, openness=Openness.INTERNAL, section=PUBLICITY),
        ),
    )  # fmt: skip


def results() -> Register:
    """行政强制、征收、检查、确认的决定（结果）：in the four elements. 依据：国办发〔2018〕118号（未核对原文）。"""
    return Register(
        code=RESULTS,
        name="行政强制、征收、检查、确认结果",
        about="行政强制、行政征收、行政检查、行政确认的决定或者结果，自作出之日起20个工作日内公开：执法机关、执法对象、执法类别、执法结论。",
        keeper=KEEPER,
        basis="国办发〔2018〕118号（未核对原文）",
        key="number",
        title="name",
        steps=STEPS,
        manners=MANNERS,
        group=GROUP,
        derive=rules.complete,
        check=rules.judged(rules.of_authority, rules.of_days, rules.of_secrets, rules.of_name),
        warn=rules.judged(rules.of_codes, rules.of_short_name),
        fields=(
            Field("number", "文书号", required=True, searched=True, listed=True, longest=80, section=DOCUMENT),
            Field("name", "执法事项", required=True, searched=True, listed=True, longest=200, section=DOCUMENT),
            Field("kind", "执法类别", Type.CODE, required=True, facet=True, listed=True, section=CONTENT,
                  choices=choices_of(codes.enforcement_acts, "03", "04", "06", "07")),
            Field("party_kind", "执法对象类别", Type.CODE, required=True, choices=choices_of(codes.party_kinds),
                  section=PARTY),
            Field("party_name", "执法对象", required=True, openness=Openness.INTERNAL, longest=200, section=PARTY,
                  hint="自然人填写姓名，公开时只显示姓；不要填写证件号码"),
            Field("party", "执法对象（公开）", derived=True, searched=True, listed=True, longest=200, section=PARTY),
            Field("credit_code", "统一社会信用代码", searched=True, longest=30, section=PARTY),
            Field("conclusion", "执法结论", Type.LONG, required=True, longest=4000, section=CONTENT),
            Field("basis", "执法依据", Type.BASIS, many=True, longest=1000, section=CONTENT, held_on="decided_on",
                  hint="一行一条，写到条、款、项"),
            _decided("决定（检查）日期"),
            Field("power", "职权编码", longest=40, section=CONTENT, hint="本机关权力清单中的编码"),
            *_authority("执法"),
            Field("remark", "备注", Type.LONG, openness=Openness.INTERNAL, section=PUBLICITY),
        ),
    )  # fmt: skip
