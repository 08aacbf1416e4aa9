"""Tables of publishing: a record is an identity, an edition its content at a time."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, models
from django.db.models import Q

from gongkai.engines.publishing.bulk_tables import BulkRow as BulkRow  # noqa: PLC0414 — tables of this app
from gongkai.engines.publishing.bulk_tables import BulkRun as BulkRun  # noqa: PLC0414
from gongkai.engines.publishing.change_notices import ChangeNotice as ChangeNotice  # noqa: PLC0414
from gongkai.engines.publishing.desk_tables import Editing as Editing  # noqa: PLC0414
from gongkai.engines.publishing.desk_tables import UndoPoint as UndoPoint  # noqa: PLC0414
from gongkai.engines.publishing.emergency_tables import Emergency as Emergency  # noqa: PLC0414
from gongkai.engines.publishing.emergency_tables import UrgentRelease as UrgentRelease  # noqa: PLC0414
from gongkai.foundation.files.models import StoredFile
from gongkai.foundation.organs.models import Organ


class State(models.TextChoices):
    """版本状态。"""

    DRAFT = "draft", "拟稿"
    IN_REVIEW = "in_review", "审查中"
    APPROVED = "approved", "待发布"
    SCHEDULED = "scheduled", "定时发布"
    RELEASED = "released", "已发布"
    SUPERSEDED = "superseded", "已被新版本替代"
    WITHDRAWN = "withdrawn", "已撤回"
    FILED = "filed", "不主动公开（已归档）"
    RECONSIDERED = "reconsidered", "已再次审查"
    DISCARDED = "discarded", "已作废"


OPEN_STATES = (State.DRAFT, State.IN_REVIEW, State.APPROVED, State.SCHEDULED)


PUBLIC = Q(changed_at__isnull=False)


class Record(models.Model):
    """政府信息：the identity of one official record: permanent URL, 索引号, and the organ that answers for it."""

    uid = models.CharField(max_length=12, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    index_number = models.CharField(max_length=40, unique=True, null=True, blank=True)
    # 文号去空格、统一括号后的形式；空串表示没有文号。
    document_key = models.CharField(max_length=120, blank=True)
    salt = models.CharField(max_length=64)
    created_by = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # 最近一次公开变动（发布、更正、撤回）的时间，未公开过的为空：what harvesters ask by.
    changed_at = models.DateTimeField(null=True, blank=True)
    # 最近公开版本的主题：harvesters take a theme as a set, and withdrawn records stay in theirs.
    theme = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "document_key"], condition=~Q(document_key=""), name="record_document_number_once"
            ),
        ]
        indexes = [
            models.Index(fields=["changed_at", "id"], condition=PUBLIC, name="record_changes"),
            models.Index(fields=["organ", "changed_at", "id"], condition=PUBLIC, name="record_organ_changes"),
            models.Index(fields=["kind", "changed_at", "id"], condition=PUBLIC, name="record_kind_changes"),
            models.Index(fields=["theme", "changed_at", "id"], condition=PUBLIC, name="record_theme_changes"),
            models.Index(fields=["withdrawn_at"], condition=Q(withdrawn_at__isnull=False), name="record_withdrawn"),
        ]

    def __str__(self) -> str:
        return self.uid


class EditionQuerySet(models.QuerySet["Edition"]):
    """版本查询：the public starts with `released`, the office with `permission.visible_to`."""

    def released(self, at: datetime) -> "EditionQuerySet":
        """已公开：what the public may see at this instant; the only way into the tables for a public face."""
        return self.filter(state=State.RELEASED, released_at__lte=at)

    def in_states(self, states: Sequence[str]) -> "EditionQuerySet":
        """某些状态：that open ones were never released is said too, for the small index of such rows."""
        rows = self.filter(state__in=states)
        return rows.filter(released_at__isnull=True) if set(states) <= set(OPEN_STATES) else rows

    def among_kinds(self, kinds: Sequence[str]) -> "EditionQuerySet":
        """几种种类之内：where something else narrows the rows more, or orders them.

        Without statistics SQLite takes each kind for ten rows, and would read all it has: the sign before the column
        keeps it from the index of kinds.
        """
        if connection.vendor != "sqlite":
            return self.filter(kind__in=kinds)
        unindexed = models.Func(models.F("kind"), template="+%(expressions)s")
        return self.alias(kind_said=unindexed).filter(kind_said__in=list(kinds))

    def public_history(self, at: datetime) -> "EditionQuerySet":
        """公开历史：released editions and those they replaced, of records that are still public at this instant."""
        current = Edition.objects.filter(record=models.OuterRef("record"), state=State.RELEASED, released_at__lte=at)
        return self.filter(models.Exists(current), state__in=[State.RELEASED, State.SUPERSEDED], released_at__lte=at)


class Edition(models.Model):
    """版本：what a record says at a time; immutable once released."""

    # No index of their own: a constraint and an index below begin with them.
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="editions", db_index=False)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    # 原发布机关：of an edition made public before the record passed to the organ's successor; its manifest names it.
    origin = models.ForeignKey(Organ, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices)
    lock_version = models.PositiveIntegerField(default=1)

    title = models.CharField(max_length=300)
    document_number = models.CharField(max_length=120, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    formed_on = models.DateField(null=True, blank=True)
    addressees = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    attribute = models.CharField(max_length=20, blank=True)
    ground = models.CharField(max_length=10, blank=True)
    ground_note = models.TextField(blank=True)
    rereview_on = models.DateField(null=True, blank=True)
    # 负面清单事项：the entry of the list of what is not published that a withheld record stands on.
    listed_under = models.CharField(max_length=80, blank=True, default="")
    theme = models.CharField(max_length=20, blank=True)
    genre = models.CharField(max_length=20, blank=True)
    art20 = models.CharField(max_length=10, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    identifiers = models.JSONField(default=list, blank=True)
    public_note = models.TextField(blank=True)

    original = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    original_name = models.CharField(max_length=255, blank=True)

    authors = models.JSONField(default=list)
    saved_by = models.CharField(max_length=40)
    saved_by_name = models.CharField(max_length=80)
    saved_at = models.DateTimeField()
    round = models.PositiveIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    release_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    filed_at = models.DateTimeField(null=True, blank=True)
    # 本记录首次发布时间，列表按此排序：a correction does not jump the queue.
    published_at = models.DateTimeField(null=True, blank=True)
    # 公开清单的原文：what the ledger committed to, byte for byte, whatever the code becomes.
    manifest = models.TextField(blank=True)
    salt = models.CharField(max_length=64, blank=True)
    leaf = models.BigIntegerField(null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="edition_number_once"),
            models.UniqueConstraint(fields=["record"], condition=Q(state="released"), name="edition_one_released"),
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(state__in=["draft", "in_review", "approved", "scheduled"]),
                name="edition_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["released", "superseded"]) | Q(released_at__isnull=False, leaf__isnull=False),
                name="edition_released_in_ledger",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(release_at__isnull=False), name="edition_scheduled_has_minute"
            ),
            models.CheckConstraint(
                condition=~Q(state="released") | Q(attribute="proactive"), name="edition_released_is_proactive"
            ),
        ]
        # No index of released rows begins with the state: without statistics SQLite believes a state picks ten rows,
        # and takes such an index before any other. After the order of a list come the columns it is narrowed to, so
        # that a row is read only when it is shown.
        indexes = [
            models.Index(
                fields=["organ", "-published_at", "-id", "kind", "theme", "genre", "art20"],
                condition=Q(state="released"),
                name="edition_organ_list",
            ),
            models.Index(
                fields=["organ", "kind", "-published_at", "-id", "theme", "genre", "art20"],
                condition=Q(state="released"),
                name="edition_organ_kind_list",
            ),
            models.Index(
                fields=["kind", "-published_at", "-id", "genre", "theme", "art20"],
                condition=Q(state="released"),
                name="edition_kind_list",
            ),
            models.Index(
                fields=["genre", "-published_at", "-id", "kind", "theme", "art20"],
                condition=Q(state="released"),
                name="edition_genre_list",
            ),
            models.Index(
                fields=["theme", "-published_at", "-id", "kind", "genre", "art20"],
                condition=Q(state="released"),
                name="edition_theme_list",
            ),
            models.Index(
                fields=["-published_at", "-id", "kind", "genre", "theme", "art20"],
                condition=Q(state="released"),
                name="edition_list",
            ),
            models.Index(
                fields=["origin", "-published_at", "-id"],
                condition=Q(state="released", origin__isnull=False),
                name="edition_origin_list",
            ),
            models.Index(fields=["origin", "record"], condition=Q(origin__isnull=False), name="edition_passed"),
            models.Index(
                fields=["effective_on", "id"],
                condition=Q(state="released", effective_on__isnull=False),
                name="edition_effective",
            ),
            models.Index(
                fields=["expires_on", "id"],
                condition=Q(state="released", expires_on__isnull=False),
                name="edition_expires",
            ),
            models.Index(fields=["organ", "state", "-saved_at"], name="edition_organ_queue"),
            models.Index(fields=["state", "-saved_at"], condition=Q(released_at__isnull=True), name="edition_open"),
            models.Index(fields=["-saved_at", "state"], name="edition_saved"),
            models.Index(fields=["state", "release_at"], condition=Q(state="scheduled"), name="edition_due"),
            models.Index(fields=["state", "rereview_on"], condition=Q(state="filed"), name="edition_rereview"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id}#{self.number}"


class Attachment(models.Model):
    """附件：a file of an edition, in order; the public gets the copy without the office's metadata."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="attachments")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=255)
    file_name = models.CharField(max_length=255)
    original = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    public = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["edition", "position"], name="attachment_position_once")]

    def __str__(self) -> str:
        return self.title


