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
    names = models.JSONField("机关名称", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "检索条目"

    def __str__(self) -> str:
        return self.title


class SearchWording(models.Model):
    """检索用语：a word, phrase, name or series of numbers that entries carry, and how many do; none that none does.

    `shape` is the `seg_version` of the entries counted: while an index is renewed, words of both shapes stand here.
    """

    kind = models.CharField("种类", max_length=8)
    text = models.CharField("用语", max_length=40, db_index=True)
    backwards = models.CharField("倒写", max_length=40, db_index=True)
    pinyin = models.CharField("全拼", max_length=200, db_index=True)
    initials = models.CharField("首字母", max_length=40, db_index=True)
    blurred = models.CharField("模糊音", max_length=200, db_index=True)
    head = models.CharField("首字", max_length=1)
    letter = models.CharField("首字的首字母", max_length=1)
    entries = models.PositiveIntegerField("条目数")
    shape = models.CharField("形制", max_length=40, default="", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "检索用语"
        constraints = [
            models.UniqueConstraint(fields=["text", "kind", "shape"], name="search_wording_once_a_shape"),
            models.CheckConstraint(condition=models.Q(entries__gt=0), name="search_wording_is_carried"),
        ]
        indexes = [
            models.Index(fields=["head", "-entries"], name="search_wording_head"),
            models.Index(fields=["letter", "-entries"], name="search_wording_letter"),
            models.Index(fields=["kind", "-entries"], name="search_wording_kind"),
        ]

    def __str__(self) -> str:
        return self.text


class SearchPending(models.Model):
    """待同步：a row of the index that the server beside the database has not been told of; the latest note has the
    largest number.
    """

    newness = models.BigIntegerField("新旧", unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "待同步的索引行"

    def __str__(self) -> str:
        return str(self.newness)


class SearchMirror(models.Model):
    """检索镜像：the server beside the database; `whole` when everything was carried over to it once."""

    name = models.CharField("服务", max_length=300, unique=True)
    whole = models.BooleanField("已装全", default=False)
    problem = models.CharField("最近的问题", max_length=500, default="", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "检索镜像"

    def __str__(self) -> str:
        return self.name
