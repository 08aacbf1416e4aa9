"""行政区划表：the divisions of the country, each row one name of one code during one span of days."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongkai.foundation.places import rules


class Level(models.IntegerChoices):
    """区划层级：the five levels of the division of the country."""

    PROVINCE = 1, "省级"
    CITY = 2, "地级"
    COUNTY = 3, "县级"
    TOWNSHIP = 4, "乡级"
    VILLAGE = 5, "村级"


class PlaceQuerySet(models.QuerySet["Place"]):
    """区划查询。"""

    def on(self, day: date) -> "PlaceQuerySet":
        """某日有效：the rows in force on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)

    def open(self) -> "PlaceQuerySet":
        """现行：the rows without an end."""
        return self.filter(until__isnull=True)

    def under(self, code: str) -> "PlaceQuerySet":
        """本级及下级：the place of this code and everything below it, at any time."""
        first, last = rules.subtree(code)
        return self.filter(code__gte=first, code__lte=last)


class Place(models.Model):
    """行政区划：a division of the country under one name, from one day until another (GB/T 2260).

    `code` is the stem of the national code: 2 digits for a province, 4 city, 6 county, 9 township, 12 village, so that
    everything below a place begins with its code. `padded` is the form printed on documents. A renamed division keeps
    its code and gets a new row; a table that refers to a place refers to a row and asks `queries` for a day's name.
    """

    code = models.CharField("区划代码", max_length=12)
    name = models.CharField("名称", max_length=64)
    level = models.PositiveSmallIntegerField("层级", choices=Level.choices)
    parent = models.ForeignKey(
        "self", verbose_name="上级区划", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        ordering = ("code", "since")
        constraints = (
            models.UniqueConstraint(fields=["code", "since"], name="place_code_since_unique"),
            models.UniqueConstraint(fields=["code"], condition=Q(until__isnull=True), name="place_one_open_row"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="place_span_not_empty"
            ),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="place_level_one_to_five"),
        )

    def __str__(self) -> str:
        return f"{self.name}（{self.padded}）"

    @property
    def padded(self) -> str:
        """国标代码：the code as GB/T 2260 prints it, 6 digits down to the county and 12 below."""
        return rules.padded(self.code)
