"""政务舆情回应：what this programme is: the states of a topic, the acts, who does them and on what basis.

收集、会商、研判、交办、拟稿、审签、发布、持续发布、评估、办结。The first statement released stops the clock; a
statement is a public record, reviewed and released as any other, so the release acts are the system's.
"""

from gongkai.engines.casework.rules import CaseAct, CaseState, Choices, Effect, Handling, Kind, Need, Procedure
from gongkai.engines.publishing.kinds import Kind as RecordKind
from gongkai.foundation.people.actors import CONCERN_OFFICER, HANDLER, HANDLER_HEAD, OPENNESS_OFFICER
from gongkai.foundation.review.rules import Step
from gongkai.law import appeals
from gongkai.programmes.concerns import routing, rules

# 时间紧：保密审查 → 签发，然后由发布员发布；重大突发事件可以先发后审（publishing.emergencies）。
STATEMENT = RecordKind(
    "statement",
    "政务舆情回应",
    (
        Step("secrecy", "保密审查", "secrecy_reviewer", "《政府信息公开条例》第十七条"),
        Step("sign_off", "签发", "signer", "本机关政务舆情回应制度"),
    ),
    "disclosures",
    numbered=False,
    gated=False,
    library=False,
    has_standing=False,
)
"""政务舆情回应：the kind of record a statement is."""
KINDS = {STATEMENT.code: STATEMENT}

AT = Need("at", "时间", Kind.MOMENT)
FOUND = Need("at", "发现或者收到的时间", Kind.MOMENT)
REASON = Need("reason", "理由", Kind.TEXT)
ORGAN = Need("organ", "机关", Kind.ORGAN)
LEVEL = Need("level", "级别", Kind.CODE, codes=Choices(fixed=rules.LEVELS))
GROUND = Need("ground", "应当回应的情形", Kind.CODE, codes=Choices(fixed=rules.GROUNDS))
SCOPE = Need("scope", "涉及范围", Kind.CODE, codes=Choices(fixed=routing.SCOPES))
TITLE = Need("title", "回应的标题", Kind.TEXT)
TEXT = Need("text", "回应的内容", Kind.TEXT)
THEME = Need("theme", "主题分类", Kind.CODE, optional=True, codes=Choices(listed="themes"))
RECORD = Need("record", "回应", Kind.TEXT)
CHAIN, ROUTING, MUST = appeals.CONCERN_CHAIN, appeals.CONCERN_ROUTING, appeals.CONCERN_MUST_RESPOND
MORE = appeals.CONCERN_CONTINUOUS

WITH_ORGANS = ("assigned", "drafting", "releasing")
BEFORE = ("found", "judged")
OPEN = (*BEFORE, *WITH_ORGANS, "evaluated")

