"""诉求人：who sent a message and those merged into it, opened only to see whether words tell of them; never shown."""

import json
from collections.abc import Iterable

from gongkai.engines.casework.models import Case
from gongkai.foundation import sealing
from gongkai.foundation.privacy.rules import tells_of
from gongkai.programmes.hotline.contents import Person
from gongkai.programmes.hotline.models import Message

MOST = 1000
"""件：of so many merged messages who sent them is looked at."""


def senders_of(leading: Case, *, but: Message | None = None) -> list[Person]:
    """诉求人：of a case and of what was merged into it, without one of them. 2 SQL."""
    rows = list(Message.objects.filter(case=leading)) + list(
        Message.objects.filter(leading=leading).order_by("-pk")[:MOST]
    )
    return [person_in(one) for one in rows if one.sealed and not one.anonymous and one != but]


def person_in(message: Message) -> Person:
    """本件诉求人：as sealed."""
    who = json.loads(sealing.unseal(message.sealed)) if message.sealed else {}
    return Person(who.get("name", ""), who.get("contact", ""))


def tells_of_any(text: str, senders: Iterable[Person]) -> bool:
    """是否点名：whether the words tell of one of them."""
    return any(tells_of(text, name=one.name, contact=one.contact) for one in senders)