class Relation(models.Model):
    """关联：this edition's record does something to another: interprets, amends, repeals, implements, forwards.

    `target` when we hold it, else `citation` in words.
    """

    class Type(models.TextChoices):
        """关联类型。"""

        INTERPRETS = "interprets", "解读"
        AMENDS = "amends", "修改"
        REPEALS = "repeals", "废止"
        IMPLEMENTS = "implements", "落实"
        FORWARDS = "forwards", "转发"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="relations")
    type = models.CharField(max_length=12, choices=Type.choices)
    target = models.ForeignKey(Record, null=True, blank=True, on_delete=models.PROTECT, related_name="incoming")
    citation = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "type", "target"], condition=Q(target__isnull=False), name="relation_once"
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=False) | ~Q(citation=""), name="relation_points_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.target_id or self.citation}"


class Withdrawal(models.Model):
    """撤回：why a released record is no longer what it was; the tombstone the public meets. The latest one rules."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="withdrawals")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=30)
    note = models.TextField(blank=True)
    successor = models.ForeignKey(Record, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    leaf = models.BigIntegerField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.record_id} {self.reason}"


class DisplacedText(models.Model):
    """未采用的修改：a save that came second, kept whole so that its writer loses nothing."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="displaced")
    content = models.JSONField(default=dict)
    lock_version = models.PositiveIntegerField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.edition_id} {self.by} {self.at:%Y-%m-%d %H:%M}"


class SecretTally(models.Model):
    """涉密计数：how many state secrets an organ holds back in a year (件); the fact and the count, nothing else."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "year"], name="secret_tally_once")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.year} {self.count}"
