"""文件查询：stored files and their bytes."""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from gongkai.foundation.errors import Conflict, NotFound
from gongkai.foundation.files.backends import store
from gongkai.foundation.files.backends.folder import Folder
from gongkai.foundation.files.models import StoredFile
from gongkai.foundation.files.ports import StoreAway


def path_of(sha256: str) -> Path:
    """存放路径：where the bytes with this digest lie when they are kept on this machine; see `backends`."""
    return Folder(settings.MEDIA_ROOT).path_of(sha256)


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

    :raises NotFound: when the bytes are missing from the store.
    :raises Conflict: when the store does not answer.
    """
    try:
        return store().open(stored.sha256)
    except StoreAway as away:
        raise Conflict("文件存储暂时没有应答，文件没有丢失。请过几分钟再试。", code="store-away") from away
    except FileNotFoundError:
        raise NotFound("文件的内容在存储中缺失。请联系系统管理员从备份恢复。") from None


def read_file(stored: StoredFile) -> bytes:
    """读出：all the bytes. No SQL.

    :raises NotFound: when the bytes are missing from the store.
    """
    with open_file(stored) as file:
        return file.read()


def problems(*, at: datetime) -> list[str]:  # noqa: ARG001 — every check is asked so
    """存储检查：what is wrong with the store itself, in sentences. No SQL."""
    return store().problems()
