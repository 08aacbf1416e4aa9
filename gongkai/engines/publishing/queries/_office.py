"""What the office asks: my queue, one item with all it needs, what is overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from gongkai.engines.publishing import permission, ports
from gongkai.engines.publishing.acts import ACTS, Act
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.kinds import Kind, kind_of
from gongkai.engines.publishing.models import OPEN_STATES, Attachment, DisplacedText, Edition, SecretTally, State
from gongkai.engines.publishing.queries._contents import content_of, sha256_of
from gongkai.engines.publishing.rules import Deadline, NoDeadline, publication_deadline
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import Decision, Refused, insist
from gongkai.foundation.review import queries as reviews
from gongkai.foundation.review.models import Opinion
from gongkai.foundation.review.rules import Step, Verdict


@dataclass(frozen=True)
class Row:
    """待办一行：an edition in the office's list; `waits_for` says on whom or what, `mine` whether on this person."""

    record: str
    number: int
    kind: Kind
    title: str
    state: str
    state_name: str
    organ: str
    saved_at: datetime
    deadline: Deadline | NoDeadline
    late: bool
    waits_for: str
    mine: bool


@dataclass(frozen=True)
class Choice:
    """可选行为：one act offered on an item, with the decision; a refused one says why."""

    act: Act
    decision: Decision

    @property
    def allowed(self) -> bool:
        """是否可办。"""
        return bool(self.decision)

    @property
    def reason(self) -> str:
        """不可办的原因。"""
        return self.decision.reason if isinstance(self.decision, Refused) else ""

    def insist(self) -> None:
        """非准许则拒绝：before the act's own preparation begins.

        :raises NotPermitted: with the reason.
        """
        insist(self.decision)


@dataclass(frozen=True)
class StepProgress:
    """审查进度：one step, and the opinion that settled it, if any."""

    step: Step
    opinion: Opinion | None
    current: bool


@dataclass(frozen=True)
class Work:
    """办件：one edition with everything its screen needs."""

    edition: Edition
    kind: Kind
    content: Content
    attachments: tuple[Attachment, ...]
    steps: tuple[StepProgress, ...]
    opinions: tuple[Opinion, ...]
    choices: tuple[Choice, ...]
    deadline: Deadline | NoDeadline
    displaced: tuple[DisplacedText, ...]
    editions: tuple[Edition, ...]
    sha256: str
    gate: Decision

    def choice(self, code: str) -> Choice:
        """按代码取行为。"""
        return next(choice for choice in self.choices if choice.act.code == code)


# What a row shows and `permission.may` asks: a text of many pages is not read to show its title.
ROW_COLUMNS = (
    "record__uid",
    "organ__code",
    "number",
    "kind",
    "title",
    "state",
    "saved_at",
    "formed_on",
    "attribute",
    "authors",
    "round",
    "sha256",
    "returned_reason",
    "release_at",
)


def queue(person: Actor, at: datetime, *, states: Sequence[str] = (), limit: int = 100) -> tuple[Row, ...]:
    """待办列表：what this person may see, what waits for them first, then the nearest lawful day.

    `limit` rows (条) are read, newest first. Two SQL queries.
    """
    wanted = list(states) or [state.value for state in OPEN_STATES]
    editions = list(
        permission.visible_to(person)
        .in_states(wanted)
        .select_related("record", "organ")
        .only(*ROW_COLUMNS)
        .order_by("-saved_at")[:limit]
    )
    verdicts = reviews.verdicts_of(permission.subject(edition) for edition in editions)
    rows = [_row(person, edition, verdicts.get(permission.subject(edition), ()), at) for edition in editions]
    return tuple(sorted(rows, key=_urgency))


def work(person: Actor, record: str, *, number: int | None = None, at: datetime) -> Work:
    """办件：one edition for the office.

    :raises NotFound: when it is not theirs to see.
    """
    edition = permission.find(person, record, number)
    subject = permission.subject(edition)
    opinions = tuple(reviews.opinions(subject))
    verdicts = reviews.verdicts(subject)
    kind = kind_of(edition.kind)
    return Work(
        edition=edition,
        kind=kind,
        content=content_of(edition),
        attachments=tuple(edition.attachments.select_related("original", "public").order_by("position")),
        steps=_progress(edition, kind, opinions, verdicts),
        opinions=opinions,
        choices=tuple(
            Choice(act, permission.may(person, act.code, edition, verdicts=verdicts)) for act in ACTS.values()
        ),
        deadline=publication_deadline(edition.formed_on),
        displaced=tuple(edition.displaced.order_by("-at")[:5]),
        editions=tuple(edition.record.editions.exclude(state=State.DISCARDED).order_by("-number")),
        sha256=sha256_of(edition),
        gate=ports.release_gate(kind=edition.kind, record=edition.record.uid, at=at),
    )


@dataclass(frozen=True)
class Alarm:
    """告警：something owed and not done; a sentence, and the record it is about."""

    kind: str
    record: str
    title: str
    sentence: str


