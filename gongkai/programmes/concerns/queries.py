"""查询：items that wait, the items and statements of a topic; and what of it anybody may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.permission import visible_to
from gongkai.engines.publishing.models import Edition, State, Withdrawal
from gongkai.foundation.errors import Invalid
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.text.html import plain_text
from gongkai.programmes.concerns import permission
from gongkai.programmes.concerns.models import Feed, Item, Statement
from gongkai.programmes.concerns.programme import CONCERNS, STATEMENT

PAGE, MOST_SHOWN = 50, 100


def items(person: Actor, *, which: str = "waiting", words: str = "", after: str = "", limit: int = PAGE) -> list[Item]:
    """舆情条目：newest first; `which` waiting, set_aside or all; one more than asked tells of a next page. One SQL.

    :raises Invalid: for a cursor that is none of ours.
    """
    found = permission.items_of(person).select_related("organ", "case", "repeats").order_by("-pk")
    if which == "waiting":
        found = found.filter(case=None, set_aside="")
    elif which == "set_aside":
        found = found.exclude(set_aside="")
    if words:
        found = found.filter(Q(title__icontains=words) | Q(source__icontains=words))
    if after:
        if not (after.isascii() and after.isdecimal() and len(after) < 19):
            raise Invalid("翻页位置无法识别。请回到列表第一页。", field="after")
        found = found.filter(pk__lt=int(after))
    return list(found[: limit + 1])


def open_topics(person: Actor, organ: str) -> list[tuple[str, str]]:
    """在办主题：number and title of those an item of the organ may join, newest first. One SQL."""
    cases = visible_to(person).filter(procedure=CONCERNS.key, open=True, organ__code=organ)
    return list(cases.order_by("-pk").values_list("number", "title")[:PAGE])


def items_in(case: Case) -> list[Item]:
    """主题的条目：those found first, at most `MOST_SHOWN`, and one more that tells of others. One SQL."""
    return list(Item.objects.filter(case=case).order_by("found_at", "pk")[: MOST_SHOWN + 1])


def feeds(person: Actor) -> list[Feed]:
    """信息源：those read, by organ and name. One SQL."""
    return list(permission.feeds_of(person).filter(stopped_at=None).select_related("organ").order_by("organ", "name"))


@dataclass(frozen=True)
class Standing:
    """回应的情况：a statement with its newest edition and the state that is in."""

    statement: Statement
    title: str
    state: str
    released_at: datetime | None

    @property
    def state_name(self) -> str:
        """The state in words."""
        return str(State(self.state).label) if self.state else ""


def statements_in(case: Case) -> list[Standing]:
    """主题的回应：in their order, each as its newest edition stands in the office. Two SQL."""
    made = list(Statement.objects.filter(case=case))
    editions = Edition.objects.filter(record__uid__in=[one.record for one in made]).exclude(state=State.DISCARDED)
    newest = {one.record.uid: one for one in editions.select_related("record").order_by("number")}
    found = []
    for one in made:
        edition = newest.get(one.record)
        if edition is not None:
            found.append(Standing(one, edition.title, edition.state, edition.released_at))
    return found


@dataclass(frozen=True)
class Bulletin:
    """一次发布：a statement as anybody reads it: the edition in force, and when it was first out."""

    record: str
    title: str
    issuer: str
    organ: str
    body: str
    edition: int
    published_at: datetime
    changed_at: datetime

    @property
    def corrected(self) -> bool:
        """Whether a later edition took the place of the first."""
        return self.edition > 1

    @property
    def text(self) -> str:
        """The text without its marks."""
        return plain_text(self.body)


@dataclass(frozen=True)
class PublicTopic:
    """公开的主题：its statements in the order of their release; named as the first of them, which was reviewed.

    Of a topic whose statements were all withdrawn that fact and the minutes stay: it does not disappear.
    """

    uid: str
    bulletins: tuple[Bulletin, ...]
    withdrawn: tuple[tuple[str, datetime], ...] = ()
    """已撤回的回应：record and minute of each; what it said stands nowhere here."""

    @property
    def title(self) -> str:
        """The title of the first statement; empty where all were withdrawn."""
        return self.bulletins[0].title if self.bulletins else ""

    @property
    def last_at(self) -> datetime:
        """When something was last said, or else withdrawn."""
        said = [one.changed_at for one in self.bulletins]
        return max(said or [at for _, at in self.withdrawn])


@dataclass(frozen=True)
class TopicPage:
    """主题一页：topics, and the cursor of the page after; empty at the end."""

    topics: tuple[PublicTopic, ...]
    next: str


def public_topics(at: datetime, *, words: str = "", after: str = "", limit: int = 20) -> TopicPage:
    """公开的主题：the one last spoken of first. Four SQL queries.

    `words` stand in the title of a statement that is public. A topic whose statements were all withdrawn stands where
    the withdrawal puts it.
    """
    editions = Edition.objects.released(at).filter(kind=STATEMENT.code)
    of_topic = Statement.objects.filter(case=OuterRef(OuterRef("pk"))).values("record")
    newest = editions.filter(record__uid__in=of_topic).order_by("-released_at").values("released_at")[:1]
    spoken = Case.objects.filter(procedure=CONCERNS.key, statements__isnull=False).distinct()
    gone = Withdrawal.objects.filter(record__uid__in=of_topic, at__lte=at).order_by("-at").values("at")[:1]
    found = spoken.annotate(last=Coalesce(Subquery(newest), Subquery(gone))).filter(last__isnull=False)
    if words:
        said = editions.filter(title__icontains=words)
        found = found.filter(statements__record__in=said.values("record__uid"))
    if mark := _mark(after):
        found = found.filter(_before(*mark))
    rows = list(found.order_by("-last", "-pk").values_list("pk", "uid", "last")[: limit + 1])
    shown = rows[:limit]
    bulletins = _bulletins([pk for pk, _, _ in shown], at)
    gone_of = _withdrawn([pk for pk, _, _ in shown], at)
    topics = tuple(PublicTopic(uid, bulletins.get(pk, ()), gone_of.get(pk, ())) for pk, uid, _ in shown)
    more = f"{shown[-1][2].timestamp():.6f}_{shown[-1][0]}" if len(rows) > limit else ""
    return TopicPage(topics, more)


def public_topic(uid: str, at: datetime) -> PublicTopic | None:
    """一个公开的主题：None where nothing of it was ever public. Four SQL queries."""
    case = Case.objects.filter(procedure=CONCERNS.key, uid=uid).first()
    if case is None:
        return None
    said, gone = _bulletins([case.pk], at).get(case.pk, ()), _withdrawn([case.pk], at).get(case.pk, ())
    return PublicTopic(uid, said, gone) if said or gone else None


def topic_of(record: str) -> str:
    """回应所属的主题：the topic's identifier, of a statement; empty for any other record. One SQL query."""
    return Statement.objects.filter(record=record).values_list("case__uid", flat=True).first() or ""


