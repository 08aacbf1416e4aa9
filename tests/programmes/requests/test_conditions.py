"""Conditions of the articles: a table of cases as they stand, an act asked for, and the sentence that refuses it."""

from collections.abc import Mapping
from datetime import date

import pytest

from gongkai.engines.casework.ports import Standing
from gongkai.engines.casework.rules import Done, clock, happened
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.programmes.requests.outcomes import Withheld, withheld_text
from gongkai.programmes.requests.programme import REQUESTS
from gongkai.programmes.requests.queries import condition

Step = tuple[str, str, dict[str, str]]

RECEIVED: Step = ("receive", "2026-03-02", {})  # 期限至3月30日届满
NOTICED: Step = ("notify_fee", "2026-03-04", {"basis": "page", "count": "40"})
PAID: Step = ("enter_payment", "2026-03-20", {})
ASKED: Step = ("ask_reasons", "2026-03-04", {"reason": "五十件", "until_on": "2026-03-13"})
REASONED: Step = ("enter_reasons", "2026-03-10", {"text": "研究"})
DELAYED: Step = ("delay", "2026-03-20", {"due_on": "2026-05-29", "reason": "量大"})

EXTENSION: dict[str, str] = {"days": "5", "reason": "量大"}
LATER: dict[str, str] = {"due_on": "2026-05-29", "reason": "量大"}
PAGES: dict[str, str] = {"basis": "page", "count": "40"}
OPEN: dict[str, str] = {"kind": "R-OPEN", "text": "公开"}

CORRECTING: Step = ("ask_to_correct", "2026-03-04", {"items": "年份", "until_on": "2026-03-20"})
CONSULTED: Step = ("consult_third_party", "2026-03-04", {"whom": "某公司"})
ARRIVED: Step = ("note_delivered", "2026-03-05", {"letter": "2", "received_on": "2026-03-05"})
OBJECTED: Step = ("enter_opinion", "2026-03-09", {"letter": "2", "stance": "object", "opinion": "商业秘密"})
AGREED: Step = ("enter_opinion", "2026-03-09", {"letter": "2", "stance": "agree", "opinion": "同意"})
TOLD: Step = ("notify_third_party", "2026-03-11", {"letter": "2", "text": "全部", "reason": "公共利益"})
ALSO: tuple[Step, ...] = (
    ("consult_third_party", "2026-03-09", {"whom": "另一公司"}),
    ("enter_opinion", "2026-03-10", {"letter": "4", "stance": "partly", "opinion": "报价不同意"}),
)
POST: Step = ("deliver_reply", "2026-03-12", {"way": "post"})
NOTICE_CAME: Step = ("note_fee_delivered", "2026-03-09", {"received_on": "2026-03-06"})
CORRECTED: Step = ("enter_correction", "2026-03-09", {"text": "2025年"})


def proposed(kind: str, *grounds: str) -> Step:
    withheld = withheld_text(Withheld("某一部分", ground, "理由") for ground in grounds)
    return ("propose_reply", "2026-03-10", {"kind": kind, "text": "答复", "withheld": withheld})


def reply(kind: str, **more: str) -> dict[str, str]:
    return {"kind": kind, "text": "答复", **more}


