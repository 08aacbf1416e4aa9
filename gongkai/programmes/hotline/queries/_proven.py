"""Who has number and code of a message may follow it."""

import secrets

from gongkai.engines.casework.models import Case
from gongkai.foundation.codes import digest_of, number_of
from gongkai.foundation.errors import NotFound
from gongkai.foundation.people.actors import SYSTEM
from gongkai.foundation.text import normalise
from gongkai.programmes.hotline.models import Message
from gongkai.programmes.hotline.programme import HOTLINE

NOT_PROVEN = "没有查到这件诉求。请核对办件编号和查询码；查询码只在提交时显示一次，遗失的请致电热线查询。"
ENDED = "这件诉求已经办结，不能再补充。有新的情况，请另行提出。"


def proven(*, number: str, code: str) -> Message:
    """凭编号和查询码：the message of a case, for whoever has both.

    :raises NotFound: for a wrong number and for a wrong code alike.
    """
    kept = Message.objects.select_related("case__organ")
    found = kept.filter(case__number=number_of(number), case__procedure=HOTLINE.key).first()
    if found is None or not secrets.compare_digest(found.code_hash, digest_of(code_of(code))):
        raise NotFound(NOT_PROVEN)
    return found


def code_of(typed: str) -> str:
    """查询码：letters and digits of what was typed."""
    return "".join(sign for sign in normalise(typed).lower() if sign.isalnum())


def asked_again(case: Case) -> bool:
    """是否已经要求重办：by who sent it, online. One SQL query."""
    return case.events.filter(act="redo", by=SYSTEM.uid).exists()