def _withdrawn(cases: Sequence[int], at: datetime) -> Mapping[int, tuple[tuple[str, datetime], ...]]:
    """What was withdrawn and is not read any more, by topic, in order. One SQL query."""
    of_topic = Statement.objects.filter(case__in=cases)
    read = Edition.objects.released(at).filter(record=OuterRef("record")).values("pk")
    of = Subquery(Statement.objects.filter(record=OuterRef("record__uid")).values("case")[:1])
    gone = Withdrawal.objects.filter(~Exists(read), record__uid__in=of_topic.values("record"), at__lte=at)
    latest: dict[int, dict[str, datetime]] = {}
    for case, record, moment in gone.annotate(topic=of).order_by("at").values_list("topic", "record__uid", "at"):
        latest.setdefault(case, {})[record] = moment
    return {case: tuple(found.items()) for case, found in latest.items()}


def _bulletins(cases: Sequence[int], at: datetime) -> Mapping[int, tuple[Bulletin, ...]]:
    of = dict(Statement.objects.filter(case__in=cases).values_list("record", "case"))
    editions = Edition.objects.released(at).filter(record__uid__in=list(of), kind=STATEMENT.code)
    found: dict[int, list[Bulletin]] = {}
    for one in editions.select_related("record", "organ").order_by("published_at", "pk"):
        if one.published_at is None or one.released_at is None:
            continue
        said = Bulletin(
            one.record.uid,
            one.title,
            one.issuer,
            one.organ.code,
            one.body,
            one.number,
            one.published_at,
            one.released_at,
        )
        found.setdefault(of[one.record.uid], []).append(said)
    return {case: tuple(bulletins) for case, bulletins in found.items()}


def _before(moment: datetime, pk: int) -> Q:
    """Topics last spoken of before, or at the same instant and behind."""
    return Q(("last__lt", moment)) | Q(("last", moment), ("pk__lt", pk))


def _mark(cursor: str) -> tuple[datetime, int] | None:
    moment, _, pk = cursor.partition("_")
    try:
        return datetime.fromtimestamp(float(moment), UTC), int(pk)
    except (ValueError, OverflowError, OSError):
        return None
