"""谁被告知：of each act in a request, which people inside the house are told, in which words, or why nobody is.

The words name a request by its number only. Who did the act is not told of it. `assembly/telling.py` wires it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from gongkai.engines.casework.models import Case, CaseEvent
from gongkai.engines.casework.ports import procedure_of
from gongkai.engines.casework.queries import done_in
from gongkai.engines.casework.rules import Done
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.notices.rules import Telling
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import FOI_CLERK, FOI_HEAD, LEGALITY_REVIEWER, SECRECY_REVIEWER, SIGNER
from gongkai.programmes.requests.rectifications import RECTIFICATIONS

IN_CHARGE, SUPERVISORS = "in_charge", "supervisors"
NAMES: Mapping[str, str] = {
    IN_CHARGE: "承办的经办人",
    FOI_CLERK: "本机关全体依申请公开经办人",
    FOI_HEAD: "政府信息公开工作机构负责人",
    LEGALITY_REVIEWER: "合法性审查员",
    SECRECY_REVIEWER: "保密审查员",
    SIGNER: "签发人",
    SUPERVISORS: "最近督办的人",
}
"""告知对象：as the table of the documentation says them."""

ENTERED = "entered"
TOLD: Mapping[str, Telling] = {
    ENTERED: Telling((FOI_CLERK,), "收到一件新的申请", "申请{number}已经登记，请登录系统办理。"),
    "enter_correction": Telling(
        (IN_CHARGE,), "申请人已经补正", "申请{number}已收到补正内容，答复期限重新计算，请继续办理。"
    ),
    "abandon_uncorrected": Telling((FOI_HEAD,), "有一件申请视为放弃", "申请{number}逾期没有补正，已作视为放弃处理。"),
    "enter_opinion": Telling(
        (IN_CHARGE, FOI_HEAD), "收到一份征求意见的答复", "申请{number}征求的意见已经收到并登记，请查看是否同意公开。"
    ),
    "drop_consultation": Telling(
        (IN_CHARGE,),
        "有一份征求意见终止了",
        "申请{number}有一份征求意见因第三方无法联系终止，期限恢复计算，请继续办理。",
    ),
    "notify_third_party": Telling(
        (IN_CHARGE,), "有一份告知第三方的公函待送达", "申请{number}决定公开的情况已告知第三方，请将公函送达。"
    ),
    "extend": Telling((IN_CHARGE,), "有一件申请延长了答复期限", "申请{number}已延长答复期限，请按新的期限办理。"),
    "enter_reasons": Telling((IN_CHARGE,), "申请人已经说明理由", "申请{number}已收到申请人说明的理由，请继续办理。"),
    "delay": Telling((IN_CHARGE,), "有一件申请确定了延迟答复的期限", "申请{number}已确定延迟答复的期限，请按期办理。"),
    "enter_payment": Telling((IN_CHARGE,), "申请人已经缴费", "申请{number}已缴纳信息处理费，答复期限重新计算。"),
    "abandon_unpaid": Telling((FOI_HEAD,), "有一件申请视为放弃", "申请{number}逾期没有缴费，已作视为放弃处理。"),
    "confer": Telling((FOI_HEAD,), "有一件申请发起会商", "申请{number}已发起会商，请登录系统查看会商的问题。"),
    "enter_view": Telling((IN_CHARGE,), "收到一份会商意见", "申请{number}登记了一份会商意见，请登录系统查看。"),
    "conclude": Telling((FOI_HEAD,), "会商已经形成纪要", "申请{number}的会商已形成纪要，请登录系统查看。"),
    "propose_reply": Telling(
        (LEGALITY_REVIEWER,), "有一件答复等待合法性审查", "申请{number}的答复已提交审核，请登录系统办理。", at_once=True
    ),
    "approve_legality": Telling(
        (SECRECY_REVIEWER,),
        "有一件答复等待保密审查",
        "申请{number}的答复已通过合法性审查，请登录系统办理。",
        at_once=True,
    ),
    "approve_secrecy": Telling(
        (SIGNER,), "有一件答复等待您签发", "申请{number}的答复已审查同意，请登录系统签发。", at_once=True
    ),
    "return_reply": Telling(
        (IN_CHARGE,), "您提交的答复被退回", "申请{number}的答复被退回修改，理由请登录系统查看。", at_once=True
    ),
    "sign_reply": Telling(
        (IN_CHARGE,), "有一件答复已签发，等待送达", "申请{number}的答复已签发，请在期限内送达。", at_once=True
    ),
    "supervise": Telling(
        (FOI_HEAD, IN_CHARGE), "有一件申请被督办", "申请{number}被督办，请登录系统查看要求并按期反馈。", at_once=True
    ),
    "answer_supervision": Telling(
        (SUPERVISORS,), "督办已有反馈", "您督办的申请{number}已有反馈，请登录系统查看。", at_once=True
    ),
    "reopen": Telling(
        (IN_CHARGE,), "有一件申请要重新办理", "申请{number}已决定重新办理，请登录系统查看新的期限。", at_once=True
    ),
    "withdraw": Telling((IN_CHARGE, FOI_HEAD), "申请人撤回了申请", "申请{number}已由申请人撤回，不再办理。"),
}
"""告知：act → who is told and how."""

MAILED: Mapping[str, Telling] = {
    "received": Telling((IN_CHARGE,), "收到一封来信", "申请{number}收到一封来信，请在办件页查看，核实后登记。"),
    "filed": Telling((IN_CHARGE,), "收到一封来信", "有一封来信归入申请{number}，请在办件页查看，核实后登记。"),
    "bounced": Telling((IN_CHARGE,), "公函的邮件被退回", "申请{number}的公函没有寄到，请改用邮寄或者电话告知。"),
    "refused": Telling((IN_CHARGE,), "公函的邮件没有寄出", "申请{number}的公函没有寄到，请改用邮寄或者电话告知。"),
}
"""邮件：what happens to mail of a request → who is told and how."""

OVERPAID = Telling(
    (IN_CHARGE, FOI_HEAD),
    "收到一笔不必再缴的费用",
    "申请{number}收到一笔不必再缴的费用，请按规定退还申请人。",
    at_once=True,
)

AWAITED = "机关内没有人要因此办理：正在等对方，期满仍无答复的由每日提醒告知。"
OWN = "办理的人自己就是下一步要办的人。"
UNTOLD: Mapping[str, str] = {
    "confirm": OWN,
    "receive": OWN,
    "ask_to_correct": AWAITED,
    "consult_third_party": AWAITED,
    "consult_co_maker": AWAITED,
    "consult_organ": AWAITED,
    "note_delivered": AWAITED,
    "ask_reasons": AWAITED,
    "notify_fee": AWAITED,
    "note_fee_delivered": AWAITED,
    "deliver_reply": "已经办结，没有人要再办；申请人由公函得知。",
    "edit_reply": "下一步要办的审查员在提交时已经告知，修改之处在办件页对照显示。",
    "approve_reply": "不再办理；以前的办件中有，供查阅。",
    "archive": "已经办结，没有人要再办。",
}
"""不告知：act → why nobody inside the house is told."""

RECTIFIED: Mapping[str, Telling] = {
    ENTERED: Telling((FOI_CLERK,), "收到一件更正申请", "更正申请{number}已经登记，请登录系统办理。"),
    "propose_reply": Telling(
        (SIGNER,), "有一件更正申请的答复等待您签发", "更正申请{number}的答复已提交，请登录系统办理。", at_once=True
    ),
    "return_reply": TOLD["return_reply"],
    "sign_reply": Telling(
        (IN_CHARGE,), "有一件答复已签发，等待送达", "更正申请{number}的答复已签发，请及时送达。", at_once=True
    ),
    "withdraw": TOLD["withdraw"],
}
"""告知（更正）：act → who is told and how."""
RECTIFIED_UNTOLD: Mapping[str, str] = {key: UNTOLD[key] for key in ("receive", "deliver_reply", "archive")}
"""不告知（更正）：act → why nobody inside the house is told."""


def tell(*, case: str, number: int, at: datetime) -> None:
    """告知：the people an act concerns; from the queue, once for each."""
    event = CaseEvent.objects.select_related("case__organ").get(case__uid=case, number=number)
    telling = (RECTIFIED if event.case.procedure == RECTIFICATIONS.key else TOLD)[event.act]
    done = [item for item in done_in(event.case) if item.number <= number]
    for uid in sorted(addressees(event.case, telling.to, done, day=china_date(at)) - {event.by}):
        send(event.case, telling, key=f"told:{case}:{number}:{uid}", to=uid, at=at)


def tell_entered(*, case: str, by: str, at: datetime) -> None:
    """告知新的申请：the clerks of the organ, but not who entered it."""
    found = Case.objects.select_related("organ").get(uid=case)
    telling = (RECTIFIED if found.procedure == RECTIFICATIONS.key else TOLD)[ENTERED]
    for uid in sorted(addressees(found, telling.to, (), day=china_date(at)) - {by}):
        send(found, telling, key=f"told:{case}:0:{uid}", to=uid, at=at)


def tell_mail(*, act: str, about: str, of: str, by: str = "", at: datetime) -> None:
    """告知邮件往来：of a request, the clerk in charge. `of`: the message, or the letter that did not arrive."""
    found = Case.objects.select_related("organ").filter(uid=about.removeprefix("case:")).first()
    if found is None:
        return
    for uid in sorted(addressees(found, MAILED[act].to, done_in(found), day=china_date(at)) - {by}):
        send(found, MAILED[act], key=f"{act}:{of}:{uid}", to=uid, at=at)


def tell_overpaid(*, case: str, bill: int, at: datetime) -> None:
    """告知多缴：money for a request that waits for none, the clerk in charge and the head."""
    found = Case.objects.select_related("organ").get(uid=case)
    for uid in sorted(addressees(found, OVERPAID.to, done_in(found), day=china_date(at))):
        send(found, OVERPAID, key=f"overpaid:{bill}:{uid}", to=uid, at=at)


def send(case: Case, telling: Telling, *, key: str, to: str, at: datetime) -> None:
    """发给一人：with the number of the request, and nothing else of it."""
    notices.post(
        to=to,
        subject=telling.subject,
        body=telling.body.format(number=case.number),
        about=f"case:{case.number}",
        key=key,
        digest=not telling.at_once,
        at=at,
    )


def addressees(case: Case, to: Sequence[str], done: Sequence[Done], *, day: date) -> set[str]:
    """告知对象：the uids of those who stand behind the words of a telling."""
    found: set[str] = set()
    for one in to:
        if one == SUPERVISORS:
            found |= {item.by for item in done if item.act == "supervise"}
        elif one == IN_CHARGE:
            found |= _in_charge(case, done, day=day)
        else:
            found |= set(people.holders(organ_code=case.organ.code, role=one, day=day))
    return found


def _in_charge(case: Case, done: Sequence[Done], *, day: date) -> set[str]:
    """承办人：the clerk who last did something in the case and is in post; without one, every clerk of the organ."""
    clerks = set(people.holders(organ_code=case.organ.code, role=FOI_CLERK, day=day))
    table = procedure_of(case.procedure)
    acting = (item.by for item in reversed(done) if table.act(item.act).role == FOI_CLERK and item.by in clerks)
    last = next(acting, None)
    return clerks if last is None else {last}
