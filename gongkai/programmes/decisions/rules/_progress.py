"""履行情况：which of the required steps are done, by the acts of this round; what is missing, and what comes next."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai.engines.casework.rules import Done
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.law import deciding
from gongkai.programmes.decisions.ports import Consultation
from gongkai.programmes.decisions.rules._consulting import consultation_problem, may_cite
from gongkai.programmes.decisions.rules._facts import CITED, adjusted_on, facts_of, this_round
from gongkai.programmes.decisions.rules._scope import Scope
from gongkai.programmes.decisions.rules._steps import Reason, Step, safe_steps

PARTICIPATION = frozenset({"cite_consultation", "note_consultation", "hear_people", "hold_hearing"})
GROUPS, CONTROLLED, PASSED = "groups", "controlled", frozenset({"none", "justified"})
UNCONTROLLED = "评估认为风险不可控，调整决策草案等确保风险可控以后，才能作出决策。"
"""不要求评估而评估了的：its outcome binds all the same."""
MAY_GO_ON = frozenset({"lawful", "exploratory"})
BEFORE_LEGALITY = ("consultation", "groups", "hearing", "opinions", "experts", "risk", "competition")


@dataclass(frozen=True)
class Standing:
    """一个步骤的履行情况：`done` or not, on which day, and while not, what is missing in a sentence.

    `running_until`: the last day of what is going on now (进行中); None while nothing is.
    """

    step: Step
    done: bool
    on: date | None
    missing: str
    running_until: date | None = None


def progress(
    done: Sequence[Done], *, on: date, consulted: Consultation | None = None, scope: Scope = Scope.GOVERNMENT
) -> tuple[Standing, ...]:
    """履行情况：every step of the matter with how far it is; nothing before the procedure was started.

    `consulted` is how the consultation last cited stands now; `on` the day asked; `scope` what sort of organ decides.
    """
    facts, acts = facts_of(done), this_round(done)
    if facts is None or not acts:
        return ()
    return tuple(_standing(step, acts, on, consulted) for step in safe_steps(facts, on=acts[0].on, scope=scope))


def _standing(step: Step, acts: Sequence[Done], on: date, consulted: Consultation | None) -> Standing:
    if step.key == "consultation":
        return _of_consultation(step, acts, on, consulted)
    day, missing = _CHECKS[step.key](acts)
    if step.key == "risk" and not step.required and _is_uncontrolled(acts):
        why = Reason(UNCONTROLLED, deciding.DECISION_RISK_CONTROLLED.at(received_on=acts[0].on))
        step = replace(step, required=True, reasons=(why,))
    return Standing(step, day is not None, day, missing if step.required and day is None else "")


def _of_consultation(step: Step, acts: Sequence[Done], on: date, consulted: Consultation | None) -> Standing:
    cited = _last(acts, CITED)
    if cited is None:
        return Standing(step, False, None, "还没有公开征求意见。" if step.required else "")
    known = noted(cited) if cited.act == "note_consultation" else consulted
    problem = consultation_problem(known, on=on, adjusted_on=adjusted_on(acts))
    if isinstance(problem, Refused):
        runs = known is not None and on <= known.until and may_cite(known, adjusted_on=adjusted_on(acts))
        return Standing(step, False, None, problem.reason, known.until if known and runs else None)
    return Standing(step, True, known.until if known else cited.on, "")


def noted(one: Done) -> Consultation:
    """另行开展的征求意见：as it was entered, for one held elsewhere."""
    given = one.given
    return Consultation(
        title=given["title"], opened_on=one.day("opened_on"), until=one.day("until"),
        shortened_reason=given.get("shortened", ""), report_published=True, unanswered=0, url=given["url"],
    )  # fmt: skip


def _last(acts: Sequence[Done], keys: frozenset[str]) -> Done | None:
    return next((one for one in reversed(acts) if one.act in keys), None)


def _after(acts: Sequence[Done], key: str, earlier: frozenset[str]) -> Done | None:
    """The last such act, if it came after all of the earlier ones."""
    found, before = _last(acts, frozenset({key})), _last(acts, earlier)
    return found if found and (before is None or found.number > before.number) else None


Answer = tuple[date | None, str]


def _groups(acts: Sequence[Done]) -> Answer:
    heard = [one for one in acts if one.act == "hear_people" and one.given.get("way") == GROUPS]
    return (heard[-1].day("held_on") if heard else None), "还没有与相关人民团体、社会组织和群众代表沟通协商。"


def _hearing(acts: Sequence[Done]) -> Answer:
    held = _last(acts, frozenset({"hold_hearing"}))
    return (held.day("held_on") if held else None), "还没有举行听证会。"


def _opinions(acts: Sequence[Done]) -> Answer:
    found = _after(acts, "collate", PARTICIPATION)
    return (found.on if found else None), "还没有写明社会公众意见的研究采纳情况，或者其后又听取了意见。"


def _experts(acts: Sequence[Done]) -> Answer:
    if _last(acts, frozenset({"review_by_experts"})) is None:
        return None, "还没有组织专家论证。"
    found = _after(acts, "study_experts", frozenset({"review_by_experts"}))
    return (found.on if found else None), "还没有写明专家论证意见的研究采纳情况。"


def _risk(acts: Sequence[Done]) -> Answer:
    found = _last(acts, frozenset({"assess_risk"}))
    if found is None:
        return None, "还没有风险评估报告。"
    if found.given["outcome"] != CONTROLLED:
        return None, "评估认为风险不可控，请先调整决策草案，再次评估确认风险可控。"
    return found.on, ""


def _is_uncontrolled(acts: Sequence[Done]) -> bool:
    found = _last(acts, frozenset({"assess_risk"}))
    return found is not None and found.given["outcome"] != CONTROLLED


def _competition(acts: Sequence[Done]) -> Answer:
    found = _last(acts, frozenset({"review_competition"}))
    if found is None:
        return None, "还没有公平竞争审查的结论。"
    if found.given["outcome"] not in PASSED:
        return None, "公平竞争审查认为草案排除、限制竞争，请先修改草案后再审查。"
    return found.on, ""


def _legality(acts: Sequence[Done]) -> Answer:
    found = _after(acts, "review_legality", frozenset({"revise_draft", "submit_for_legality"}))
    if found is None:
        return None, "还没有合法性审查意见，或者草案修改以后没有重新审查。"
    if found.given["outcome"] not in MAY_GO_ON:
        return None, "合法性审查没有通过。请按审查意见修改草案，重新送审。"
    return found.on, ""


def _deliberation(acts: Sequence[Done]) -> Answer:
    found = _last(acts, frozenset({"decide"}))
    return (found.day("held_on") if found else None), "还没有集体讨论决定。"


def _publication(acts: Sequence[Done]) -> Answer:
    found = _last(acts, frozenset({"publish"}))
    return (found.on if found else None), "决策还没有公布。"


_CHECKS: Mapping[str, Callable[[Sequence[Done]], Answer]] = {
    "groups": _groups,
    "hearing": _hearing,
    "opinions": _opinions,
    "experts": _experts,
    "risk": _risk,
    "competition": _competition,
    "legality": _legality,
    "deliberation": _deliberation,
    "publication": _publication,
}


def ready_for_legality(standing: Sequence[Standing]) -> Decision:
    """可否送请合法性审查：every required step before it is done; none is skipped."""
    return _complete(standing, BEFORE_LEGALITY, "送请合法性审查")


def ready_for_deliberation(standing: Sequence[Standing]) -> Decision:
    """可否提交集体讨论：and the review of legality passed. 依据：第二十五条第二款、第二十九条。"""
    return _complete(standing, (*BEFORE_LEGALITY, "legality"), "提交集体讨论")


def _complete(standing: Sequence[Standing], keys: Sequence[str], what: str) -> Decision:
    missing = [one for one in standing if one.step.key in keys and one.step.required and not one.done]
    if not missing:
        return ALLOWED
    said = "".join(f"{one.step.name}：{one.missing}" for one in missing)
    return Refused(f"法定程序没有履行完，不能{what}。{said}")


def next_step(standing: Sequence[Standing]) -> Standing | None:
    """下一步：the first required step that is not done; None when all are."""
    return next((one for one in standing if one.step.required and not one.done), None)
