"""12345热线：what this programme is: the states of a message, the acts, who does them and on what basis.

受理、派单、办理、答复、回访、办结；退单由热线工作机构决定。An answer that went out stops the clock; the case stands
open for nobody from then on, and `redo` takes it up anew.
"""

from gongkai.engines.casework.rules import CaseAct, CaseState, Choices, Effect, Handling, Kind, Need, Procedure
from gongkai.foundation.people.actors import HANDLER, HANDLER_HEAD, HOTLINE_CLERK, HOTLINE_OFFICER
from gongkai.law import hotline

ON = Need("on", "日期", Kind.DAY)
REASON = Need("reason", "理由", Kind.TEXT)
TEXT = Need("text", "答复内容", Kind.TEXT)
MISSING = Need("missing", "协办意见未到的说明", Kind.TEXT, optional=True)
ORGAN = Need("organ", "承办单位", Kind.ORGAN)
OUTCOME = Need(
    "outcome",
    "办理结果",
    Kind.CODE,
    codes=Choices(
        fixed=(
            ("resolved", "已解决"),
            ("partly", "部分解决"),
            ("explained", "已解释说明"),
            ("unresolved", "暂不能解决"),
        )
    ),
)
SATISFIED = Need(
    "satisfied",
    "回访结果",
    Kind.CODE,
    codes=Choices(
        fixed=(
            ("yes", "满意"),
            ("mostly", "基本满意"),
            ("no", "不满意"),
            ("unreached", "未联系上"),
            ("declined", "不愿评价"),
            ("anonymous", "匿名，无法回访"),
        )
    ),
)
LOOP = hotline.HOTLINE_CLOSED_LOOP
TURN = "turn"
WITH_HANDLERS = ("dispatched", "in_hand")
OPEN = ("received", "accepted", *WITH_HANDLERS, "return_asked")

