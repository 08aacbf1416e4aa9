"""信访：what this programme is: the states of a petition, the acts, who does them and on what basis.

登记、转送或者交办、受理、办理、答复；申诉求决的可以复查、复核。

All its limits are calendar days: 15 to forward it, 15 to say whether it is accepted, 60 to handle it and at most 30
more, 30 for review and 30 for re-review. The competent organ, the reviewing one and the re-reviewing one are each the
main handler in their time.
"""

from dataclasses import replace

from gongkai import law
from gongkai.engines.casework.rules import CaseAct, CaseState, Choices, Effect, Handling, Kind, Need, Procedure
from gongkai.foundation.people.actors import HANDLER, HANDLER_HEAD, HOTLINE_CLERK, HOTLINE_OFFICER
from gongkai.programmes.petitions.rules import GROUNDS, OUTCOMES

ON = Need("on", "日期", Kind.DAY)
REASON = Need("reason", "理由", Kind.TEXT)
ORGAN = Need("organ", "有权处理的机关", Kind.ORGAN)
OUTCOME = Need(
    "outcome",
    "处理结果",
    Kind.CODE,
    codes=Choices(fixed=tuple(OUTCOMES.items())),
)
TEXT = Need("text", "意见书正文", Kind.TEXT)
GROUND = Need("ground", "不予受理的情形", Kind.CODE, codes=Choices(fixed=tuple(GROUNDS.items())))
DOOR = Need("where", "有权处理的机关或者途径", Kind.TEXT, optional=True)
HEARING = Need("letter", "哪一次听证", Kind.LETTER)
KIND = Need("kind", "诉求类型", Kind.CODE, codes=Choices(listed="appeal_kinds"))
RATED = Need(
    "satisfied",
    "评价",
    Kind.CODE,
    codes=Choices(fixed=(("yes", "满意"), ("mostly", "基本满意"), ("no", "不满意"))),
)

