"""Tables of the search service."""

from datetime import date

from django.db import models


class BestBetQuerySet(models.QuerySet["BestBet"]):
    """推荐结果查询。"""

    def in_force(self, day: date) -> "BestBetQuerySet":
        """有效的：neither taken off nor past its last day."""
        return self.filter(removed_at__isnull=True).filter(models.Q(until__isnull=True) | models.Q(until__gt=day))


class BestBet(models.Model):
    """推荐结果：the record the office puts first for certain words; shown only while the record is public."""

    words = models.CharField(max_length=80)
    record = models.CharField(max_length=12)
    organ = models.CharField(max_length=9)
    reason = models.CharField(max_length=200)
    until = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = BestBetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["words", "record"], condition=models.Q(removed_at__isnull=True), name="best_bet_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.words} → {self.record}"


class MissedQuery(models.Model):
    """无结果检索：words that found nothing on a day, and how often (次); no trace of who asked."""

    day = models.DateField()
    words = models.CharField(max_length=80)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="missed_query_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.words} {self.times}"


class SavedSearch(models.Model):
    """检索订阅：a search somebody wants news of by mail; whoever has its `key` may confirm or end it.

    Ended, the row is erased: nothing of the person stays.
    """

    DAILY, WEEKLY = "daily", "weekly"

    key = models.CharField(max_length=32, unique=True)
    email = models.EmailField(max_length=254)
    scope = models.CharField(max_length=12)
    query = models.CharField(max_length=600)
    rhythm = models.CharField(max_length=6, choices=[(DAILY, "每天"), (WEEKLY, "每周")])
    language = models.CharField(max_length=10, default="zh")
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # 已告知到的时间：what was published after it is news.
    told_until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["email", "scope", "query"], name="saved_search_once")]
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(confirmed_at__isnull=True), name="saved_open")
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.rhythm}"