STATES = (
    CaseState("received", "待受理", waits_for=HOTLINE_CLERK),
    CaseState("accepted", "待派单", waits_for=HOTLINE_CLERK),
    CaseState("dispatched", "待签收", waits_for=HANDLER),
    CaseState("in_hand", "承办中", waits_for=HANDLER),
    CaseState("return_asked", "申请退单", waits_for=HOTLINE_OFFICER),
    CaseState("answered", "已答复", ended=True),
    CaseState("closed", "已办结", ended=True),
    CaseState("refused", "不予受理", ended=True),
    CaseState("turned", "已转为信访事项", ended=True),
    CaseState("merged", "已并件", ended=True),
    CaseState("withdrawn", "诉求人撤回", ended=True),
)
INTAKE = (
    CaseAct("accept", "受理", HOTLINE_CLERK, ("received",), "accepted", LOOP, (ON,), Effect.START),
    CaseAct(
        "refuse",
        "不予受理",
        HOTLINE_CLERK,
        ("received",),
        "refused",
        hotline.HOTLINE_NOT_ACCEPTED,
        (Need("ground", "不予受理的情形", Kind.CODE, codes=Choices(listed="hotline_refusals")), REASON),
        proposes="ground",
    ),
    # 由“热线诉求转为信访事项”带出：done with the petition it becomes, nobody does it by itself.
    CaseAct(
        TURN,
        "转为信访事项",
        HOTLINE_CLERK,
        ("accepted",),
        "turned",
        hotline.HOTLINE_NOT_ACCEPTED,
        (REASON,),
        Effect.STOP,
        result="petition",
    ),
    CaseAct(
        "merge",
        "并入重复件",
        HOTLINE_CLERK,
        ("received", "accepted"),
        "merged",
        hotline.HOTLINE_DUPLICATES,
        (Need("into", "并入的办件编号", Kind.TEXT), REASON),
        Effect.STOP,
        result="merged",
    ),
    CaseAct(
        "answer_directly",
        "直接答复",
        HOTLINE_CLERK,
        ("accepted",),
        "answered",
        LOOP,
        (OUTCOME, TEXT),
        Effect.STOP,
        proposes="outcome",
    ),
    CaseAct("withdraw", "诉求人撤回", HOTLINE_CLERK, OPEN, "withdrawn", LOOP, (ON,), Effect.STOP, result="withdrawn"),
)
DISPATCH = (
    CaseAct(
        "dispatch",
        "派单",
        HOTLINE_CLERK,
        ("accepted",),
        "dispatched",
        hotline.HOTLINE_DISPATCH,
        (ORGAN,),
        handling=Handling.ASSIGN,
    ),
    CaseAct(
        "appoint",
        "指定主办单位",
        HOTLINE_OFFICER,
        ("accepted", *WITH_HANDLERS, "return_asked"),
        "dispatched",
        hotline.HOTLINE_DISPATCH,
        (ORGAN, REASON),
        handling=Handling.ASSIGN,
    ),
    CaseAct(
        "join",
        "增加协办单位",
        HOTLINE_CLERK,
        WITH_HANDLERS,
        "",
        hotline.HOTLINE_DISPATCH,
        (ORGAN,),
        handling=Handling.JOIN,
        also=(HOTLINE_OFFICER,),
    ),
    CaseAct(
        "dismiss",
        "协办单位不再承办",
        HOTLINE_OFFICER,
        WITH_HANDLERS,
        "",
        hotline.HOTLINE_DISPATCH,
        (ORGAN, REASON),
        handling=Handling.RELEASE,
    ),
    CaseAct("sign_for", "签收", HANDLER, ("dispatched",), "in_hand", LOOP, by_main=True),
)
RETURN = (
    CaseAct(
        "ask_return",
        "申请退单",
        HANDLER,
        WITH_HANDLERS,
        "return_asked",
        hotline.HOTLINE_RETURN,
        (REASON, Need("suggested", "建议的承办单位", Kind.ORGAN, optional=True)),
        handling=Handling.RETURN,
        by_main=True,
        also=(HANDLER_HEAD,),
    ),
    CaseAct(
        "keep",
        "不同意退单",
        HOTLINE_OFFICER,
        ("return_asked",),
        "in_hand",
        hotline.HOTLINE_RETURN,
        (REASON,),
        handling=Handling.KEEP,
    ),
    CaseAct(
        "take_back",
        "同意退单",
        HOTLINE_OFFICER,
        ("return_asked",),
        "accepted",
        hotline.HOTLINE_RETURN,
        (REASON,),
        handling=Handling.RELEASE,
    ),
)
ANSWER = (
    CaseAct(
        "report_part",
        "反馈协办意见",
        HANDLER,
        ("in_hand",),
        "",
        LOOP,
        (Need("text", "协办意见", Kind.TEXT),),
        handling=Handling.DONE,
        by_co=True,
    ),
    CaseAct(
        "propose_answer",
        "提交答复",
        HANDLER,
        ("in_hand",),
        "",
        LOOP,
        (OUTCOME, TEXT, MISSING),
        proposes="outcome",
        by_main=True,
    ),
    CaseAct(
        "return_answer",
        "退回修改",
        HANDLER_HEAD,
        ("in_hand",),
        "",
        LOOP,
        (REASON,),
        within="propose_answer",
        closes=True,
        by_main=True,
    ),
    CaseAct(
        "answer",
        "审定并答复",
        HANDLER_HEAD,
        ("in_hand",),
        "answered",
        LOOP,
        effect=Effect.STOP,
        four_eyes=("propose_answer",),
        within="propose_answer",
        closes=True,
        handling=Handling.DONE,
        by_main=True,
    ),
    CaseAct(
        "extend",
        "延长办理期限",
        HOTLINE_OFFICER,
        WITH_HANDLERS,
        "",
        LOOP,
        (Need("days", "延长的工作日数", Kind.DAYS), REASON),
        Effect.EXTEND,
        once=True,
    ),
)
AFTER = (
    CaseAct("call_back", "登记回访", HOTLINE_CLERK, ("answered",), "", LOOP, (ON, SATISFIED)),
    CaseAct(
        "redo",
        "退回重办",
        HOTLINE_OFFICER,
        ("answered", "closed"),
        "in_hand",
        LOOP,
        (REASON,),
        Effect.REOPEN,
        handling=Handling.AGAIN,
    ),
    CaseAct("close", "办结", HOTLINE_CLERK, ("answered",), "closed", LOOP),
)

SUPERVISION = (
    CaseAct("urge", "催办", HOTLINE_CLERK, WITH_HANDLERS, "", LOOP, (Need("text", "催办内容", Kind.TEXT),)),
    CaseAct(
        "supervise",
        "督办",
        HOTLINE_OFFICER,
        (*WITH_HANDLERS, "return_asked"),
        "",
        LOOP,
        (Need("text", "督办要求", Kind.TEXT), Need("answer_by", "反馈期限", Kind.DAY)),
    ),
    CaseAct(
        "answer_supervision",
        "反馈督办情况",
        HANDLER_HEAD,
        (*WITH_HANDLERS, "return_asked"),
        "",
        LOOP,
        (Need("text", "办理情况", Kind.TEXT),),
        within="supervise",
        closes=True,
        by_main=True,
    ),
)

HOTLINE = Procedure(
    key="hotline",
    name="热线诉求",
    initial=("received",),
    states=STATES,
    acts=(*INTAKE, *DISPATCH, *RETURN, *ANSWER, *AFTER, *SUPERVISION),
    limit=None,
    entered_by=(HOTLINE_CLERK,),
    seen_by=(HOTLINE_CLERK, HOTLINE_OFFICER),
    handled_by=(HANDLER, HANDLER_HEAD),
)
