"""Table of the notices sent to people inside the house."""

from django.db import models


class Notice(models.Model):
    """通知：one message to one person, shown in the office and sent by mail."""

    key = models.CharField("幂等键", max_length=190, unique=True)
    to_uid = models.CharField("收件人", max_length=64)
    subject = models.CharField("标题", max_length=200)
    body = models.TextField("正文")
    about = models.CharField("事由", max_length=100, blank=True)
    # 随每日汇总寄出：not mailed by itself.
    digest = models.BooleanField("随汇总", default=False)
    created_at = models.DateTimeField("生成时间")
    read_at = models.DateTimeField("已读时间", null=True)
    sent_at = models.DateTimeField("发出时间", null=True)
    attempts = models.PositiveIntegerField("发送次数", default=0)
    last_error = models.TextField("最近错误", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        indexes = [
            models.Index(fields=["to_uid", "-id"], name="notices_inbox"),
            models.Index(
                fields=["created_at"], condition=models.Q(digest=True, sent_at=None), name="notices_for_digest"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
