"""Near duplicates: what nearly repeats an earlier text is noted beside it; whether they are one group a clerk says."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.text.likeness import denials, keys, sameness, shingles
from gongkai.programmes.consultations import contents, queries
from gongkai.programmes.consultations.models import CommentGroup, CommentKey, CommentText
from gongkai.programmes.consultations.operations import _common as common
from gongkai.programmes.consultations.operations import _grouping as grouping

AT_ONCE = 100
LEAST = 60
"""百分之几：so much is the same of what is called near."""
_FOUND, _READ = 20_000, 8
"""行、条：so many keys are read for a batch, and of each text the so many likeliest are compared with it."""


@transaction.atomic
def compare_comments(*, limit: int = AT_ONCE, by: Actor, at: datetime) -> int:  # noqa: ARG001 — no act and in no journal
    """比对意见：the next texts with those before them; answers how many (条). Derived, no act and in no journal.

    Six SQL queries a batch, however many texts there are.

    :raises NotPermitted: unless by the system.
    """
    if by != SYSTEM:
        raise NotPermitted("意见由系统比对。")
    rows = list(CommentText.objects.filter(nearness__isnull=True).order_by("pk")[:limit])
    if not rows:
        return 0
    seen = _Seen(rows)
    leads: list[CommentText] = []
    for row in rows:
        lead, row.nearness = seen.nearest(row)
        row.near_to_id = lead
        if not lead:
            leads.append(row)
            seen.keep(row)
    CommentText.objects.filter(pk__in=[row.pk for row in leads]).update(nearness=0)
    CommentText.objects.bulk_update([row for row in rows if row.nearness], ["near_to", "nearness"])
    CommentKey.objects.bulk_create(CommentKey(key=key, text=row) for row in leads for key in seen.keys[row.pk])
    return len(rows)


class _Seen:
    """What a batch is compared with: earlier texts under the keys it has, and those of the batch itself."""

    def __init__(self, rows: Sequence[CommentText]) -> None:
        self.features = {row.pk: shingles(row.text) for row in rows}
        self.keys = {row.pk: keys(self.features[row.pk], _about(row)) for row in rows}
        self.under: dict[int, list[int]] = defaultdict(list)
        asked = CommentKey.objects.filter(key__in={key for some in self.keys.values() for key in some})
        for key, text in asked.order_by("-text").values_list("key", "text")[:_FOUND]:
            self.under[key].append(text)
        wanted = {pk for row in rows for pk in self._likeliest(row)}
        for pk, said in CommentText.objects.filter(pk__in=wanted).values_list("pk", "text"):
            self.features[pk] = shingles(said)

    def keep(self, row: CommentText) -> None:
        """As one that others may repeat."""
        for key in self.keys[row.pk]:
            self.under[key].append(row.pk)

    def nearest(self, row: CommentText) -> tuple[int | None, int]:
        """The text it nearly repeats, and how many in a hundred are the same; never a whole hundred."""
        own, best, found = self.features[row.pk], 0, None
        for pk in self._likeliest(row):
            same = min(int(100 * sameness(own, self.features[pk])), 99) if pk in self.features else 0
            if same >= LEAST and same > best:
                best, found = same, pk
        return found, best

    def _likeliest(self, row: CommentText) -> list[int]:
        shared = Counter(pk for key in self.keys[row.pk] for pk in self.under.get(key, ()))
        return sorted(shared, key=lambda pk: (-shared[pk], pk))[:_READ]


def _about(row: CommentText) -> str:
    """What only texts of the same place and of as many denials share: one 不 turns a sentence round."""
    place = f"{row.version}:{row.passage}" if row.passage else "0"
    return f"{row.consultation_id}:{place}:{denials(row.text)}"


@transaction.atomic
def group_near_comments(
    *,
    consultation: str,
    lead: str,
    many: int,
    left_out: Sequence[str] = (),
    title: str = "",
    by: Actor,
    at: datetime,
) -> CommentGroup:
    """归并相近意见：a text and those that nearly repeat it, without those left out.

    They go into the group the text is in, or into a new one. Only what was looked at and is in no group. `many`: how
    many the clerk was shown, so that none joins them unseen.

    :raises NotFound: for a consultation or a comment that is not theirs to see.
    :raises NotPermitted: unless by a drafter or head of the organ.
    :raises Invalid: without a title for a new group.
    :raises Conflict: once the report is public, or when they are not as many as were shown.
    """
    found = common.worked_on(by, consultation)
    common.insist_unreported(found)
    first = CommentText.objects.select_related("group").filter(consultation=found, uid=lead).first()
    if first is None:
        raise NotFound
    if first.group is None and not contents.tidied(title, "title"):
        raise Invalid("请给意见组写一个标题，说明这些意见共同说的是什么。", field="title")
    near = queries.ungrouped_near(first)
    own = [first] if queries.takes_lead(first) else []
    if near.count() + len(own) != many:
        raise Conflict("页面打开以后，又有意见相近，或者有的已经归并。请核对后再归并。")
    rows = own + list(near.exclude(uid__in=list(left_out)).order_by("pk")[: common.AT_ONCE])
    if len(rows) == len(own):
        raise Invalid("请至少留下一条归入意见组。", field="left_out")
    kept = first.group or grouping.new_group(found, contents.tidied(title, "title"))
    grouping.move(rows, kept)
    common.note("grouped", found, by=by, at=at, group=kept.uid, texts=len(rows), near=True)
    return kept