TABLE: Mapping[str, tuple[tuple[Step, ...], Step, str]] = {
    "期限最后一日可以通知缴费": ((RECEIVED,), ("notify_fee", "2026-03-30", PAGES), ""),
    "逾期以后不能以通知缴费重新起算": ((RECEIVED,), ("notify_fee", "2026-06-01", PAGES), "不能再通知缴费"),
    "缴费不重开告知补正的七个工作日": (
        (RECEIVED, NOTICED, PAID),
        ("ask_to_correct", "2026-03-23", {"items": "年份", "until_on": "2026-04-03"}),
        "7个工作日内作出",
    ),
    "缴费以后不能再次通知": ((RECEIVED, NOTICED, PAID), ("notify_fee", "2026-03-23", PAGES), "已经通知过缴费"),
    "没有要求说明理由不能延迟": ((RECEIVED,), ("delay", "2026-03-20", LATER), "须先要求申请人说明理由"),
    "理由收到以后可以延迟": ((RECEIVED, ASKED, REASONED), ("delay", "2026-03-20", LATER), ""),
    "逾期以后不能延迟": ((RECEIVED, ASKED, REASONED), ("delay", "2026-03-31", LATER), "届满以后不能再确定延迟"),
    "延迟的期限须晚于原期限": (
        (RECEIVED, ASKED, REASONED),
        ("delay", "2026-03-20", {"due_on": "2026-03-30", "reason": "量大"}),
        "须晚于原答复期限",
    ),
    "延迟以后不能延长": ((RECEIVED, ASKED, REASONED, DELAYED), ("extend", "2026-03-23", EXTENSION), "已经另定答复期限"),
    "没有延迟的可以延长": ((RECEIVED, ASKED, REASONED), ("extend", "2026-03-23", EXTENSION), ""),
    "重新办理的期限须在将来": (
        (RECEIVED, ("withdraw", "2026-03-09", {})),
        ("reopen", "2026-05-11", {"reason": "责令", "due_on": "2026-05-11"}),
        "须晚于重新办理之日",
    ),
    "重新办理可以不定期限": ((RECEIVED,), ("reopen", "2026-05-11", {"reason": "责令"}), ""),
    "重新办理定了期限的不能延长": (
        (RECEIVED, ("reopen", "2026-05-11", {"reason": "责令", "due_on": "2026-05-29"})),
        ("extend", "2026-05-12", EXTENSION),
        "已经另定答复期限",
    ),
    "说明理由的期限须在将来": (
        (RECEIVED,),
        ("ask_reasons", "2026-03-04", {"reason": "五十件", "until_on": "2026-03-04"}),
        "说明理由的期限须晚于",
    ),
    "等待理由时不能答复": ((RECEIVED, ASKED), ("propose_reply", "2026-03-13", OPEN), "期限届满以后再办理"),
    "等待理由时不能延迟": ((RECEIVED, ASKED), ("delay", "2026-03-13", LATER), "期限届满以后再办理"),
    "申请人不说明理由的可以答复": ((RECEIVED, ASKED), ("propose_reply", "2026-03-16", OPEN), ""),
    "申请人不说明理由的可以延迟": ((RECEIVED, ASKED), ("delay", "2026-03-16", LATER), ""),
    "申请人说明了理由就可以答复": ((RECEIVED, ASKED, REASONED), ("propose_reply", "2026-03-10", OPEN), ""),
    "部分公开须有理由": ((RECEIVED,), ("propose_reply", "2026-03-10", reply("R-PART")), "须逐项写明不予公开的内容"),
    "部分公开有理由的可以": ((RECEIVED,), ("propose_reply", "2026-03-10", reply("R-PART", withheld="R-N15")), ""),
    "予以公开不填不予公开的理由": (
        (RECEIVED,),
        ("propose_reply", "2026-03-10", reply("R-OPEN", withheld="R-N15")),
        "只有部分公开",
    ),
    "没有要求说明理由不能不予处理": ((RECEIVED,), ("propose_reply", "2026-03-10", reply("R-ABUSE")), "须先要求申请人"),
    "要求说明理由而不说明的可以不予处理": ((RECEIVED, ASKED), ("propose_reply", "2026-03-16", reply("R-ABUSE")), ""),
    "没有补正不能说仍不明确": ((RECEIVED,), ("propose_reply", "2026-03-10", reply("R-UNCLEAR")), "请先办理“告知补正”"),
    "第三方的意见须写明是否同意": (
        (RECEIVED, CONSULTED),
        ("enter_opinion", "2026-03-09", {"letter": "2", "opinion": "同意"}),
        "请选择第三方是否同意公开",
    ),
    "其他机关的意见不须写明是否同意": (
        (RECEIVED, ("consult_organ", "2026-03-04", {"whom": "财政厅"})),
        ("enter_opinion", "2026-03-09", {"letter": "2", "opinion": "同意"}),
        "",
    ),
    "第三方的期限未满的不能签发公开的答复": (
        (RECEIVED, CONSULTED, ARRIVED, proposed("R-OPEN")),
        ("sign_reply", "2026-03-26", {}),
        "已书面征求第三方某公司的意见，尚未收到意见",
    ),
    "第三方没有收到征求意见书的不能签发公开的答复": (
        (RECEIVED, CONSULTED, proposed("R-OPEN")),
        ("sign_reply", "2026-06-01", {}),
        "登记征求意见书送达",
    ),
    "第三方期限届满没有意见的可以签发": (
        (RECEIVED, CONSULTED, ARRIVED, proposed("R-OPEN")),
        ("sign_reply", "2026-03-27", {}),
        "",
    ),
    "不公开的不须等第三方": ((RECEIVED, CONSULTED, proposed("R-N15")), ("sign_reply", "2026-03-12", {}), ""),
    "为第三方保留了的不须等": (
        (RECEIVED, CONSULTED, proposed("R-PART", "R-N15")),
        ("sign_reply", "2026-03-12", {}),
        "",
    ),
    "第三方不同意而没有告知的不能签发": (
        (RECEIVED, CONSULTED, OBJECTED, proposed("R-OPEN")),
        ("sign_reply", "2026-03-12", {}),
        "第三方某公司不同意公开。决定公开的，须先将决定公开的内容和理由书面告知第三方",
    ),
    "第三方同意的可以送达": ((RECEIVED, CONSULTED, AGREED, proposed("R-OPEN")), POST, ""),
    "第三方不同意而没有告知的不能送达": (
        (RECEIVED, CONSULTED, OBJECTED, proposed("R-OPEN")),
        POST,
        "第三方某公司不同意公开。决定公开的，须先将决定公开的内容和理由书面告知第三方",
    ),
    "告知了第三方的可以送达": ((RECEIVED, CONSULTED, OBJECTED, TOLD, proposed("R-OPEN")), POST, ""),
    "不公开的不须告知第三方": ((RECEIVED, CONSULTED, OBJECTED, proposed("R-N15")), POST, ""),
    "为第三方保留了的可以送达": ((RECEIVED, CONSULTED, OBJECTED, proposed("R-PART", "R-N15")), POST, ""),
    "部分公开而理由与第三方无关的不能送达": (
        (RECEIVED, CONSULTED, OBJECTED, proposed("R-PART", "R-N16-2")),
        POST,
        "不同意公开。决定公开的",
    ),
    "两个第三方不同意而只保留一部分的不能送达": (
        (RECEIVED, CONSULTED, OBJECTED, *ALSO, proposed("R-PART", "R-N15")),
        POST,
        "某公司、另一公司不同意公开，而以保护第三方合法权益为由不予公开的只有1部分",
    ),
    "缴费期限自收到通知起算": (
        (RECEIVED, NOTICED, NOTICE_CAME),
        ("abandon_unpaid", "2026-04-03", {}),
        "于2026年4月3日届满",
    ),
    "收到通知以后缴费期限届满的视为放弃": (
        (RECEIVED, NOTICED, NOTICE_CAME),
        ("abandon_unpaid", "2026-04-07", {}),
        "",
    ),
    "缴费通知没有登记送达的不能视为放弃": (
        (RECEIVED, NOTICED),
        ("abandon_unpaid", "2026-06-01", {}),
        "请先办理“登记缴费通知送达”",
    ),
    "缴费通知不能先送达后发出": (
        (RECEIVED, NOTICED),
        ("note_fee_delivered", "2026-03-09", {"received_on": "2026-03-03"}),
        "不能早于发函之日",
    ),
    "补正以后可以说仍不明确": (
        (RECEIVED, CORRECTING, CORRECTED),
        ("propose_reply", "2026-03-10", reply("R-UNCLEAR")),
        "",
    ),
}


