"""The counters of what is derived; acts themselves are counted by the journal."""

from django.db import models


class Derived(models.Model):
    """派生数据计数：how often something derived has changed: the search index, the checkpoints of the ledger."""

    name = models.CharField(max_length=20, primary_key=True)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
