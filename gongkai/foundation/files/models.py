"""文件表：what is stored; the bytes lie in the store under their own digest."""

from typing import ClassVar

from django.db import models


class StoredFile(models.Model):
    """存储文件：bytes kept once and for ever, named by their SHA-256; says nothing about who may read them."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.BigIntegerField("字节数")
    media_type = models.CharField("媒体类型", max_length=100)
    extension = models.CharField("扩展名", max_length=10)
    created_at = models.DateTimeField("存入时间")

    class Meta:
        verbose_name = verbose_name_plural = "存储文件"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="files_stored_size_positive"),
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="files_stored_sha256_hex"),
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]}.{self.extension}"
