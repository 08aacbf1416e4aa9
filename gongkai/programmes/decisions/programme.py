"""重大行政决策：what this programme is: the states of a matter, the acts, who does them and on what basis.

建议、启动、公众参与、专家论证、风险评估、公平竞争审查、合法性审查、集体讨论、公布、执行中调整、中止、终止、后评估、归档。
Which of the steps a matter owes follows from its facts (`rules.steps_for`), not from the table: the table says what may
be done in which state, the condition says what must be done before. Decisions, notices of hearings and reports of
evaluation are public records, reviewed and released as any other, so their release acts are the system's.
"""

from gongkai.engines.casework.rules import CaseAct, CaseState, Effect, Handling, Procedure
from gongkai.engines.publishing.kinds import Kind as RecordKind
from gongkai.foundation.people.actors import (
    DRAFTER,
    HANDLER,
    HANDLER_HEAD,
    LEGALITY_REVIEWER,
    OPENNESS_OFFICER,
    SIGNER,
    UNIT_HEAD,
)
from gongkai.foundation.review.rules import Step
from gongkai.law import Parameter, Provision, WorkingDays, deciding
from gongkai.law.quantities import CalendarDays
from gongkai.programmes.decisions import needs

SECRECY = Step("secrecy", "保密审查", "secrecy_reviewer", "《政府信息公开条例》第十七条")
SIGN_OFF = Step("sign_off", "签发", "signer", "本机关公文处理制度")


def _kind(code: str, name: str, *, standing: bool = False, gated: bool = False) -> RecordKind:
    return RecordKind(
        code, name, (SECRECY, SIGN_OFF), "disclosures", numbered=False, gated=gated, library=standing,
        has_standing=standing,
    )  # fmt: skip


DECISION = _kind("decision", "重大行政决策", standing=True)
"""重大行政决策：the kind of record a decision is, with its explanation."""
HEARING_NOTICE = _kind("hearing_notice", "听证会公告", gated=True)
EVALUATION = _kind("decision_evaluation", "决策后评估报告")
KINDS = {kind.code: kind for kind in (DECISION, HEARING_NOTICE, EVALUATION)}

MAKING = ("preparing", "reviewed")
STANDS = ("in_force", "suspended")
ADJUSTING = ("preparing", "reviewing", "reviewed", "submitted", "decided")
"""调整程序所在的状态：a decision in force stays so while it is adjusted; the condition tells whether there is one."""
FOR_ONE_IN_FORCE = frozenset(
    {"suspend_meanwhile", "resume_meanwhile", "keep_unchanged", "stop", "order_evaluation", "draft_evaluation"}
)
"""只对已经生效的决策办理的行为。"""
RELEASES = frozenset({"publish", "publish_notice", "publish_evaluation"})
"""系统办理的：what follows a release in publishing; nobody does them by hand."""

STATES = (
    CaseState("proposed", "待启动", waits_for=UNIT_HEAD),
    CaseState("preparing", "草案形成中", waits_for=HANDLER),
    CaseState("reviewing", "合法性审查中", waits_for=LEGALITY_REVIEWER),
    CaseState("reviewed", "已审查，待提交讨论", waits_for=HANDLER),
    CaseState("submitted", "待集体讨论", waits_for=UNIT_HEAD),
    CaseState("decided", "已决定，待公布", waits_for=DRAFTER),
    CaseState("in_force", "已公布，执行中"),
    CaseState("suspended", "中止执行", waits_for=UNIT_HEAD),
    CaseState("declined", "不启动", ended=True),
    CaseState("rejected", "讨论未通过", ended=True),
    CaseState("stopped", "终止执行", ended=True),
    CaseState("closed", "已归档", ended=True),
)

Basis = Provision | Parameter[CalendarDays] | Parameter[WorkingDays]


def _undertaker(
    key: str, name: str, basis: Basis, what: needs.Needs, *, to: str = "", from_: tuple[str, ...] = MAKING
) -> CaseAct:
    return CaseAct(key, name, HANDLER, from_, to, basis, what, also=(HANDLER_HEAD,))


def _decider(
    key: str, name: str, basis: Basis, what: needs.Needs = (), *, from_: tuple[str, ...], to: str = "", result: str = ""
) -> CaseAct:
    return CaseAct(key, name, UNIT_HEAD, from_, to, basis, what, also=(SIGNER,), result=result)


