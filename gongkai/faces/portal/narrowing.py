"""筛选：what a list can be narrowed to, with how many records each choice would leave; and what was chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from gongkai.faces.kit import languages
from gongkai.faces.kit.components import STATUSES
from gongkai.faces.portal.asking import Asked
from gongkai.foundation.organs import queries as organs
from gongkai.law import codes

MOST_ORGANS = 40
AT_FIRST = 7
"""一组先列几项：the rest of a group waits behind a fold."""
STANDINGS = ("in_force", "amended", "not_yet", "expired", "repealed")
Facets = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Option:
    """选项：one value of a filter; `href` chooses it or takes it off.

    `count` is in records (件), None where it is not known.
    """

    value: str
    label: str
    count: int | None
    chosen: bool
    href: str


@dataclass(frozen=True)
class Choice:
    """筛选项：one group of the panel."""

    name: str
    label: str
    options: tuple[Option, ...]

    @property
    def first(self) -> tuple[Option, ...]:
        """先列的：the most frequent, and whatever is chosen."""
        return tuple(o for at, o in enumerate(self.options) if at < AT_FIRST or o.chosen)

    @property
    def more(self) -> tuple[Option, ...]:
        """其余的。"""
        return tuple(o for at, o in enumerate(self.options) if at >= AT_FIRST and not o.chosen)


def choices(question: Asked, facets: Facets, day: date) -> tuple[Choice, ...]:
    """筛选项：only values that would find something."""
    kinds = [(kind.code, kind.name) for kind in question.scope.kinds()]
    years = [(year, gettext("%(year)s年") % {"year": year}) for year in sorted(facets.get("year", {}), reverse=True)]
    statuses = [(one.code, str(one.label)) for one in STATUSES if one.code in STANDINGS]
    given = (
        *([("kind", gettext("种类"), kinds)] if len(kinds) > 1 else ()),
        ("status", gettext("效力状态"), statuses),
        ("organ", gettext("发布机构"), _organs(facets, question.filters.organ, day)),
        ("theme", gettext("主题"), codes.themes.choices()),
        ("year", gettext("发布年份"), years),
        ("genre", gettext("体裁"), codes.genres.choices()),
    )
    found = (Choice(name, label, _options(question, name, known, facets)) for name, label, known in given)
    return tuple(choice for choice in found if choice.options)


def _options(question: Asked, name: str, known: Sequence[tuple[str, str]], facets: Facets) -> tuple[Option, ...]:
    counts, taken = facets.get(name, {}), _taken(question, name)
    options = []
    for value, label in known:
        is_chosen = value in taken
        if is_chosen or counts.get(value):
            href = question.address(without=f"{name}={value}") if is_chosen else question.address(**{name: value})
            options.append(Option(value, languages.term(label), counts.get(value), is_chosen, href))
    return tuple(options if name == "year" else sorted(options, key=lambda option: -(option.count or 0)))


def _taken(question: Asked, name: str) -> tuple[str, ...]:
    filters = question.filters
    return filters.kinds if name == "kind" else (str(getattr(filters, name) or ""),)


def _organs(facets: Facets, chosen_organ: str, day: date) -> list[tuple[str, str]]:
    counts = facets.get("organ", {})
    most = sorted(counts, key=lambda code: (-counts[code], code))[:MOST_ORGANS]
    names = organs.names_on({*most, chosen_organ} - {""}, day)
    return [(code, names[code]) for code in dict.fromkeys([*most, chosen_organ]) if code in names]


def chosen(question: Asked, choices: Sequence[Choice]) -> list[tuple[str, str]]:
    """已选条件：each with the address of the list without it."""
    filters = question.filters
    category = codes.art20_categories.get(filters.art20)
    labels = {(choice.name, option.value): option.label for choice in choices for option in choice.options}
    labels |= {("kind", kind.code): kind.name for kind in question.scope.kinds()}
    labels |= {("art20", filters.art20): category.short if category else filters.art20}
    pairs = [("kind", kind) for kind in filters.kinds]
    single = ("status", "organ", "theme", "genre", "art20")
    pairs += [(name, getattr(filters, name)) for name in single if getattr(filters, name)]
    pairs += [("year", str(filters.year))] if filters.year else []
    for name, said in (("since", gettext("%(day)s 起")), ("until", gettext("到 %(day)s 止"))):
        if day := getattr(filters, name):
            pairs.append((name, day.isoformat()))
            labels[pairs[-1]] = said % {"day": day.isoformat()}
    return [(languages.term(labels.get(pair, pair[1])), question.address(without="=".join(pair))) for pair in pairs]
