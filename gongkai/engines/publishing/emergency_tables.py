"""Tables of urgent release: an emergency groups what is released about it; each urgent release owes its reviews."""

from django.db import models
from django.db.models import Q

from gongkai.foundation.organs.models import Organ


class Emergency(models.Model):
    """突发事件：what several releases are about, in the order of their minutes.

    Its name is public with the first release about it, and not before.
    """

    uid = models.CharField(max_length=12, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    began_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="emergency_has_name")]

    def __str__(self) -> str:
        return self.uid


class UrgentRelease(models.Model):
    """紧急发布：a release before its reviews were complete: on whose sign-off, why, and until when they are owed."""

    class State(models.TextChoices):
        """补审状态。"""

        OWED = "owed", "待补审"
        PASSED = "passed", "补审通过"
        REFUSED = "refused", "补审不同意"

    edition = models.OneToOneField("publishing.Edition", on_delete=models.PROTECT, related_name="urgent")
    emergency = models.ForeignKey(Emergency, on_delete=models.PROTECT, related_name="releases")
    reason = models.TextField()
    head = models.CharField(max_length=40)
    head_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OWED)
    remark = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="urgent_release_has_reason")]
        indexes = [models.Index(fields=["due_at"], condition=~Q(state="passed"), name="urgent_release_open")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.state}"
