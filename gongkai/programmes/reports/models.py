"""Tables of the annual report: the reports, the days an authority sets for them, and the register of challenges."""

from django.db import models
from django.db.models import F, Q

from gongkai.foundation.organs.models import Organ


class Stage(models.TextChoices):
    """报告阶段：whether it is public is not a state here; publishing knows."""

    DRAFT = "draft", "编制中"
    IN_REVIEW = "in_review", "审核中"
    APPROVED = "approved", "审核通过"
    HANDED_OVER = "handed_over", "已交付发布"


class AnnualReport(models.Model):
    """政府信息公开工作年度报告：one organ's report for one year: its cells, its text, how far it has come."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=20)
    state = models.CharField(max_length=12, choices=Stage.choices, default=Stage.DRAFT)
    # 数格：key → {"number": text, "origin": …, "computed": text}；没有的格为空白。
    cells = models.JSONField(default=dict)
    # 文字部分：id → 规范 HTML。
    sections = models.JSONField(default=dict)
    # 说明：constraint id → reason.
    explained = models.JSONField(default=dict)
    # 汇总的机关：codes of the organs whose reports were added into this one.
    parts = models.JSONField(default=list)
    computed_at = models.DateTimeField(null=True, blank=True)
    lock_version = models.PositiveIntegerField(default=1)
    authors = models.JSONField(default=list)
    saved_by = models.CharField(max_length=40)
    saved_by_name = models.CharField(max_length=80)
    saved_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)
    approved_by_name = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    # 发布的政府信息：uid of the record it was handed over as.
    record = models.CharField(max_length=12, blank=True)
    # 公布的数：number of the edition it was handed over as → key → number; a draft of later does not change them.
    figures = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "year"], name="report_once_a_year"),
            models.CheckConstraint(
                condition=~Q(state__in=["in_review", "approved"]) | ~Q(sha256=""), name="report_reviewed_has_hash"
            ),
            models.CheckConstraint(
                condition=~Q(state="handed_over") | ~Q(record=""), name="report_handed_over_has_record"
            ),
        ]
        indexes = [models.Index(fields=["year", "state"], name="report_year_state")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.year}"


class InternalDue(models.Model):
    """内部报送期限：the day an openness office sets for the reports of its place, earlier than the law's."""

    place = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "year"], name="internal_due_once")]

    def __str__(self) -> str:
        return f"{self.place} {self.year} {self.due_on}"


class Challenge(models.Model):
    """复议诉讼案件：a review or a suit over an organ's disclosure work; the register table 四 is made from."""

    class Route(models.TextChoices):
        """途径：the three groups of columns of table 四."""

        REVIEW = "review", "行政复议"
        DIRECT = "direct", "未经复议直接起诉"
        AFTER = "after", "复议后起诉"

    class Outcome(models.TextChoices):
        """审理结果：empty while it is open."""

        UPHELD = "upheld", "结果维持"
        CORRECTED = "corrected", "结果纠正"
        OTHER = "other", "其他结果"

    uid = models.CharField(max_length=12, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    route = models.CharField(max_length=8, choices=Route.choices)
    # 所涉申请：uid of the case it is about; empty for one that is not about a request (主动公开等).
    case = models.CharField(max_length=12, blank=True, db_index=True)
    authority = models.CharField(max_length=120)
    number = models.CharField(max_length=80, blank=True)
    filed_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    saved_by_name = models.CharField(max_length=80)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_on__isnull=True) | (~Q(outcome="") & Q(decided_on__isnull=False)),
                name="challenge_outcome_with_day",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("filed_on")), name="challenge_days_in_order"
            ),
            models.UniqueConstraint(
                fields=["organ", "authority", "number"], condition=~Q(number=""), name="challenge_number_once"
            ),
        ]
        indexes = [models.Index(fields=["organ", "-filed_on", "-id"], name="challenge_organ")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.route} {self.filed_on}"
