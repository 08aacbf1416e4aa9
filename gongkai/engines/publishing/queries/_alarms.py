"""What is owed and not done: overdue releases, late publications, re-reviews due."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai import law
from gongkai.engines.publishing import permission, ports
from gongkai.engines.publishing.models import OPEN_STATES, Edition, State
from gongkai.engines.publishing.queries._contents import sha256_of
from gongkai.engines.publishing.queries._office import ROW_COLUMNS
from gongkai.engines.publishing.queries._urgent import reviews_owed
from gongkai.engines.publishing.rules import Deadline, publication_deadline
from gongkai.foundation.now import CHINA, china_date
from gongkai.foundation.people.actors import DRAFTER, PUBLISHER, SYSTEM, Actor
from gongkai.foundation.permission import Refused
from gongkai.foundation.review import queries as reviews


@dataclass(frozen=True)
class Alarm:
    """告警：something owed and not done; a sentence, the record it is about, and the day it was due.

    `mine`: whether this person holds the post that has to act.
    """

    kind: str
    record: str
    title: str
    sentence: str
    on: date | None = None
    mine: bool = False


def alarms(person: Actor, at: datetime) -> tuple[Alarm, ...]:
    """告警：overdue releases with the reason they did not happen, late publications, re-reviews due."""
    today = china_date(at)
    seen = permission.visible_to(person).select_related("record", "organ")
    overdue = seen.filter(state=State.SCHEDULED, release_at__lt=at).order_by("release_at")[:100]
    found = [
        Alarm(
            "overdue_release", e.record.uid, e.title, _why_overdue(e, at), e.release_at and china_date(e.release_at),
            person.holds(PUBLISHER, e.organ.code),
        )
        for e in overdue
    ]  # fmt: skip
    # 只看日历能算得出期限的：what was formed before has no day to be late for.
    countable = date(law.current().calendar.first.year, 1, 1)
    unpublished = (
        seen.in_states(OPEN_STATES)
        .filter(number=1, formed_on__gte=countable)
        .exclude(attribute__in=["on_request", "withheld"])
    )
    for edition in unpublished.filter(formed_on__lt=today).only(*ROW_COLUMNS).order_by("formed_on")[:200]:
        deadline = publication_deadline(edition.formed_on)
        if isinstance(deadline, Deadline) and deadline.is_late(today):
            sentence = f"最后法定公开日为{deadline.due_on:%Y-%m-%d}，已逾期，请尽快完成审查并发布。"
            found.append(Alarm("late_publication", edition.record.uid, edition.title, sentence, deadline.due_on))
    for edition in seen.filter(state=State.FILED, rereview_on__lte=today).order_by("rereview_on")[:100]:
        sentence = f"不予公开满期，应于{edition.rereview_on:%Y-%m-%d}再次审查能否公开（条例第十八条）。"
        mine = person.holds(DRAFTER, edition.organ.code)
        found.append(Alarm("rereview_due", edition.record.uid, edition.title, sentence, edition.rereview_on, mine))
    for owed in reviews_owed(person, at):
        late = "，已逾期" if owed.late else ""
        sentence = (
            f"紧急发布后应在{owed.due_at.astimezone(CHINA):%Y-%m-%d %H:%M}前补齐审查{late}，现等待{owed.waits_for}。"
        )
        if owed.refused:
            sentence = f"补审不同意：{owed.refused}。请更正或者撤回发布。"
        found.append(Alarm("review_owed", owed.record, owed.title, sentence, china_date(owed.due_at), owed.mine))
    return tuple(found)


def _why_overdue(edition: Edition, at: datetime) -> str:
    verdicts = reviews.verdicts(permission.subject(edition))
    decision = permission.may(SYSTEM, "release", edition, verdicts=verdicts)
    if isinstance(decision, Refused):
        return f"定时发布未能执行：{decision.reason}"
    gate = ports.release_gate(kind=edition.kind, record=edition.record.uid, at=at)
    if isinstance(gate, Refused):
        return f"定时发布未能执行：{gate.reason}"
    if sha256_of(edition) != edition.sha256:
        return "定时发布未能执行：审查之后内容有改动，请重新送审。"
    return "已到发布时间而尚未发布。请检查后台任务是否在运行，或者立即发布。"
