"""用语表：what an office adds to the shipped list, or takes off it."""

from django.db import models

from gongkai.foundation.organs.models import Organ


class Wording(models.Model):
    """用语规则：`wrong` is not written, `right` is; of one organ, or common to all when it has none.

    An empty `right` takes a rule of the shipped or the common list off: the word is in order here.
    """

    organ = models.ForeignKey(Organ, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    wrong = models.CharField(max_length=60)
    right = models.CharField(max_length=60, blank=True)
    group = models.CharField(max_length=20)
    note = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ["wrong", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "wrong"], condition=models.Q(organ__isnull=False), name="wording_once_an_organ"
            ),
            models.UniqueConstraint(
                fields=["wrong"], condition=models.Q(organ__isnull=True), name="wording_once_in_common"
            ),
            models.CheckConstraint(condition=~models.Q(wrong=""), name="wording_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.wrong}→{self.right}"
