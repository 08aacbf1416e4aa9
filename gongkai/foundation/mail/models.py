"""Tables of mail."""

from django.db import models


class SentMail(models.Model):
    """发出的邮件：one message about a matter, so that an answer or a bounce finds its way back."""

    message_id = models.CharField(max_length=250, unique=True)
    # 所属事项：like case:AB12, and the letter it carried.
    about = models.CharField(max_length=40)
    letter = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    bounced_at = models.DateTimeField(null=True, blank=True)
    bounce = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["about", "id"], name="mail_sent_about")]

    def __str__(self) -> str:
        return self.message_id


class ReceivedMail(models.Model):
    """来信：one message that came in, sealed; without `about` it lies in the tray until somebody files it."""

    uid = models.CharField(max_length=12, unique=True)
    message_id = models.CharField(max_length=250, unique=True)
    about = models.CharField(max_length=40, blank=True)
    # 收件机关：code of the organ it was written to; empty lies with the top office until that hands it on.
    organ = models.CharField(max_length=9, blank=True)
    is_bounce = models.BooleanField(default=False)
    # 密封：the whole message; see `rules.read_message`.
    sealed = models.BinaryField()
    # 信头：who wrote and about what, sealed apart, so that a list opens no letter; empty in rows of before.
    head = models.BinaryField(default=b"")
    at = models.DateTimeField()
    # 另行处理：with a reason, when it belongs to no matter here.
    set_aside_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["about", "id"], name="mail_received_about"),
            models.Index(
                fields=["organ", "id"], condition=models.Q(about="", set_aside_at=None), name="mail_in_the_tray"
            ),
        ]

    def __str__(self) -> str:
        return self.uid
