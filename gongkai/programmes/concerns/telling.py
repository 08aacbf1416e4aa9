"""谁被告知：of each act on a topic who is told, in which words, or why nobody is; and what the hours bring.

The words name a topic by its number only. Hours run at night, too, so everything is mailed at once.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from gongkai.engines.casework.models import Case, CaseAssignment, CaseEvent
from gongkai.engines.casework.queries import done_in
from gongkai.engines.casework.rules import LIVE
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.notices import queries as posted
from gongkai.foundation.notices.rules import Telling
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import CONCERN_OFFICER, HANDLER, HANDLER_HEAD, OPENNESS_OFFICER
from gongkai.law import OutsideCoverage
from gongkai.programmes.concerns import judging
from gongkai.programmes.concerns.programme import CONCERNS

EVERY = 600
SOON = timedelta(hours=2)
"""临近届满：so long before; the office's choice, no article's."""
HANDLERS = "concern_handlers"
NAMES: Mapping[str, str] = {HANDLERS: "承办单位的承办人和负责人"}
_OFFICE = (CONCERN_OFFICER,)
_BOTH = (CONCERN_OFFICER, HANDLERS)


def _now(to: tuple[str, ...], subject: str, body: str) -> Telling:
    return Telling(to, subject, body, at_once=True)


TOLD: Mapping[str, Telling] = {
    "entered": _now(_OFFICE, "有一个舆情主题等待研判", "舆情主题{number}已经建立，请登录系统研判。"),
    "judge_again": _now(_BOTH, "舆情主题的级别有变", "舆情主题{number}已重新研判级别，回应时限可能变化，请查看。"),
    "assign": _now((HANDLERS,), "有一个舆情主题交给您单位回应", "舆情主题{number}由您单位回应，请立即登录系统办理。"),
    "join": _now((HANDLERS,), "有一个舆情主题由您单位共同回应", "舆情主题{number}增加了共同回应的部门，请查看。"),
    "hand_back": _now(_OFFICE, "有一个舆情主题被退回", "舆情主题{number}的承办单位退回交办，请重新交办。"),
    "release_first": _now(_BOTH, "首次回应已经发布", "舆情主题{number}的首次回应已经发布，请持续发布进展。"),
    "release_further": _now(_BOTH, "后续回应已经发布", "舆情主题{number}又发布了一次回应，请登录系统查看。"),
    "release_correction": _now(_BOTH, "回应已经更正", "舆情主题{number}的一次回应发布了更正，请登录系统查看。"),
    "supervise": _now(_BOTH, "有一个舆情主题被督办", "舆情主题{number}被督办，请登录系统查看要求并反馈。"),
    "answer_supervision": _now(
        (OPENNESS_OFFICER,), "舆情督办已有反馈", "您督办的舆情主题{number}已有反馈，请登录系统查看。"
    ),
    "go_on": _now((HANDLERS,), "有一个舆情主题要继续回应", "舆情主题{number}要继续回应，请登录系统办理。"),
}
"""告知：act → who is told and how."""
_OWN = "办理的人自己处理，结果在主题页面显示。"
UNTOLD: Mapping[str, str] = {
    **dict.fromkeys(("note_found", "judge", "leave_unanswered", "merge", "confer"), _OWN),
    **dict.fromkeys(("hold_conference", "report_up", "hand_on", "evaluate", "close"), _OWN),
    **dict.fromkeys(("propose_statement", "propose_further"), "作为政府信息送审，审查员由发布的环节告知。"),
    "statement_drafted": "作为政府信息送审，审查员由发布的环节告知。",
    "item_entered": "在“待归并”中显示；归并为主题时告知。",
    "item_dismissed": _OWN,
    "items_erased": "满保存期限以后由系统清除，没有人要因此办理。",
    "items_grouped": _OWN,
    "items_moved": _OWN,
    "feed_added": _OWN,
    "feed_stopped": _OWN,
    "feed_read": "读取的结果在“信息源”中显示。",
}
"""不告知：act → why nobody inside the house is told."""
REMINDERS: Mapping[str, Telling] = {
    "concern_soon": _now(_BOTH, "舆情回应时限将到", "舆情主题{number}的一项时限将在两小时内届满，请立即办理。"),
    "concern_overdue": _now(_BOTH, "舆情回应已经超时", "舆情主题{number}的一项时限已过，尚未回应，请立即办理。"),
}
"""提醒：what the hours bring → who is told and how."""


def tell(*, case: str, number: int = 0, by: str = "", at: datetime) -> None:
    """告知：the people an act concerns; from the queue, once for each."""
    found = Case.objects.select_related("organ").get(uid=case)
    event = CaseEvent.objects.filter(case=found, number=number).first()
    telling = TOLD[event.act if event else "entered"]
    for uid in sorted(_addressees(found, telling, at=at) - {event.by if event else by}):
        _send(found, telling, key=f"told:{case}:{number}:{uid}", to=uid, at=at)


def remind(*, at: datetime) -> int:
    """提醒：every ten minutes, what is owed within two hours or late; told once each; answers how many (条)."""
    told = 0
    for case in Case.objects.filter(procedure=CONCERNS.key, open=True).select_related("organ__place"):
        wanted = {
            f"remind:{case.uid}:{key}:{uid}": (REMINDERS[key.split(":")[0]], uid)
            for key in _brought(case, at)
            for uid in _addressees(case, REMINDERS[key.split(":")[0]], at=at)
        }
        new = sorted(set(wanted) - posted.posted(wanted)) if wanted else []
        with transaction.atomic():
            for key in new:
                telling, uid = wanted[key]
                _send(case, telling, key=key, to=uid, at=at)
        told += len(new)
    return told


def _brought(case: Case, at: datetime) -> Iterator[str]:
    """What is owed and not done: its key and what it is of."""
    try:
        lines = judging.owed(done_in(case))
    except OutsideCoverage:
        return
    for place, line in enumerate(lines):
        if line.met_at is None and line.due_at - SOON <= at:
            late = line.is_late(at)
            yield f"{'concern_overdue' if late else 'concern_soon'}:{place}:{line.due_at.isoformat()}"


def _addressees(case: Case, telling: Telling, *, at: datetime) -> set[str]:
    day, found = china_date(at), set[str]()
    for role in telling.to:
        if role == HANDLERS:
            handling = CaseAssignment.objects.filter(case=case, until=0, standing__in=LIVE)
            for organ in handling.values_list("organ__code", flat=True):
                for one in (HANDLER, HANDLER_HEAD):
                    found |= set(people.holders(organ_code=organ, role=one, day=day))
        elif role == OPENNESS_OFFICER:
            asked = case.events.filter(act="supervise").values_list("by", flat=True)
            found |= set(asked)
        else:
            found |= set(people.holders(organ_code=case.organ.code, role=role, day=day))
    return found


def _send(case: Case, telling: Telling, *, key: str, to: str, at: datetime) -> None:
    notices.post(
        to=to,
        subject=telling.subject,
        body=telling.body.format(number=case.number),
        about=f"case:{case.number}",
        key=key,
        at=at,
    )
