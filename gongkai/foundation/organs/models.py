"""机关表：an organ is an identity; its names are dated and its successors recorded."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from gongkai.foundation.places import rules as places
from gongkai.foundation.places.models import Place


class Kind(models.TextChoices):
    """机关类别：what sort of organ it is."""

    GOVERNMENT = "government", "人民政府"
    OFFICE = "office", "政府办公厅（室）"
    DEPARTMENT = "department", "工作部门"
    TOWNSHIP = "township", "乡镇人民政府、街道办事处"
    INSTITUTION = "institution", "事业单位及其他组织"


class OrganQuerySet(models.QuerySet["Organ"]):
    """机关查询。"""

    def on(self, day: date) -> "OrganQuerySet":
        """某日存续：the organs not yet abolished on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day))

    def in_place(self, code: str) -> "OrganQuerySet":
        """辖区机关：the organs of a place and of everything below it."""
        first, last = places.subtree(places.stem(code))
        return self.filter(place__code__gte=first, place__code__lte=last)

    def named(self, day: date) -> "OrganQuerySet":
        """带名称：each organ with `.name` and `.short_name` of a day, or the nearest it ever bore."""
        names = OrganName.objects.filter(organ=OuterRef("pk"))
        before = names.filter(since__lte=day).order_by("-since")
        after = names.order_by("since")
        names_of_the_day = {
            column: Coalesce(Subquery(before.values(column)[:1]), Subquery(after.values(column)[:1]))
            for column in ("name", "short_name")
        }
        return self.annotate(**names_of_the_day)


class Organ(models.Model):
    """行政机关：a body that performs public duties and answers for its own disclosure, whatever it is called today.

    依据：政府信息公开条例第十条（公开主体）、第十二条（指南应载明的公开机构联系方式）。
    """

    uid = models.CharField("编号", max_length=16, unique=True)
    code = models.CharField("组织机构代码", max_length=9, unique=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True, default="")
    place = models.ForeignKey(Place, verbose_name="行政区划", on_delete=models.PROTECT, related_name="organs")
    parent = models.ForeignKey(
        "self", verbose_name="主管机关", null=True, blank=True, on_delete=models.PROTECT, related_name="subordinates"
    )
    kind = models.CharField("类别", max_length=16, choices=Kind.choices)
    until = models.DateField("撤销日期", null=True, blank=True)
    foi_office = models.CharField("政府信息公开工作机构", max_length=120, blank=True, default="")
    address = models.CharField("办公地址", max_length=200, blank=True, default="")
    office_hours = models.CharField("办公时间", max_length=200, blank=True, default="")
    phone = models.CharField("联系电话", max_length=64, blank=True, default="")
    fax = models.CharField("传真号码", max_length=64, blank=True, default="")
    email = models.CharField("电子邮箱", max_length=120, blank=True, default="")
    postcode = models.CharField("邮政编码", max_length=6, blank=True, default="")

    if TYPE_CHECKING:  # put there by `OrganQuerySet.named` and absent without it
        name: str
        short_name: str

    objects = OrganQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政机关"
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                fields=["credit_code"], condition=~Q(credit_code=""), name="organ_credit_code_unique"
            ),
            models.CheckConstraint(condition=~Q(code=""), name="organ_code_present"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="organ_kind_known"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="organ_not_its_own_parent"
            ),
        )

    def __str__(self) -> str:
        return self.code


class OrganName(models.Model):
    """机关名称：a name an organ bears from one day until another; two never overlap and at most one is open."""

    organ = models.ForeignKey(Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="names")
    name = models.CharField("全称", max_length=120)
    short_name = models.CharField("简称", max_length=40, blank=True, default="")
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "机关名称"
        ordering = ("organ_id", "since")
        constraints = (
            models.UniqueConstraint(fields=["organ", "since"], name="organ_name_since_unique"),
            models.UniqueConstraint(fields=["organ"], condition=Q(until__isnull=True), name="organ_name_one_open"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="organ_name_span_not_empty"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organ_name_present"),
        )

    def __str__(self) -> str:
        return self.name


class OrganSuccession(models.Model):
    """机构承继：one organ takes over the duties of another, by merger, split or replacement."""

    predecessor = models.ForeignKey(
        Organ, verbose_name="原机关", on_delete=models.PROTECT, related_name="successions_from"
    )
    successor = models.ForeignKey(
        Organ, verbose_name="承继机关", on_delete=models.PROTECT, related_name="successions_to"
    )
    on = models.DateField("承继日期")
    basis = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "机构承继"
        ordering = ("on", "id")
        constraints = (
            models.UniqueConstraint(fields=["predecessor", "successor"], name="organ_succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="organ_succession_between_two"),
            models.CheckConstraint(condition=~Q(basis=""), name="organ_succession_has_basis"),
        )

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}（{self.on}）"
