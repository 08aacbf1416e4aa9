"""所问：which register, as of which day, narrowed how; and how it is put in an address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import Register
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.register_names import Names, names_in
from gongkai.faces.portal.asking import a_day
from gongkai.foundation.now import china_date
from gongkai.foundation.text import storable

_LONGEST = 100


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
    """各字段取值的名称：of organs, divisions and referenced entries, as of a day. One SQL query a field that names any.

    An entry the public reads no more today has no name.
    """
    return names_in(register.public, (version.values for version in versions), day, seen_on=today)
