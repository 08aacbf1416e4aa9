"""意见征集：what this programme is: its two kinds of record, what may be consulted on, how a comment comes and ends.

| kind | holds | gate |
|---|---|---|
| 意见征集公告 | notice, draft, explanation and basis, reviewed and released as one edition | the period of the law |
| 意见征集结果报告 | the numbers, and each comment with its answer | closed, moderated, every comment answered |
"""

from collections.abc import Mapping

from gongkai.engines.publishing.kinds import Kind
from gongkai.foundation.review.rules import Step

# 与其他公开信息一样：核稿 → 保密审查 → 签发，然后由发布员发布。
STEPS = (
    Step("unit_head", "核稿", "unit_head", "本机关公文处理制度"),
    Step("secrecy", "保密审查", "secrecy_reviewer", "《政府信息公开条例》第十七条"),
    Step("sign_off", "签发", "signer", "本机关公文处理制度"),
)
NOTICE = Kind(
    "consultation",
    "意见征集公告",
    STEPS,
    "disclosures",
    numbered=False,
    gated=True,
    library=False,
    has_standing=False,
)
"""意见征集公告：with the draft, its explanation and its basis."""
REPORT = Kind(
    "consultation_report",
    "意见征集结果报告",
    STEPS,
    "disclosures",
    numbered=False,
    gated=True,
    library=False,
    has_standing=False,
)
"""意见征集结果报告：what was said and what became of it."""
KINDS = {NOTICE.code: NOTICE, REPORT.code: REPORT}
GENRE, REPORT_GENRE, ART20 = "proclamation", "report", "A20-15"

MATTERS: Mapping[str, str] = {
    "decision": "重大行政决策草案",
    "rules": "规章草案",
    "regulation": "行政法规草案",
    "market": "与经营主体生产经营活动密切相关的规范性文件",
    "normative": "涉及群众切身利益的行政规范性文件",
    "other": "其他文件",
}
"""征集事项：what decides the period."""

CHANNELS: Mapping[str, str] = {
    "web": "网站",
    "api": "接口",
    "mail": "来信",
    "email": "电子邮件",
    "phone": "电话",
    "counter": "当面",
    "meeting": "座谈会",
}
"""意见来源。"""
BY_CLERK = ("mail", "email", "phone", "counter", "meeting")

SPEAKERS: Mapping[str, str] = {"anonymous": "不署名", "person": "个人", "organisation": "单位"}
"""提出意见的人。"""

WAITING, SHOWN, HIDDEN = "waiting", "shown", "hidden"
STANDINGS: Mapping[str, str] = {WAITING: "待审核", SHOWN: "公开显示", HIDDEN: "不予显示"}
"""审核情况：of one wording."""
HIDING: Mapping[str, str] = {
    "unlawful": "含有法律、法规禁止发布的内容",
    "insult": "侮辱、诽谤他人",
    "privacy": "含有他人的个人信息",
    "secret": "涉及国家秘密、商业秘密",
    "advert": "广告",
    "unrelated": "与征求意见的草案无关",
}
"""不予显示的理由：a closed list, shown in place of the comment."""

SWEEP_SHOW, SWEEP_HIDE, SWEEP_ANSWER = "show", "hide", "answer"
SWEEPS: Mapping[str, str] = {SWEEP_SHOW: "公开显示", SWEEP_HIDE: "不予显示", SWEEP_ANSWER: "答复"}
"""批量办理的行为。"""
SWEPT: Mapping[str, tuple[str, ...]] = {
    "waiting": (SWEEP_SHOW, SWEEP_HIDE),
    "unanswered": (SWEEP_ANSWER, SWEEP_HIDE),
    "hidden": (SWEEP_SHOW,),
}
"""哪一页签的意见可以批量怎样办理。"""

NAME_HIDING: Mapping[str, str] = {
    "improper": "署名含有不当内容",
    "another": "冒用他人的名义",
    "privacy": "含有个人信息",
}
"""署名不公开的理由：a closed list, shown in place of the name; the text stays."""

ADOPTED, PARTLY, NOT_ADOPTED = "adopted", "partly", "not"
OUTCOMES: Mapping[str, str] = {ADOPTED: "采纳", PARTLY: "部分采纳", NOT_ADOPTED: "未采纳"}
"""采纳情况。"""
