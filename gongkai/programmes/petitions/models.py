"""Tables of petitions: what somebody asks, beside the case in which it is handled, and the files that came with it."""

from django.db import models

from gongkai.engines.casework.models import Case


class Petition(models.Model):
    """信访事项：what a petitioner asks; one for each case.

    Who it is is sealed (`foundation.sealing`); of a 检举控告, and of what is to be kept confidential, the words too.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="petition")
    sort = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    matter = models.CharField(max_length=20)
    # 请求、事实和理由：empty where the words are sealed.
    text = models.TextField(blank=True)
    # 承办内容：where the words are sealed, what the office wrote for those who handle the matter.
    handed = models.TextField(blank=True)
    # 密封：see `contents.written`.
    sealed = models.TextField()
    # 同一人的标记：keyed, tells nothing by itself.
    person = models.CharField(max_length=64)
    confidential = models.BooleanField(default=False)
    # 查询码：only its hash; the code itself was shown once.
    code_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=2, default="zh")
    # 关联的热线诉求：the number of the message it came from or was turned into; empty for most.
    message = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="petition_person")]

    def __str__(self) -> str:
        return str(self.case_id)

    @property
    def told(self) -> str:
        """承办单位所见：the words as those who handle the matter read them; empty until the office wrote them."""
        return self.handed if self.confidential else self.text


class PetitionFile(models.Model):
    """信访材料：a file that came with a petition, sealed whole: it tells who asks; it bears no name of its own."""

    uid = models.CharField(max_length=12, unique=True)
    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="files")
    sealed = models.BinaryField()
    extension = models.CharField(max_length=4)
    # 字节数：of the file itself, not of what is sealed.
    size = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.uid
