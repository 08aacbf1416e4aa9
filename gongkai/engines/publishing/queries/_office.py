"""What the office asks: my queue, one item with all it needs, what is overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, F, Q, Value, When

from gongkai.engines.publishing import permission, ports
from gongkai.engines.publishing.acts import ACTS, Act
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.kinds import Kind, kind_of
from gongkai.engines.publishing.models import OPEN_STATES, Attachment, DisplacedText, Edition, SecretTally, State
from gongkai.engines.publishing.pressing import Need, Waiting, need_of
from gongkai.engines.publishing.queries._contents import content_of, sha256_of
from gongkai.engines.publishing.queries._lists import Filters, items_of
from gongkai.engines.publishing.queries._search import search
from gongkai.engines.publishing.rules import ON_REQUEST, WITHHELD, Deadline, NoDeadline, publication_deadline
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import Decision, Refused, insist
from gongkai.foundation.privacy import queries as privacy
from gongkai.foundation.privacy.models import PrivacyDecision
from gongkai.foundation.review import queries as reviews
from gongkai.foundation.review.models import Opinion
from gongkai.foundation.review.rules import Step, Verdict


@dataclass(frozen=True)
class Row:
    """待办一行：an edition in the office's list; `waits_for` says on whom or what, `mine` whether on this person.

    `need` says why it is pressing for this person, when it waits for them.
    """

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
    need: Need | None = None


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
    "record__published_at",
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
    "submitted_at",
)


def queue(person: Actor, at: datetime, *, states: Sequence[str] = (), limit: int = 100) -> tuple[Row, ...]:
    """待办列表：what this person may see; first what waits for their act, the most pressing first, then the rest.

    Up to `limit` rows (条): what is in review or waiting for release and formed longest ago, and what was saved last;
    of what is settled only the latter. Two SQL queries, three where there is more than `limit`.
    """
    wanted = list(states) or [state.value for state in OPEN_STATES]
    seen = permission.visible_to(person).in_states(wanted).select_related("record", "organ").only(*ROW_COLUMNS)
    latest = seen.order_by("-saved_at")[:limit]
    chosen = {edition.pk: edition for edition in latest}
    if len(chosen) == limit and set(wanted) <= set(OPEN_STATES):
        drafts_last = Case(When(state=State.DRAFT, then=Value(1)), default=Value(0))
        pressing = seen.order_by(drafts_last, F("formed_on").asc(nulls_last=True), "pk")[:limit]
        chosen |= {edition.pk: edition for edition in pressing}
    editions = list(chosen.values())
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


def due_releases(at: datetime) -> list[tuple[str, int]]:
    """到时待发：records and edition numbers whose minute has come, earliest first. One SQL query."""
    rows = Edition.objects.filter(state=State.SCHEDULED, release_at__lte=at).order_by("release_at")
    return list(rows.values_list("record__uid", "number"))


def secret_tallies(person: Actor) -> list[SecretTally]:
    """涉密件数：by year, of the organs this person works for."""
    return list(SecretTally.objects.filter(organ__code__in=person.organs()).select_related("organ").order_by("-year"))


def privacy_decisions(record: str) -> list[PrivacyDecision]:
    """个人信息处理决定：on one record, newest first. One SQL query."""
    return privacy.decisions(f"record:{record}")


def candidates(person: Actor, words: str, at: datetime, *, limit: int = 20) -> list[tuple[str, str, str]]:
    """可关联的文件：uid, title and 文号 of records this person may name: their organs' first, then the public's.

    Without words, their organs' latest. What the public sees is asked of the search index.
    """
    states = [*OPEN_STATES, State.RELEASED]
    own = Edition.objects.filter(organ__code__in=person.organs(), state__in=states)
    if words:
        own = own.filter(Q(title__icontains=words) | Q(document_number__icontains=words) | Q(record__uid=words))
    rows = list(own.order_by("-saved_at").values_list("record__uid", "title", "document_number")[:limit])
    found = {row[0]: row for row in rows}
    if words and len(found) < limit:
        public = (*items_of([words], at), *(match.item for match in search(words, at, Filters(), limit=limit).matches))
        for item in public:
            found.setdefault(item.record, (item.record, item.title, item.document_number))
    return list(found.values())[:limit]


def _row(person: Actor, edition: Edition, verdicts: Sequence[Verdict], at: datetime) -> Row:
    waits_for, act = _waiting(edition, verdicts)
    deadline = publication_deadline(edition.formed_on)
    open_ = edition.state in OPEN_STATES and edition.number == 1
    mine = bool(act) and bool(permission.may(person, act, edition, verdicts=verdicts))
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
        mine=mine,
        need=_need(person, edition, verdicts, china_date(at)) if mine else None,
    )


def _need(person: Actor, edition: Edition, verdicts: Sequence[Verdict], today: date) -> Need:
    what, act = _waiting(edition, verdicts)
    returned = [v.at for v in verdicts if not v.approved and v.round == edition.round]
    owed = edition.number == 1 and edition.attribute not in {ON_REQUEST, WITHHELD}
    facts = Waiting(
        act=act,
        what=what,
        own=person.uid in edition.authors,
        deadline=publication_deadline(edition.formed_on) if owed else None,
        returned_at=max(returned, default=None),
        returned_for=edition.returned_reason,
        sent_at=edition.submitted_at,
    )
    return need_of(facts, today=today)


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


def _urgency(row: Row) -> tuple[bool, int, bool, date]:
    due = row.deadline.due_on if isinstance(row.deadline, Deadline) else date.max
    return (not row.mine, row.need.rank if row.need else 0, not row.late, due)


def _progress(
    edition: Edition, kind: Kind, opinions: Sequence[Opinion], verdicts: Sequence[Verdict]
) -> tuple[StepProgress, ...]:
    current = permission.pending(edition, verdicts) if edition.state == State.IN_REVIEW else None
    given = [o for o in opinions if o.retracted_at is None]
    valid = {o.step: o for o in given if o.round == edition.round and o.sha256 == edition.sha256}
    return tuple(StepProgress(step, valid.get(step.code), step == current) for step in kind.steps)
