"""谁被告知：of each act on a matter who is told, in which words, or why nobody is. The words name its number only."""

from collections.abc import Mapping
from datetime import datetime

from gongkai.engines.casework.models import Case, CaseAssignment, CaseEvent
from gongkai.engines.casework.rules import LIVE
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.notices.rules import Telling
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import DRAFTER, HANDLER, HANDLER_HEAD, LEGALITY_REVIEWER, UNIT_HEAD

UNDERTAKERS = "decision_undertakers"
NAMES: Mapping[str, str] = {UNDERTAKERS: "决策承办单位的承办人和负责人"}
_HEADS, _WORKERS = (UNIT_HEAD,), (UNDERTAKERS,)

TOLD: Mapping[str, Telling] = {
    "entered": Telling(_HEADS, "有一件决策事项等待决定是否启动", "决策事项{number}已经提出，请登录系统办理。"),
    "start": Telling(_WORKERS, "有一件决策事项由您单位承办", "决策事项{number}由您单位承办，请查看要履行的程序。"),
    "join": Telling(_WORKERS, "有一件决策事项增加了承办单位", "决策事项{number}增加了承办单位，请登录系统查看。"),
    "judge_again": Telling(_WORKERS, "决策事项的情况有变", "决策事项{number}要履行的程序可能有变，请登录系统查看。"),
    "submit_for_legality": Telling(
        (LEGALITY_REVIEWER,), "有一件决策草案等待合法性审查", "决策事项{number}送请合法性审查，请登录系统办理。"
    ),
    "return_papers": Telling(_WORKERS, "合法性审查退回补充材料", "决策事项{number}被退回补充材料，请登录系统查看。"),
    "review_legality": Telling(_WORKERS, "合法性审查意见已经提出", "决策事项{number}的合法性审查已有意见，请查看。"),
    "submit_for_deliberation": Telling(
        _HEADS, "有一件决策草案提交集体讨论", "决策事项{number}提交集体讨论，请登录系统办理。"
    ),
    "decide": Telling((DRAFTER, UNDERTAKERS), "决策草案已经集体讨论决定", "决策事项{number}已经决定，请拟公布稿。"),
    "send_back": Telling(_WORKERS, "集体讨论后退回修改", "决策事项{number}经集体讨论退回修改，请登录系统查看。"),
    "reject": Telling(_WORKERS, "决策草案讨论未通过", "决策事项{number}经集体讨论未通过，请登录系统查看。"),
    "publish": Telling((*_HEADS, UNDERTAKERS), "决策已经公布", "决策事项{number}已经公布，请明确执行单位。"),
    "publish_notice": Telling(_WORKERS, "听证会公告已经发布", "决策事项{number}的听证会公告已经发布，开始报名。"),
    "publish_evaluation": Telling(_HEADS, "决策后评估报告已经公布", "决策事项{number}的评估报告已经公布，请查看。"),
    "adjust": Telling(_WORKERS, "有一件决策要作调整", "决策事项{number}要作调整，重新履行程序，请登录系统查看。"),
    "suspend": Telling(_WORKERS, "有一件决策中止执行", "决策事项{number}中止执行，请登录系统查看。"),
    "resume": Telling(_WORKERS, "有一件决策恢复执行", "决策事项{number}恢复执行，请登录系统查看。"),
    "suspend_meanwhile": Telling(_WORKERS, "有一件决策中止执行", "决策事项{number}中止执行，请登录系统查看。"),
    "resume_meanwhile": Telling(_WORKERS, "有一件决策恢复执行", "决策事项{number}恢复执行，请登录系统查看。"),
    "keep_unchanged": Telling(
        _WORKERS, "决策的调整未通过", "决策事项{number}的调整未通过，维持原决策，请登录系统查看。"
    ),
    "stop": Telling(_WORKERS, "有一件决策终止执行", "决策事项{number}终止执行，请登录系统查看。"),
}
"""告知：act → who is told and how."""
_OWN = "办理的人自己处理，结果在决策事项页面显示。"
_SENT = "作为政府信息送审，审查员由发布的环节告知。"
UNTOLD: Mapping[str, str] = {
    **dict.fromkeys(("decline", "cite_consultation", "note_consultation", "hear_people"), _OWN),
    **dict.fromkeys(("choose_participants", "serve_materials", "hold_hearing", "call_off_hearing", "collate"), _OWN),
    **dict.fromkeys(("review_by_experts", "study_experts", "assess_risk", "review_competition", "revise_draft"), _OWN),
    **dict.fromkeys(("report_up", "keep_secret", "explain_publicly", "name_executor", "order_evaluation"), _OWN),
    "archive": _OWN,
    **dict.fromkeys(("announce_hearing", "draft_decision", "draft_evaluation", "paper_drafted"), _SENT),
    **dict.fromkeys(("paper_filed", "filed_paper_voided"), "归档材料的增减在归档材料页面显示，不需要别人办理。"),
    "package_taken": "谁下载过归档卷记入日志，供审计员核查。",
    "filed_paper_opened": "谁查看过归档材料记入日志，供审计员核查。",
    "told": "公众看到的经过随之更新，没有人要因此办理。",
    "enrolled": "报名在决策事项页面显示，截止以后一并遴选。",
    "erased": "保存期满，系统自动删除，件数记入日志，供审计员核查。",
    "resealed": "系统管理员在服务器上执行，不涉及办理。",
}
"""不告知：act → why nobody inside the house is told."""


def tell(*, case: str, number: int = 0, by: str = "", at: datetime) -> None:
    """告知：the people an act concerns; from the queue, once for each."""
    found = Case.objects.select_related("organ").get(uid=case)
    event = CaseEvent.objects.filter(case=found, number=number).first()
    telling = TOLD[event.act if event else "entered"]
    for uid in sorted(_addressees(found, telling, at=at) - {event.by if event else by}):
        notices.post(
            to=uid,
            subject=telling.subject,
            body=telling.body.format(number=found.number),
            about=f"case:{found.number}",
            key=f"told:{case}:{number}:{uid}",
            at=at,
        )


def _addressees(case: Case, telling: Telling, *, at: datetime) -> set[str]:
    day, found = china_date(at), set[str]()
    for role in telling.to:
        if role != UNDERTAKERS:
            found |= set(people.holders(organ_code=case.organ.code, role=role, day=day))
            continue
        handling = CaseAssignment.objects.filter(case=case, until=0, standing__in=LIVE)
        for organ in handling.values_list("organ__code", flat=True):
            for one in (HANDLER, HANDLER_HEAD):
                found |= set(people.holders(organ_code=organ, role=one, day=day))
    return found
