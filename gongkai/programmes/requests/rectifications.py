"""更正与自身相关的记录：the procedure of 条例第四十一条: heard, examined, put right, passed on or refused, and told.

No request for information: it counts in no row of 表三. The article fixes no time to answer, so no clock runs. It says
that the organ examines, puts right, passes on and tells; signing, withdrawing and filing are the office's own steps.
"""

from gongkai import law
from gongkai.engines.casework.rules import CaseAct, CaseState, Choices, Effect, Kind, Need, Procedure
from gongkai.programmes.requests.needs import ON, REASON, RETENTION, WAY
from gongkai.programmes.requests.states import CLERK, HEAD, OFFICER, SIGNER

CORRECTED, TRANSFERRED, REFERRED, REFUSED = "C-CORRECTED", "C-TRANSFERRED", "C-REFERRED", "C-REFUSED"
"""处理结果：代码，见代码表“更正申请的处理结果”。"""
ELSEWHERE = (TRANSFERRED, REFERRED)
"""不属于本机关职能范围的处理结果。"""
OUTCOME = Need("kind", "处理结果", Kind.CODE, codes=Choices(listed="rectification_outcomes"))
STATES = (
    CaseState("unconfirmed", "待登记收到", waits_for=CLERK),
    CaseState("in_hand", "办理中", waits_for=CLERK),
    CaseState("approved", "待签发", waits_for=SIGNER),
    CaseState("signed", "待送达", waits_for=CLERK),
    CaseState("replied", "已答复", ended=True),
    CaseState("withdrawn", "申请人撤回", ended=True),
    CaseState("archived", "已归档", ended=True),
)
_BASIS = law.RECORD_CORRECTION
ACTS = (
    CaseAct("receive", "收到更正申请", CLERK, ("unconfirmed",), "in_hand", _BASIS, (ON,), Effect.START),
    CaseAct(
        "propose_reply",
        "提交答复审核",
        CLERK,
        ("in_hand",),
        "approved",
        _BASIS,
        (
            OUTCOME,
            Need("text", "更正的情况，或者不予更正、转送、告知的理由", Kind.TEXT),
            Need("organ", "有权更正的行政机关的名称、联系方式（不属于本机关职能范围的）", Kind.TEXT, optional=True),
        ),
        proposes="kind",
    ),
    CaseAct("return_reply", "退回修改", HEAD, ("approved",), "in_hand", _BASIS, (REASON,), also=(SIGNER,)),
    CaseAct("sign_reply", "签发", SIGNER, ("approved",), "signed", _BASIS, four_eyes=("propose_reply",)),
    CaseAct(
        "deliver_reply",
        "送达答复",
        CLERK,
        ("signed",),
        "replied",
        _BASIS,
        (ON, WAY, Need("mail_number", "邮件号（邮寄的）", Kind.TEXT, optional=True)),
        Effect.STOP,
    ),
    CaseAct(
        "withdraw",
        "申请人撤回申请",
        CLERK,
        ("unconfirmed", "in_hand", "approved", "signed"),
        "withdrawn",
        _BASIS,
        (ON,),
        Effect.STOP,
        result="C-WITHDRAWN",
    ),
    CaseAct("archive", "归档", CLERK, ("replied", "withdrawn"), "archived", _BASIS, (RETENTION,)),
)
RECTIFICATIONS = Procedure(
    key="rectifications",
    name="政府信息记录更正申请",
    initial=("unconfirmed",),
    states=STATES,
    acts=ACTS,
    limit=None,
    entered_by=(CLERK,),
    seen_by=(CLERK, HEAD, SIGNER),
    supervised_by=(OFFICER,),
)
