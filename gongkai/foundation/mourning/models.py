"""哀悼表：spans of whole days in China."""

from django.db import models
from django.db.models import F, Q


class Mourning(models.Model):
    """哀悼期：from one day until another, excluded; on whose notice; lifted early or not."""

    from_on = models.DateField("开始日期")
    until_on = models.DateField("结束日期")
    notice = models.CharField("依据的公告", max_length=200)
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="mourning_span_not_empty"),
            models.CheckConstraint(condition=~Q(notice=""), name="mourning_has_notice"),
        ]

    def __str__(self) -> str:
        return f"{self.from_on}–{self.until_on}"
