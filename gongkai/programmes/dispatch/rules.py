"""派单规则：whose duty a matter is, in the order of how exactly the directory speaks of it; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.engines.registers.rules import Values, every
from gongkai.foundation.places import rules as places
from gongkai.law.matters import broader


@dataclass(frozen=True)
class Entry:
    """目录条目：one line of the directory as it holds on a day; `place` is a stem, empty for everywhere."""

    key: str
    name: str
    matter: str
    place: str
    main: str
    others: tuple[str, ...] = ()
    duty: str = ""
    basis: tuple[str, ...] = ()
    instead: str = ""
    since: date | None = None


@dataclass(frozen=True)
class Standing:
    """机关的存续：an organ as a day finds it.

    `name` on that day, `former` when the entry was written, and who took over since.
    """

    code: str
    name: str
    former: str = ""
    until: date | None = None
    successors: tuple[tuple[str, str], ...] = ()

    def abolished_on(self, day: date) -> bool:
        """某日是否已经撤销。"""
        return self.until is not None and self.until <= day


@dataclass(frozen=True)
class Candidate:
    """派单建议：an entry that fits, whom it leads to and why.

    `main` is empty where nobody in office can be told from the directory: the hotline office decides, with reasons.
    """

    entry: Entry
    main: str
    others: tuple[str, ...]
    reasons: tuple[str, ...]


def entry_of(key: str, name: str, values: Values, since: date | None = None) -> Entry:
    """目录条目：from the values of a version."""
    place = str(values.get("place", ""))
    return Entry(
        key=key,
        name=name,
        matter=str(values.get("matter", "")),
        place=places.stem(place) if place else "",
        main=str(values.get("main", "")),
        others=tuple(every(values.get("others"))),
        duty=str(values.get("duty", "")),
        basis=tuple(every(values.get("basis"))),
        instead=str(values.get("instead", "")),
        since=since,
    )


def route(
    *,
    matter: str,
    place: str,
    on: date,
    entries: Sequence[Entry],
    organs: Mapping[str, Standing],
    matters: Mapping[str, str],
) -> tuple[Candidate, ...]:
    """按责转办：the entries that fit a matter in a place, the most specific place first, then the narrowest matter.

    `matters` and `organs` give names by code. Organs abolished or renamed since an entry was written are said: an organ
    abolished gives way to its one successor; where there are several, or none, nobody is named.
    依据：国办函〔2025〕66号（未核对原文）：按照职责派单，职责不清的由热线工作机构协商确定。
    """
    stem = places.stem(place) if place else ""
    fitting = [
        one
        for one in entries
        if one.matter in broader(matter) and (not one.place or (stem and places.contains(one.place, stem)))
    ]
    fitting.sort(key=lambda one: (-len(one.place), -len(one.matter), one.key))
    return tuple(_candidate(one, matter, on, organs, matters) for one in fitting)


def _candidate(
    entry: Entry, matter: str, on: date, organs: Mapping[str, Standing], matters: Mapping[str, str]
) -> Candidate:
    said = f"“{matters.get(entry.matter, entry.matter)}”"
    exactly = f"事项{said}相符" if entry.matter == matter else f"属于上一级事项{said}"
    where = f"适用于区划{places.padded(entry.place)}" if entry.place else "全域适用"
    reasons = [f"派单目录{entry.key}“{entry.name}”：{exactly}，{where}。"]
    if entry.instead:
        return Candidate(entry, "", (), (*reasons, f"不由热线办理：{entry.instead}"))
    if entry.duty:
        reasons.append(f"职责条目：{entry.duty}。")
    reasons += [f"依据：{one}。" for one in entry.basis]
    main, told = _in_office(entry.main, on, organs)
    others = []
    for code in entry.others:
        helper, more = _in_office(code, on, organs)
        told += more
        others += [helper] if helper and helper != main else []
    return Candidate(entry, main, tuple(dict.fromkeys(others)), (*reasons, *told))


def _in_office(code: str, on: date, organs: Mapping[str, Standing]) -> tuple[str, list[str]]:
    """The organ, or who took over from it; and what is to be said of it."""
    organ = organs.get(code)
    if organ is None:
        return "", [f"机关{code}不在机关名录中，请由热线工作机构确定承办单位，并调整派单目录。"]
    if not organ.abolished_on(on):
        if organ.former and organ.former != organ.name:
            return code, [f"列入目录时名为{organ.former}，现名{organ.name}。"]
        return code, []
    gone = f"{organ.name}已于{organ.until:%Y年%-m月%-d日}撤销"
    if len(organ.successors) == 1:
        heir, name = organ.successors[0]
        return heir, [f"{gone}，职责由{name}承继，请调整派单目录。"]
    if organ.successors:
        names = "、".join(name for _, name in organ.successors)
        return "", [f"{gone}，职责由{names}分别承继，请由热线工作机构确定承办单位，并调整派单目录。"]
    return "", [f"{gone}，没有登记承继机关，请由热线工作机构确定承办单位，并调整派单目录。"]


def problems_with_entry(values: Values, day: date) -> Mapping[str, str]:
    """目录条目的问题：field → sentence; whoever is named, a basis says why."""
    del day
    found: dict[str, str] = {}
    try:
        if values.get("place"):
            places.stem(str(values["place"]))
    except ValueError as error:
        found["place"] = f"{error}；全域适用的不填。"
    main, instead = values.get("main"), values.get("instead")
    if instead and main:
        found["instead"] = "写明不由热线办理的，请不要填写主办单位。"
    elif not instead and not main:
        found["main"] = "请填写主办单位；不由热线办理的，写明该找谁。"
    if main and main in every(values.get("others")):
        found["others"] = "“协办单位”不含主办单位，请只填写其他单位。"
    if not values.get("duty") and not values.get("basis"):
        found["basis"] = "请填写职责条目或者职责依据，承办单位据此核对。"
    return found
