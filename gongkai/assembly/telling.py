"""谁被告知：of every act of requests, reports and the hotline, who is told, or why nobody is. All of it, on this page.

The words stand beside the acts, in each programme's `telling.py`; what the days bring, in `requests/reminding.py`.
What is told appears under 通知 in the office, and by mail where the person has an address: at once where somebody
has to act within hours, else in one digest a day.
"""

from collections.abc import Mapping

from gongkai.foundation.mail import jobs as mail
from gongkai.foundation.notices.rules import Telling
from gongkai.foundation.people.actors import FOI_CLERK, OPENNESS_OFFICER
from gongkai.programmes.concerns import telling as concerns
from gongkai.programmes.decisions import telling as decisions
from gongkai.programmes.hotline import reminding as hotline_reminding
from gongkai.programmes.hotline import telling as hotline
from gongkai.programmes.petitions import telling as petitions
from gongkai.programmes.reports import telling as reports
from gongkai.programmes.requests import reminding
from gongkai.programmes.requests import telling as requests

TELL_REQUEST, TELL_ENTERED = "requests.tell", "requests.tell_entered"
TELL_OVERPAID = "requests.tell_overpaid"
TELL_CONCERN = "concerns.tell"
TELL_DECISION = "decisions.tell"
TELL_PETITION = "petitions.tell"
CASES = {"concerns": TELL_CONCERN, "petitions": TELL_PETITION, "decisions": TELL_DECISION}
TELL_MAIL, TELL_SORTERS = "requests.tell_mail", "mail.tell_sorters"
TELL_MESSAGE, TELL_LODGED = "hotline.tell", "hotline.tell_entered"
TELL_REPORT, TELL_CHALLENGE, TELL_DUE = "reports.tell", "reports.tell_challenge", "reports.tell_due"
# 另有专门的告知：told by a handler of its own, since the words need more than the number.
RECOMPUTED = Telling((FOI_CLERK,), "有一件申请的答复期限变了", "写明原来的和现在的最后一日。", at_once=True)
COMPLAINED = Telling((OPENNESS_OFFICER,), "有一件申请的办理被投诉", "请登录系统查看并处理。", at_once=True)

# 告知：event → who is told.
TOLD: Mapping[str, Telling] = {
    **{f"requests.{act}": telling for act, telling in requests.TOLD.items()},
    **{f"rectifications.{act}": telling for act, telling in requests.RECTIFIED.items()},
    **{f"hotline.{act}": telling for act, telling in hotline.TOLD.items()},
    "requests.overpaid": requests.OVERPAID,
    "casework.recomputed": RECOMPUTED,
    "requests.complained": COMPLAINED,
    **{f"reports.{act}": telling for act, telling in {**reports.TOLD, **reports.CHALLENGES}.items()},
    "reports.internal_due_set": reports.DUE,
    **{f"concerns.{act}": telling for act, telling in concerns.TOLD.items()},
    **{f"decisions.{act}": telling for act, telling in decisions.TOLD.items()},
    **{f"mail.{act}": telling for act, telling in requests.MAILED.items()},
    **{f"petitions.{act}": telling for act, telling in petitions.TOLD.items()},
    # 待分拣：received or handed on without a matter.
    "mail.lying": mail.LYING,
}
# 不告知：event → why nobody inside the house is told.
UNTOLD: Mapping[str, str] = {
    **{f"requests.{act}": why for act, why in requests.UNTOLD.items()},
    **{f"rectifications.{act}": why for act, why in requests.RECTIFIED_UNTOLD.items()},
    **{f"hotline.{act}": why for act, why in hotline.UNTOLD.items()},
    "requests.answer_submitted": "作为政府信息送审，发布的审查员由发布的环节告知。",
    "requests.rated": "没有人要因此办理：评价在办件页和统计中显示。",
    "requests.copy_added": "补交的证件副本在办件页显示，经办人办理时查看。",
    "requests.billed": "缴费单随缴费通知开具，办理的人已经知道。",
    "requests.paid": "随即办理“收到缴费”，由它告知承办的经办人。",
    "requests.revealed": "查看证件号码记入日志，供审计员核查。",
    "requests.copy_attached": "准备答复的人自己的事，审查时与答复一并看到。",
    "requests.copy_blackened": "准备答复的人自己的事，审查时与答复一并看到。",
    "requests.copy_detached": "准备答复的人自己的事，审查时与答复一并看到。",
    "requests.copies_erased": "保存期满，系统自动删除，件数记入日志，供审计员核查。",
    "requests.copy_given": "随答复一并提供，申请人由答复得知。",
    "requests.split": "拆出的每一件各自作为新的申请告知。",
    "requests.resealed": "系统管理员在服务器上执行，不涉及办理。",
    **{f"reports.{act}": why for act, why in reports.UNTOLD.items()},
    **{f"concerns.{act}": why for act, why in concerns.UNTOLD.items()},
    **{f"decisions.{act}": why for act, why in decisions.UNTOLD.items()},
    **{f"petitions.{act}": why for act, why in petitions.UNTOLD.items()},
    "mail.sent": "公函照常寄出，没有人要因此办理。",
    "mail.handed_on": "接收的机关由“待分拣”告知。",
    "mail.opened": "启封原信记入日志，供审计员核查。",
    "mail.set_aside": "分拣的人自己已经处理。",
    "mail.resealed": "系统管理员在服务器上执行，不涉及办理。",
}
# 每日提醒：what a day brings → who is told.
REMINDED: Mapping[str, Telling] = {**reminding.REMINDERS, **hotline_reminding.REMINDERS, **concerns.REMINDERS}
NAMES: Mapping[str, str] = {
    **requests.NAMES,
    **reports.NAMES,
    **hotline.NAMES,
    **concerns.NAMES,
    **decisions.NAMES,
    OPENNESS_OFFICER: "所在地政务公开办（没有的为上级）",
}


def handlers() -> Mapping[str, tuple[str, ...]]:
    """谁跟进什么：the handlers of what is told, by event."""
    own = {
        "casework.recomputed": ("requests.tell_clerks",),
        "requests.complained": ("requests.tell_officers",),
        "requests.overpaid": (TELL_OVERPAID,),
    }
    return {event: own.get(event) or (_handler(event),) for event in TOLD}


def _handler(event: str) -> str:
    programme, act = event.split(".", 1)
    if programme == "mail":
        return TELL_MAIL if act in requests.MAILED else TELL_SORTERS
    if programme == "hotline":
        return TELL_LODGED if act == hotline.ENTERED else TELL_MESSAGE
    if programme in CASES:
        return CASES[programme]
    if programme in {"requests", "rectifications"}:
        return TELL_ENTERED if act == requests.ENTERED else TELL_REQUEST
    if act in reports.CHALLENGES:
        return TELL_CHALLENGE
    return TELL_REPORT if act in reports.TOLD else TELL_DUE
