"""Tables of bulk acts: one run over many records, a row each, tried before it is done."""

from django.db import models

from gongkai.foundation.organs.models import Organ


class BulkRun(models.Model):
    """批量办理：one act over a list of records: tried row by row, decided, then done row by row."""

    class Act(models.TextChoices):
        """批量行为。"""

        TRANSFER = "transfer", "移交"
        REDIRECT = "redirect", "整合转向"
        WITHDRAW = "withdraw", "撤回发布"

    class State(models.TextChoices):
        """批量状态。"""

        TRYING = "trying", "正在试办"
        TRIED = "tried", "已试办，待决定"
        RUNNING = "running", "正在办理"
        DONE = "done", "已办完"
        CANCELLED = "cancelled", "已取消"

    uid = models.CharField(max_length=12, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=10, choices=Act.choices)
    # 移交给哪个机关；整合到哪份文件；撤回理由、说明。
    to = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=30, blank=True)
    note = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.TRYING)
    total = models.PositiveIntegerField(default=0)
    proposed_by = models.CharField(max_length=40)
    proposed_by_name = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=40, blank=True)
    decided_by_name = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.uid} {self.act}"


class BulkRow(models.Model):
    """批量一行：what was given, which record it means, what would happen, what happened."""

    class State(models.TextChoices):
        """一行的状态。"""

        WAITING = "waiting", "待试办"
        READY = "ready", "可以办理"
        REFUSED = "refused", "不能办理"
        DONE = "done", "已办理"
        FAILED = "failed", "未办成"

    run = models.ForeignKey(BulkRun, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveIntegerField()
    given = models.CharField(max_length=300)
    to = models.CharField(max_length=300, blank=True)
    record = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    sentence = models.TextField(blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="bulk_row_position_once")]
        indexes = [models.Index(fields=["run", "state", "position"], name="bulk_row_next")]

    def __str__(self) -> str:
        return f"{self.run_id}#{self.position}"
