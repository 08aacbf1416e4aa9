"""Tables of casework: a case, and the acts done in it, one after the other, never changed."""

from django.db import models
from django.db.models import Q

from gongkai.foundation.organs.models import Organ


class Case(models.Model):
    """办件：a party's matter before an organ; its state and its dates follow from the acts done in it."""

    uid = models.CharField(max_length=12, unique=True)
    # 办件编号：given when the case is entered, without gaps, one series an organ, a procedure and a year.
    number = models.CharField(max_length=60, unique=True)
    procedure = models.CharField(max_length=40)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    # From here on an index of what the acts say; `jobs.inconsistencies` compares.
    # 最近一次起算之日：a correction or a payment moves it; the first receipt, which statistics count by, stays.
    received_on = models.DateField(null=True, blank=True)
    first_received_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    provisional = models.BooleanField(default=False)
    # 在办：false from an end on; true again when it is taken up anew, while `ended_on` keeps the first end.
    open = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)
    # 办结时的届满日：the last day that stood at the first end, by which it was late or not; empty while suspended.
    ended_due_on = models.DateField(null=True, blank=True)
    # 届满时刻：of a limit in hours.
    due_at = models.DateTimeField(null=True, blank=True)
    # 首次办结的时刻和当时的届满时刻：of a limit in hours, which is kept or not to the instant.
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_due_at = models.DateTimeField(null=True, blank=True)
    # 办理结果：the code of how it ended; empty while it is open.
    result = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organ", "procedure", "due_on", "id"], condition=Q(open=True), name="case_due"),
            models.Index(fields=["organ", "procedure", "state", "-id"], name="case_state"),
            models.Index(fields=["procedure", "ended_on"], name="case_ended"),
            # What a year's statistics read, without touching the rows.
            models.Index(
                fields=["procedure", "organ", "first_received_on", "ended_on", "result"], name="case_statistics"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CaseEvent(models.Model):
    """办理行为记录：one act done in a case; written once."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events", db_index=False)
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=40)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    # 代哪个机关办理：of those the case is assigned to; empty for the organ of the case.
    organ = models.CharField(max_length=9, blank=True)
    # 填写内容：what was given, key to text; personal data stays here and never enters the journal.
    given = models.JSONField(default=dict)

    class Meta:
        ordering = ["case", "number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="case_event_once")]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.number} {self.act}"


class CaseAssignment(models.Model):
    """交办：an organ that handles a case, as main or co-handler, from an act on; an index of the acts."""

    class Part(models.TextChoices):
        """承办分工。"""

        MAIN = "main", "主办"
        CO = "co", "协办"

    class Standing(models.TextChoices):
        """承办情况。"""

        HANDLING = "handling", "承办中"
        RETURNING = "returning", "申请退单"
        DONE = "done", "已办结"
        RELEASED = "released", "不再承办"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=4, choices=Part)
    # 自第几项行为起、至第几项止：`until` is 0 while it stands.
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(default=0)
    standing = models.CharField(max_length=10, choices=Standing)

    class Meta:
        ordering = ["case", "since"]
        constraints = [models.UniqueConstraint(fields=["case", "since"], name="case_assignment_once")]
        indexes = [models.Index(fields=["organ", "standing", "case"], name="case_assigned")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.organ_id} {self.part}"


class ReviewPractice(models.Model):
    """审查分工：whether an organ too small for it lets one person give several of the reviews of one draft, and why."""

    organ = models.OneToOneField(Organ, on_delete=models.PROTECT, related_name="+")
    combined = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.organ_id)
