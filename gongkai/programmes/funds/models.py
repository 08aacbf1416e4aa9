"""Tables of public money: what people object to; everything else stands in registers."""

from django.db import models

from gongkai.foundation.organs.models import Organ


class ObjectionFinding(models.TextChoices):
    """异议核查结论：what the organ found."""

    TRUE = "true", "反映属实，已经改正"
    PARTLY = "partly", "部分属实，已经改正"
    UNTRUE = "untrue", "经核查，情况不属实"
    OTHER = "other", "不属于本机关，已告知向谁反映"


class FundObjection(models.Model):
    """资金异议：what somebody says is wrong with money that came, or did not come, to a place; and the organ's answer.

    Who objects, where they say so, is sealed (`foundation.sealing`), and so is what they write: a villager's words name
    neighbours. `about` is the register and key of the entry, where there is one.
    """

    uid = models.CharField(max_length=12, unique=True)
    number = models.CharField(max_length=60, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=12, blank=True)
    about = models.CharField(max_length=130, blank=True)
    # 所指的事项：the public title of the entry, or the name of the place.
    title = models.CharField(max_length=300)
    anonymous = models.BooleanField()
    # 密封：name, contact and text; empty once they are erased.
    sealed = models.TextField()
    erased_at = models.DateTimeField(null=True, blank=True)
    code_hash = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    finding = models.CharField(max_length=10, choices=ObjectionFinding.choices, blank=True)
    # 答复：plain words for whoever objected, shown to them alone.
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_by_name = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organ", "answered_at", "-received_at"], name="fund_objection_of_organ"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | ~models.Q(answer="") & ~models.Q(finding=""),
                name="fund_objection_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number
