"""Tables of the journal."""

from django.db import models


class Entry(models.Model):
    """日志条目：one act that happened; never changed, chained to the one before by its hash.

    `facts` holds identifiers and decisions, never personal data: a person is a `uid` here.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    organ = models.CharField(max_length=9, blank=True)
    act = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "number"], name="journal_subject"),
            models.Index(fields=["organ", "number"], name="journal_organ"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.act} {self.subject}"


class Head(models.Model):
    """日志末端：the last number and hash; the row every writer locks, so that the chain never forks."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
