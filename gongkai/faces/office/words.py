"""用语：acts, states and facts as the office reads them."""

from collections.abc import Mapping
from datetime import datetime

from gongkai.engines.casework.queue import QueueRow
from gongkai.engines.publishing.kinds import all_kinds
from gongkai.engines.publishing.models import State
from gongkai.engines.publishing.queries import Attending
from gongkai.engines.publishing.rules import WITHDRAWAL_REASONS
from gongkai.foundation.canonical import Json
from gongkai.foundation.now import CHINA
from gongkai.foundation.privacy.rules import KINDS
from gongkai.law.chinese import day_in_chinese
from gongkai.law.codes import disclosure_attributes
from gongkai.programmes.policies.queries import MissingInterpretation

ACTS = {
    "publishing.drafted": "拟稿",
    "publishing.saved": "保存修改",
    "publishing.save_refused": "保存时已有他人先保存，另存为未采用的修改",
    "publishing.attached": "添加附件",
    "publishing.detached": "移除附件",
    "publishing.reordered": "调整附件顺序",
    "publishing.discarded": "作废本稿",
    "publishing.revised": "更正（拟新版本）",
    "publishing.personal_kept": "保留个人信息",
    "publishing.redacted": "遮盖个人信息",
    "wording.set": "登记用语规则",
    "wording.dropped": "删除用语规则",
    "publishing.submitted": "送审",
    "publishing.recalled": "撤回送审",
    "publishing.approved": "审查同意",
    "publishing.returned": "审查退回",
    "publishing.scheduled": "定时发布",
    "publishing.unscheduled": "取消定时",
    "publishing.released": "发布",
    "publishing.filed": "归档（不主动公开）",
    "publishing.withdrawn": "撤回发布",
    "publishing.purged": "清除涉密稿件",
    "publishing.undone": "撤销",
    "publishing.reconsidered": "再次审查（拟新版本）",
    "publishing.secret_tallied": "登记涉密件数",
    "publishing.transferred": "移交承继机关",
    "publishing.released_urgently": "紧急发布（先发布后审查）",
    "publishing.reviewed_after": "补审",
    "publishing.emergency_opened": "登记突发事件",
    "publishing.emergency_closed": "结束突发事件",
    "publishing.bulk_proposed": "提出批量办理",
    "publishing.bulk_decided": "批准批量办理",
    "publishing.bulk_cancelled": "取消批量办理",
    "publishing.bulk_done": "批量办理完毕",
    "mourning.declared": "设置哀悼期",
    "mourning.lifted": "解除哀悼期",
    "finding.preferred": "设为推荐结果",
    "finding.unpreferred": "取消推荐结果",
    "finding.restored": "恢复推荐结果",
    "policies.interpretation_noted": "登记解读安排",
    "reports.begun": "编制年度报告",
    "reports.computed": "计算报表",
    "reports.cells_entered": "填报数格",
    "reports.section_written": "撰写报告文字",
    "reports.explained": "说明原因",
    "reports.taken_in": "导入年度报告",
    "reports.submitted": "年度报告送审",
    "reports.recalled": "年度报告撤回送审",
    "reports.returned": "年度报告退回",
    "reports.approved": "年度报告审核同意",
    "reports.handed_over": "年度报告交付发布",
    "reports.linked": "关联已公布的报告",
    "reports.reopened": "年度报告重新编制",
    "reports.internal_due_set": "设定内部报送期限",
    "reports.challenge_registered": "登记复议诉讼案件",
    "reports.challenge_corrected": "更正复议诉讼案件",
    "reports.challenge_decided": "登记审理结果",
    "people.sign_in": "登录",
    "people.sign_out": "退出",
    "people.sign_in_failed": "登录失败",
    "people.security": "账户安全变动",
    "people.enrol": "登记人员",
    "people.appoint": "任职",
    "people.dismiss": "免职",
    "people.deactivate": "停用账户",
    "people.reset_password": "重置密码",
    "people.issue_token": "签发令牌",
    "people.revoke_token": "吊销令牌",
    "decisions.told": "更新公开的经过",
    "decisions.paper_drafted": "拟出决策文件",
    "decisions.paper_filed": "归入材料",
    "decisions.filed_paper_opened": "查看归档材料",
    "decisions.package_taken": "下载归档卷",
    "decisions.filed_paper_voided": "作废归档材料",
    "decisions.enrolled": "听证会报名",
    "decisions.erased": "清除听证报名",
    "decisions.resealed": "重新密封听证报名",
    "concerns.item_entered": "登记舆情",
    "concerns.item_dismissed": "不作为舆情处理",
    "concerns.items_erased": "清除舆情条目",
    "concerns.items_grouped": "归入主题",
    "concerns.items_moved": "随主题并入",
    "concerns.statement_drafted": "拟出回应稿",
    "concerns.feed_added": "添加信息源",
    "concerns.feed_stopped": "停用信息源",
    "concerns.feed_read": "读取信息源",
    "revive_job": "重新执行任务",
}
FACTS = {
    "words": "检索词：{}",
    "undone": "所撤销的办理：{}",
    "entry": "日志第{}条",
    "edition": "第{}版",
    "version": "第{}次保存",
    "personal": "{}",
    "wordings": "{}条",
    "round": "第{}轮送审",
    "step": "环节：{}",
    "left": "下一环节：{}",
    "kind": "种类：{}",
    "voided": "原“{}”的审查意见失效",
    "reason": "理由：{}",
    "attribute": "公开属性：{}",
    "ground": "依据：{}",
    "type": "{}",
    "release_at": "发布时间：{}",
    "index_number": "索引号 {}",
    "leaf": "公开账本第{}条",
    "sha256": "摘要 {}",
    "file": "文件摘要 {}",
    "position": "第{}个附件",
    "from": "由第{}版拟成",
    "from_organ": "原机关 {}",
    "to_organ": "承继机关 {}",
    "reopened": "在拟版本{}个退回拟稿",
    "due_at": "补审期限：{}",
    "rows": "{}件",
    "done": "办成{}件",
    "failed": "未办成{}件",
    "refused": "不能办理{}件",
    "until": "至 {}",
    "notice": "依据：{}",
    "closed": "同时作废在拟版本{}个",
    "seen": "所见为第{}次保存",
    "now": "当时已是第{}次保存",
    "year": "{}年",
    "count": "累计{}件",
}
TONES = {
    State.DRAFT: "plain",
    State.IN_REVIEW: "info",
    State.APPROVED: "info",
    State.SCHEDULED: "info",
    State.RELEASED: "good",
    State.SUPERSEDED: "off",
    State.WITHDRAWN: "off",
    State.FILED: "off",
    State.RECONSIDERED: "off",
    State.DISCARDED: "off",
}

