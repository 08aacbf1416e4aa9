"""文件操作：the only code that writes files and their table."""

import hashlib
import io
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.files.backends import store as store_of_bytes
from gongkai.foundation.files.models import StoredFile
from gongkai.foundation.files.ports import StoreAway
from gongkai.foundation.files.rules import LIMITS, Limits, check, too_large

logger = logging.getLogger(__name__)
_PIECE = 1024 * 1024


def store(*, content: BinaryIO | bytes, name: str, by: str, at: datetime, limits: Limits = LIMITS) -> StoredFile:
    """存入文件：keep the bytes under their digest, once; storing the same bytes again answers the same row.

    The bytes are kept for good before the row is written. No journal entry: to store is not yet an act.

    :param name: the file's name at its sender, for its extension only.
    :param by: uid of the person, or "system".
    :raises Invalid: when the file may not come in; reading stops at the size limit.
    :raises Conflict: when the store does not answer; nothing is kept then.
    """
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    with _aside() as (path, file):
        sha256, size = _copy(source, file, limits)
        file.flush()
        kind = check(file, name, limits)
        os.fsync(file.fileno())
        try:
            store_of_bytes().put(path, sha256)
        except StoreAway as away:
            raise Conflict("文件存储暂时没有应答，文件没有保存。请过几分钟再传一次。", code="store-away") from away
    with transaction.atomic():
        stored, created = StoredFile.objects.get_or_create(
            sha256=sha256,
            defaults={
                "size": size, "media_type": kind.media_type, "extension": kind.extension, "created_at": at,
            },
        )  # fmt: skip
    if created:
        logger.info("stored %s (%d bytes) by %s", sha256, size, by)
    return stored


def forget(*, stored: StoredFile) -> None:
    """清除文件：erase bytes that must not be kept, and their row; called inside the act that decided it.

    The bytes go first: should the transaction fail, a row without bytes is better than a secret without a row.
    """
    store_of_bytes().remove(stored.sha256)
    stored.delete()


@contextmanager
def _aside() -> Iterator[tuple[Path, BinaryIO]]:
    """A file of this machine, beside the folder of the store; gone afterwards unless it was renamed."""
    folder = Path(settings.MEDIA_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=folder)
    path = Path(made)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield path, file
    finally:
        path.unlink(missing_ok=True)


def _copy(source: BinaryIO, file: BinaryIO, limits: Limits) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while piece := source.read(_PIECE):
        size += len(piece)
        if size > limits.size:
            raise Invalid(too_large(limits), code="too-large")
        digest.update(piece)
        file.write(piece)
    return digest.hexdigest(), size