def alarms(person: Actor, at: datetime) -> tuple[Alarm, ...]:
    """告警：overdue releases with the reason they did not happen, late publications, re-reviews due."""
    today = china_date(at)
    seen = permission.visible_to(person).select_related("record", "organ")
    overdue = seen.filter(state=State.SCHEDULED, release_at__lt=at).order_by("release_at")[:100]
    found = [Alarm("overdue_release", e.record.uid, e.title, _why_overdue(e, at)) for e in overdue]
    unpublished = seen.in_states(OPEN_STATES).filter(number=1, formed_on__isnull=False)
    unpublished = unpublished.exclude(attribute__in=["on_request", "withheld"])
    for edition in unpublished.filter(formed_on__lt=today).only(*ROW_COLUMNS).order_by("formed_on")[:200]:
        deadline = publication_deadline(edition.formed_on)
        if isinstance(deadline, Deadline) and deadline.is_late(today):
            sentence = f"最后法定公开日为{deadline.due_on:%Y-%m-%d}，已逾期，请尽快完成审查并发布。"
            found.append(Alarm("late_publication", edition.record.uid, edition.title, sentence))
    for edition in seen.filter(state=State.FILED, rereview_on__lte=today).order_by("rereview_on")[:100]:
        sentence = f"不予公开满期，应于{edition.rereview_on:%Y-%m-%d}再次审查能否公开（条例第十八条）。"
        found.append(Alarm("rereview_due", edition.record.uid, edition.title, sentence))
    return tuple(found)


def due_releases(at: datetime) -> list[tuple[str, int]]:
    """到时待发：records and edition numbers whose minute has come, earliest first. One SQL query."""
    rows = Edition.objects.filter(state=State.SCHEDULED, release_at__lte=at).order_by("release_at")
    return list(rows.values_list("record__uid", "number")[:500])


def secret_tallies(person: Actor) -> list[SecretTally]:
    """涉密件数：by year, of the organs this person works for."""
    return list(SecretTally.objects.filter(organ__code__in=person.organs()).select_related("organ").order_by("-year"))


def candidates(person: Actor, words: str, at: datetime, *, limit: int = 20) -> list[tuple[str, str, str]]:
    """可关联的文件：uid, title and 文号 of records this person may name: theirs and the public's."""
    match = Q(title__icontains=words) | Q(document_number__icontains=words) | Q(record__uid=words)
    public = Edition.objects.released(at).filter(match)
    own = permission.visible_to(person).filter(match, state__in=[*OPEN_STATES, State.RELEASED])
    found: dict[str, tuple[str, str, str]] = {}
    for rows in (own, public):
        for row in rows.order_by("-saved_at").values_list("record__uid", "title", "document_number")[:limit]:
            found.setdefault(row[0], row)
    return list(found.values())[:limit]


def _row(person: Actor, edition: Edition, verdicts: Sequence[Verdict], at: datetime) -> Row:
    waits_for, act = _waiting(edition, verdicts)
    deadline = publication_deadline(edition.formed_on)
    open_ = edition.state in OPEN_STATES and edition.number == 1
    return Row(
        record=edition.record.uid,
        number=edition.number,
        kind=kind_of(edition.kind),
        title=edition.title,
        state=edition.state,
        state_name=State(edition.state).label,
        organ=edition.organ.code,
        saved_at=edition.saved_at,
        deadline=deadline,
        late=open_ and isinstance(deadline, Deadline) and deadline.is_late(china_date(at)),
        waits_for=waits_for,
        mine=bool(act) and bool(permission.may(person, act, edition, verdicts=verdicts)),
    )


def _waiting(edition: Edition, verdicts: Sequence[Verdict]) -> tuple[str, str]:
    """On whom or what an edition waits, and the act that would move it."""
    if edition.state == State.IN_REVIEW:
        step = permission.pending(edition, verdicts)
        return (f"等待{step.name}" if step else "审查完成"), "approve"
    if edition.state == State.DRAFT:
        return ("退回，等待修改" if edition.returned_reason else "等待送审"), "submit"
    if edition.state == State.APPROVED:
        return "等待发布", "release" if edition.attribute == "proactive" else "file"
    if edition.state == State.SCHEDULED and edition.release_at:
        return "等待到时发布", ""
    return "", ""


def _urgency(row: Row) -> tuple[bool, bool, date]:
    due = row.deadline.due_on if isinstance(row.deadline, Deadline) else date.max
    return (not row.mine, not row.late, due)


def _progress(
    edition: Edition, kind: Kind, opinions: Sequence[Opinion], verdicts: Sequence[Verdict]
) -> tuple[StepProgress, ...]:
    current = permission.pending(edition, verdicts) if edition.state == State.IN_REVIEW else None
    valid = {o.step: o for o in opinions if o.round == edition.round and o.sha256 == edition.sha256}
    return tuple(StepProgress(step, valid.get(step.code), step == current) for step in kind.steps)


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