ALARMS = {
    "overdue_release": "定时发布未执行",
    "late_publication": "公开逾期",
    "review_owed": "待补审",
    "rereview_due": "到期再审",
}


def interpretation_owed(one: MissingInterpretation) -> str:
    """解读欠账一句：what was promised, by when, on what basis."""
    if one.due is None:
        return "发布时承诺随后解读。请尽快发布解读并关联到本文件。"
    last = f"最迟 {one.due.due_on:%Y-%m-%d}（{one.due.basis}）"
    return f"发布时承诺随后解读，{last}。请尽快发布解读并关联到本文件。{one.due.caution}"


def case_limit(row: QueueRow) -> str:
    """办件期限一句：its state, its last day and how many working days are left or over."""
    clock = row.clock
    if clock is None:
        return f"{row.state_name}。确认收到之日起算期限。" if row.procedure.limit else f"{row.state_name}。"
    if clock.due_on is None:
        return f"{row.state_name}。期限暂停计算。"
    day, moving = day_in_chinese(clock.due_on), "（暂定）" if clock.provisional else ""
    if clock.overdue_by.number:
        return f"{row.state_name}。应于{day}前答复，已逾期{clock.overdue_by}。"
    return f"{row.state_name}。答复期限至{day}{moving}，还有{clock.remaining}。"


def ago(at: datetime, then: datetime) -> str:
    """多久以前：in words a clerk uses; the day and minute where that is longer."""
    minutes = int((at - then).total_seconds() // 60)
    if minutes < 1:
        return "刚刚"
    return f"{minutes}分钟前" if minutes < 60 else f"{then.astimezone(CHINA):%Y-%m-%d %H:%M}"


def attending(one: Attending, at: datetime) -> str:
    """正在修改一句：who has the draft open, since when, and that nothing will be lost."""
    return f"{one.name}正在修改这份稿件（{ago(at, one.since)}打开）。两人都保存的，后保存的不会盖掉先保存的。"


def act_name(act: str) -> str:
    """行为名称：an act of the journal in words; one we have no words for is shown by its code."""
    return ACTS.get(act, act)


def facts_in_words(facts: Mapping[str, Json]) -> str:
    """事实：what an entry of the journal says beside the act, in one line."""
    said = [
        FACTS[name].format(_value(name, value))
        for name, value in facts.items()
        if name in FACTS and value not in ("", 0)
    ]
    return "；".join(said)


def tone(state: str) -> str:
    """状态色调：the look of a state's badge."""
    return TONES.get(State(state), "plain")


def _value(name: str, value: Json) -> str:
    if name == "personal":
        return "、".join(f"{KINDS[code].name if code in KINDS else code}{count}处" for code, count in value.items())
    text = str(value)
    if name in {"sha256", "file"}:
        return text[:12]
    if name == "release_at":
        return f"{datetime.fromisoformat(text).astimezone(CHINA):%Y-%m-%d %H:%M}"
    return _NAMES[name](text) if name in _NAMES else text


def _step(code: str) -> str:
    return next((step.name for kind in all_kinds() for step in kind.steps if step.code == code), code)


def _kind(code: str) -> str:
    return next((kind.name for kind in all_kinds() if kind.code == code), code)


def _attribute(code: str) -> str:
    found = disclosure_attributes.get(code)
    return found.name if found else code


def _reason(code: str) -> str:
    return WITHDRAWAL_REASONS[code].name if code in WITHDRAWAL_REASONS else code


def _state(code: str) -> str:
    return str(State(code).label) if code in State.values else code


def _note(code: str) -> str:
    return {"exemption": "不作解读", "promise": "承诺随后解读"}.get(code, code)


def _undone(act: str) -> str:
    return ACTS.get(f"publishing.{act}", act)


_NAMES = {
    "undone": _undone,
    "step": _step,
    "left": _step,
    "kind": _kind,
    "attribute": _attribute,
    "reason": _reason,
    "voided": _state,
    "type": _note,
}
