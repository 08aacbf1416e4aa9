"""Tables of enforcement besides its registers: cases and their stages, changes to publicity, and yearly reports."""

from django.db import models
from django.db.models import Q

from gongkai.foundation.organs.models import Organ


class EnforcementCase(models.Model):
    """执法案件：a penalty case from its filing on; inside the office until its decision is public."""

    uid = models.CharField(max_length=12, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=80)
    # 案由：may name people, so it never leaves the office.
    name = models.CharField(max_length=200)
    power = models.CharField(max_length=40, blank=True)
    discretion = models.CharField(max_length=40, blank=True)
    filed_on = models.DateField()
    # 行政处罚决定书文号：the key in the register of penalties; empty until decided, or when none was imposed.
    decision = models.CharField(max_length=80, blank=True)
    # 结案：the day it ended without a penalty.
    dropped_on = models.DateField(null=True, blank=True)
    saved_by_name = models.CharField(max_length=80)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], name="enforcement_case_once"),
            models.UniqueConstraint(
                fields=["organ", "decision"], condition=~Q(decision=""), name="enforcement_case_decision"
            ),
        ]
        indexes = [models.Index(fields=["organ", "-filed_on"], name="enforcement_case_filed")]

    def __str__(self) -> str:
        return f"{self.number}"


class CaseStage(models.Model):
    """办案环节：that a case reached a stage on a day; written once."""

    case = models.ForeignKey(EnforcementCase, on_delete=models.PROTECT, related_name="stages", db_index=False)
    stage = models.CharField(max_length=20)
    reached_on = models.DateField()
    remark = models.TextField(blank=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["case", "reached_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "stage"], name="enforcement_stage_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.stage}"


class PublicityChange(models.Model):
    """公示变动：an application for credit repair, or that a published decision was changed, revoked or found void."""

    class Kind(models.TextChoices):
        """变动种类。"""

        REPAIR = "repair", "信用修复"
        WITHDRAWAL = "withdrawal", "撤回公示"

    uid = models.CharField(max_length=12, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    register = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    # 申请之日，或者决定被变更、撤销、确认违法或者确认无效之日。
    arisen_on = models.DateField()
    reason = models.TextField()
    entered_by_name = models.CharField(max_length=80)
    entered_at = models.DateTimeField()
    # 名录调整：by which it takes effect; a new one where the last came back.
    adjustment = models.CharField(max_length=12, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["organ", "-entered_at"], name="publicity_change_of_organ")]

    def __str__(self) -> str:
        return f"{self.register}:{self.key} {self.kind}"


class EnforcementReport(models.Model):
    """行政执法年度报告：the year's numbers of one organ, as computed; public once its signer says so."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    # 数：register or kind → number.
    figures = models.JSONField(default=dict)
    computed_by = models.CharField(max_length=40)
    computed_by_name = models.CharField(max_length=80)
    computed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "year"], name="enforcement_report_once")]
        indexes = [models.Index(fields=["year", "published_at"], name="enforcement_report_year")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.year}"

    @property
    def reading(self) -> str:
        """数据的时刻：names the figures as they were computed; another computation has another."""
        return self.computed_at.isoformat()
