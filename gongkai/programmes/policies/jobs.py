"""What events do to policies: tell the next reviewer, tell the drafter."""

from datetime import datetime

from gongkai.engines.publishing import permission
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.errors import NotFound
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import SYSTEM
from gongkai.foundation.review import queries as reviews


def tell_reviewers(*, record: str, edition: int, step: str, at: datetime, entry: int = 0) -> None:
    """通知审查人：whoever holds the post of the pending step, or the publishers when all steps are through.

    `entry`: number of the act in the journal, so that an act undone and done again is told again.
    """
    found = _edition(record, edition)
    if found is None or found.state not in {State.IN_REVIEW, State.APPROVED}:
        return
    pending = permission.pending(found, reviews.verdicts(permission.subject(found)))
    role, what = (pending.role, pending.name) if pending else ("publisher", "发布")
    for uid in people.holders(organ_code=found.organ.code, role=role, day=china_date(at)):
        notices.post(
            to=uid,
            subject=f"有一份稿件等待您{what}",
            body="有一份稿件等待您办理，请登录系统查看。为保密起见，邮件中不写标题。",
            about=f"record:{record}",
            key=f"{what}:{record}:{edition}:{found.round}:{step}:{entry}:{uid}",
            at=at,
        )


def tell_publishers(*, record: str, edition: int, at: datetime) -> None:
    """通知发布员：a scheduled release did not happen; the reason stands among the office's alarms."""
    found = _edition(record, edition)
    if found is None or found.state != State.SCHEDULED:
        return
    for uid in people.holders(organ_code=found.organ.code, role="publisher", day=china_date(at)):
        notices.post(
            to=uid,
            subject="定时发布未能执行",
            body="有一份稿件到了定时发布的时间而未能发布，原因请登录系统在“告警”中查看。",
            about=f"record:{record}",
            key=f"overdue:{record}:{edition}:{china_date(at)}:{uid}",
            at=at,
        )


def tell_drafters(*, record: str, edition: int, step: str, at: datetime, entry: int = 0) -> None:
    """通知拟稿人：the draft came back, with a reason to read in the office; not when that was undone meanwhile."""
    found = _edition(record, edition)
    if found is None or found.state != State.DRAFT or not found.returned_reason:
        return
    for uid in found.authors:
        notices.post(
            to=uid,
            subject="您的稿件被退回",
            body="您拟写的一份稿件被退回修改，退回理由请登录系统查看。",
            about=f"record:{record}",
            key=f"returned:{record}:{edition}:{found.round}:{step}:{entry}:{uid}",
            at=at,
        )


def _edition(record: str, number: int) -> Edition | None:
    try:
        return permission.find(SYSTEM, record, number)
    except NotFound:  # discarded since: nobody is to be told
        return None
