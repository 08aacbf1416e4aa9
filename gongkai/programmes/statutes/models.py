"""法规库的表：a statute, its versions and their articles; names and citations; what is proposed for it."""

from datetime import date

from django.db import models
from django.db.models import Q

from gongkai.foundation.organs.models import Organ


class Statute(models.Model):
    """法规：a law, regulation or rule; its identity through all its versions. `slug` is its address for good."""

    slug = models.SlugField("网址", max_length=20, unique=True)
    title = models.CharField("标题", max_length=200)
    key = models.CharField("标题归一", max_length=200)
    category = models.CharField("效力位阶", max_length=30, db_index=True)
    region = models.CharField("地区", max_length=60, blank=True, db_index=True)
    issuer = models.CharField("制定机关", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("最近通过或修改的年份", null=True, db_index=True)
    repealed_on = models.DateField("废止日期", null=True)
    repeal_reason = models.CharField("废止依据", max_length=300, blank=True)
    entered_at = models.DateTimeField("入库时间")

    class Meta:
        verbose_name = verbose_name_plural = "法规"
        constraints = [models.UniqueConstraint(fields=["key", "region"], name="statute_once")]

    def __str__(self) -> str:
        return self.title


class StatuteName(models.Model):
    """法规名称：a key under which a statute is cited."""

    statute = models.ForeignKey(Statute, on_delete=models.PROTECT, related_name="names")
    key = models.CharField("名称归一", max_length=200, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "法规名称"
        constraints = [models.UniqueConstraint(fields=["statute", "key"], name="statute_name_once")]

    def __str__(self) -> str:
        return self.key


class StatuteVersionQuerySet(models.QuerySet["StatuteVersion"]):
    """法规版本查询。"""

    def holding(self, day: date) -> "StatuteVersionQuerySet":
        """当日有效的：at most one of each statute."""
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gt=day))


class StatuteVersion(models.Model):
    """法规版本：the text from one day until another (excluded); `adopted_on` is none where no list says it.

    Where no day is known at all, `since` is the founding of the republic and `since_known` is false.
    """

    statute = models.ForeignKey(Statute, on_delete=models.PROTECT, related_name="versions")
    title = models.CharField("标题", max_length=200)
    document_number = models.CharField("文号", max_length=120, blank=True)
    adopted_on = models.DateField("通过或修改日期", null=True)
    since = models.DateField("施行日期")
    since_known = models.BooleanField("施行日期已知", default=True)
    until = models.DateField("失效日期", null=True)
    history = models.JSONField("沿革", default=list)
    preamble = models.TextField("题注", blank=True)
    appended = models.TextField("附件", blank=True)
    sha256 = models.CharField("正文的摘要", max_length=64)
    size = models.PositiveIntegerField("条数")
    entered_at = models.DateTimeField("入库时间")
    by = models.CharField("录入人", max_length=40)

    objects = StatuteVersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "法规版本"
        constraints = [
            models.UniqueConstraint(fields=["statute", "since"], name="statute_version_once_a_day"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=models.F("since")), name="statute_version_holds_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.since}"


class StatuteArticle(models.Model):
    """法规条文：one article of one version; `place` is its order. A text without articles is one with number 0."""

    version = models.ForeignKey(StatuteVersion, on_delete=models.PROTECT, related_name="articles")
    place = models.PositiveIntegerField("次序")
    number = models.PositiveIntegerField("条")
    inserted = models.PositiveIntegerField("之", default=0)
    label = models.CharField("条的写法", max_length=40, blank=True)
    chapter = models.CharField("编章节", max_length=200, blank=True)
    text = models.TextField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "法规条文"
        constraints = [
            models.UniqueConstraint(fields=["version", "place"], name="article_place_once"),
            models.UniqueConstraint(fields=["version", "number", "inserted"], name="article_once"),
        ]

    def __str__(self) -> str:
        return self.label


class StatuteCitation(models.Model):
    """条文引用：that a text cites a statute by this name, and which article (0: as a whole). Derived from the text.

    `source` is `statute:<slug>` or `record:<uid>`; `source_place` the article it stands in.
    """

    source = models.CharField("出处", max_length=40, db_index=True)
    source_place = models.CharField("出处的条", max_length=12, blank=True)
    key = models.CharField("所引的名称", max_length=200)
    number = models.PositiveIntegerField("条", default=0)
    inserted = models.PositiveIntegerField("之", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "条文引用"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_place", "key", "number", "inserted"], name="statute_citation_once"
            )
        ]
        indexes = [models.Index(fields=["key", "number", "inserted"], name="statute_cited")]

    def __str__(self) -> str:
        return f"{self.source} → {self.key}"


class ProposalState(models.TextChoices):
    """法规变动状态：where a proposal stands."""

    PROPOSED = "proposed", "待批准"
    ADOPTED = "adopted", "已入库"
    RETURNED = "returned", "已退回"
    RECALLED = "recalled", "已撤回"


class StatuteProposal(models.Model):
    """法规变动：a new statute, a new version or a repeal, proposed by one person, decided by another; kept."""

    class Kind(models.TextChoices):
        """变动种类。"""

        VERSION = "version", "新版本"
        REPEAL = "repeal", "废止"

    uid = models.CharField("编号", max_length=12, unique=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name="提出机关")
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    statute = models.ForeignKey(Statute, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="法规")
    title = models.CharField("标题", max_length=200)
    category = models.CharField("效力位阶", max_length=30)
    region = models.CharField("地区", max_length=60, blank=True)
    issuer = models.CharField("制定机关", max_length=200, blank=True)
    document_number = models.CharField("文号", max_length=120, blank=True)
    adopted_on = models.DateField("通过或修改日期", null=True)
    # 施行日期，废止的为废止日期
    since = models.DateField("自何日起")
    history = models.JSONField("沿革", default=list)
    body = models.TextField("正文", blank=True)
    reason = models.CharField("依据", max_length=300)
    sha256 = models.CharField("内容摘要", max_length=64)
    state = models.CharField("状态", max_length=10, choices=ProposalState.choices, default=ProposalState.PROPOSED)
    proposed_by = models.CharField("提出人", max_length=40)
    proposed_by_name = models.CharField("提出人姓名", max_length=80)
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.CharField("办理人", max_length=40, blank=True)
    decided_by_name = models.CharField("办理人姓名", max_length=80, blank=True)
    decided_at = models.DateTimeField("办理时间", null=True)
    remark = models.TextField("退回或者撤回的理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "法规变动"
        indexes = [models.Index(fields=["-proposed_at"], name="statute_proposal_newest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.title}"
