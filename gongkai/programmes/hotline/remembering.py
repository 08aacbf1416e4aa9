"""以往的诉求：what was learned from them, and which say nearly the same; bounded however many there are. Read only."""

from collections.abc import Collection
from datetime import datetime, timedelta

from gongkai.foundation.organs.models import Organ
from gongkai.programmes.hotline.models import LearnedWord, Message, MessageWord
from gongkai.programmes.hotline.ports import Heard, Known, Like, adviser

QUARTER = timedelta(days=90)
FOUND, READ = 2000, 50
"""行、件：so many rows of rare words are looked at, and of so many messages the words are read."""
NO_REPEATS = ("refused", "turned", "withdrawn")


def heard_of(organ: Organ, words: Collection[str]) -> Heard:
    """学到的词：of these words, by main handler. 1 SQL."""
    rows = dict(LearnedWord.objects.filter(organ=organ, word__in=["", *words]).values_list("word", "counts"))
    return Heard(rows.pop("", {}), rows)


def near(message: Message, *, at: datetime) -> list[tuple[Message, Like]]:
    """相近的诉求：of the quarter before, those that share rare words, the nearest first. 3 SQL.

    Where the words are sealed none are looked for.
    """
    words = adviser().words(message.text)
    if not words:
        return []
    organ = message.case.organ
    heard = heard_of(organ, words)
    rare = adviser().rarest(words, heard)
    kept = MessageWord.objects.filter(organ=organ, word__in=rare).exclude(message=message)
    shared: dict[int, int] = {}
    for pk in kept.order_by("-message").values_list("message", flat=True)[:FOUND]:
        shared[pk] = shared.get(pk, 0) + 1
    chosen = sorted(shared, key=lambda pk: (-shared[pk], -pk))[:READ]
    seen = Message.objects.filter(pk__in=chosen, at__gte=at - QUARTER, confidential=False)
    rows = {one.case.number: one for one in seen.exclude(case__state__in=NO_REPEATS).select_related("case")}
    known = [Known(number, one.text, one.place, one.at) for number, one in rows.items()]
    found = adviser().like(text=message.text, at=message.at, place=message.place, past=known, heard=heard)
    return [(rows[one.key], one) for one in found]
