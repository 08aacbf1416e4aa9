"""存储后端：the one that the settings name: a folder on this machine, or a bucket that many machines share."""

import os
from functools import lru_cache

from django.conf import settings

from gongkai.foundation.files.backends.folder import Folder
from gongkai.foundation.files.ports import Store


def store() -> Store:
    """当前存储。

    :raises ImportError: when a bucket is named and `gongkai[s3]` is not installed.
    """
    url = getattr(settings, "GONGKAI_FILES_URL", "")
    return _bucket(url, os.getpid()) if url else Folder(settings.MEDIA_ROOT)


@lru_cache(maxsize=4)
def _bucket(url: str, _process: int) -> Store:
    """One client in each process; a child of a fork makes its own."""
    from gongkai.foundation.files.backends.bucket import Bucket

    return Bucket.named(url)
