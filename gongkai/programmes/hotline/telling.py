"""谁被告知：of each act in a message, which people inside the house are told, in which words, or why nobody is.

The words name a message by its number only. Who did the act is not told of it. `assembly/telling.py` wires it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from gongkai.engines.casework.models import Case, CaseEvent
from gongkai.engines.casework.queries import done_in
from gongkai.engines.casework.rules import LIVE, Done, Part, assignments
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.notices.rules import Telling
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import HANDLER, HANDLER_HEAD, HOTLINE_CLERK, HOTLINE_OFFICER
from gongkai.programmes.hotline.programme import HOTLINE

GIVEN, MAIN, MAIN_HEAD, HANDLERS = "given", "main_handlers", "main_heads", "all_handlers"
HOTLINE_SUPERVISORS = "hotline_supervisors"
NAMES: Mapping[str, str] = {
    GIVEN: "所派单位的承办人",
    MAIN: "主办单位的承办人",
    MAIN_HEAD: "主办单位的负责人",
    HANDLERS: "主办和协办单位的承办人",
    HOTLINE_CLERK: "热线受理员",
    HOTLINE_OFFICER: "热线工作机构负责人",
    HOTLINE_SUPERVISORS: "最近督办的人",
}
"""告知对象：as the table of the documentation says them."""

ENTERED = "entered"
TOLD: Mapping[str, Telling] = {
    ENTERED: Telling((HOTLINE_CLERK,), "收到一件新的诉求", "诉求{number}已经登记，请登录系统决定是否受理。"),
    "dispatch": Telling(
        (GIVEN,), "有一件诉求派给本单位", "诉求{number}派给本单位主办，请登录系统签收办理。", at_once=True
    ),
    "appoint": Telling(
        (GIVEN,), "有一件诉求指定本单位主办", "诉求{number}由热线工作机构指定本单位主办，请登录系统签收。", at_once=True
    ),
    "join": Telling((GIVEN,), "有一件诉求请本单位协办", "诉求{number}请本单位协办，请登录系统反馈协办意见。"),
    "dismiss": Telling((GIVEN,), "有一件诉求不再由本单位承办", "诉求{number}不再由本单位承办，不需要再办理。"),
    "ask_return": Telling(
        (HOTLINE_OFFICER,), "有一件诉求申请退单", "诉求{number}的承办单位申请退单，请登录系统决定。", at_once=True
    ),
    "keep": Telling((MAIN,), "退单申请没有同意", "诉求{number}仍由本单位主办，理由请登录系统查看。", at_once=True),
    "take_back": Telling((HOTLINE_CLERK,), "有一件诉求待重新派单", "诉求{number}同意退单，请另行派单。", at_once=True),
    "report_part": Telling((MAIN,), "收到一份协办意见", "诉求{number}的协办单位反馈了意见，请登录系统查看。"),
    "propose_answer": Telling(
        (MAIN_HEAD,), "有一件诉求的答复等待您审定", "诉求{number}的答复已提交，请登录系统审定。", at_once=True
    ),
    "return_answer": Telling(
        (MAIN,), "您提交的答复被退回", "诉求{number}的答复被退回修改，理由请登录系统查看。", at_once=True
    ),
    "answer": Telling((HOTLINE_CLERK,), "有一件诉求已经答复", "诉求{number}已经答复，请回访诉求人。"),
    "extend": Telling((MAIN,), "有一件诉求延长了办理期限", "诉求{number}已延长办理期限，请按新的期限办理。"),
    "redo": Telling(
        (MAIN, MAIN_HEAD), "有一件诉求退回重办", "诉求{number}退回重办，办理期限重新计算，请登录系统查看理由。",
        at_once=True,
    ),
    "withdraw": Telling((HANDLERS,), "诉求人撤回了诉求", "诉求{number}已由诉求人撤回，不再办理。"),
    "urge": Telling((MAIN,), "有一件诉求被催办", "诉求{number}被催办，请抓紧办理。", at_once=True),
    "supervise": Telling(
        (MAIN, MAIN_HEAD), "有一件诉求被督办", "诉求{number}被督办，请登录系统查看要求并按期反馈。", at_once=True
    ),
    "answer_supervision": Telling(
        (HOTLINE_SUPERVISORS,), "督办已有反馈", "您督办的诉求{number}已有反馈，请登录系统查看。", at_once=True
    ),
}  # fmt: skip
"""告知：act → who is told and how."""

OWN = "办理的人自己就是下一步要办的人。"
UNTOLD: Mapping[str, str] = {
    "accept": OWN,
    "turn": "转成的信访事项由信访的环节告知。",
    "refuse": "没有人要再办；诉求人凭查询码看到理由和该找谁。",
    "merge": "随并入的那一件办理，答复时一并告知。",
    "answer_directly": "答复的受理员自己回访。",
    "sign_for": OWN,
    "call_back": "回访结果在办件页显示，不满意的由负责人决定重办。",
    "close": "已经办结，没有人要再办。",
    "profile_set": "自登记的下一件起适用，登记时自动采用。",
    "words_handed": "派单时承办单位看到。",
    "knowledge_proposed": "名录的审查人由名录的环节告知。",
    "revealed": "查看诉求人记入日志，供审计员核查。",
    "resealed": "系统管理员在服务器上执行，不涉及办理。",
}
"""不告知：act → why nobody inside the house is told."""


def tell(*, case: str, number: int, at: datetime) -> None:
    """告知：the people an act concerns; from the queue, once for each."""
    event = CaseEvent.objects.select_related("case__organ").get(case__uid=case, number=number)
    telling, done = TOLD[event.act], [item for item in done_in(event.case) if item.number <= number]
    for uid in sorted(addressees(event.case, telling.to, done, day=china_date(at)) - {event.by}):
        send(event.case, telling, key=f"told:{case}:{number}:{uid}", to=uid, at=at)


def tell_entered(*, case: str, by: str, at: datetime) -> None:
    """告知新的诉求：the clerks of the hotline, but not who entered it."""
    found = Case.objects.select_related("organ").get(uid=case)
    for uid in sorted(addressees(found, TOLD[ENTERED].to, (), day=china_date(at)) - {by}):
        send(found, TOLD[ENTERED], key=f"told:{case}:0:{uid}", to=uid, at=at)


def send(case: Case, telling: Telling, *, key: str, to: str, at: datetime) -> None:
    """发给一人：with the number of the message, and nothing else of it."""
    body, about = telling.body.format(number=case.number), f"case:{case.number}"
    notices.post(
        to=to, subject=telling.subject, body=body, about=about, key=key, digest=not telling.at_once, at=at
    )  # fmt: skip


def addressees(case: Case, to: Sequence[str], done: Sequence[Done], *, day: date) -> set[str]:
    """告知对象：the uids of those who stand behind the words of a telling."""
    found: set[str] = set()
    for one in to:
        if one == HOTLINE_SUPERVISORS:
            found |= {item.by for item in done if item.act == "supervise"}
        else:
            for organ, role in _posts(case, one, done):
                found |= set(people.holders(organ_code=organ, role=role, day=day))
    return found


def _posts(case: Case, to: str, done: Sequence[Done]) -> Iterator[tuple[str, str]]:
    """(organ, role) pairs."""
    if to in {HOTLINE_CLERK, HOTLINE_OFFICER}:
        yield case.organ.code, to
    elif to == GIVEN:
        yield done[-1].given["organ"], HANDLER
    else:
        for one in assignments(HOTLINE, done):
            if not one.until and (one.standing in LIVE or to == HANDLERS) and (to == HANDLERS or one.part is Part.MAIN):
                yield one.organ, HANDLER_HEAD if to == MAIN_HEAD else HANDLER
