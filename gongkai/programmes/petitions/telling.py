"""谁被告知：of each act in a petition, which people inside the house are told, or why nobody is.

The words name a petition by its number only. Who did the act is not told of it.
"""

from collections.abc import Mapping
from datetime import datetime

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import done_in
from gongkai.engines.casework.rules import LIVE, assignments
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.notices.rules import Telling
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import HANDLER, HANDLER_HEAD, HOTLINE_CLERK, HOTLINE_OFFICER
from gongkai.programmes.petitions.programme import PETITIONS

REGISTERED = "register"
TOLD: Mapping[str, Telling] = {
    REGISTERED: Telling(
        (HOTLINE_CLERK,), "收到一件新的信访事项", "信访事项{number}已经登记，请在十五日内转送或者交办。"
    ),
    "forward": Telling(
        (HANDLER,), "转来一件信访事项", "信访事项{number}已转送本机关，请在十五日内决定是否受理并书面告知。"
    ),
    "assign": Telling(
        (HANDLER, HANDLER_HEAD),
        "交办一件信访事项",
        "信访事项{number}已交办本机关，请登录系统查看交办要求。",
        at_once=True,
    ),
    "object": Telling(
        (HOTLINE_OFFICER,), "有一件信访事项提出异议", "信访事项{number}的承办机关提出异议，请核实后决定。", at_once=True
    ),
    "keep": Telling((HANDLER,), "异议不成立", "信访事项{number}的异议不成立，请依法办理。", at_once=True),
    "take_back": Telling((HOTLINE_CLERK,), "有一件信访事项待重新转送", "信访事项{number}的异议成立，请重新转送。"),
    "extend": Telling((HANDLER,), "有一件信访事项延长了办理期限", "信访事项{number}已延长办理期限，请告知信访人理由。"),
    "propose_opinion": Telling(
        (HANDLER_HEAD,), "有一份意见书等待审定", "信访事项{number}的意见书已提交，请登录系统审定。", at_once=True
    ),
    "return_opinion": Telling((HANDLER,), "您提交的意见书被退回", "信访事项{number}的意见书被退回修改。", at_once=True),
    "answer": Telling((HOTLINE_CLERK,), "有一件信访事项已答复", "信访事项{number}已出具处理意见书，请送达并登记。"),
    "request_review": Telling(
        (HOTLINE_CLERK,),
        "信访人在网上请求复查",
        "信访事项{number}请求复查，请转送原办理机关的上一级机关，三十日的期限已经起算。",
        at_once=True,
    ),
    "request_re_review": Telling(
        (HOTLINE_CLERK,),
        "信访人在网上请求复核",
        "信访事项{number}请求复核，请转送复查机关的上一级机关，三十日的期限已经起算。",
        at_once=True,
    ),
    "ask_review": Telling(
        (HANDLER,), "收到一件复查请求", "信访事项{number}请求复查，请在三十日内提出复查意见。", at_once=True
    ),
    "answer_review": Telling(
        (HOTLINE_CLERK,), "有一件信访事项已复查", "信访事项{number}已出具复查意见书，请送达并登记。"
    ),
    "ask_re_review": Telling(
        (HANDLER,), "收到一件复核请求", "信访事项{number}请求复核，请在三十日内提出复核意见。", at_once=True
    ),
    "answer_re_review": Telling(
        (HOTLINE_CLERK,), "有一件信访事项已复核", "信访事项{number}已出具复核意见书，请送达并登记。"
    ),
    "withdraw": Telling((HANDLER, HOTLINE_CLERK), "信访人撤回了信访事项", "信访事项{number}已撤回，不再办理。"),
    "supervise": Telling(
        (HANDLER, HANDLER_HEAD), "有一件信访事项被督办", "信访事项{number}被督办，请查看要求并按期反馈。", at_once=True
    ),
    "answer_supervision": Telling(
        (HOTLINE_OFFICER,), "督办已有反馈", "您督办的信访事项{number}已有反馈，请登录系统查看。", at_once=True
    ),
}
"""告知：act → who is told and how; handlers are those of the organ that handles the matter then."""
OWN = "办理的人自己就是下一步要办的人，或者没有人要因此办理。"
UNTOLD: Mapping[str, str] = {
    "entered": "随即登记，由登记告知。",
    "accept": OWN,
    "refer": OWN,
    "study": OWN,
    "receive": OWN,
    "refuse": "信访人凭编号和查询码得知；书面告知由承办机关送达。",
    "deliver": OWN,
    "hold_hearing": OWN,
    "end_hearing": OWN,
    "turn": "转入的热线诉求由热线的环节办理。",
    "rate": "没有人要因此办理：评价在办件页显示。",
    "handed": "填写的人随即转送。",
    "revealed": "查看信访人记入日志，供审计员核查。",
    "file_attached": "材料在办件页显示，由办理的人查看。",
    "file_opened": "查看材料记入日志，供审计员核查。",
    "turned_in": "转入的信访事项由登记告知。",
    "turned_out": "转出的人自己办理，诉求由热线的环节办理。",
    "resealed": "系统管理员在服务器上执行，不涉及办理。",
}


def tell(*, case: str, number: int, at: datetime) -> None:
    """告知：whoever the act of this number concerns, but not who did it."""
    found = Case.objects.select_related("organ").get(uid=case)
    done = done_in(found)
    item, telling = done[number - 1], TOLD[done[number - 1].act]
    handling = {one.organ for one in assignments(PETITIONS, done[:number]) if not one.until and one.standing in LIVE}
    to: set[str] = set()
    for role in telling.to:
        for organ in handling if role in PETITIONS.handled_by else {found.organ.code}:
            to |= set(people.holders(organ_code=organ, role=role, day=china_date(at)))
    for uid in sorted(to - {item.by}):
        notices.post(
            to=uid,
            subject=telling.subject,
            body=telling.body.format(number=found.number),
            about=f"case:{found.number}",
            key=f"told:{case}:{number}:{uid}",
            digest=not telling.at_once,
            at=at,
        )
