"""双公示数据标准：the columns of a licence and of a penalty under the standard's field codes, and which field each is.

What has no field here is not read: identity documents of persons are neither kept nor given on.

依据：发改办财金〔2018〕424号，字段未与正式文本核对。
"""

from dataclasses import dataclass

from gongkai.engines.registers.rules import Register, Values, in_words, shown

NAME = "party_name"
PUBLIC_NAME = "party"


@dataclass(frozen=True)
class Column:
    """一列：the standard's code and name; `field` is empty for what is not kept; `read` whether it is taken."""

    code: str
    name: str
    field: str = ""
    read: bool = True


def _party(prefix: str) -> tuple[Column, ...]:
    return tuple(
        Column(f"{prefix}_{code}", name, field, bool(field))
        for code, name, field in (
            ("XDR_MC", "行政相对人名称", NAME),
            ("XDR_LB", "行政相对人类别", "party_kind"),
            ("XDR_SHXYM", "行政相对人代码_1（统一社会信用代码）", "credit_code"),
            ("XDR_GSZC", "行政相对人代码_2（工商注册号）", "registration"),
            ("XDR_ZZJG", "行政相对人代码_3（组织机构代码）", "org_code"),
            ("XDR_SWDJ", "行政相对人代码_4（税务登记号）", "tax_code"),
            ("XDR_SYDW", "行政相对人代码_5（事业单位证书号）", "institution_code"),
            ("XDR_SHZZ", "行政相对人代码_6（社会组织登记证号）", "society_code"),
            ("FRDB", "法定代表人", "representative"),
            ("FR_ZJLX", "法定代表人证件类型", ""),
            ("FR_ZJHM", "法定代表人证件号码", ""),
            ("XDR_ZJLX", "自然人证件类型", ""),
            ("XDR_ZJHM", "自然人证件号码", ""),
        )
    )


LICENCE = (
    *_party("XK"),
    Column("XK_XKWS", "行政许可决定文书名称", "name"),
    Column("XK_WSH", "行政许可决定文书号", "number"),
    Column("XK_XKLB", "许可类别", "kind"),
    Column("XK_XKZS", "许可证书名称", "certificate"),
    Column("XK_XKBH", "许可编号", "certificate_number"),
    Column("XK_NR", "许可内容", "content"),
    Column("XK_JDRQ", "许可决定日期", "decided_on"),
    Column("XK_YXQZ", "有效期自", "valid_from"),
    Column("XK_YXQZI", "有效期至", "valid_until"),
    Column("XK_XKJG", "许可机关", "authority"),
    Column("XK_XKJGDM", "许可机关统一社会信用代码", "authority_code"),
    Column("XK_ZT", "当前状态", "state"),
    Column("XK_LYDW", "数据来源单位", "source"),
    Column("XK_LYDWDM", "数据来源单位统一社会信用代码", "source_code"),
    Column("BZ", "备注", "remark"),
)
PENALTY = (
    *_party("CF"),
    Column("CF_WSH", "行政处罚决定书文号", "number"),
    Column("CF_WFXW", "违法行为类型", "violation"),
    Column("CF_SY", "违法事实", "facts"),
    Column("CF_YJ", "处罚依据", "basis"),
    Column("CF_CFLB", "处罚类别", "kinds"),
    Column("CF_NR", "处罚内容", "content"),
    Column("CF_NR_FK", "罚款金额（万元）", "fine"),
    Column("CF_NR_WFFF", "没收违法所得、没收非法财物的金额（万元）", "confiscated"),
    Column("CF_NR_ZKDX", "暂扣或吊销证照名称及编号", "licences"),
    Column("CF_JDRQ", "处罚决定日期", "decided_on"),
    Column("CF_YXQ", "处罚有效期", "restricted_until"),
    # Worked out here from kinds and day; other systems count it otherwise.
    Column("CF_GSJZQ", "公示截止期", "shown_until", read=False),
    Column("CF_CFJG", "处罚机关", "authority"),
    Column("CF_CFJGDM", "处罚机关统一社会信用代码", "authority_code"),
    Column("CF_SJLY", "数据来源单位", "source"),
    Column("CF_SJLYDM", "数据来源单位统一社会信用代码", "source_code"),
    Column("BZ", "备注", "remark"),
)


def headings(columns: tuple[Column, ...]) -> tuple[tuple[str, str], ...]:
    """列名对照：the standard's codes and names, each with its field; none for a column nobody reads."""
    return tuple(
        (said, column.field if column.read else "") for column in columns for said in (column.code, column.name)
    )


def public_row(register: Register, columns: tuple[Column, ...], values: Values) -> tuple[str, ...]:
    """公开的一行：as everybody may read it: persons by their covered name, no remark, no identity document."""
    seen = shown(register, values)
    if PUBLIC_NAME in seen:
        seen[NAME] = seen[PUBLIC_NAME]
    return _row(register, columns, seen)


def whole_row(register: Register, columns: tuple[Column, ...], values: Values) -> tuple[str, ...]:
    """报送的一行：as the office reports it to the credit platform; still without identity documents."""
    return _row(register, columns, values)


def _row(register: Register, columns: tuple[Column, ...], values: Values) -> tuple[str, ...]:
    return tuple(_cell(register, column.field, values) if column.field else "" for column in columns)


def _cell(register: Register, key: str, values: Values) -> str:
    field = register.field(key)
    said = in_words(field, values.get(key))
    plain = said.removesuffix(field.unit) if field.unit else said
    return plain.replace("\n", ";" if field.choices else "\n")
