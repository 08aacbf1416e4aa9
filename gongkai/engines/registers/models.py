"""Tables of registers: entries, their versions, and the adjustments that made them."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongkai.foundation.files.models import StoredFile
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ


class RegisterHead(models.Model):
    """名录首部：the single row (id 1) whose lock puts adoptions one after another, so that references stay sound."""

    number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"第{self.number}次调整"


class AdjustmentState(models.TextChoices):
    """调整状态：where an adjustment stands; what is adopted stays adopted unless undone before its day."""

    PROPOSED = "proposed", "待审查"
    ADOPTING = "adopting", "正在公布"
    RETURNED = "returned", "已退回"
    RECALLED = "recalled", "已撤回"
    ADOPTED = "adopted", "已批准"
    UNDONE = "undone", "批准已撤销"


class Adjustment(models.Model):
    """名录调整：one or many changes to a register, proposed, reviewed and adopted together, in force from one day."""

    uid = models.CharField(max_length=12, unique=True)
    register = models.CharField(max_length=40)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    # 施行日期
    since = models.DateField()
    reason = models.TextField()
    basis = models.TextField()
    state = models.CharField(max_length=10, choices=AdjustmentState.choices, default=AdjustmentState.PROPOSED)
    # 内容摘要：of everything that is reviewed; an opinion covers exactly these bytes.
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    proposed_by = models.CharField(max_length=40)
    proposed_by_name = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    # 批准序号：in the order of adoption, over all registers; readers follow changes by it.
    number = models.PositiveIntegerField(null=True, blank=True, unique=True)
    adopted_by = models.CharField(max_length=40, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    # 划转的另一方：the organ that gives entries up or receives them; none where nothing moves.
    other = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    # 退回、撤回或者撤销的理由
    remark = models.TextField(blank=True)
    # 没有公布的原因：why an adoption ordered did not come about; empty when none was refused since.
    refused = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["register", "-number"], condition=Q(number__isnull=False), name="adjustment_announced"
            ),
            models.Index(fields=["organ", "state", "-proposed_at"], name="adjustment_of_organ"),
            models.Index(fields=["other"], condition=Q(other__isnull=False), name="adjustment_of_other"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.uid}"

    @property
    def entered_late(self) -> bool:
        """补录：whether it was adopted after the day from which it is said to hold."""
        return self.adopted_at is not None and self.since < china_date(self.adopted_at)


class ImportState(models.TextChoices):
    """导入状态：how far a file is; one that was only kept waits for nothing."""

    KEPT = "kept", "已保管"
    WAITING = "waiting", "等待核对"
    TRYING = "trying", "正在核对"
    TRIED = "tried", "核对完成"
    UNREADABLE = "unreadable", "读不出来"
    PROPOSING = "proposing", "正在提出"
    PROPOSED = "proposed", "已提出"


class ImportFile(models.Model):
    """导入的文件：kept between its trial and the proposal, for whoever sent it; thrown away then, or after a day.

    A long one is tried and proposed behind: it carries what its adjustment shall be, how far it is, what came of it.
    """

    uid = models.CharField(max_length=12, unique=True)
    register = models.CharField(max_length=40)
    sent_by = models.CharField(max_length=40)
    sent_at = models.DateTimeField(db_index=True)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.KEPT)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    other = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    since = models.DateField(null=True)
    reason = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    # 有问题的行先不提出
    skip = models.BooleanField(default=False)
    # 随表格上传的文件：name → the value that names what was kept.
    enclosed = models.JSONField(default=dict)
    # 行数：known once the file is read.
    size = models.PositiveIntegerField(null=True)
    # 核对结果：numbers, and the first rows of each sort; the rows in question stand whole in `bad`.
    result = models.JSONField(default=dict)
    bad = models.JSONField(default=list)
    # 没有办成的原因
    refused = models.TextField(blank=True)
    # 提出的调整
    adjustment = models.CharField(max_length=12, blank=True)

    def __str__(self) -> str:
        return f"{self.register} {self.uid}"


class AdjustmentLine(models.Model):
    """调整事项：what an adjustment does to one entry; written once."""

    adjustment = models.ForeignKey(Adjustment, on_delete=models.PROTECT, related_name="lines", db_index=False)
    number = models.PositiveIntegerField()
    manner = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    values = models.JSONField(default=dict)
    # 所依据的版本：the number of the version the line was written against; 0 where there was none.
    base = models.PositiveIntegerField()

    class Meta:
        ordering = ["adjustment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["adjustment", "number"], name="adjustment_line_once"),
            models.UniqueConstraint(fields=["adjustment", "key"], name="adjustment_line_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.adjustment_id}#{self.number} {self.key}"


class RegisterEntry(models.Model):
    """名录条目：an identity in a register, under a key it keeps for good; its versions say the rest."""

    register = models.CharField(max_length=40)
    key = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "key"], name="register_entry_once")]

    def __str__(self) -> str:
        return f"{self.register}:{self.key}"


class EntryVersionQuerySet(models.QuerySet["EntryVersion"]):
    """条目版本查询。"""

    def holding(self, day: date) -> "EntryVersionQuerySet":
        """某日有效。"""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gt=day))

    def seen_on(self, today: date | None) -> "EntryVersionQuerySet":
        """公众今天可以看到的：whatever day it is asked of; all of them for the office, which says `None`."""
        if today is None:
            return self
        return self.filter(Q(hidden_from__isnull=True) | Q(hidden_from__gt=today))


class EntryVersion(models.Model):
    """条目版本：what an entry says from one day until another; two of one entry share no day."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    # Of the entry, so that a page of a list is read from one index.
    register = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    # 维护机关：who keeps the entry as long as this version holds; an entry moves by a version with another.
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=300)
    values = models.JSONField(default=dict)
    adopted = models.ForeignKey(Adjustment, on_delete=models.PROTECT, related_name="opened", db_index=False)
    # 终止它的调整：which closed it, so that the undoing of an adoption opens it again.
    ended = models.ForeignKey(Adjustment, on_delete=models.PROTECT, related_name="closed", null=True, blank=True)
    # 撤下它的调整：after whose day the public reads the version no more.
    withdrawn = models.ForeignKey(Adjustment, on_delete=models.PROTECT, related_name="hidden", null=True, blank=True)
    # 自此日起不公开：derived from what the entry says of itself and from `withdrawn`, kept for the indexes.
    hidden_from = models.DateField(null=True, blank=True)

    objects = EntryVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="entry_version_once"),
            models.UniqueConstraint(fields=["entry"], condition=Q(until__isnull=True), name="entry_version_one_open"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="entry_version_span_not_empty"
            ),
        ]
        indexes = [
            # A page of the list as of a day, and an entry's history.
            models.Index(fields=["register", "key", "since", "until", "hidden_from"], name="entry_version_page"),
            # What changed between two days, without reading what did not.
            models.Index(fields=["register", "since", "key", "hidden_from"], name="entry_version_began"),
            models.Index(fields=["register", "until", "key", "hidden_from"], name="entry_version_stopped"),
            models.Index(fields=["adopted", "key"], name="entry_version_adopted"),
            # A page of what one organ keeps.
            models.Index(fields=["organ", "register", "key"], name="entry_version_of_organ"),
        ]

    def __str__(self) -> str:
        return f"{self.register}:{self.key}#{self.number}"


