"""统计：how many decisions of a year an organ has in its registers, kind by kind; and what looks entered twice."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Count

from gongkai.engines.registers.models import EntryMark, EntryVersion, EntryVersionQuerySet
from gongkai.engines.registers.rules import every
from gongkai.programmes.enforcement.after import DECISIONS, LICENCES, PENALTIES, RESULTS

TABLE2 = {"licences": (LICENCES, ""), "penalties": (PENALTIES, ""), "coercion": (RESULTS, "03")}
"""表二的行：row → register and kind. 依据：条例第二十条第（五）项、第（六）项。"""


def decided(register: str, organ: str, year: int, kind: str = "") -> EntryVersionQuerySet:
    """一年的决定：those an organ made that stand in a register, shown or not; one withdrawn is none. Lazy."""
    rows = EntryVersion.objects.filter(register=register, until__isnull=True)
    for mark in (f"organ={organ}", f"year={year}", *([f"kind={kind}"] if kind else ())):
        rows = rows.filter(pk__in=EntryMark.objects.filter(register=register, mark=mark).values("version"))
    return rows


def figures(organ: str, year: int) -> dict[str, int | str]:
    """年度数据：register, `register:kind` and amounts → number. 5 SQL."""
    found: dict[str, int | str] = {code: decided(code, organ, year).count() for code in DECISIONS}
    marks = EntryMark.objects.filter(version__in=decided(RESULTS, organ, year), mark__startswith="kind=")
    for mark, many in marks.values_list("mark").annotate(many=Count("pk")).order_by("mark"):
        found[f"{RESULTS}:{mark.removeprefix('kind=')}"] = many
    kinds: Counter[str] = Counter()
    fines = taken = Decimal(0)
    rows = decided(PENALTIES, organ, year).values_list("values__kinds", "values__fine", "values__confiscated")
    for chosen, fine, confiscated in rows:
        kinds.update(every(chosen))
        fines += Decimal(fine or 0)
        taken += Decimal(confiscated or 0)
    found |= {f"{PENALTIES}:{kind}": many for kind, many in sorted(kinds.items())}
    return found | {"fine": f"{fines:f}", "confiscated": f"{taken:f}"}


def kept_by(organ: str) -> frozenset[str]:
    """在这里登记的名录：those in which an organ has ever had a decision. 1 SQL."""
    rows = EntryMark.objects.filter(register__in=DECISIONS, mark=f"organ={organ}")
    return frozenset(rows.values_list("register", flat=True).distinct())


def table2(organ: str, year: int) -> dict[str, tuple[str, ...]]:
    """表二：row → `register:number` of each decision, for rows whose register the organ keeps. 1 SQL, and 1 a row."""
    kept = kept_by(organ)
    return {
        row: tuple(f"{register}:{key}" for key in decided(register, organ, year, kind).values_list("key", flat=True))
        for row, (register, kind) in TABLE2.items()
        if register in kept
    }


def alike_in(register: str, organ: str, year: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """异同：number and (party, day, content) of each of a year's decisions, by number. 1 SQL."""
    said = "conclusion" if register == RESULTS else "content"
    columns = ("key", "values__party_name", "values__decided_on", f"values__{said}")
    for key, *same in decided(register, organ, year).order_by("key").values_list(*columns):
        yield key, tuple(str(one) for one in same)


def doubles(organ: str, year: int) -> list[tuple[str, tuple[str, ...]]]:
    """疑似重复：(register, numbers) of a year's decisions on the same party, of the same day and content. 3 SQL."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for register in DECISIONS:
        alike: dict[tuple[str, ...], list[str]] = {}
        for key, same in alike_in(register, organ, year):
            alike.setdefault(same, []).append(key)
        found += [(register, tuple(keys)) for keys in alike.values() if len(keys) > 1]
    return found