BEFORE = ("registered", "forwarded", "objected")
WORKING = ("in_hand", "apart", "reviewing", "re_reviewing")
ASKED = ("review_asked", "re_review_asked")
STATES = (
    CaseState("received", "待登记", waits_for=HOTLINE_CLERK),
    CaseState("registered", "待转送", waits_for=HOTLINE_CLERK),
    CaseState("forwarded", "待受理", waits_for=HANDLER),
    CaseState("objected", "提出异议", waits_for=HOTLINE_OFFICER),
    CaseState("in_hand", "办理中", waits_for=HANDLER),
    CaseState("apart", "按规定程序办理", waits_for=HANDLER),
    CaseState("answered", "已答复", ended=True),
    CaseState("review_asked", "待转复查机关", waits_for=HOTLINE_CLERK),
    CaseState("reviewing", "复查中", waits_for=HANDLER),
    CaseState("reviewed", "已复查", ended=True),
    CaseState("re_review_asked", "待转复核机关", waits_for=HOTLINE_CLERK),
    CaseState("re_reviewing", "复核中", waits_for=HANDLER),
    CaseState("concluded", "复核终结", ended=True),
    CaseState("not_accepted", "不予受理", ended=True),
    CaseState("turned", "已转为热线诉求", ended=True),
    CaseState("withdrawn", "信访人撤回", ended=True),
)
REGISTER = CaseAct(
    "register", "登记", HOTLINE_CLERK, ("received",), "registered", law.PETITION_FORWARDING, (ON,), Effect.START
)
FORWARD = CaseAct(
    "forward",
    "转送",
    HOTLINE_CLERK,
    ("registered",),
    "forwarded",
    law.PETITION_FORWARDING,
    (ON, ORGAN),
    Effect.RESTART,
    handling=Handling.ASSIGN,
    limit=law.PETITION_TOLD,
    keyed_on="received_on",
)
INTAKE = (
    REGISTER,
    FORWARD,
    replace(
        FORWARD,
        key="assign",
        name="交办",
        role=HOTLINE_OFFICER,
        from_=("registered", "objected"),
        needs=(ON, ORGAN, Need("text", "交办要求", Kind.TEXT)),
    ),
    CaseAct(
        "object",
        "提出异议",
        HANDLER,
        ("forwarded",),
        "objected",
        law.PETITION_OBJECTION,
        (REASON, Need("suggested", "建议转送的机关", Kind.ORGAN, optional=True)),
        handling=Handling.RETURN,
        by_main=True,
    ),
    CaseAct(
        "keep",
        "异议不成立",
        HOTLINE_OFFICER,
        ("objected",),
        "forwarded",
        law.PETITION_OBJECTION,
        (REASON,),
        handling=Handling.KEEP,
    ),
    CaseAct(
        "take_back",
        "异议成立，收回",
        HOTLINE_OFFICER,
        ("objected",),
        "registered",
        law.PETITION_OBJECTION,
        (REASON,),
        handling=Handling.RELEASE,
    ),
    CaseAct(
        "turn",
        "转为热线诉求",
        HOTLINE_CLERK,
        ("registered",),
        "turned",
        law.PETITION_FORWARDING,
        (KIND,),
        Effect.STOP,
        result="turned",
    ),
)
TAKING_UP = (
    CaseAct(
        "accept",
        "受理",
        HANDLER,
        ("forwarded",),
        "in_hand",
        law.PETITION_APPEALS,
        (ON,),
        Effect.RESTART,
        by_main=True,
        limit=law.PETITION_HANDLING,
        keyed_on="accepted_on",
    ),
    CaseAct(
        "refer",
        "适用其他法定程序",
        HANDLER,
        ("forwarded",),
        "apart",
        law.PETITION_APPEALS,
        (ON, Need("text", "适用的程序和依据", Kind.TEXT)),
        Effect.STOP,
        by_main=True,
    ),
    CaseAct(
        "study",
        "接收研究",
        HANDLER,
        ("forwarded",),
        "apart",
        law.PETITION_SUGGESTIONS,
        (ON,),
        Effect.STOP,
        by_main=True,
    ),
    CaseAct(
        "receive",
        "接收办理",
        HANDLER,
        ("forwarded",),
        "apart",
        law.PETITION_ACCUSATIONS,
        (ON,),
        Effect.STOP,
        by_main=True,
    ),
    CaseAct(
        "refuse",
        "不予受理",
        HANDLER,
        ("registered", "forwarded"),
        "not_accepted",
        law.PETITION_TOLD,
        (GROUND, REASON, DOOR),
        Effect.STOP,
        also=(HOTLINE_CLERK,),
        proposes="ground",
        by_main=True,
    ),
)
HANDLING = (
    CaseAct(
        "extend",
        "延长办理期限",
        HANDLER_HEAD,
        ("in_hand",),
        "",
        law.PETITION_EXTENSION,
        (Need("days", "延长的日数", Kind.DAYS), Need("reason", "告知信访人的延期理由", Kind.TEXT)),
        Effect.EXTEND,
        once=True,
        by_main=True,
    ),
    CaseAct(
        "propose_opinion",
        "提交意见书",
        HANDLER,
        WORKING,
        "",
        law.PETITION_APPEALS,
        (OUTCOME, TEXT),
        proposes="outcome",
        by_main=True,
    ),
    CaseAct(
        "return_opinion",
        "退回修改",
        HANDLER_HEAD,
        WORKING,
        "",
        law.PETITION_APPEALS,
        (REASON,),
        within="propose_opinion",
        closes=True,
        by_main=True,
    ),
    CaseAct(
        "answer",
        "出具处理意见书",
        HANDLER_HEAD,
        ("in_hand", "apart"),
        "answered",
        law.PETITION_HANDLING,
        (ON,),
        Effect.STOP,
        four_eyes=("propose_opinion",),
        within="propose_opinion",
        closes=True,
        handling=Handling.DONE,
        by_main=True,
    ),
    CaseAct("deliver", "登记送达", HOTLINE_CLERK, ("answered", "reviewed", "concluded"), "", law.PETITION_TOLD, (ON,)),
    CaseAct(
        "withdraw",
        "信访人撤回",
        HOTLINE_CLERK,
        (*BEFORE, *WORKING, *ASKED),
        "withdrawn",
        law.PETITION_TOLD,
        (ON,),
        Effect.STOP,
        result="withdrawn",
    ),
    CaseAct("rate", "登记评价", HOTLINE_CLERK, ("answered", "reviewed", "concluded"), "", law.PETITION_TOLD, (RATED,)),
)