def decision(before: tuple[Step, ...], asked: Step, *, today: date | None = None) -> Decision:
    done = tuple(
        Done(number, act, date.fromisoformat(on), "clerk", given)
        for number, (act, on, given) in enumerate(before, start=1)
    )
    act, day, given = asked
    on = date.fromisoformat(day)
    facts = happened(REQUESTS, done)
    standing = Standing(done, clock(facts, as_of=on) if facts else None, today or on)
    return condition(act=REQUESTS.act(act), on=on, given={"on": day, **given}, standing=standing)


NOT_TODAY: Mapping[str, tuple[tuple[Step, ...], Step, str]] = {
    "倒填日期的延长不产生": ((RECEIVED,), ("extend", "2026-03-30", EXTENSION), "日期应当是今天（2026年6月1日）"),
    "倒填日期的告知补正不发出": (
        (RECEIVED,),
        ("ask_to_correct", "2026-03-04", {"items": "年份", "until_on": "2026-06-30"}),
        "日期应当是今天",
    ),
    "网上送达就在当天": ((RECEIVED,), ("deliver_reply", "2026-03-30", {"way": "network"}), "日期应当是今天"),
    "交邮以后可以补记": ((RECEIVED,), ("deliver_reply", "2026-03-30", {"way": "post"}), ""),
    "收到缴费可以补记": ((RECEIVED, NOTICED), ("enter_payment", "2026-03-20", {}), ""),
    "逾期以后不能把撤回倒填到期限以内": (
        (RECEIVED,),
        ("withdraw", "2026-03-20", {}),
        "答复期限已于2026年3月30日届满，现在登记的撤回不能写成届满以前的日期",
    ),
    "逾期以后的撤回照实登记": ((RECEIVED,), ("withdraw", "2026-06-01", {}), ""),
    "期限未起算的撤回可以补记": ((), ("withdraw", "2026-03-20", {}), ""),
    "收到申请可以补记": ((), ("confirm", "2026-03-02", {}), ""),
    "征求意见书不能先送达后发出": (
        (RECEIVED, CONSULTED),
        ("note_delivered", "2026-06-01", {"letter": "2", "received_on": "2026-03-03"}),
        "不能早于发函之日",
    ),
    "征求意见书不能在将来送达": (
        (RECEIVED, CONSULTED),
        ("note_delivered", "2026-06-01", {"letter": "2", "received_on": "2026-06-02"}),
        "不能晚于今天",
    ),
    "征求意见书的送达可以补记": (
        (RECEIVED, CONSULTED),
        ("note_delivered", "2026-06-01", {"letter": "2", "received_on": "2026-03-04"}),
        "",
    ),
}


@pytest.mark.parametrize(("before", "asked", "says"), NOT_TODAY.values(), ids=NOT_TODAY)
def test_a_day_that_is_not_today(before: tuple[Step, ...], asked: Step, says: str) -> None:
    answer = decision(before, asked, today=date(2026, 6, 1))
    assert says in getattr(answer, "reason", "")
    assert bool(answer) == (not says)


@pytest.mark.parametrize(("before", "asked", "says"), TABLE.values(), ids=TABLE)
def test_what_the_articles_ask(before: tuple[Step, ...], asked: Step, says: str) -> None:
    answer = decision(before, asked)
    if not says:
        assert answer == ALLOWED
    else:
        assert isinstance(answer, Refused)
        assert says in answer.reason
