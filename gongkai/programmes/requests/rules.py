"""依申请公开规则：what a table cannot say: within which days, after which day, by how much."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from gongkai import law
from gongkai.engines.casework.rules import Done
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.law.chinese import day_in_chinese

PART, ABUSE, UNCLEAR = "R-PART", "R-ABUSE", "R-UNCLEAR"
"""答复代码：of the replies that need more than their words."""


def received_on(channel: str, *, submitted: date, signed: date | None, confirmed: date | None) -> date | None:
    """收到申请之日：the day an application counts as received, by the way it came; None while it is still open.

    `channel`: counter 当面提交, signed_mail 签收邮件, ordinary_mail 平常信函, online 互联网, fax 传真.
    依据：《政府信息公开条例》第三十一条。
    """
    if channel == "counter":
        return submitted
    return signed if channel == "signed_mail" else confirmed


OF_BEFORE = (
    "2019年5月15日以前来的申请适用2008年的《政府信息公开条例》（国务院令第492号）。本系统只收录了它的答复期限和延长期限，没有收录收到、"
    "补正、征求第三方意见的规定和答复的种类，不能登记，也不能作为已办结的申请补录。请按原来的办法办结、归档；"
    "年度报告的统计不含这些申请，请在报告的文字部分说明。"
)
"""旧条例下的申请：why one is refused at entry, and what to do."""


def procedure_held(came: date) -> bool:
    """有无收录程序：whether receipt, correction and the kinds of reply are held for the day an application came.

    Of the regulation of 2008 only the limits are (第二十四条, from memory); a case needs the rest, too.
    """
    try:
        law.RIGHT_TO_APPLY.at(received_on=came)
    except law.OutsideCoverage:
        return False
    return True


def extension_problem(*, on: date, days: int, received: date, due_on: date | None, fixed: bool = False) -> Decision:
    """可否延长：at most the statutory number of working days, not after the last day, nor where another was `fixed`.

    依据：《政府信息公开条例》第三十三条第二款；“在届满以前”为本系统的理解，条文未明写。
    """
    cap = law.EXTENSION_LIMIT.at(received_on=received)
    if days > cap.value.days:
        return Refused(f"延长不得超过{cap.value}（{cap.citation}）。请减少延长的天数。")
    if due_on is not None and on > due_on:
        return Refused(f"答复期限已于{day_in_chinese(due_on)}届满，届满以后不能再延长。请尽快答复。")
    if fixed:
        return Refused("本件已经另定答复期限，延长不会改变这个期限，不能再延长。请在另定的期限以前答复。")
    return ALLOWED


def delay_problem(*, on: date, until: date, due_on: date | None, asked: bool) -> Decision:
    """可否延迟答复：after the reasons were asked for, within the time to reply, to a day after it.

    依据：《政府信息公开条例》第三十五条；“在届满以前”为本系统的理解，条文未明写。
    """
    if not asked:
        return Refused("延迟答复以前，须先要求申请人说明理由，理由合理的才可以延迟。请先办理“要求说明理由”。")
    if due_on is not None and on > due_on:
        return Refused(f"答复期限已于{day_in_chinese(due_on)}届满，届满以后不能再确定延迟答复的期限。请尽快答复。")
    if until <= (due_on or on):
        after = f"原答复期限（{day_in_chinese(due_on)}）" if due_on else "确定之日"
        return Refused(f"延迟答复的期限须晚于{after}。请另填期限。")
    return ALLOWED


def asking_problem(*, on: date, until: date) -> Decision:
    """可否要求说明理由：with a day still to come.

    依据：《政府信息公开条例》第三十五条；条文没有规定期限。
    """
    if until <= on:
        return Refused("说明理由的期限须晚于告知之日，给申请人合理的时间。请另填期限。")
    return ALLOWED


def silence_problem(*, on: date, until: str) -> Decision:
    """可否不再等待理由：only after the last day the applicant was given."""
    if until and on <= date.fromisoformat(until):
        last = day_in_chinese(date.fromisoformat(until))
        return Refused(f"申请人说明理由的期限至{last}届满。请等收到理由说明，或者期限届满以后再办理。")
    return ALLOWED


def reopening_problem(*, on: date, until: date | None) -> Decision:
    """可否重新办理：a day the decision fixes, where it fixes one, is still to come."""
    if until is not None and until <= on:
        return Refused("决定书、判决书确定的答复期限须晚于重新办理之日。请核对期限；没有确定期限的，不用填写。")
    return ALLOWED


def correction_problem(*, on: date, until: date, received: date) -> Decision:
    """可否告知补正：within seven working days of receipt, with a day still to come.

    依据：《政府信息公开条例》第三十条。
    """
    limit = law.CORRECTION_NOTICE_LIMIT.at(received_on=received)
    last = law.count_working_days(received, limit.value).due_on
    if on > last:
        return Refused(
            f"告知补正须自收到申请之日起{limit.value}内作出，已于{day_in_chinese(last)}届满（{limit.citation}）。"
            "请就现有内容答复，或者与申请人沟通释明。"
        )
    if until <= on:
        return Refused("补正期限须晚于告知之日，给申请人合理的时间。请另填补正期限。")
    return ALLOWED


def abandonment_problem(*, on: date, until: date) -> Decision:
    """可否视为放弃：only after the last day the applicant was given.

    依据：《政府信息公开条例》第三十条。
    """
    if on <= until:
        return Refused(f"补正期限至{day_in_chinese(until)}届满，届满以前不能视为放弃。")
    return ALLOWED


def payment_problem(*, on: date, received: date | None) -> Decision:
    """可否视为放弃（未缴费）：only after the last day to pay, counted from the day after the notice arrived.

    依据：《政府信息公开信息处理费管理办法》。
    """
    if received is None:
        return Refused("缴费期限自申请人收到缴费通知的次日起算。请先办理“登记缴费通知送达”，写明申请人收到的日期。")
    limit = law.FEE_PAYMENT_LIMIT.at(letter_received_on=received)
    last = law.count_working_days(received, limit.value).due_on
    if on <= last:
        return Refused(
            f"申请人于{day_in_chinese(received)}收到缴费通知，缴费期限为{limit.value}，于{day_in_chinese(last)}届满"
            f"（{limit.citation}），届满以前不能视为放弃。"
        )
    return ALLOWED


def opinion_problem(*, act: str, stance: str) -> Decision:
    """可否登记意见：of a third party, only together with whether it agrees; what follows depends on it (第三十二条)."""
    if act == "consult_third_party" and not stance:
        return Refused("请选择第三方是否同意公开：同意、部分同意或者不同意。不同意而仍要公开的，须书面告知第三方。")
    return ALLOWED


def may_still_speak(*, received: date | None, today: date) -> bool:
    """第三方的期限未满：the letter has not arrived as far as is known, or its time to answer has not passed.

    依据：《政府信息公开条例》第三十二条。
    """
    if received is None:
        return True
    limit = law.THIRD_PARTY_LIMIT.at(letter_received_on=received)
    return today <= law.count_working_days(received, limit.value).due_on


UNREACHED = (
    "条例没有规定第三方无法联系时怎么办。本系统的做法是：经政府信息公开工作机构负责人决定，终止征求意见，答复期限自登记之日的次日起"
    "恢复计算，此前等待的时间不计算在内；是否公开，由本机关依照条例决定。"
)
"""终止征求意见的说明：for the form of the act."""


def dropping_problem(*, received: date | None, today: date) -> Decision:
    """可否终止征求意见：not while a third party that received the letter may still speak: it was reached.

    依据：《政府信息公开条例》第三十二条；终止征求意见是本系统的做法，条文未写。
    """
    if received is None or not may_still_speak(received=received, today=today):
        return ALLOWED
    return Refused(
        f"第三方已于{day_in_chinese(received)}收到征求意见书，提出意见的期限还没有届满（《政府信息公开条例》第三十二条），"
        "不能终止征求。请等收到意见，或者期限届满以后再办理。"
    )


def hearing_problem(*, awaited: Sequence[str], objecting: int, kept: int) -> Decision:
    """可否签发提供信息的答复：not over the head of a third party who was asked and may still answer.

    `objecting` is how many did not agree and were told nothing, `kept` as in `objection_problem`.
    依据：《政府信息公开条例》第三十二条。
    """
    if not awaited or len(awaited) + objecting <= kept:
        return ALLOWED
    return Refused(
        f"已书面征求第三方{'、'.join(awaited)}的意见，尚未收到意见，提出意见的期限也没有届满"
        "（《政府信息公开条例》第三十二条），不能先行公开。请收到意见并登记后再签发；征求意见书已经送达而没有登记的，"
        "请经办人先办理“登记征求意见书送达”，期限届满仍无意见的即可依法决定。"
    )


def objection_problem(*, objecting: Sequence[str], kept: int) -> Decision:
    """可否签发、送达提供信息的答复：not while it gives what an objecting third party has not been told of.

    `objecting` are those who did not agree and were told nothing, `kept` the parts withheld for a third party's sake.
    依据：《政府信息公开条例》第三十二条。以不予公开的部分数与不同意的第三方数相比，是本系统的做法。
    """
    if len(objecting) <= kept:
        return ALLOWED
    who = "、".join(objecting)
    but = f"，而以保护第三方合法权益为由不予公开的只有{kept}部分" if kept else ""
    return Refused(
        f"第三方{who}不同意公开{but}。决定公开的，须先将决定公开的内容和理由书面告知第三方"
        "（《政府信息公开条例》第三十二条）。请先由政府信息公开工作机构负责人办理“告知第三方决定公开”；"
        "不公开的，请退回修改，逐项写明不予公开的部分。"
    )


def arrival_problem(*, sent: date, received: date, today: date) -> Decision:
    """可否登记送达：the other side received a letter no earlier than it went out, and no later than today."""
    if received < sent:
        return Refused(f"对方收到之日不能早于发函之日（{day_in_chinese(sent)}）。请核对日期。")
    if received > today:
        return Refused("对方收到之日不能晚于今天。请在对方收到以后再登记。")
    return ALLOWED


def withdrawal_problem(*, on: date, today: date, due_on: date | None) -> Decision:
    """可否登记撤回：not, once the limit has passed, as of a day before: a late request would look ended in time.

    条文没有规定撤回；以登记之日为准是本系统的做法。
    """
    if due_on is None or on > due_on or today <= due_on:
        return ALLOWED
    return Refused(
        f"答复期限已于{day_in_chinese(due_on)}届满，现在登记的撤回不能写成届满以前的日期。"
        "请写今天的日期；申请人此前已经撤回的，请将凭证归入卷内。"
    )


def sending_problem(*, on: date, today: date) -> Decision:
    """可否以这一天发出：what goes out goes out today; an earlier day would make a late one look timely."""
    if on != today:
        return Refused(f"这份文书今天发出，日期应当是今天（{day_in_chinese(today)}）。请改为今天。")
    return ALLOWED


def reply_problem(*, given: Mapping[str, str], acts: Collection[str]) -> Decision:
    """可否提交这样的答复：a part-grant with its ground and no other reply with one; what must come before has come.

    依据：《政府信息公开条例》第三十条、第三十五条、第三十七条。
    """
    kind, withheld = given["kind"], given.get("withheld", "")
    if kind == PART and not withheld:
        return Refused("部分公开的，须逐项写明不予公开的内容、情形和理由。请填写“不予公开的部分”。")
    if kind != PART and withheld:
        return Refused("只有部分公开的答复才填写“不予公开的部分”。请改选答复类型，或者不填这一项。")
    if kind == ABUSE and "ask_reasons" not in acts:
        return Refused(
            "以申请数量、频次明显超过合理范围为由不予处理以前，须先要求申请人说明理由。请先办理“要求说明理由”。"
        )
    if kind == UNCLEAR and not {"ask_to_correct", "enter_correction"} <= set(acts):
        return Refused("只有申请人补正以后内容仍不明确的，才能以此答复。请先办理“告知补正”，收到补正后再答复。")
    return ALLOWED


def last_given(done: tuple[Done, ...], act: str, key: str) -> str:
    """上次填写：what was filled in under a key when an act was last done; empty when it never was."""
    return next((item.given.get(key, "") for item in reversed(done) if item.act == act), "")
