"""检索的表：the source the index is made from. The index itself is no model: see migration 0002."""

from django.db import models


class SearchEntry(models.Model):
    """检索条目：what one released thing shows to the search; everything in the index can be rebuilt from here."""

    newness = models.BigIntegerField("新旧", unique=True)
    key = models.CharField("键", max_length=200, unique=True)
    title = models.TextField("标题")
    body = models.TextField("正文")
    numbers = models.JSONField("编号", default=list)
    filters = models.JSONField("筛选", default=list)
    published_at = models.DateTimeField("发布时间")
    seg_version = models.CharField("分词版本", max_length=40, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "检索条目"

    def __str__(self) -> str:
        return self.title
