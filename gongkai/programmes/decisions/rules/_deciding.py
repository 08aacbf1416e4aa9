"""集体讨论、专家和评估：who speaks last, what a majority against the decision needs, who may not review or evaluate."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from gongkai.engines.casework.rules import Done, read_rows
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.text import compact
from gongkai.programmes.decisions.rules._facts import YES
from gongkai.programmes.decisions.rules._scope import Scope

AGREE, DISAGREE = "agree", "disagree"
ELSEWHERE = "other"
"""部门、乡级人民政府的集体讨论会议。"""
DIRECT, INDIRECT = "direct", "indirect"


def meeting_day_problem(held_on: date, done: Sequence[Done]) -> Decision:
    """会议日期是否可能：not before what was last submitted to a meeting came to it. 依据：第二十九条。"""
    submitted = next((one for one in reversed(done) if one.act == "submit_for_deliberation"), None)
    if submitted and held_on < submitted.on:
        return Refused("会议日期不能早于提交集体讨论的日期。请核对。")
    return ALLOWED


def meeting_problem(meeting: str, scope: Scope) -> Decision:
    """哪种会议：executive or plenary; another only by reference. 依据：第三十条第一款。"""
    if meeting == ELSEWHERE and not scope.by_reference:
        return Refused("人民政府的决策草案经常务会议或者全体会议讨论。请选择常务会议或者全体会议。")
    return ALLOWED


def deliberation_problem(given: Mapping[str, str], *, passed: bool) -> Decision:
    """会议记录是否合法：the head spoke last, and says why where most members were of another mind.

    依据：第三十条第二款。
    """
    rows, head = read_rows(given.get("opinions", "")) or (), compact(given.get("head", ""))
    speakers = [compact(row.get("speaker", "")) for row in rows]
    if not rows or speakers[-1] != head:
        return Refused("行政首长最后发表意见：请把行政首长的意见记在最后一行，姓名与“行政首长”一致。")
    if head in speakers[:-1]:
        return Refused("行政首长的意见只记一次，记在最后一行。")
    # The head is a member too: one against one is no majority.
    against = sum(row.get("stance", "") == (DISAGREE if passed else AGREE) for row in rows[:-1])
    if against * 2 > len(rows) and not given.get("reason"):
        return Refused("行政首长的决定与会议组成人员多数人的意见不一致，请写明行政首长在会上说明的理由。")
    return ALLOWED


def experts_problem(rows: Iterable[Mapping[str, str]], known: Mapping[str, str]) -> Decision:
    """专家是否合格：each from the pool, signed, without a direct interest in the matter, and once.

    `known`: keys of the pool in force and their names. 依据：第十九条第二款、第二十条。
    """
    seen: set[str] = set()
    for place, row in enumerate(rows, start=1):
        key = row.get("expert", "")
        if key not in known:
            return Refused(f"第{place}行：专家库里没有编号为“{key}”的专家。请核对编号，或者先把专家列入专家库。")
        if key in seen:
            return Refused(f"第{place}行：{known[key]}写了两次。请合并成一行。")
        if row.get("conflict") == DIRECT:
            return Refused(f"第{place}行：{known[key]}与决策事项有直接利害关系，不能参加论证。请另选专家。")
        if row.get("conflict") == INDIRECT and not row.get("interest", "").strip():
            return Refused(f"第{place}行：{known[key]}声明有间接利害关系，请写明是什么利害关系；随论证意见公布。")
        if row.get("signed") != YES:
            return Refused(f"第{place}行：{known[key]}的书面论证意见没有署名、盖章。请补齐后再登记。")
        seen.add(key)
    return ALLOWED if seen else Refused("请写明参加论证的专家和各自的意见。")


def assessors(done: Sequence[Done], institutions: Iterable[str] = ()) -> tuple[str, ...]:
    """决策前的主要论证评估单位：who assessed the risk, and the institutions of the experts."""
    named = [one.given.get("assessor", "") for one in done if one.act == "assess_risk"]
    return tuple(dict.fromkeys(name for name in (*named, *institutions) if name))


def evaluator_problem(evaluator: str, assessing: Iterable[str]) -> Decision:
    """可否承担决策后评估：never who did the main assessment before the decision. 依据：第三十六条第二款。"""
    if compact(evaluator) in {compact(one) for one in assessing}:
        return Refused(f"{evaluator}在决策作出前承担过主要论证评估工作，不能承担这项决策的后评估。请委托其他机构。")
    return ALLOWED
