"""征求意见和听证的期限：long enough or shortened with its published reason, closed and answered; materials in time."""

from collections.abc import Collection
from datetime import date, timedelta

from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.law import count_calendar_days, count_working_days, deciding
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.decisions.ports import Consultation


def long_enough(one: Consultation) -> bool:
    """期限是否够：from the day after it was opened to its last day."""
    limit = deciding.DECISION_CONSULTATION.at(opened_on=one.opened_on)
    return one.until >= count_calendar_days(one.opened_on, limit.value).due_on


def may_cite(one: Consultation | None, *, adjusted_on: date | None = None) -> Decision:
    """可否引用这次征求意见：its period is what the law asks, or the reason why not was published with it.

    One opened before the decision was adjusted was on another draft. 依据：第三十七条。
    """
    if one is None:
        return Refused("没有找到这次征求意见。请核对编号；还没有公开的，公开以后再登记。")
    if adjusted_on and one.opened_on < adjusted_on:
        return Refused("这次征求意见在决策调整以前。调整以后的草案要重新征求意见。")
    if long_enough(one) or one.shortened_reason.strip():
        return ALLOWED
    limit = deciding.DECISION_CONSULTATION.at(opened_on=one.opened_on)
    return Refused(
        f"这次征求意见不足{limit.value}，又没有公布缩短的理由。请延长期限，或者在征求意见时公布缩短的理由（{limit.citation}）。"
    )


def citing_problem(
    one: Consultation | None, *, organs: Collection[str], taken: bool, adjusted_on: date | None = None
) -> Decision:
    """可否由这件事项登记：of a draft of a major decision, by the organ that decides or leads, and of no other matter.

    `organs`: codes of who decides and of who leads; `taken`: another matter cites it.
    """
    decision = may_cite(one, adjusted_on=adjusted_on)
    if one is None or not decision:
        return decision
    if not one.of_decision:
        return Refused("这次征求意见不是对重大行政决策草案开展的，不能作为决策的公开征求意见。请核对编号。")
    if one.organ not in organs:
        return Refused("这次征求意见不是由这件事项的决策机关或者牵头的承办单位开展的。请核对编号。")
    if taken:
        return Refused("这次征求意见已经由另一件决策事项登记。一次征求意见只用于一件决策事项，请核对编号。")
    return ALLOWED


def consultation_problem(one: Consultation | None, *, on: date, adjusted_on: date | None = None) -> Decision:
    """征求意见是否完成：closed, its report published, every comment answered."""
    decision = may_cite(one, adjusted_on=adjusted_on)
    if not decision or one is None:
        return decision
    if on <= one.until:
        return Refused(f"公开征求意见到{day_in_chinese(one.until)}才截止。")
    if one.unanswered:
        return Refused(f"公开征求意见还有{one.unanswered}条没有答复是否采纳。")
    if not one.report_published:
        return Refused("征求意见的结果还没有公布。")
    return ALLOWED


def earliest_problem(*, on: date, held_on: date) -> Decision:
    """听证会是否太早：on the day its notice is drafted there must be time left to serve the materials."""
    limit = deciding.HEARING_MATERIALS.at(held_on=held_on)
    earliest = on + timedelta(days=limit.value.days)
    if held_on >= earliest:
        return ALLOWED
    return Refused(
        f"听证会最早可以定在{day_in_chinese(earliest)}：材料应当在召开{limit.value}前送达听证参加人（{limit.citation}）。"
    )


def materials_problem(*, served_on: date, held_on: date) -> Decision:
    """听证会材料是否按时送达：so many days before the hearing."""
    limit = deciding.HEARING_MATERIALS.at(held_on=held_on)
    latest = held_on - timedelta(days=limit.value.days)
    if served_on <= latest:
        return ALLOWED
    return Refused(
        f"听证会材料最迟应当在{day_in_chinese(latest)}送达听证参加人（{limit.citation}）。请推迟听证会，重新发布公告。"
    )


def review_time_problem(*, submitted_on: date, wanted_on: date, reason: str) -> Decision:
    """合法性审查时间是否够：the reviewer has the least time by the day wanted, or a reason says why not."""
    limit = deciding.DECISION_LEGALITY_REVIEW.at(submitted_on=submitted_on)
    earliest = count_working_days(submitted_on, limit.value).due_on
    if wanted_on >= earliest or reason.strip():
        return ALLOWED
    return Refused(
        f"合法性审查时间一般不少于{limit.value}（{limit.citation}），请把希望反馈的日期改为{day_in_chinese(earliest)}或者以后；"
        "确需缩短的，写明理由。"
    )
