"""撤下与到期：from which day on the public reads a version no more; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.engines.registers.rules._schema import Register, Values


@dataclass(frozen=True)
class Published:
    """一个版本的公开：the day it was adopted, the last day it may be read, and the day from which it is withdrawn."""

    adopted_on: date
    until: date | None
    withdrawn_on: date | None = None


def hidden_from(versions: Sequence[Published]) -> list[date | None]:
    """自何日起不再公开：of each version of an entry, in the order they were adopted; none for one shown for good.

    The last adopted version says how long the whole entry is shown, its past included: a shorter time takes what was
    said before out of sight too. A longer one brings nothing back that was out of sight when it was adopted.
    """
    found: list[date | None] = []
    for version in versions:
        end = version.until + timedelta(1) if version.until else None
        found = [was if was is not None and was <= version.adopted_on else end for was in found]
        found.append(end)
    withdrawn = (version.withdrawn_on for version in versions)
    return [
        min(days) if (days := [day for day in both if day]) else None for both in zip(found, withdrawn, strict=True)
    ]


def last_shown(register: Register, values: Values) -> date | None:
    """公开截止日：the last day the public may read an entry that says this; none for one shown for good."""
    said = values.get(register.shown_until) if register.shown_until else None
    return date.fromisoformat(said) if isinstance(said, str) and said else None
