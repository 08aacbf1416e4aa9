"""所问：which register, as of which day, narrowed how; and how it is put in an address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from gongkai.engines.registers import queries
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import Register, Type, every
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import a_day
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable

_LONGEST = 100
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Asked:
    """所问：`chosen` are facets, field to value; `after` the key the page before ended with."""

    register: Register
    day: date
    today: date
    words: str
    chosen: Mapping[str, str]
    after: str

    def address(self, **changed: str) -> str:
        """The query string of the same question, with changes."""
        said = {"q": self.words, **self.chosen, "on": "" if self.day == self.today else self.day.isoformat(), **changed}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"?{query}" if query else ""

    @property
    def narrowed(self) -> bool:
        """是否作了筛选。"""
        return bool(self.words or self.chosen)


def read(request: Request, register: str) -> Asked:
    """读取所问：what no register knows counts as not said.

    :raises NotFound: for a register there is not.
    """
    declared, given, today = register_of(register), request.GET, china_date(request.at)

    def one(name: str) -> str:
        return storable(given.get(name, ""))[:_LONGEST].strip()

    chosen = {field.key: value for field in declared.facets if (value := one(field.key))}
    return Asked(declared, a_day(one("on")) or today, today, one("q"), chosen, one("after"))


def names_of(register: Register, versions: Iterable[EntryVersion], day: date, today: date) -> Names:
    """各字段取值的名称：of organs and referenced entries, as of a day. One SQL query a kind of thing named.

    An entry the public reads no more today has no name.
    """
    found = list(versions)
    names: dict[str, Mapping[str, str]] = {}
    for field in register.public:
        if field.type in (Type.ORGAN, Type.REFERENCE):
            wanted = {one for version in found for one in every(version.values.get(field.key))}
            names[field.key] = _named(field.of, wanted, day, today)
    return names


def _named(register: str, wanted: set[str], day: date, today: date) -> Mapping[str, str]:
    if not wanted:
        return {}
    return queries.titles(register, wanted, day, seen_on=today) if register else organs.names_on(wanted, day)
