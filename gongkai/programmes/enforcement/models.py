"""Tables of enforcement besides its registers: cases and stages, changes to publicity, repairs asked for, reports."""

from datetime import UTC

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


class RepairGround(models.TextChoices):
    """不予修复的情形：the conditions of 总局令第45号第十四条 for market regulation, and what needs no rule."""

    UNFULFILLED = "unfulfilled", "没有履行行政处罚决定规定的义务"
    HARM = "harm", "没有消除危害后果或者不良影响"
    AGAIN = "again", "因同一类违法行为再次受到行政处罚"
    LISTED = "listed", "仍在经营异常名录或者严重违法失信名单中"
    STRANGER = "stranger", "申请人不是这项决定的当事人，也没有当事人的委托"
    UNPROVEN = "unproven", "所交的材料不能证明已经改正，经告知仍未补充"
    BARRED = "barred", "按规定不能提前停止公示"
    ENDED = "ended", "这项决定已经不在公示中"


class RepairApplication(models.Model):
    """信用修复申请：the party of a published penalty asks online that its publicity end; and what came of it.

    Who asks, where they are reached and what they write is sealed (`foundation.sealing`), and so is the file that
    proves it. What is granted takes effect by `change`; what is refused one proposes and another decides.
    """

    uid = models.CharField(max_length=12, unique=True)
    number = models.CharField(max_length=60, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    # 行政处罚决定书文号、违法行为类型：as the public read them.
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    # 密封：name, contact and text, and the file; empty once they are erased.
    sealed = models.TextField()
    file = models.BinaryField(null=True, blank=True)
    extension = models.CharField(max_length=8, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    code_hash = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    change = models.OneToOneField(
        PublicityChange, on_delete=models.PROTECT, null=True, blank=True, related_name="application"
    )
    # 不予修复：proposed by a clerk, decided by another; the applicant reads ground, basis and answer.
    ground = models.CharField(max_length=12, choices=RepairGround.choices, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    answer = models.TextField(blank=True)
    proposed_by = models.CharField(max_length=40, blank=True)
    proposed_by_name = models.CharField(max_length=80, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    # 退回的意见：of whoever did not agree to refuse.
    returned = models.TextField(blank=True)
    refused_by_name = models.CharField(max_length=80, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organ", "-received_at"], name="repair_of_organ")]
        constraints = [
            models.CheckConstraint(
                condition=Q(proposed_at__isnull=True) | ~Q(answer="") & ~Q(ground=""), name="repair_refusal_whole"
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True) | Q(proposed_at__isnull=False), name="repair_refusal_proposed"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def reading(self) -> str:
        """拟不予修复的意见的时刻：names the proposal as it was read; another proposal has another."""
        return self.proposed_at.astimezone(UTC).isoformat() if self.proposed_at else ""


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
