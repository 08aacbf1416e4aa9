"""Tables of the hotline: what somebody told it, beside the case in which it is handled."""

from django.db import models

from gongkai.engines.casework.models import Case
from gongkai.foundation.organs.models import Organ


class Message(models.Model):
    """诉求：what somebody asks, complains of or reports; one for each case.

    Who it is and how to reach them is sealed (`foundation.sealing`); of a 举报 and of what is to be kept confidential
    the words are sealed too, since they may tell who speaks.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="message")
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    # 办理期限方案：that of the platform when the message came; a later choice does not move its limit.
    profile = models.CharField(max_length=20)
    matter = models.CharField(max_length=20)
    # 发生地点：a division code, and the rest of the address in words.
    place = models.CharField(max_length=12, blank=True)
    address = models.CharField(max_length=300, blank=True)
    # 内容：empty where the words are sealed.
    text = models.TextField(blank=True)
    # 承办内容：where the words are sealed, what the office wrote for those who handle the message, without who speaks.
    handed = models.TextField(blank=True)
    # 并入：the leading case a repeat was merged into; an index of the act.
    leading = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="followers")
    # 密封：name, contact and, where confidential, the words; see `contents.Person`.
    sealed = models.TextField(blank=True)
    # 同一人的标记：empty for the anonymous.
    person = models.CharField(max_length=64, blank=True)
    anonymous = models.BooleanField(default=False)
    confidential = models.BooleanField(default=False)
    # 查询码：only its hash; the code itself was shown once.
    code_hash = models.CharField(max_length=64)
    # 同一内容：keyed mark of the words, the same for those who say the same.
    alike = models.CharField(max_length=64)
    language = models.CharField(max_length=2, default="zh")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["alike", "-id"], name="message_alike"),
            models.Index(fields=["matter", "place", "-at"], name="message_matter"),
        ]

    def __str__(self) -> str:
        return str(self.case_id)

    @property
    def told(self) -> str:
        """承办单位所见：the words as those who handle the message read them; empty until the office wrote them."""
        return self.handed if self.confidential else self.text


class HotlinePlatform(models.Model):
    """热线平台：an organ that runs a hotline, and the profile of time limits its messages get from now on."""

    organ = models.OneToOneField(Organ, on_delete=models.PROTECT, related_name="+")
    profile = models.CharField(max_length=20)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.organ_id} {self.profile}"
