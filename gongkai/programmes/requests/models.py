"""Tables of requests: what an applicant asked for, beside the case in which it is handled."""

from django.db import models

from gongkai.engines.casework.models import Case
from gongkai.foundation.files.models import StoredFile


class Application(models.Model):
    """申请书：what was asked for, by whom, in which form; one for each case.

    What proves who asks and how to reach them is sealed (`foundation.sealing`); `person` marks the same applicant
    without telling who it is.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="application")
    channel = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    proof_kind = models.CharField(max_length=20)
    # 密封：kind and number of the proof, and how to reach the applicant; see `contents.Applicant`.
    sealed = models.TextField()
    person = models.CharField(max_length=64)
    title = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=80, blank=True)
    features = models.TextField(blank=True)
    form = models.CharField(max_length=20)
    way = models.CharField(max_length=20)
    language = models.CharField(max_length=2, default="zh")
    # 口头提出、代为填写：依据第二十九条第一款。
    oral = models.BooleanField(default=False)
    # 查询码：only its hash; the code itself was shown once.
    code_hash = models.CharField(max_length=64, blank=True)
    submitted_at = models.DateTimeField()
    # 来件之日：the day it came in, which is not always the day of receipt (第三十一条).
    arrived_on = models.DateField()
    split_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", db_index=False
    )
    # 本件办理的部分：set when an application of several matters was split.
    part = models.TextField(blank=True)
    # 同一内容：digest of the words asked for; the same for those who ask the same.
    alike = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="application_person"),
            models.Index(fields=["alike", "-id"], name="application_alike"),
            models.Index(fields=["split_from"], condition=models.Q(split_from__isnull=False), name="application_parts"),
        ]

    def __str__(self) -> str:
        return str(self.case_id)


class RecordClaim(models.Model):
    """更正请求：what somebody says is wrong in a record about himself, sealed, and the sealed file that proves it.

    依据：《政府信息公开条例》第四十一条。
    """

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="claim")
    # 密封：what is wrong, what it should say, what proves it; see `rectifying.Claim`.
    sealed = models.TextField()
    # 证据材料：empty where it was brought on paper.
    file = models.BinaryField(null=True)
    extension = models.CharField(max_length=4, blank=True)
    size = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.application_id)


class ApplicationWord(models.Model):
    """申请用词：a word of what was asked for, so that similar applications are found."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="words", db_index=False)
    organ = models.CharField(max_length=9)
    word = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "word"], name="application_word_once")]
        indexes = [models.Index(fields=["organ", "word", "-application"], name="application_word_found")]

    def __str__(self) -> str:
        return self.word


class Rating(models.Model):
    """满意度评价：what an applicant says of how a request was handled, once, after its end."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="rating")
    score = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(score__gte=1, score__lte=5), name="rating_one_to_five")
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.score}"


class Complaint(models.Model):
    """投诉：what an applicant brings before the organ above: nothing was answered, or not as the regulation asks."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="complaints")
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.application_id} {self.at:%Y-%m-%d}"


class ApplicationDraft(models.Model):
    """申请草稿：what somebody has filled in so far, sealed; opened by whoever has its address, and erased in time."""

    key_hash = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    saved_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key_hash[:8]


class ProofCopy(models.Model):
    """证件副本：a sealed scan of what proves who asks; with a draft until handed in, then with its application."""

    draft = models.OneToOneField(
        ApplicationDraft, on_delete=models.CASCADE, null=True, blank=True, related_name="proof_copy"
    )
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="proof_copy"
    )
    sealed = models.BinaryField()
    extension = models.CharField(max_length=4)
    # 字节数：of the file itself, not of what is sealed.
    size = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft__isnull=True, application__isnull=False)
                | models.Q(draft__isnull=False, application__isnull=True),
                name="proof_copy_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.extension


class AnswerFound(models.Model):
    """找到答案次数：how often (次) a published record spared somebody an application; no trace of whom."""

    record = models.CharField(max_length=12, unique=True)
    times = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.record} {self.times}"


class AnswerPublication(models.Model):
    """公开的答复：an answer that was drafted as a public record when it was delivered; `record` is its public uid."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    record = models.CharField(max_length=12, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.record


class AnswerCopy(models.Model):
    """提供的副本：a file given with an answer: as it was attached, and as the applicant gets it, whole or blackened.

    `part`, `ground` and `basis` say what of it is blackened and why; they are empty for a whole one. Which words were
    blackened is kept nowhere but in the original.
    """

    uid = models.CharField(max_length=12, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="copies")
    title = models.CharField(max_length=255)
    file_name = models.CharField(max_length=255)
    original = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    given = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    part = models.TextField(blank=True)
    ground = models.CharField(max_length=20, blank=True)
    basis = models.TextField(blank=True)
    # 随哪一次送达提供：the number of that act in its case; nothing while it is prepared.
    sent_with = models.PositiveIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.uid


class FeeBill(models.Model):
    """缴费单：what one fee notice asks for, under its 缴款码; `reference` is the payment's, once it was paid."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    # 缴费通知：the number of its act in the case.
    notice = models.PositiveIntegerField()
    code = models.CharField(max_length=20, unique=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    reference = models.CharField(max_length=64, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "notice"], name="fee_bill_once"),
            models.UniqueConstraint(
                fields=["reference"], condition=~models.Q(reference=""), name="fee_bill_reference_once"
            ),
            models.CheckConstraint(
                condition=models.Q(reference="", paid_at__isnull=True)
                | (~models.Q(reference="") & models.Q(paid_at__isnull=False)),
                name="fee_bill_paid_with_reference",
            ),
        ]

    def __str__(self) -> str:
        return self.code
