"""依申请公开：what this programme is: the states of a request, the acts, who does them and on what basis.

The time to answer is that of 条例第三十三条; corrections, consultations and fees move it as 第三十条 to 第三十五条 say.
"""

from gongkai import law
from gongkai.engines.casework.rules import CaseAct, CaseState, Effect, Kind, Need, Procedure
from gongkai.programmes.requests.needs import (
    DISSENT,
    FEE_BASIS,
    LETTER,
    ON,
    OPINION,
    PUBLISHED,
    REASON,
    REPLY_KIND,
    RETENTION,
    WAY,
    WHOM,
    WITHHELD,
)

CLERK = "foi_clerk"
HEAD = "foi_head"
SIGNER = "signer"
OFFICER = "openness_officer"
LEGALITY = "legality_reviewer"
SECRECY = "secrecy_reviewer"
REVIEWERS = (LEGALITY, SECRECY)

STATES = (
    CaseState("unconfirmed", "待双方确认", waits_for=CLERK),
    CaseState("in_hand", "办理中", waits_for=CLERK),
    CaseState("correcting", "待补正"),
    CaseState("explaining", "待说明理由"),
    CaseState("paying", "待缴费"),
    CaseState("in_review", "待合法性审查", waits_for=LEGALITY, shown_to=REVIEWERS),
    CaseState("in_secrecy", "待保密审查", waits_for=SECRECY, shown_to=REVIEWERS),
    CaseState("approved", "待签发", waits_for=SIGNER, shown_to=REVIEWERS),
    CaseState("signed", "待送达", waits_for=CLERK, shown_to=REVIEWERS),
    CaseState("replied", "已答复", ended=True),
    CaseState("abandoned", "视为放弃", ended=True),
    CaseState("withdrawn", "申请人撤回", ended=True),
    CaseState("archived", "已归档", ended=True),
)
WAITING = ("correcting", "explaining", "paying")
"""States in which the organ waits for the applicant."""
REVIEWED = ("in_review", "in_secrecy", "approved")
"""States in which a draft of the answer is before a reviewer or the signer."""
DECIDING = ("in_hand", *REVIEWED)
"""States in which the answer is still being made: letters may go out and time may be extended."""
OPEN = ("unconfirmed", *DECIDING, "signed", *WAITING)

