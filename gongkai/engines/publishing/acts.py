"""行为表：who may do what to an edition in which state. Buttons, permissions and the API come from this page."""

from dataclasses import dataclass

from gongkai.engines.publishing.models import State


@dataclass(frozen=True)
class Act:
    """行为：`role` is the post needed ("" when the pending review step names it); `states` where it is possible."""

    code: str
    name: str
    role: str
    states: frozenset[str]


def _act(code: str, name: str, role: str, *states: State) -> tuple[str, Act]:
    return code, Act(code, name, role, frozenset(state.value for state in states))


OPEN = (State.DRAFT, State.IN_REVIEW, State.APPROVED, State.SCHEDULED)
ACTS: dict[str, Act] = dict(
    (
        _act("save", "保存修改", "drafter", *OPEN),
        _act("discard", "作废本稿", "drafter", State.DRAFT),
        _act("submit", "送审", "drafter", State.DRAFT),
        _act("recall", "撤回送审", "drafter", State.IN_REVIEW),
        _act("approve", "同意", "", State.IN_REVIEW),
        _act("return", "退回", "", State.IN_REVIEW),
        _act("schedule", "定时发布", "publisher", State.APPROVED, State.SCHEDULED),
        _act("unschedule", "取消定时", "publisher", State.SCHEDULED),
        _act("release", "立即发布", "publisher", State.APPROVED, State.SCHEDULED),
        _act("release_urgently", "紧急发布", "signer", State.IN_REVIEW),
        _act("review_after", "补审", "", State.RELEASED),
        _act("file", "归档（不主动公开）", "publisher", State.APPROVED),
        _act("revise", "更正（拟新版本）", "drafter", State.RELEASED),
        _act("reconsider", "再次审查", "drafter", State.FILED),
        _act("purge", "清除涉密稿件", "drafter", *OPEN),
        _act("withdraw", "撤回发布", "publisher", State.RELEASED),
    )
)
