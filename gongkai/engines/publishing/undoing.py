"""撤销：which acts can be taken back, by whom, until when; and what the law offers where none can.

An act is taken back by who did it, while nothing else has happened to the record. What has gone into the public
ledger is never taken back: it is corrected or withdrawn, in public.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gongkai.engines.publishing.acts import ACTS
from gongkai.engines.publishing.desk_tables import UndoPoint
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.now import CHINA
from gongkai.foundation.people.actors import REVIEWER_ROLES, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused

# 本机关制度，不是法定期限：long enough to notice a slip, short enough that nobody has built on it.
SOON, A_DAY = timedelta(minutes=30), timedelta(days=1)


@dataclass(frozen=True)
class Way:
    """可撤销的办理：its act, why it can be taken back, for how long, and what to do when it no longer can."""

    act: str
    name: str
    why: str
    lasts: timedelta | None
    instead: str


WAYS = {
    "submitted": Way("submit", "送审", "还没有人审查", None, "要改稿件，请“撤回送审”，或者请审查人退回。"),
    "recalled": Way("recall", "撤回送审", "撤回之后稿件没有改动", A_DAY, "请重新送审。"),
    "approved": Way("approve", "同意", "下一环节还没有办理", SOON, "有不同意见的，请下一环节的审查人退回。"),
    "returned": Way("return", "退回", "拟稿人还没有改动", SOON, "请拟稿人重新送审。"),
    "scheduled": Way("schedule", "定时发布", "还没有到发布时间", None, "已经发布的，用“更正”或者“撤回发布”。"),
    "unscheduled": Way("unschedule", "取消定时", "原定的时间还没有到", None, "请重新定时，或者立即发布。"),
    "discarded": Way("discard", "作废本稿", "作废不满一天", A_DAY, "请重新拟稿。"),
    "revised": Way("revise", "更正（拟新版本）", "新版本还没有改动", A_DAY, "不要新版本的，请“作废本稿”。"),
    "reconsidered": Way(
        "reconsider", "再次审查（拟新版本）", "新版本还没有改动", A_DAY, "不要新版本的，请“作废本稿”。"
    ),
}
# 不能撤销的：what the law offers instead.
INSTEAD = {
    "released": "发布已记入公开账本，不能撤销。内容有误的，用“更正（拟新版本）”并附公开说明；误发的，用“撤回发布”。",
    "released_urgently": "紧急发布已记入公开账本，不能撤销。内容有误的，用“更正（拟新版本）”；误发的，用“撤回发布”。",
    "withdrawn": "撤回发布已记入公开账本，不能撤销。确需再公开的，作为新文件拟稿、送审、发布。",
    "filed": "归档已计入不予公开统计，不能撤销。情况有变的，用“再次审查”重新确定公开属性。",
}


def until(point: UndoPoint) -> datetime | None:
    """截止时间：the instant before which the act can be taken back; None while nothing else happens."""
    if point.act in {"scheduled", "unscheduled"}:
        # Before the minute chosen, and before the one that would be in force again.
        minutes = [_moment(point.before.get(name)) for name in ("made_for", "release_at")]
        return min((minute for minute in minutes if minute), default=None)
    lasts = WAYS[point.act].lasts
    return point.at + lasts if lasts else None


def may_undo(person: Actor, edition: Edition, point: UndoPoint, *, newest: int, at: datetime) -> Decision:
    """可否撤销：may this person take this act back now? `newest` is the record's last entry in the journal."""
    way, role = WAYS[point.act], _role(point)
    if point.by != person.uid:
        return Refused(f"“{way.name}”不是您办理的，只能由办理的人自己撤销。{way.instead}")
    if not person.holds(role, edition.organ.code):
        return Refused(f"您已不再担任办理“{way.name}”的岗位，不能撤销。请联系系统管理员。")
    if role in REVIEWER_ROLES and not person.second_factor:
        return Refused("这一步须用两步验证登录后办理。请退出后使用动态口令重新登录。")
    if point.entry != newest:
        return Refused(f"“{way.name}”之后这份文件又有新的办理，不能再撤销。{way.instead}")
    last = until(point)
    if last is not None and at >= last:
        return Refused(f"“{way.name}”只能在{last.astimezone(CHINA):%Y-%m-%d %H:%M}前撤销，已经过了时间。{way.instead}")
    return ALLOWED


def _role(point: UndoPoint) -> str:
    """The post that did it: the act's own, or that of the review step it was."""
    return ACTS[WAYS[point.act].act].role or str(point.before.get("role", ""))


def _moment(said: object) -> datetime | None:
    return datetime.fromisoformat(said) if isinstance(said, str) and said else None
