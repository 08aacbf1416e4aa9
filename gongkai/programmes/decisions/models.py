"""Tables of decisions: what a matter is beside its case, its papers, its hearings and who enrolled for them."""

from django.db import models

from gongkai.engines.casework.models import Case
from gongkai.foundation.organs.models import Organ


class DecisionMatter(models.Model):
    """决策事项：of a case, what lists are asked by; follows from its acts."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision_matter")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    # 决策事项目录编号：key of its entry; empty for one that came up in the year.
    entry = models.CharField(max_length=40, blank=True)
    # 登记的意见征集：public identifier of the one last cited; one is cited by one matter.
    consultation = models.CharField(max_length=12, blank=True, default="")
    # 依法不予公开：nothing of it is public.
    secret = models.BooleanField()
    started_at = models.DateTimeField()
    # 最近办理：of what the public sees of it.
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organ", "year", "secret"], name="decision_listed")]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation"], condition=~models.Q(consultation=""), name="decision_cites_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organ_id}-{self.year}"


class DecisionPaper(models.Model):
    """决策文件：a decision, a notice or a report; its text, reviews and editions are those of its record."""

    class Role(models.TextChoices):
        """哪一种文件。"""

        DECISION = "decision", "决策"
        NOTICE = "notice", "听证会公告"
        EVALUATION = "evaluation", "决策后评估报告"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decision_papers")
    role = models.CharField(max_length=10, choices=Role)
    record = models.CharField(max_length=12, unique=True)
    # 已登记发布：its first release is noted in the matter.
    noted = models.BooleanField(default=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.record


class FiledPaper(models.Model):
    """归档材料：a paper of the process as it was signed or received, sealed; never public, only in the archive."""

    uid = models.CharField(max_length=12, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="filed_papers")
    # 材料名称：one of the papers of the steps, or another.
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    extension = models.CharField(max_length=5)
    sealed = models.BinaryField()
    # 字节数 and digest of the file itself, not of what is sealed.
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    # 作废的理由：empty while it counts.
    void_reason = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.uid


class DecisionHearing(models.Model):
    """听证会：when and where, how many seats, until when one may enrol; public once its notice is released."""

    uid = models.CharField(max_length=12, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hearings")
    paper = models.OneToOneField(DecisionPaper, on_delete=models.PROTECT, related_name="hearing")
    title = models.CharField(max_length=300)
    held_on = models.DateField()
    time = models.CharField(max_length=60)
    place = models.CharField(max_length=200)
    seats = models.PositiveSmallIntegerField()
    enrol_until = models.DateField()
    method = models.TextField()
    # 遴选情况：how the participants were chosen; empty before.
    chosen_how = models.TextField(blank=True)
    chosen_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["held_on"], name="decision_hearing_day")]

    def __str__(self) -> str:
        return self.uid


class HearingStake(models.TextChoices):
    """报名人代表的方面：so that all sides are heard (第十六条第三款)."""

    AFFECTED = "affected", "受影响的群众"
    ENTERPRISE = "enterprise", "有关企业、行业协会"
    GROUP = "group", "人民团体、社会组织"
    EXPERT = "expert", "专业人士"
    OTHER = "other", "其他关心这件事的人"


class HearingEnrolment(models.Model):
    """听证会报名：somebody who wants to be heard; name and contact are sealed, and the name public once chosen."""

    hearing = models.ForeignKey(DecisionHearing, on_delete=models.PROTECT, related_name="enrolments")
    number = models.PositiveIntegerField()
    stake = models.CharField(max_length=10, choices=HearingStake.choices)
    # 密封：name, contact and what they want to say; empty once they are erased.
    sealed = models.TextField()
    code_hash = models.CharField(max_length=64)
    chosen = models.BooleanField(default=False)
    # 公布的姓名：of who was chosen, as they agreed when they enrolled.
    public_name = models.CharField(max_length=60, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["hearing", "number"]
        constraints = [
            models.UniqueConstraint(fields=["hearing", "number"], name="enrolment_once"),
            models.UniqueConstraint(fields=["hearing", "code_hash"], name="enrolment_form_once"),
        ]

    def __str__(self) -> str:
        return f"{self.hearing_id}-{self.number}"