class EntryReference(models.Model):
    """条目引用：that a version names an entry of this or another register; read from either side."""

    version = models.ForeignKey(EntryVersion, on_delete=models.CASCADE, related_name="references")
    field = models.CharField(max_length=40)
    target = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="referenced")

    def __str__(self) -> str:
        return f"{self.version_id} {self.field} → {self.target_id}"


class EntryMark(models.Model):
    """条目标引：a facet's value or a word under which a version is found, in the order of the list."""

    version = models.ForeignKey(EntryVersion, on_delete=models.CASCADE, related_name="marks", db_index=False)
    register = models.CharField(max_length=40)
    mark = models.CharField(max_length=60)
    key = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "mark"], name="entry_mark_once")]
        indexes = [models.Index(fields=["register", "mark", "key", "version"], name="entry_mark_listed")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.mark}"


class RegisterFile(models.Model):
    """名录文件：what an organ uploaded for its registers: as it came, and the copy for everybody."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    public = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    original = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_by = models.CharField(max_length=40)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "public"], name="register_file_once")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.public_id}"


class EntryFile(models.Model):
    """条目文件：that a version names a file in a field everybody reads; what is not here nobody downloads."""

    version = models.ForeignKey(EntryVersion, on_delete=models.CASCADE, related_name="files")
    register = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=140)

    class Meta:
        indexes = [models.Index(fields=["register", "sha256", "version"], name="entry_file_asked")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.sha256[:12]}"
