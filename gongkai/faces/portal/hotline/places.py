"""地点选择：five levels, one a page, each a list of links: no script, no map."""

from dataclasses import dataclass
from datetime import date

from gongkai.foundation.places import queries as places
from gongkai.foundation.places.rules import ancestors, stem


@dataclass(frozen=True)
class Spot:
    """所选地点：the names down to it with their codes, and what lies one level below."""

    code: str
    way: tuple[tuple[str, str], ...]
    below: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """全称。"""
        return "".join(name for _, name in self.way)


def spot(code: str, *, on: date) -> Spot:
    """所选地点：2 SQL; the whole country for no code, and for one there is not."""
    try:
        here = stem(code) if code else ""
    except ValueError:
        here = ""
    names = places.paths([here], on=on).get(here, ()) if here else ()
    if not names:
        here = ""
    way = tuple(zip(ancestors(here), names, strict=False)) if here else ()
    below = () if len(here) == 12 else tuple(places.children(here, on=on).values_list("code", "name"))
    return Spot(here, way, below)


def name_of(code: str, *, on: date) -> str:
    """地点全称：empty for none. 1 SQL."""
    return "".join(places.paths([code], on=on).get(code, ())) if code else ""
