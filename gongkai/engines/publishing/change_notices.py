"""变动公示：what was corrected, withdrawn, released late or before its reviews, one row for each such leaf."""

from django.db import models

from gongkai.foundation.organs.models import Organ


class ChangeNotice(models.Model):
    """变动公示：one correction, withdrawal, late or urgent release, as it was entered in the ledger.

    `days_late` counts days after the last lawful one; `urgent` is what was released before its reviews, of
    whatever kind it is besides. Nothing of the content stands here: what may be shown of it is
    asked of the record each time.
    """

    class Kind(models.TextChoices):
        """变动种类。"""

        CORRECTED = "corrected", "更正"
        WITHDRAWN = "withdrawn", "撤回"
        LATE = "late", "逾期公开"
        URGENT = "urgent", "紧急发布"

    leaf = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    record = models.ForeignKey("publishing.Record", on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey("publishing.Edition", on_delete=models.PROTECT, related_name="+", db_index=False)
    days_late = models.PositiveIntegerField(default=0)
    urgent = models.BooleanField(default=False)

    class Meta:
        # Leaves are numbered in the order of time: the number alone is the order of every list.
        indexes = [
            models.Index(fields=["kind", "-leaf"], name="change_kind_list"),
            models.Index(fields=["organ", "-leaf", "kind"], name="change_organ_list"),
            models.Index(fields=["at", "kind"], name="change_month"),
            models.Index(fields=["-leaf"], condition=models.Q(urgent=True), name="change_urgent"),
        ]

    def __str__(self) -> str:
        return f"{self.leaf} {self.kind}"
