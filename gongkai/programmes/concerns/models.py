"""Tables of public concern: what was said in public, where it is looked for, and the statements made on it."""

from django.db import models
from django.db.models import Q

from gongkai.engines.casework.models import Case
from gongkai.foundation.organs.models import Organ


class Feed(models.Model):
    """信息源：an RSS or Atom feed that is read for an organ; `stopped_at` once it no longer is."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    url = models.CharField(max_length=500)
    added_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    # 上次没有读成的原因：empty when it was read.
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "url"], condition=Q(stopped_at=None), name="feed_once")]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """舆情条目：one thing said in public, as it was found; it belongs to a topic, or was set aside, or waits."""

    class Channel(models.TextChoices):
        """来源方式。"""

        HAND = "hand", "人工登记"
        FEED = "feed", "信息源"
        FILE = "file", "表格导入"
        API = "api", "接口"

    uid = models.CharField(max_length=12, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", db_index=False)
    # 主题：the case in which it is dealt with.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="items", null=True, blank=True)
    # 转载：the first item that says the same.
    repeats = models.ForeignKey("self", on_delete=models.PROTECT, related_name="repeated", null=True, blank=True)
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=100)
    url = models.CharField(max_length=1000, blank=True)
    url_key = models.CharField(max_length=64, blank=True)
    words = models.TextField(blank=True)
    found_at = models.DateTimeField()
    channel = models.CharField(max_length=4, choices=Channel)
    # 不处理的理由：empty unless it was set aside.
    set_aside = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "url_key"], condition=~Q(url_key=""), name="item_url_once")
        ]
        indexes = [
            models.Index(fields=["organ", "-found_at"], name="item_found"),
            models.Index(fields=["organ", "-id"], condition=Q(case=None, set_aside=""), name="item_waiting"),
        ]

    def __str__(self) -> str:
        return self.uid


class Statement(models.Model):
    """回应：a statement on a topic; its text, reviews and editions are those of its record."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="statements", db_index=False)
    record = models.CharField(max_length=12, unique=True)
    # 第几次发布：in the order they were proposed.
    number = models.PositiveIntegerField()
    # 已登记发布的版次：0 before the first.
    noted = models.PositiveIntegerField(default=0)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ["case", "number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="statement_number_once")]

    def __str__(self) -> str:
        return self.record
