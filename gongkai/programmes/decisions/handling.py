"""决策办理：what the acts on a matter are held to beyond the table, and what goes with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.ports import Standing
from gongkai.engines.casework.queries import assignments_of, done_in
from gongkai.engines.casework.rules import CaseAct, Clock, Done, Part, read_rows
from gongkai.engines.registers import queries as registers
from gongkai.foundation.errors import Invalid, NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.programmes.decisions import operations, ports, publicity, rules
from gongkai.programmes.decisions.models import DecisionMatter
from gongkai.programmes.decisions.programme import DECISIONS, FOR_ONE_IN_FORCE, RELEASES
from gongkai.programmes.decisions.register import CATALOGUE, EXPERTS

Given = Mapping[str, str]


def condition(*, act: CaseAct, on: date, given: Given, standing: Standing) -> Decision:
    """办理条件：what the facts and the acts so far allow; the law of the day the procedure was started decides."""
    if act.key in FOR_ONE_IN_FORCE and not rules.decision_stands(standing.done):
        return Refused(f"还没有已经公布、生效的决策，不能“{act.name}”。")
    check = _CONDITIONS.get(act.key)
    decision = _not_ahead(given, on) if act.key in PAST else ALLOWED
    return check(_Asked(given, standing.done, on, standing.organ)) if check and decision else decision


PAST: frozenset[str] = frozenset(
    {
        "note_consultation",
        "hear_people",
        "hold_hearing",
        "review_by_experts",
        "decide",
        "send_back",
        "reject",
        "keep_unchanged",
        "stop",
        "serve_materials",
        "explain_publicly",
    }
)
"""登记已经发生的事：never ahead of today."""
BACKFILLING: Mapping[str, str] = {
    "note_consultation": "opened_on",
    "hear_people": "held_on",
    "review_by_experts": "held_on",
}
"""可以补录的事 → 发生的日期。"""


def _not_ahead(given: Given, on: date) -> Decision:
    day = next((given[key] for key in ("held_on", "served_on", "opened_on") if given.get(key)), "")
    return Refused("日期不能晚于今天。事情发生以后再登记。") if day > on.isoformat() else ALLOWED


def cited_in(done: Sequence[Done]) -> str:
    """登记的意见征集：the public identifier of the consultation last cited in this round; "" without one."""
    cited = next((one for one in reversed(rules.this_round(done)) if one.act in rules.CITED), None)
    return cited.given.get("consultation", "") if cited else ""


def progress_of(
    done: Sequence[Done], *, on: date, scope: rules.Scope, known: Mapping[str, ports.Consultation] | None = None
) -> tuple[rules.Standing, ...]:
    """履行情况：with how the consultation last cited stands now. SQL only where one is cited and none is `known`."""
    uid = cited_in(done)
    consulted = ports.consultation(uid, on=on) if known is None else known.get(uid)
    return rules.progress(done, on=on, consulted=consulted, scope=scope)


def untimely(done: Sequence[Done], standing: Sequence[rules.Standing], *, on: date) -> Mapping[str, str]:
    """还没轮到的行为：those bound to be refused whatever is filled in, each with the sentence that says why."""
    ready = rules.hearing_over(done) and rules.ready_for_legality(standing)
    submitted = rules.hearing_over(done) and rules.ready_for_deliberation(standing)
    asked = _Asked({}, done, on)
    found: dict[str, Decision] = {
        **{act: rules.out_of_turn(act, done, on=on) for act in HEARING},
        "submit_for_legality": ready,
        "submit_for_deliberation": submitted,
        "draft_decision": _publication(asked),
        "keep_secret": _keep_secret(asked),
    }
    return {act: one.reason for act, one in found.items() if isinstance(one, Refused)}


HEARING = (*(act for act in rules.ORDER if act not in RELEASES), "call_off_hearing")
"""听证会的行为：in their order; the release of its notice is the system's."""


@dataclass(frozen=True)
class _Asked:
    """所问：what was filled in, the acts before, the day."""

    given: Given
    done: Sequence[Done]
    on: date
    organ: str = ""

    @property
    def scope(self) -> rules.Scope:
        """What sort of organ decides. 1 SQL."""
        return rules.scope_of(organs.by_code(self.organ).kind) if self.organ else rules.Scope.GOVERNMENT


def _judge(asked: _Asked) -> Decision:
    entry = asked.given.get("entry", "")
    if entry and registers.entry_on(CATALOGUE, entry, asked.on, seen_on=None) is None:
        return Refused(f"决策事项目录里没有编号为“{entry}”的事项。请核对编号；不在目录里的，留空。")
    if asked.given["secret"] == rules.YES and not asked.given.get("ground"):
        return Refused("认定为依法不予公开的，请选择法定情形；没有法定情形的，应当公开。")
    return ALLOWED


