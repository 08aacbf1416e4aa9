"""政策文件：what this programme is: its kinds of record, who reviews each, and on what basis.

| kind | reviews, in order |
|---|---|
| 行政规范性文件 | 核稿 → 保密审查 → 合法性审查 → 签发; its interpretation before release |
| 其他文件, 政策解读, 制度, 年报, 法定主动公开内容 | 核稿 → 保密审查 → 签发 |
| 公开指南 | 核稿 → 保密审查 → 签发 |
"""

from gongkai.engines.publishing.kinds import Kind, Part
from gongkai.foundation.review.rules import Step

PARTS = {
    part.code: part
    for part in (
        Part("guide", "政府信息公开指南"),
        Part("rules", "政府信息公开制度"),
        Part("disclosures", "法定主动公开内容"),
        Part("reports", "政府信息公开工作年度报告"),
    )
}

UNIT_HEAD = Step("unit_head", "核稿", "unit_head", "本机关公文处理制度")
SECRECY = Step("secrecy", "保密审查", "secrecy_reviewer", "《政府信息公开条例》第十七条")
LEGALITY = Step("legality", "合法性审查", "legality_reviewer", "国办发〔2018〕115号")
SIGN_OFF = Step("sign_off", "签发", "signer", "本机关公文处理制度")
ORDINARY = (UNIT_HEAD, SECRECY, SIGN_OFF)
NORMATIVE_STEPS = (UNIT_HEAD, SECRECY, LEGALITY, SIGN_OFF)

NORMATIVE = Kind(
    "normative",
    "行政规范性文件",
    NORMATIVE_STEPS,
    "disclosures",
    numbered=True,
    gated=True,
    library=True,
    has_standing=True,
)
DOCUMENT = Kind(
    "document", "其他文件", ORDINARY, "disclosures", numbered=False, gated=False, library=True, has_standing=True
)
INTERPRETATION = Kind(
    "interpretation", "政策解读", ORDINARY, "disclosures", numbered=False, gated=False, library=True, has_standing=False
)
GUIDE = Kind(
    "guide", "政府信息公开指南", ORDINARY, "guide", numbered=False, gated=False, library=False, has_standing=False
)
RULE = Kind(
    "rule", "政府信息公开制度", ORDINARY, "rules", numbered=False, gated=False, library=False, has_standing=True
)
REPORT = Kind(
    "report",
    "政府信息公开工作年度报告",
    ORDINARY,
    "reports",
    numbered=False,
    gated=False,
    library=False,
    has_standing=False,
)
DISCLOSURE = Kind(
    "disclosure",
    "法定主动公开内容",
    ORDINARY,
    "disclosures",
    numbered=False,
    gated=False,
    library=False,
    has_standing=False,
)

KINDS = {kind.code: kind for kind in (NORMATIVE, DOCUMENT, INTERPRETATION, DISCLOSURE, GUIDE, RULE, REPORT)}