STATES = (
    CaseState("found", "待研判", waits_for=CONCERN_OFFICER),
    CaseState("judged", "待交办", waits_for=CONCERN_OFFICER),
    CaseState("assigned", "待拟回应稿", waits_for=HANDLER),
    CaseState("drafting", "回应稿审签中"),
    CaseState("releasing", "已首次发布，持续发布", waits_for=HANDLER),
    CaseState("evaluated", "已评估", waits_for=CONCERN_OFFICER),
    CaseState("closed", "已办结", ended=True),
    CaseState("unanswered", "不需回应", ended=True),
    CaseState("merged", "已并入其他主题", ended=True),
)
JUDGING = (
    CaseAct("note_found", "登记发现", CONCERN_OFFICER, ("found",), "", CHAIN, (FOUND, LEVEL), Effect.START, once=True),
    CaseAct(
        "judge",
        "研判",
        CONCERN_OFFICER,
        ("found",),
        "judged",
        MUST,
        (
            LEVEL,
            GROUND,
            SCOPE,
            Need("organ", "涉事责任部门", Kind.ORGAN, optional=True),
            Need("others", "涉及的其他部门或者地方", Kind.TEXT, optional=True),
            Need("reason", "研判意见", Kind.TEXT),
        ),
    ),
    CaseAct(
        "judge_again",
        "重新研判级别",
        CONCERN_OFFICER,
        ("judged", *WITH_ORGANS),
        "",
        MUST,
        (LEVEL, Need("reason", "研判意见", Kind.TEXT)),
    ),
    CaseAct(
        "leave_unanswered",
        "研判为不需回应",
        CONCERN_OFFICER,
        BEFORE,
        "unanswered",
        MUST,
        (REASON,),
        Effect.STOP,
        result="unanswered",
    ),
    CaseAct(
        "merge",
        "并入其他主题",
        CONCERN_OFFICER,
        BEFORE,
        "merged",
        CHAIN,
        (Need("into", "并入的主题编号", Kind.TEXT), REASON),
        Effect.STOP,
        result="merged",
    ),
    CaseAct(
        "confer",
        "登记会商",
        CONCERN_OFFICER,
        OPEN,
        "",
        CHAIN,
        (AT, Need("whom", "参加会商的部门和人员", Kind.TEXT), Need("text", "会商意见", Kind.TEXT)),
        also=(HANDLER, HANDLER_HEAD),
    ),
)
ASSIGNING = (
    CaseAct(
        "assign",
        "交办",
        CONCERN_OFFICER,
        ("judged", "assigned"),
        "assigned",
        ROUTING,
        (
            Need("organ", "回应责任主体", Kind.ORGAN),
            Need("reason", "与认定的责任主体不一致的理由", Kind.TEXT, optional=True),
        ),
        handling=Handling.ASSIGN,
    ),
    CaseAct(
        "join",
        "增加共同回应的部门",
        CONCERN_OFFICER,
        WITH_ORGANS,
        "",
        ROUTING,
        (Need("organ", "共同回应的部门", Kind.ORGAN),),
        handling=Handling.JOIN,
    ),
    CaseAct(
        "hand_back",
        "退回交办",
        HANDLER,
        ("assigned",),
        "judged",
        ROUTING,
        (REASON,),
        handling=Handling.RELEASE,
        by_main=True,
        also=(HANDLER_HEAD,),
    ),
)
STATING = (
    CaseAct(
        "propose_statement",
        "提交回应稿",
        HANDLER,
        ("assigned", "drafting"),
        "drafting",
        MUST,
        (TITLE, TEXT, THEME),
        also=(HANDLER_HEAD,),
    ),
    CaseAct(
        "propose_further",
        "提交后续发布稿",
        HANDLER,
        ("releasing",),
        "",
        MORE,
        (TITLE, TEXT, THEME),
        also=(HANDLER_HEAD,),
    ),
    CaseAct(
        "release_first",
        "首次发布",
        CONCERN_OFFICER,
        ("assigned", "drafting"),
        "releasing",
        MUST,
        (AT, RECORD),
        Effect.STOP,
    ),
    CaseAct(
        "release_further",
        "持续发布",
        CONCERN_OFFICER,
        ("releasing", "evaluated", "closed"),
        "",
        MORE,
        (AT, RECORD),
    ),
    CaseAct(
        "release_correction",
        "更正发布",
        CONCERN_OFFICER,
        ("releasing", "evaluated", "closed"),
        "",
        MORE,
        (AT, RECORD),
    ),
    CaseAct(
        "hold_conference",
        "登记新闻发布会",
        CONCERN_OFFICER,
        (*WITH_ORGANS, "judged", "evaluated"),
        "",
        appeals.CONCERN_CONFERENCE_HELD,
        (AT, Need("whom", "主持人和发布人", Kind.TEXT), Need("text", "发布的内容", Kind.TEXT)),
        also=(HANDLER, HANDLER_HEAD),
    ),
)
AROUND = (
    CaseAct(
        "report_up",
        "上报",
        CONCERN_OFFICER,
        OPEN,
        "",
        CHAIN,
        (AT, Need("whom", "报送单位", Kind.TEXT), Need("text", "报送的内容", Kind.TEXT)),
        also=(HANDLER, HANDLER_HEAD),
    ),
    CaseAct(
        "hand_on",
        "移交谣言线索",
        CONCERN_OFFICER,
        OPEN,
        "",
        appeals.CONCERN_RUMOURS,
        (
            AT,
            Need(
                "to",
                "移交给",
                Kind.CODE,
                codes=Choices(fixed=(("police", "公安机关"), ("cyberspace", "网信部门"))),
            ),
            Need("whom", "接收的单位和人员", Kind.TEXT),
            Need("text", "移交的线索", Kind.TEXT),
        ),
    ),
    CaseAct(
        "supervise",
        "督办",
        OPENNESS_OFFICER,
        OPEN,
        "",
        CHAIN,
        (AT, Need("text", "督办要求", Kind.TEXT)),
    ),
    CaseAct(
        "answer_supervision",
        "反馈督办情况",
        CONCERN_OFFICER,
        OPEN,
        "",
        CHAIN,
        (AT, Need("text", "办理情况", Kind.TEXT)),
        within="supervise",
        closes=True,
        also=(HANDLER_HEAD,),
    ),
)
ENDING = (
    CaseAct(
        "evaluate",
        "效果评估",
        CONCERN_OFFICER,
        ("releasing", "evaluated"),
        "evaluated",
        CHAIN,
        (
            Need(
                "effect",
                "回应效果",
                Kind.CODE,
                codes=Choices(
                    fixed=(("calmed", "关切已经回应，舆情平息"), ("partly", "部分回应，仍有关切"), ("grew", "舆情升温"))
                ),
            ),
            Need("text", "评估意见", Kind.TEXT),
        ),
        proposes="effect",
    ),
    CaseAct(
        "go_on",
        "继续回应",
        CONCERN_OFFICER,
        ("evaluated", "closed"),
        "releasing",
        MORE,
        (REASON,),
        handling=Handling.AGAIN,
    ),
    CaseAct("close", "办结", CONCERN_OFFICER, ("evaluated",), "closed", CHAIN, handling=Handling.DONE),
)

CONCERNS = Procedure(
    key="concerns",
    name="政务舆情",
    initial=("found",),
    states=STATES,
    acts=(*JUDGING, *ASSIGNING, *STATING, *AROUND, *ENDING),
    limit=None,
    entered_by=(CONCERN_OFFICER,),
    seen_by=(CONCERN_OFFICER,),
    handled_by=(HANDLER, HANDLER_HEAD),
    supervised_by=(OPENNESS_OFFICER,),
)
RELEASES = frozenset({"release_first", "release_further", "release_correction"})
"""系统办理的：what follows a release in publishing; nobody does them by hand."""
