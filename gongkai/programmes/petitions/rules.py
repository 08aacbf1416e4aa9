"""信访规则：the sorts of petition, what each is called, until when its next step may be asked for. Pure.

依据：《信访工作条例》第二十九条至第三十六条。
"""

from collections.abc import Mapping, Sequence
from datetime import date

from gongkai.engines.casework.rules import CaseAct, Done
from gongkai.law import (
    PETITION_EXTENSION,
    PETITION_OBJECTION,
    PETITION_RE_REVIEW_REQUEST,
    PETITION_REVIEW_REQUEST,
    codes,
    count_working_days,
)
from gongkai.law.chinese import day_in_chinese

SUGGESTION, ACCUSATION, APPEAL = "suggestion", "accusation", "appeal"
SORTS: Mapping[str, str] = {SUGGESTION: "建议意见", ACCUSATION: "检举控告", APPEAL: "申诉求决"}
DISCLOSURE = "disclosure"
GROUNDS: Mapping[str, str] = {
    "final": "复核意见作出以后，仍以同一事实和理由提出",
    "under_way": "同一事项已经受理，正在办理期限内",
    "statutory": "已经或者依法应当通过诉讼、仲裁、行政复议等法定途径解决",
    "other_power": "属于人民代表大会、监察机关、人民法院、人民检察院职权范围",
    "not_ours": "不属于本机关、单位职权范围",
    DISCLOSURE: "实际是申请公开政府信息",
}
OUTCOMES: Mapping[str, str] = {
    "supported": "请求合理，予以支持",
    "partly": "部分支持",
    "explained": "请求合理但缺乏依据，已解释疏导",
    "rejected": "请求不合理，不予支持",
    "adopted": "建议已研究采纳",
    "noted": "建议已研究，留作参考",
    "handled": "检举控告事项已依规依纪依法处理",
    "upheld": "维持原处理意见",
    "changed": "变更原处理意见",
}
DOORS: Mapping[str, str] = {
    "final": "三级办理已经终结，不再受理；有新的事实或者理由的，请另行提出。",
    "under_way": "请用原信访事项的编号和查询码查询办理情况。",
    "statutory": "请向有管辖权的人民法院、仲裁机构或者行政复议机关提出。",
    "other_power": "请向有关的人民代表大会常务委员会、监察机关、人民法院或者人民检察院提出。",
    "not_ours": "请按告知书写明的有权处理的机关、单位提出。",
    DISCLOSURE: "请通过“依申请公开”向保存信息的行政机关提出政府信息公开申请。",
}
"""该走的门：what to do instead, by the ground on which a petition is not accepted."""
ONLY_FOR: Mapping[str, str] = {
    "accept": APPEAL,
    "refer": APPEAL,
    "study": SUGGESTION,
    "receive": ACCUSATION,
}
"""受理方式：acts that only one sort of petition takes."""
ANSWERS = ("answer", "answer_review", "answer_re_review")
ASKS = {"ask_review": PETITION_REVIEW_REQUEST, "ask_re_review": PETITION_RE_REVIEW_REQUEST}
REQUESTS = {"request_review": "ask_review", "request_re_review": "ask_re_review"}
"""信访人请求：what the petitioner asks online, and the act by which the office hands it on."""
REQUEST_IN = {"answered": "request_review", "reviewed": "request_re_review"}
"""状态 → 信访人可以在网上提出的请求。"""


def title_of(*, sort: str, matter: str) -> str:
    """标题：sort and matter by their names; never a word of the petitioner."""
    return f"{SORTS[sort]}：{codes.appeal_matters[matter].name}"


def is_kept(*, sort: str, confidential: bool) -> bool:
    """保密：of who accuses somebody, or asked for it, neither name nor words are passed on.

    依据：第三十条第三款。
    """
    return sort == ACCUSATION or confidential


def unfit_for(sort: str) -> frozenset[str]:
    """不合本类的行为：how the other sorts are taken up; review follows an appeal alone."""
    other = {act for act, only in ONLY_FOR.items() if only != sort}
    return frozenset(other if sort == APPEAL else other | set(ASKS) | set(REQUESTS))


def why_not(act: CaseAct, *, on: date, given: Mapping[str, str], done: Sequence[Done]) -> str:
    """不能办的理由：a sentence; empty where the act may be done on the day."""
    if act.key == "object":
        return _late_objection(on, done)
    if act.key == "extend":
        return _too_long(int(given["days"]), done) if given.get("days") else ""
    if act.key in REQUESTS:
        return _late_asking(REQUESTS[act.key], act.name, on=on, done=done)
    if act.key in ASKS:
        return _other_day(on, done) or _late_asking(act.key, act.name, on=on, done=done)
    return ""


def _late_objection(on: date, done: Sequence[Done]) -> str:
    forwarded = next(item.on for item in reversed(done) if item.act in {"forward", "assign"})
    limit = PETITION_OBJECTION.at(received_on=forwarded)
    due = count_working_days(forwarded, limit.value).due_on
    if on <= due:
        return ""
    return f"异议应当自收到之日起{limit.value}内提出（{limit.citation}），至{day_in_chinese(due)}已经期满。请依法办理。"


def _too_long(days: int, done: Sequence[Done]) -> str:
    accepted = next((item.on for item in done if item.act == "accept"), None)
    if accepted is None:
        return "只有已经受理的申诉求决事项有六十日的办理期限，本件不需要延长。"
    most = PETITION_EXTENSION.at(accepted_on=accepted)
    if days <= most.value.days:
        return ""
    return f"延长期限不得超过{most.value}（{most.citation}）。请减少延长的天数。"


def _other_day(on: date, done: Sequence[Done]) -> str:
    """What was asked online was asked on that day: the organ above has thirty days from it, whoever hands it on."""
    asked = next((item.on for item in reversed(done[-1:]) if item.act in REQUESTS), on)
    if asked == on:
        return ""
    return f"信访人已于{day_in_chinese(asked)}在网上请求，期限自这一天起算。请把日期填为{asked.isoformat()}。"


def _late_asking(ask: str, name: str, *, on: date, done: Sequence[Done]) -> str:
    received = received_on(done)
    if received is None:
        return ""
    limit = ASKS[ask].at(answered_on=received)
    last = date.fromordinal(received.toordinal() + limit.value.days)
    if on <= last:
        return ""
    return f"{name}应当自收到书面答复之日起{limit.value}内提出（{limit.citation}），至{day_in_chinese(last)}已经期满。"


def received_on(done: Sequence[Done]) -> date | None:
    """收到书面答复之日：of the last answer; None while it is not entered, and the time to ask does not run."""
    last = max((place for place, item in enumerate(done) if item.act in ANSWERS), default=len(done))
    return next((item.on for item in done[last:] if item.act == "deliver"), None)
