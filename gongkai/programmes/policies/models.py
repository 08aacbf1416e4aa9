"""Tables of the policies programme."""

from django.db import models


class InterpretationNote(models.Model):
    """解读安排：why a normative document is released without its interpretation: exempt, or promised.

    `record` is the document's public uid; rows are added, never changed, and the latest rules. A promise falls due
    so many working days after release, counted by `rules.interpretation_due`, never stored.
    """

    EXEMPTION, PROMISE = "exemption", "promise"

    record = models.CharField(max_length=12, db_index=True)
    type = models.CharField(max_length=10, choices=[(EXEMPTION, "不作解读"), (PROMISE, "承诺随后解读")])
    reason = models.TextField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.record} {self.type}"
