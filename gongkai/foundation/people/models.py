"""人员表：who works here, in which posts, with which tokens."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import ROLES


class PersonManager(BaseUserManager["Person"]):
    """人员管理器：reads only; people are enrolled by `operations.enrol`."""


class Person(AbstractBaseUser):
    """工作人员：somebody who signs in to work; `uid` is what the journal and other tables know them by."""

    uid = models.CharField("编号", max_length=16, unique=True)
    username = models.CharField("用户名", max_length=64, unique=True)
    name = models.CharField("姓名", max_length=64)
    email = models.EmailField("电子邮箱", blank=True, default="")
    is_active = models.BooleanField("在用", default=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["uid", "name"]

    objects = PersonManager()

    class Meta:
        verbose_name = verbose_name_plural = "工作人员"
        ordering = ("username",)
        constraints = (
            models.CheckConstraint(condition=~Q(uid="") & ~Q(uid="system"), name="person_uid_not_the_systems"),
            models.CheckConstraint(condition=~Q(username=""), name="person_username_present"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """后台站点：always false; there is no Django admin."""
        return False

    @property
    def is_superuser(self) -> bool:
        """超级用户：always false; what a person may do comes from their posts."""
        return False

    def get_full_name(self) -> str:
        """姓名。"""
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    """任职查询。"""

    def on(self, day: date) -> "PostQuerySet":
        """某日在任：the posts held on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


class Post(models.Model):
    """岗位：a role of a person in an organ, from one day until another; `unit` is the office (处室) inside it."""

    person = models.ForeignKey(Person, verbose_name="人员", on_delete=models.PROTECT, related_name="posts")
    organ = models.ForeignKey(Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="posts")
    unit = models.CharField("处室", max_length=80, blank=True, default="")
    role = models.CharField("角色", max_length=24, choices=list(ROLES.items()))
    since = models.DateField("任职日期")
    until = models.DateField("免职日期", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        ordering = ("person_id", "organ_id", "role", "since")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "organ", "role", "unit"], condition=Q(until__isnull=True), name="post_held_once"
            ),
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="post_role_known"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="post_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}：{self.get_role_display()}"


class ApiToken(models.Model):
    """接口令牌：lets a program act as a person; only its SHA-256 is kept."""

    person = models.ForeignKey(Person, verbose_name="人员", on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField("用途", max_length=80)
    token_sha256 = models.CharField("令牌摘要", max_length=64, unique=True)
    last4 = models.CharField("末四位", max_length=4)
    created_at = models.DateTimeField("签发时间")
    until = models.DateField("失效日期")
    revoked_at = models.DateTimeField("吊销时间", null=True, blank=True)
    second_factor = models.BooleanField("签发时已二次验证", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "接口令牌"
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.name}（…{self.last4}）"