RECEIPT = (
    CaseAct(
        "confirm",
        "双方确认收到申请",
        CLERK,
        ("unconfirmed",),
        "in_hand",
        law.RECEIVED_ONLINE_OR_BY_FAX,
        (ON,),
        Effect.START,
    ),
    CaseAct("receive", "收到申请", CLERK, ("unconfirmed",), "in_hand", law.RECEIVED_AT_COUNTER, (ON,), Effect.START),
)
CORRECTION = (
    CaseAct(
        "ask_to_correct",
        "告知补正",
        CLERK,
        ("in_hand",),
        "correcting",
        law.CORRECTION,
        (ON, Need("items", "需要补正的事项", Kind.TEXT), Need("until_on", "补正期限", Kind.DAY)),
        Effect.SUSPEND,
        once=True,
    ),
    CaseAct(
        "enter_correction",
        "收到补正的申请",
        CLERK,
        ("correcting",),
        "in_hand",
        law.CORRECTION_RESTARTS,
        (ON, Need("text", "补正内容", Kind.TEXT)),
        Effect.RESTART,
    ),
    CaseAct(
        "abandon_uncorrected",
        "逾期不补正，视为放弃申请",
        CLERK,
        ("correcting",),
        "abandoned",
        law.CORRECTION_ABANDONED,
        (ON,),
        Effect.STOP,
        result="R-ABANDON-CORR",
    ),
)
CONSULTATION = (
    CaseAct(
        "consult_third_party",
        "征求第三方意见",
        CLERK,
        DECIDING,
        "",
        law.THIRD_PARTY_CONSULTED,
        (ON, WHOM),
        Effect.SUSPEND,
        waits_at_most=law.THIRD_PARTY_LIMIT,
    ),
    CaseAct(
        "consult_co_maker",
        "征求共同制作机关意见",
        CLERK,
        DECIDING,
        "",
        law.CO_MAKER_SILENT,
        (ON, WHOM),
        Effect.SUSPEND,
        waits_at_most=law.CO_MAKER_LIMIT,
    ),
    CaseAct(
        "consult_organ", "征求其他机关意见", CLERK, DECIDING, "", law.CONSULTATION_EXCLUDED, (ON, WHOM), Effect.SUSPEND
    ),
    CaseAct(
        "note_delivered",
        "登记征求意见书送达",
        CLERK,
        (*DECIDING, *WAITING),
        "",
        law.CONSULTATION_EXCLUDED,
        (LETTER, Need("received_on", "对方收到之日", Kind.DAY)),
        Effect.RECEIVED,
    ),
    CaseAct(
        "enter_opinion",
        "收到意见",
        CLERK,
        (*DECIDING, *WAITING),
        "",
        law.CONSULTATION_EXCLUDED,
        (ON, LETTER, Need("opinion", "意见内容", Kind.TEXT)),
        Effect.RESUME,
    ),
    CaseAct(
        "notify_third_party",
        "告知第三方决定公开",
        HEAD,
        (*DECIDING, "signed"),
        "",
        law.PUBLIC_INTEREST_OVERRIDE,
        (ON, LETTER, Need("text", "决定公开的政府信息内容", Kind.TEXT), REASON),
        about="consult_third_party",
    ),
)
TIME = (
    CaseAct(
        "extend",
        "延长答复期限",
        HEAD,
        DECIDING,
        "",
        law.EXTENSION_LIMIT,
        (ON, Need("days", "延长的工作日数", Kind.DAYS), REASON),
        Effect.EXTEND,
        once=True,
    ),
    CaseAct(
        "ask_reasons",
        "要求说明理由",
        CLERK,
        ("in_hand",),
        "explaining",
        law.REASONS_FOR_VOLUME,
        (ON, REASON, Need("until_on", "说明理由的期限", Kind.DAY)),
        once=True,
    ),
    CaseAct(
        "enter_reasons",
        "收到理由说明",
        CLERK,
        ("explaining",),
        "in_hand",
        law.REASONS_FOR_VOLUME,
        (ON, Need("text", "申请人说明的理由", Kind.TEXT)),
    ),
    CaseAct(
        "delay",
        "确定延迟答复的合理期限",
        HEAD,
        # From 待说明理由 too: an applicant who stays silent must not keep the case where it is.
        ("in_hand", "explaining"),
        "",
        law.REPLY_DELAYED,
        (ON, Need("due_on", "延迟答复的期限", Kind.DAY), REASON),
        Effect.REPLACE,
        once=True,
    ),
)
FEES = (
    CaseAct(
        "notify_fee",
        "通知缴纳信息处理费",
        CLERK,
        ("in_hand",),
        "paying",
        law.FEE_PAYMENT_LIMIT,
        (
            ON,
            FEE_BASIS,
            Need("count", "件数或者页数", Kind.DAYS),
            Need("before", "同一申请人本月此前已计件数", Kind.DAYS, optional=True),
            Need("amount", "应缴金额（元）", Kind.DAYS, optional=True),
            Need("pay_by", "缴纳方式", Kind.TEXT),
        ),
        Effect.SUSPEND,
    ),
    CaseAct(
        "enter_payment",
        "收到缴费",
        CLERK,
        ("paying",),
        "in_hand",
        law.FEE_PAYMENT_LIMIT,
        (ON,),
        Effect.RESTART,
    ),
    CaseAct(
        "abandon_unpaid",
        "逾期不缴费，视为放弃申请",
        CLERK,
        ("paying",),
        "abandoned",
        law.FEE_PAYMENT_LIMIT,
        (ON,),
        Effect.STOP,
        result="R-ABANDON-FEE",
    ),
)
REPLY = (
    CaseAct(
        "propose_reply",
        "提交答复审核",
        CLERK,
        ("in_hand", "explaining"),
        "in_review",
        law.KINDS_OF_REPLY,
        (
            REPLY_KIND,
            WITHHELD,
            Need("text", "答复内容", Kind.TEXT),
            Need("organ", "负责公开的行政机关的名称、联系方式（不属于本机关公开的）", Kind.TEXT, optional=True),
        ),
        proposes="kind",
    ),
    CaseAct(
        "return_reply",
        "退回修改",
        HEAD,
        REVIEWED,
        "in_hand",
        law.REQUEST_RECORDS,
        (REASON,),
        also=(*REVIEWERS, SIGNER),
    ),
    CaseAct(
        "approve_legality",
        "合法性审查同意",
        LEGALITY,
        ("in_review",),
        "in_secrecy",
        law.REQUEST_RECORDS,
        (OPINION,),
        four_eyes=("propose_reply",),
    ),
    CaseAct(
        "approve_secrecy",
        "保密审查同意",
        SECRECY,
        ("in_secrecy",),
        "approved",
        law.REQUEST_RECORDS,
        (OPINION,),
        four_eyes=("propose_reply",),
    ),
    # 不再办理：done in cases of before the two reviews stood apart; kept so that their history can be read.
    CaseAct("approve_reply", "审核同意", HEAD, (), "approved", law.REQUEST_RECORDS),
    CaseAct("sign_reply", "签发", SIGNER, ("approved",), "signed", law.REQUEST_RECORDS, four_eyes=("propose_reply",)),
    CaseAct(
        "deliver_reply",
        "送达答复",
        CLERK,
        ("signed",),
        "replied",
        law.KINDS_OF_REPLY,
        (ON, WAY, Need("mail_number", "邮件号（邮寄的）", Kind.TEXT, optional=True), *PUBLISHED),
        Effect.STOP,
    ),
)
CONFERENCE = (
    CaseAct(
        "confer",
        "发起会商",
        CLERK,
        DECIDING,
        "",
        law.REQUEST_RECORDS,
        (ON, Need("subject", "会商的问题", Kind.TEXT), Need("participants", "参加会商的机关、机构和人员", Kind.TEXT)),
    ),
    CaseAct(
        "enter_view",
        "登记会商意见",
        CLERK,
        DECIDING,
        "",
        law.REQUEST_RECORDS,
        (ON, Need("author", "提出意见的机关、人员", Kind.TEXT), Need("view", "意见", Kind.TEXT), DISSENT),
        within="confer",
    ),
    CaseAct(
        "conclude",
        "形成会商纪要",
        CLERK,
        DECIDING,
        "",
        law.REQUEST_RECORDS,
        (ON, Need("minute", "会商纪要", Kind.TEXT)),
        within="confer",
        closes=True,
    ),
)
SUPERVISION = (
    CaseAct(
        "supervise",
        "督办",
        OFFICER,
        OPEN,
        "",
        law.SUPERVISION,
        (ON, Need("text", "督办要求", Kind.TEXT), Need("answer_by", "反馈期限", Kind.DAY)),
    ),
    CaseAct(
        "answer_supervision",
        "反馈督办情况",
        HEAD,
        (*OPEN, "replied", "abandoned", "withdrawn"),
        "",
        law.SUPERVISION,
        (ON, Need("text", "办理情况", Kind.TEXT)),
        within="supervise",
        closes=True,
    ),
    CaseAct(
        "reopen",
        "重新办理",
        HEAD,
        ("replied", "abandoned", "archived"),
        "in_hand",
        law.COMPLAINT_UPWARD,
        (ON, REASON, Need("due_on", "决定书、判决书确定的答复期限", Kind.DAY, optional=True)),
        Effect.REOPEN,
    ),
)
ENDS = (
    CaseAct(
        "withdraw",
        "申请人撤回申请",
        CLERK,
        OPEN,
        "withdrawn",
        law.REQUEST_RECORDS,
        (ON,),
        Effect.STOP,
        result="R-OTHER",
    ),
    CaseAct(
        "archive",
        "归档",
        CLERK,
        ("replied", "abandoned", "withdrawn"),
        "archived",
        law.REQUEST_RECORDS,
        (RETENTION,),
    ),
)

REQUESTS = Procedure(
    key="requests",
    name="政府信息公开申请",
    initial=("unconfirmed",),
    states=STATES,
    acts=(*RECEIPT, *CORRECTION, *CONSULTATION, *TIME, *FEES, *CONFERENCE, *REPLY, *SUPERVISION, *ENDS),
    limit=law.REPLY_LIMIT,
    keyed_on="received_on",
)
