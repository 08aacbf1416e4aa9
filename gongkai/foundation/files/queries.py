"""文件查询：stored files and their bytes."""

from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from gongkai.foundation.errors import NotFound
from gongkai.foundation.files.models import StoredFile


def path_of(sha256: str) -> Path:
    """存放路径：where the bytes with this digest lie: ab/cd/<sha256> below MEDIA_ROOT."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def by_sha256(sha256: str) -> StoredFile:
    """按摘要查找。One SQL.

    :raises NotFound: when nothing with this digest is stored.
    """
    found = StoredFile.objects.filter(sha256=sha256).first()
    if found is None:
        raise NotFound
    return found


def open_file(stored: StoredFile) -> BinaryIO:
    """打开：the bytes, for reading; the caller closes. No SQL.

    :raises NotFound: when the bytes are missing from the disk.
    """
    try:
        return path_of(stored.sha256).open("rb")
    except FileNotFoundError:
        raise NotFound("文件的内容在存储中缺失。请联系系统管理员从备份恢复。") from None


def read_file(stored: StoredFile) -> bytes:
    """读出：all the bytes. No SQL.

    :raises NotFound: when the bytes are missing from the disk.
    """
    with open_file(stored) as file:
        return file.read()
