"""Tables of review."""

from django.db import models


class Opinion(models.Model):
    """审查意见：what one reviewer said of exactly these bytes, at one step, in one round of submission."""

    APPROVED, RETURNED = "approved", "returned"

    subject = models.CharField(max_length=80)
    round = models.PositiveIntegerField()
    step = models.CharField(max_length=40)
    verdict = models.CharField(max_length=10, choices=[(APPROVED, "同意"), (RETURNED, "退回")])
    sha256 = models.CharField(max_length=64)
    reviewer = models.CharField(max_length=40)
    reviewer_name = models.CharField(max_length=80)
    remark = models.TextField(blank=True)
    at = models.DateTimeField()
    # 撤销时间：taken back by its reviewer before anything came of it; it stays to be read and counts no more.
    retracted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "round", "step"],
                condition=models.Q(retracted_at__isnull=True),
                name="review_one_opinion_a_step",
            ),
        ]
        indexes = [models.Index(fields=["subject", "round", "step"], name="review_of_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.round} {self.step} {self.verdict}"
