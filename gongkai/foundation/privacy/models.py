"""个人信息表：what a person decided about a finding; never the value itself."""

from django.db import models


class PrivacyDecision(models.Model):
    """个人信息处理决定：one finding of one subject, by its fingerprint: covered, or kept with a reason.

    `shown` is what stands in its place when it was covered; of what was kept nothing is stored but where it stood.
    """

    KEPT, COVERED = "kept", "covered"

    subject = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)
    part = models.CharField(max_length=40)
    column = models.CharField(max_length=40, blank=True)
    verdict = models.CharField(max_length=8, choices=[(KEPT, "保留"), (COVERED, "遮盖")])
    reason = models.TextField(blank=True)
    shown = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "fingerprint"], name="privacy_one_decision_a_finding"),
            models.CheckConstraint(
                condition=~models.Q(verdict="kept") | ~models.Q(reason=""), name="privacy_kept_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind} {self.verdict}"