def _again(key: str, name: str, from_: str, to: str, *, basis: law.Parameter[law.CalendarDays], organ: str) -> CaseAct:
    """请求复查、复核：another organ has the case from now on, for its own thirty days."""
    return CaseAct(
        f"ask_{key}",
        f"请求{name}",
        HOTLINE_CLERK,
        (from_, f"{key}_asked"),
        to,
        basis,
        (ON, replace(ORGAN, name=organ), replace(REASON, name="请求的理由")),
        Effect.RESTART,
        handling=Handling.ASSIGN,
        limit=law.PETITION_REVIEW if key == "review" else law.PETITION_RE_REVIEW,
        keyed_on="requested_on",
    )


def _requested(key: str, name: str, from_: str, basis: law.Parameter[law.CalendarDays]) -> CaseAct:
    """网上请求复查复核：with number and code; the thirty days run from then, the office hands it on.

    A clerk who has it on paper does `ask_review` at once.
    """
    again = _again(key, name, from_, "", basis=basis, organ="")
    return replace(
        again, key=f"request_{key}", name=f"网上请求{name}", from_=(from_,), to=f"{key}_asked",
        needs=(ON, replace(REASON, name="请求的理由")), handling=Handling.NONE,
    )  # fmt: skip


def _answered(key: str, name: str, from_: str, to: str, basis: law.Parameter[law.CalendarDays]) -> CaseAct:
    """出具复查、复核意见书：as the answer before it, by the organ asked."""
    last = next(act for act in HANDLING if act.key == "answer")
    return replace(last, key=f"answer_{key}", name=f"出具{name}意见书", from_=(from_,), to=to, basis=basis)


AGAIN = (
    _requested("review", "复查", "answered", law.PETITION_REVIEW_REQUEST),
    _requested("re_review", "复核", "reviewed", law.PETITION_RE_REVIEW_REQUEST),
    _again(
        "review",
        "复查",
        "answered",
        "reviewing",
        basis=law.PETITION_REVIEW_REQUEST,
        organ="复查机关（原办理机关的上一级）",
    ),
    _answered("review", "复查", "reviewing", "reviewed", law.PETITION_REVIEW),
    _again(
        "re_review",
        "复核",
        "reviewed",
        "re_reviewing",
        basis=law.PETITION_RE_REVIEW_REQUEST,
        organ="复核机关（复查机关的上一级）",
    ),
    CaseAct(
        "hold_hearing",
        "举行听证",
        HANDLER,
        ("re_reviewing",),
        "",
        law.PETITION_HEARING_EXCLUDED,
        (ON, Need("whom", "听证事项", Kind.TEXT)),
        Effect.SUSPEND,
        by_main=True,
    ),
    CaseAct(
        "end_hearing",
        "听证结束",
        HANDLER,
        ("re_reviewing",),
        "",
        law.PETITION_HEARING_EXCLUDED,
        (ON, HEARING),
        Effect.RESUME,
        by_main=True,
    ),
    _answered("re_review", "复核", "re_reviewing", "concluded", law.PETITION_RE_REVIEW),
)
SUPERVISION = (
    CaseAct(
        "supervise",
        "督办",
        HOTLINE_OFFICER,
        ("forwarded", *WORKING),
        "",
        law.PETITION_FORWARDING,
        (Need("text", "督办要求", Kind.TEXT), Need("answer_by", "反馈期限", Kind.DAY)),
    ),
    CaseAct(
        "answer_supervision",
        "反馈督办情况",
        HANDLER_HEAD,
        ("forwarded", *WORKING),
        "",
        law.PETITION_FORWARDING,
        (Need("text", "办理情况", Kind.TEXT),),
        within="supervise",
        closes=True,
        by_main=True,
    ),
)

PETITIONS = Procedure(
    key="petitions",
    name="信访事项",
    initial=("received",),
    states=STATES,
    acts=(*INTAKE, *TAKING_UP, *HANDLING, *AGAIN, *SUPERVISION),
    limit=law.PETITION_FORWARDING,
    keyed_on="received_on",
    entered_by=(HOTLINE_CLERK,),
    seen_by=(HOTLINE_CLERK, HOTLINE_OFFICER),
    handled_by=(HANDLER, HANDLER_HEAD),
)
