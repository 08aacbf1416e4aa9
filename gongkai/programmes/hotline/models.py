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
            models.Index(fields=["at"], name="message_at"),
        ]

    def __str__(self) -> str:
        return str(self.case_id)

    @property
    def told(self) -> str:
        """承办单位所见：the words as those who handle the message read them; empty until the office wrote them."""
        return self.handed if self.confidential else self.text


class SpokenOf(models.Model):
    """所指的公开内容：the public entry a message speaks of, as `register:key`; most messages name none."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="spoken_of")
    about = models.CharField(max_length=130, db_index=True)

    def __str__(self) -> str:
        return self.about


class HotlinePlatform(models.Model):
    """热线平台：an organ that runs a hotline, and the profile of time limits its messages get from now on."""

    organ = models.OneToOneField(Organ, on_delete=models.PROTECT, related_name="+")
    profile = models.CharField(max_length=20)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.organ_id} {self.profile}"


class MessageDraft(models.Model):
    """诉求草稿：what somebody has filled in so far, sealed; opened by whoever has its address, and erased in time."""

    key_hash = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    saved_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key_hash[:8]


class MessagePhoto(models.Model):
    """诉求照片：a sealed picture without where and with what it was taken; with a draft until handed in, then with its
    message.
    """

    uid = models.CharField(max_length=12, unique=True)
    draft = models.ForeignKey(MessageDraft, on_delete=models.CASCADE, null=True, blank=True, related_name="photos")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, blank=True, related_name="photos")
    sealed = models.BinaryField()
    extension = models.CharField(max_length=4)
    # 字节数：of the picture itself, not of what is sealed.
    size = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft__isnull=True, message__isnull=False)
                | models.Q(draft__isnull=False, message__isnull=True),
                name="message_photo_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.uid


class MessageAddition(models.Model):
    """诉求补充：what somebody wrote later: a supplement, why it is to be done again, what they say of how it was done.

    Sealed where the words of the message are, empty otherwise.
    """

    class About(models.TextChoices):
        """补充的事由。"""

        MORE = "more", "补充说明"
        AGAIN = "again", "要求重办的理由"
        RATED = "rated", "评价"

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="additions")
    about = models.CharField(max_length=8, choices=About)
    text = models.TextField(blank=True)
    sealed = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.message_id} {self.about}"


class CasePublication(models.Model):
    """公开的诉求：an answered case that was drafted as a public record; `record` is its public uid."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    record = models.CharField(max_length=12, unique=True)
    # 公开时的类型、事项、县级地点和承办单位，供公众筛选。
    kind = models.CharField(max_length=20)
    matter = models.CharField(max_length=20, db_index=True)
    place = models.CharField(max_length=12, blank=True)
    handler = models.CharField(max_length=9, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.record


class MessageWord(models.Model):
    """诉求的少见词：one of the few rarest words of a message, by which like messages are found; made anew at any time.

    Only of words that are kept from nobody, and of the last months.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="words")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["organ", "word", "-message"], name="message_word")]

    def __str__(self) -> str:
        return self.word


class LearnedWord(models.Model):
    """学到的词：how many ended messages of a hotline say it, by main handler; the empty word counts all of them.

    Made anew every day, so that no page learns from the messages themselves.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=40)
    # 承办单位机构代码 → 件数。
    counts = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ", "word"], name="learned_word_once")]

    def __str__(self) -> str:
        return self.word


class HotlineCount(models.Model):
    """热线统计：the numbers of one public page as they were counted last, so that no reader counts anew."""

    what = models.CharField(max_length=20, unique=True)
    counted = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.what