STARTING = (
    CaseAct(
        "start",
        "启动决策程序",
        UNIT_HEAD,
        ("proposed",),
        "preparing",
        deciding.DECISION_STARTED,
        (needs.ENTRY, *needs.FACTS, needs.GROUND, needs.JUDGED, needs.UNDERTAKER),
        Effect.START,
        once=True,
        handling=Handling.ASSIGN,
        also=(SIGNER,),
    ),
    _decider(
        "decline",
        "不启动",
        deciding.DECISION_PROPOSED,
        (needs.REASON,),
        from_=("proposed",),
        to="declined",
        result="declined",
    ),
    _decider(
        "judge_again",
        "重新认定事项情况",
        deciding.DECISION_STARTED,
        (needs.ENTRY, *needs.FACTS, needs.GROUND, needs.JUDGED),
        from_=MAKING,
    ),
    CaseAct(
        "join",
        "增加承办单位",
        UNIT_HEAD,
        MAKING,
        "",
        deciding.DECISION_STARTED,
        (needs.CO_UNDERTAKER,),
        handling=Handling.JOIN,
        also=(SIGNER,),
    ),
)
PARTICIPATION = (
    _undertaker("cite_consultation", "登记公开征求意见", deciding.DECISION_CONSULTATION, (needs.CONSULTATION,)),
    _undertaker(
        "note_consultation", "登记在其他平台征求的意见", deciding.DECISION_CONSULTATION, needs.CONSULTED_ELSEWHERE
    ),
    _undertaker("hear_people", "登记听取意见", deciding.DECISION_PARTICIPATION_WAYS, needs.HEARD),
    _undertaker("announce_hearing", "拟听证会公告", deciding.DECISION_HEARING_NOTICE, needs.NOTICE),
    _undertaker("publish_notice", "发布听证会公告", deciding.DECISION_HEARING_NOTICE, (needs.RECORD,)),
    _undertaker("choose_participants", "公布听证参加人", deciding.DECISION_HEARING_LIST, needs.CHOSEN),
    _undertaker("serve_materials", "登记送达听证会材料", deciding.HEARING_MATERIALS, needs.SERVED),
    _undertaker("hold_hearing", "登记听证会", deciding.DECISION_HEARING_HELD, needs.HELD),
    _undertaker("call_off_hearing", "取消听证会", deciding.DECISION_HEARING_NOTICE, (needs.REASON,)),
    _undertaker("collate", "登记意见采纳情况", deciding.DECISION_OPINIONS, (needs.OPINIONS,)),
)
REVIEWS = (
    _undertaker("review_by_experts", "登记专家论证", deciding.DECISION_EXPERTS, needs.EXPERTS),
    _undertaker("study_experts", "登记专家意见采纳情况", deciding.DECISION_EXPERTS, (needs.EXPERT_ANSWER,)),
    _undertaker("assess_risk", "登记风险评估", deciding.DECISION_RISK_REPORT, needs.RISK),
    _undertaker("review_competition", "登记公平竞争审查", deciding.DECISION_COMPETITION, needs.COMPETITION),
    _undertaker(
        "submit_for_legality", "送请合法性审查", deciding.DECISION_LEGALITY_REVIEW, needs.FOR_LEGALITY, to="reviewing"
    ),
    CaseAct(
        "return_papers",
        "退回补充材料",
        LEGALITY_REVIEWER,
        ("reviewing",),
        "preparing",
        deciding.DECISION_LEGALITY,
        (needs.REASON,),
    ),
    CaseAct(
        "review_legality",
        "提出合法性审查意见",
        LEGALITY_REVIEWER,
        ("reviewing",),
        "reviewed",
        deciding.DECISION_LEGALITY,
        needs.LEGALITY,
        four_eyes=("submit_for_legality",),
    ),
    _undertaker(
        "revise_draft",
        "修改决策草案",
        deciding.DECISION_LEGALITY_FAILED,
        (needs.REASON,),
        to="preparing",
        from_=("reviewed",),
    ),
)
DELIBERATION = (
    _undertaker(
        "submit_for_deliberation",
        "提交集体讨论",
        deciding.DECISION_PACKAGE,
        (needs.PACKAGE,),
        to="submitted",
        from_=("reviewed",),
    ),
    _decider(
        "decide", "登记集体讨论决定", deciding.DECISION_DELIBERATED, needs.MEETING, from_=("submitted",), to="decided"
    ),
    _decider(
        "send_back",
        "讨论后退回修改",
        deciding.DECISION_DELIBERATED,
        needs.MEETING,
        from_=("submitted",),
        to="preparing",
    ),
    _decider(
        "reject",
        "讨论未通过",
        deciding.DECISION_DELIBERATED,
        needs.MEETING,
        from_=("submitted",),
        to="rejected",
        result="rejected",
    ),
    _decider(
        "report_up", "登记请示报告", deciding.DECISION_REPORTED, (needs.REPORTED_ON,), from_=("submitted", "decided")
    ),
    CaseAct(
        "draft_decision",
        "提交公布稿",
        DRAFTER,
        ("decided",),
        "",
        deciding.DECISION_PUBLISHED,
        needs.PUBLICATION,
        also=(UNIT_HEAD,),
    ),
    _decider("publish", "公布决策", deciding.DECISION_PUBLISHED, (needs.RECORD,), from_=("decided",), to="in_force"),
    CaseAct(
        "keep_secret",
        "依法不予公开",
        UNIT_HEAD,
        ("decided",),
        "in_force",
        deciding.DECISION_PUBLISHED,
        (needs.REASON,),
        four_eyes=("start", "judge_again"),
        also=(SIGNER,),
    ),
)
AFTERWARDS = (
    _decider("explain_publicly", "登记宣传解读", deciding.DECISION_EXPLAINED, needs.EXPLAINED, from_=STANDS),
    _decider("name_executor", "明确执行单位", deciding.DECISION_EXECUTED, needs.EXECUTION, from_=STANDS),
    _decider(
        "adjust", "调整决策", deciding.DECISION_CHANGED, (needs.CAUSE, needs.REASON), from_=STANDS, to="preparing"
    ),
    _decider("suspend", "中止执行", deciding.DECISION_CHANGED, needs.SUSPENSION, from_=("in_force",), to="suspended"),
    _decider("resume", "恢复执行", deciding.DECISION_CHANGED, (needs.REASON,), from_=("suspended",), to="in_force"),
    _decider("suspend_meanwhile", "中止执行", deciding.DECISION_CHANGED, needs.SUSPENSION, from_=ADJUSTING),
    _decider("resume_meanwhile", "恢复执行", deciding.DECISION_CHANGED, (needs.REASON,), from_=ADJUSTING),
    _decider(
        "keep_unchanged",
        "调整未通过，维持原决策",
        deciding.DECISION_CHANGED,
        needs.MEETING,
        from_=("submitted",),
        to="in_force",
    ),
    _decider(
        "stop",
        "终止执行",
        deciding.DECISION_CHANGED,
        needs.MEETING,
        from_=(*STANDS, *ADJUSTING),
        to="stopped",
        result="stopped",
    ),
    _decider(
        "order_evaluation",
        "组织决策后评估",
        deciding.DECISION_EVALUATION,
        needs.EVALUATION,
        from_=(*STANDS, *ADJUSTING),
    ),
    CaseAct(
        "draft_evaluation",
        "提交评估报告",
        DRAFTER,
        (*STANDS, *ADJUSTING),
        "",
        deciding.DECISION_EVALUATOR,
        needs.EVALUATED,
        also=(UNIT_HEAD,),
        within="order_evaluation",
        closes=True,
    ),
    _decider(
        "publish_evaluation",
        "公布评估报告",
        deciding.DECISION_EVALUATOR,
        (needs.RECORD,),
        from_=(*STANDS, *ADJUSTING),
    ),
    _decider("archive", "归档", deciding.DECISION_ARCHIVED, (needs.OUTCOME,), from_=STANDS, to="closed", result="done"),
)

DECISIONS = Procedure(
    key="decisions",
    name="重大行政决策",
    initial=("proposed",),
    states=STATES,
    acts=(*STARTING, *PARTICIPATION, *REVIEWS, *DELIBERATION, *AFTERWARDS),
    limit=None,
    entered_by=(DRAFTER, UNIT_HEAD),
    seen_by=(DRAFTER, UNIT_HEAD, SIGNER, LEGALITY_REVIEWER),
    handled_by=(HANDLER, HANDLER_HEAD),
    supervised_by=(OPENNESS_OFFICER,),
)
