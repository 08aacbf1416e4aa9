"""所写的机关：the one organ a clerk means by a full name, a short name or a code."""

from datetime import date

from gongkai.foundation.errors import Invalid
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.text import storable

MOST_NAMED = 6


def organ_named(said: str, day: date) -> Organ:
    """The one organ so named, in being on a day.

    :raises Invalid: for none and for several, with those meant.
    """
    words = storable(said).strip()
    found = list(organs.listing(day=day, words=words)[:MOST_NAMED])
    exact = [one for one in found if words in {one.name, one.short_name} or words.upper() == one.code]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]
    if not found:
        raise Invalid(f"没有名称中含“{words}”的机关。请核对。", field="organ")
    named = "、".join(one.name for one in found[: MOST_NAMED - 1])
    raise Invalid(f"有几个机关的名称中含“{words}”，请写全称：{named}。", field="organ")
