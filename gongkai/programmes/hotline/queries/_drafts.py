"""Drafts of messages."""

import json

from gongkai.foundation import sealing
from gongkai.foundation.codes import digest_of
from gongkai.foundation.errors import NotFound
from gongkai.programmes.hotline.models import MessageDraft, MessagePhoto

HANDED_IN = "这份诉求已经提交，或者草稿超过30天已经清除。已经提交的，请用办件编号和查询码查看办理进度。"


def draft_of(key: str) -> dict[str, str]:
    """诉求草稿：what was filled in. One SQL query.

    :raises NotFound: when nothing is kept under this key, such as after it was handed in.
    """
    found = MessageDraft.objects.filter(key_hash=digest_of(key)).first()
    if found is None:
        raise NotFound(HANDED_IN)
    return {str(name): str(value) for name, value in json.loads(sealing.unseal(found.sealed)).items()}


def photos_of_draft(key: str) -> list[MessagePhoto]:
    """草稿的照片：which kind and size, still sealed. One SQL query."""
    return list(MessagePhoto.objects.filter(draft__key_hash=digest_of(key)).defer("sealed"))