def _note(asked: _Asked) -> Decision:
    for key, name in (("url", "网址"), ("report", "征求意见结果的网址")):
        if not asked.given[key].lower().startswith(("https://", "http://")):
            return Refused(f"“{name}”请填写以 https:// 或者 http:// 开头的网址，公众才能打开查看。")
    if asked.given["until"] < asked.given["opened_on"]:
        return Refused("截止日期不能早于开始日期。请核对。")
    noted = rules.noted(Done(0, "note_consultation", asked.on, "", asked.given))
    return rules.consultation_problem(noted, on=asked.on, adjusted_on=rules.adjusted_on(asked.done))


def _hearing(act: str) -> Callable[[_Asked], Decision]:
    def check(asked: _Asked) -> Decision:
        return rules.hearing_problem(act, asked.given, asked.done, on=asked.on)

    return check


def _experts(asked: _Asked) -> Decision:
    rows = read_rows(asked.given["experts"]) or ()
    keys = {row.get("expert", "") for row in rows}
    return rules.experts_problem(rows, registers.titles(EXPERTS, keys, asked.on, seen_on=None))


def _progress(asked: _Asked) -> tuple[rules.Standing, ...]:
    return progress_of(asked.done, on=asked.on, scope=asked.scope)


def _for_legality(asked: _Asked) -> Decision:
    ready = rules.hearing_over(asked.done) and rules.ready_for_legality(_progress(asked))
    if not ready:
        return ready
    wanted = date.fromisoformat(asked.given["wanted_on"])
    return rules.review_time_problem(submitted_on=asked.on, wanted_on=wanted, reason=asked.given.get("reason", ""))


def _for_deliberation(asked: _Asked) -> Decision:
    return rules.hearing_over(asked.done) and rules.ready_for_deliberation(_progress(asked))


def _decide(asked: _Asked) -> Decision:
    ready = _for_deliberation(asked)
    return ready and _deliberated(asked, passed=True)


def _deliberate(*, passed: bool) -> Callable[[_Asked], Decision]:
    def check(asked: _Asked) -> Decision:
        return _deliberated(asked, passed=passed)

    return check


def _deliberated(asked: _Asked, *, passed: bool) -> Decision:
    held_on = date.fromisoformat(asked.given["held_on"])
    return (
        rules.meeting_day_problem(held_on, asked.done)
        and rules.meeting_problem(asked.given["meeting"], asked.scope)
        and rules.deliberation_problem(asked.given, passed=passed)
    )


def _publication(asked: _Asked) -> Decision:
    facts = rules.facts_of(asked.done)
    if facts and facts.secret:
        return Refused("这是依法不予公开的决策事项，不拟公布稿。请办理“依法不予公开”。")
    if not any(one.act == "report_up" for one in rules.this_round(asked.done)):
        return Refused("重大行政决策出台前应当按照规定向同级党委请示报告。请先办理“登记请示报告”。")
    return ALLOWED


def _keep_secret(asked: _Asked) -> Decision:
    facts = rules.facts_of(asked.done)
    if facts and facts.secret:
        return ALLOWED
    return Refused("这件决策事项没有认定为依法不予公开，应当公布。请办理“提交公布稿”。")


def _reject(asked: _Asked) -> Decision:
    if rules.is_adjusting(asked.done):
        return Refused("原决策继续有效，没有因为调整未通过而终结。请办理“调整未通过，维持原决策”。")
    return _deliberated(asked, passed=False)


def _meanwhile(*, suspended: bool) -> Callable[[_Asked], Decision]:
    def check(asked: _Asked) -> Decision:
        if (rules.decision_stands(asked.done) == rules.SUSPENDED) is suspended:
            return ALLOWED
        return Refused("这项决策没有中止执行。请刷新页面。" if suspended else "这项决策已经中止执行。请刷新页面。")

    return check


def _keep_unchanged(asked: _Asked) -> Decision:
    if rules.decision_stands(asked.done) == rules.SUSPENDED:
        return Refused("原决策正在中止执行。请先办理“恢复执行”，或者“终止执行”。")
    return _deliberated(asked, passed=False)


def _evaluation(asked: _Asked) -> Decision:
    return rules.evaluator_problem(asked.given["evaluator"], assessing(asked.done, asked.on))


