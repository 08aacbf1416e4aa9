"""送达规则：which day of a delivery counts, by the way it went; pure.

依据：国办公开办函〔2016〕235号。
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai import law
from gongkai.engines.casework.rules import Done
from gongkai.law import Citation
from gongkai.law.chinese import day_in_chinese

POST, COUNTER, NETWORK = "post", "counter", "network"


@dataclass(frozen=True)
class Delivered:
    """送达：on which day an answer counts as given, why, and on what basis; None where no rule says it."""

    on: date
    sentence: str
    citation: Citation | None


def delivered(*, way: str, on: date, mail_number: str = "") -> Delivered:
    """送达之日：the posting date for post, the signature for the counter.

    For the network no rule says which day; we take the day it was sent.
    """
    day = day_in_chinese(on)
    if way == POST:
        number = f"，邮件号{mail_number}" if mail_number else ""
        sentence = f"通过邮政企业邮寄送达{number}，以交邮之日{day}为准，不由收件人付费。"
        return Delivered(on, sentence, law.DELIVERED_WHEN_POSTED.at(delivered_on=on))
    if way == COUNTER:
        sentence = f"当面送达，以申请人签收之日{day}为准。"
        return Delivered(on, sentence, law.DELIVERED_WHEN_SIGNED.at(delivered_on=on))
    return Delivered(on, f"通过互联网送达，以发送之日{day}为准。有关规定没有写明，这是本系统的理解。", None)


def delivery_of(done: Sequence[Done]) -> Delivered | None:
    """答复的送达：of a case; None before the answer went out."""
    item = next((item for item in reversed(done) if item.act == "deliver_reply"), None)
    if item is None:
        return None
    return delivered(way=item.given["way"], on=item.on, mail_number=item.given.get("mail_number", ""))