def assessing(done: Sequence[Done], on: date) -> tuple[str, ...]:
    """决策前的主要论证评估单位：with the experts and their institutions. 1 SQL where there were any."""
    rows = [row for one in done if one.act == "review_by_experts" for row in read_rows(one.given["experts"]) or ()]
    known = registers.versions(EXPERTS, {row["expert"] for row in rows}, on, seen_on=None) if rows else {}
    named = [one for version in known.values() for one in (version.title, str(version.values.get("institution", "")))]
    return rules.assessors(done, named)


_CONDITIONS: Mapping[str, Callable[[_Asked], Decision]] = {
    "start": _judge,
    "judge_again": _judge,
    "note_consultation": _note,
    **{act: _hearing(act) for act in HEARING},
    "review_by_experts": _experts,
    "submit_for_legality": _for_legality,
    "submit_for_deliberation": _for_deliberation,
    "decide": _decide,
    "send_back": _deliberate(passed=False),
    "reject": _reject,
    "suspend_meanwhile": _meanwhile(suspended=False),
    "resume_meanwhile": _meanwhile(suspended=True),
    "keep_unchanged": _keep_unchanged,
    "stop": _deliberate(passed=True),
    "draft_decision": _publication,
    "keep_secret": _keep_secret,
    "order_evaluation": _evaluation,
}


def unfit(case: Case) -> frozenset[str]:
    """不提供的行为：what follows a release of itself; what is for a decision in force, where there is none.

    One SQL query where the acts of the case are not fetched yet.
    """
    stands = rules.decision_stands(done_in(case))
    if not stands:
        return RELEASES | FOR_ONE_IN_FORCE
    turned = "suspend_meanwhile" if stands == rules.SUSPENDED else "resume_meanwhile"
    return RELEASES | {turned, "reject"}


def accompany(*, case: Case, done: Sequence[Done], clock: Clock | None, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """随行办理：what lists are asked by, the papers drafted with an act; what is refused here undoes the act.

    :raises Invalid: for a consultation that is not this matter's, for a paper that cannot be submitted, for
        participants that are none, for words that are to be public and tell of a person.
    :raises NotPermitted: for a release entered by hand.
    """
    last = done[-1]
    if last.act in RELEASES and by != SYSTEM:
        raise NotPermitted("文件发布以后由系统自动登记，不能手工登记。请在“公布的文件”中查看审签和发布的情况。")
    _insist_publishable(done, at=at)
    if last.act == "judge_again":
        _insist_another(done)
    if last.act == "cite_consultation":
        _insist_theirs(case, done)
    _insist_since(case, last)
    operations.keep_listed(case=case, done=done, by=by, at=at)
    operations.draft_papers(case=case, done=done, by=by, at=at)


def _insist_publishable(done: Sequence[Done], *, at: datetime) -> None:
    facts, last = rules.facts_of(done), done[-1]
    if facts is None or facts.secret:
        return
    found = publicity.problem_with(DECISIONS.act(last.act), last.given, china_date(at))
    if found is not None:
        raise Invalid(found[1], field=found[0])


def _insist_another(done: Sequence[Done]) -> None:
    """Nobody alone keeps a matter from the public, nor lays it open: who judged it last does not turn it round."""
    *_, before, last = (one for one in done if one.act in rules.JUDGING)
    turned = rules.read_facts(before.given).secret != rules.read_facts(last.given).secret
    if turned and before.by == last.by:
        raise NotPermitted("是否依法不予公开，不能由作出上一次认定的人自己改变。请交另一位负责人或者签发人重新认定。")


def _insist_since(case: Case, last: Done) -> None:
    """What happened before the matter was proposed was not done for it, unless a public reason says so."""
    field = BACKFILLING.get(last.act, "")
    if field and last.given[field] < china_date(case.opened_at).isoformat() and not last.given.get("backfilled"):
        raise Invalid("这一天在提出本事项以前。请核对日期；确是为本事项开展、事后补录的，写明补录的理由。", field=field)


def _insist_theirs(case: Case, done: Sequence[Done]) -> None:
    """The consultation cited is of this matter; refused, the sentence stands at its box. 4 SQL."""
    last = done[-1]
    uid = last.given["consultation"]
    main = {one.organ for one in assignments_of(case, done=done) if one.part is Part.MAIN and not one.until}
    taken = DecisionMatter.objects.filter(consultation=uid).exclude(case=case).exists()
    decision = rules.citing_problem(
        ports.consultation(uid, on=last.on), organs={case.organ.code, *main}, taken=taken,
        adjusted_on=rules.adjusted_on(done),
    )  # fmt: skip
    if isinstance(decision, Refused):
        raise Invalid(decision.reason, field="consultation")
