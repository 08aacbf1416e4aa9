"""核对：what stands against each line of an adjustment, row by row; the same answer for a dry run and for adoption."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TypeVar

from django.db.models import Q

from gongkai.engines.registers import ports
from gongkai.engines.registers.models import EntryReference, EntryVersion, RegisterEntry
from gongkai.engines.registers.rules import Action, Manner, Register, Span, Type, Value, Values, ends_on, every, read
from gongkai.foundation.organs.models import Organ

CHUNK = 500
_FORBIDDEN = frozenset("/?#%\\ \t\r\n\u3000")
T = TypeVar("T")


@dataclass(frozen=True)
class Wanted:
    """所求的一行：a manner by code or name, the key of an entry, and what it shall say, as it was written.

    `number` is its row where it stands in a file; otherwise lines are counted.
    """

    manner: str
    key: str
    values: Mapping[str, object]
    number: int = 0


@dataclass
class Examined:
    """核对过的一行：its values as they would be kept, what they are based on, and a sentence for each problem."""

    number: int
    key: str
    manner: Manner | None
    values: dict[str, Value]
    standing: EntryVersion | None = None
    entry: RegisterEntry | None = None
    problems: dict[str, str] = field(default_factory=dict)
    # 与现行的相同：whether it would change nothing.
    same: bool = False
    # 请核对的：told, and not refused.
    warnings: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> int:
        """所依据的版本：its number, 0 where there is none."""
        return self.standing.number if self.standing else 0

    @property
    def hides(self) -> bool:
        """是否撤下：whether it takes the entry out of the public's sight."""
        return self.manner is not None and self.manner.hides

    @property
    def action(self) -> Action | None:
        """实质：what it does; none when its manner is not known."""
        return self.manner.action if self.manner else None


def examine(register: Register, organ: Organ, since: date, wanted: Sequence[Wanted]) -> list[Examined]:
    """逐行核对：each line with its problems; a line without any may be adopted.

    A few queries for every 500 lines, whatever they say.
    """
    lines = [_read(register, one.number or number, one) for number, one in enumerate(wanted, start=1)]
    _once(register, lines)
    _against_standing(register, lines, organ=organ, since=since)
    _judged(register, lines, since)
    _organs_in_being(register, lines, since)
    _bases_in_force(register, lines, since)
    _references(register, lines, since)
    _still_referenced(register, lines, since)
    return lines


def _read(register: Register, number: int, one: Wanted) -> Examined:
    manner = register.manner(one.manner.strip())
    ending = manner is not None and manner.action is Action.END
    given = {register.key: one.key} if ending else {**one.values, register.key: one.key}
    values, problems = read(register, given)
    if ending:
        problems = {key: said for key, said in problems.items() if key == register.key}
    found = Examined(number, str(values.get(register.key, "")), manner, {} if ending else values, problems=problems)
    if manner is None:
        said = "、".join(manner.name for manner in register.manners)
        found.problems["manner"] = f"没有“{one.manner[:20]}”这种调整方式，可选：{said}。"
    name = register.field(register.key).name
    if found.key and (len(found.key) > 80 or _FORBIDDEN & set(found.key) or not found.key.strip(".")):
        found.problems[register.key] = f"“{name}”最多80字，不能含有空格和 / ? # % \\，也不能只有圆点，请改正。"
    return found


def _once(register: Register, lines: Iterable[Examined]) -> None:
    first: dict[str, int] = {}
    name = register.field(register.key).name
    for line in lines:
        if line.key and first.setdefault(line.key, line.number) != line.number:
            line.problems[register.key] = (
                f"“{name}”{line.key}与第{first[line.key]}行重复，一次调整中每个条目只能出现一行。"
            )


def _against_standing(register: Register, lines: Sequence[Examined], *, organ: Organ, since: date) -> None:
    entries: dict[str, RegisterEntry] = {}
    last: dict[int, EntryVersion] = {}
    for keys in chunks([line.key for line in lines if line.key]):
        rows = RegisterEntry.objects.filter(register=register.code, key__in=keys)
        entries.update({entry.key: entry for entry in rows})
        for version in EntryVersion.objects.filter(register=register.code, key__in=keys).order_by("since"):
            last[version.entry_id] = version
    for line in lines:
        line.entry = entries.get(line.key)
        line.standing = last.get(line.entry.pk) if line.entry else None
        said = _standing_problem(register, line, organ=organ, since=since)
        if said:
            line.problems.setdefault(register.key, said)


def _standing_problem(register: Register, line: Examined, *, organ: Organ, since: date) -> str:
    """What the entry's history says against the line."""
    if line.entry is not None and line.entry.organ_id != organ.pk:
        return f"{line.key}是其他机关的条目，请由该机关办理。"
    if line.action is None:
        return ""
    return (_cannot_begin if line.action is Action.ADD else _cannot_change)(register, line, since)


def _cannot_change(register: Register, line: Examined, since: date) -> str:
    standing = line.standing
    if line.hides and standing is not None:
        return f"{line.key}已经撤下。" if standing.withdrawn_id else ""
    if standing is None or standing.until is not None:
        ended = f"已于{_said(standing.until)}终止" if standing and standing.until else f"不在{register.name}中"
        return f"{line.key}{ended}，不能调整。"
    if since <= standing.since:
        return f"{line.key}的现行内容自{_said(standing.since)}起施行，施行日期须晚于这一天。"
    line.same = line.action is Action.AMEND and line.values == standing.values
    if line.same:
        return f"{line.key}的内容与现行的相同，没有要调整的。"
    return ""


def _cannot_begin(register: Register, line: Examined, since: date) -> str:
    standing = line.standing
    if standing is None:
        return ""
    if standing.until is None:
        return f"{line.key}已在{register.name}中，请改用“修改”。"
    if since < standing.until:
        return f"{line.key}在{_said(standing.until)}以前仍然有效，施行日期不能早于这一天。"
    return ""


def _judged(register: Register, lines: Sequence[Examined], since: date) -> None:
    """What the programme itself has against a line that can be read, or would have its people look at."""
    for line in lines:
        if line.action is Action.END or line.problems:
            continue
        if register.check is not None:
            line.problems |= register.check(line.values, since)
        if register.warn is not None and not line.problems:
            line.warnings |= register.warn(line.values, since)


def _bases_in_force(register: Register, lines: Sequence[Examined], since: date) -> None:
    """What is cited must be in force on the day, as far as anybody knows."""
    fields = [one for one in register.fields if one.type is Type.BASIS]
    texts = {text for line in lines for one in fields for text in every(line.values.get(one.key))}
    said = ports.basis().problems(texts, since) if texts else {}
    for line in lines:
        for one in fields:
            wrong = [said[text] for text in every(line.values.get(one.key)) if text in said]
            if wrong:
                line.problems[one.key] = "".join(wrong)


def _organs_in_being(register: Register, lines: Sequence[Examined], since: date) -> None:
    fields = [one for one in register.fields if one.type is Type.ORGAN]
    codes = {code for line in lines for one in fields for code in every(line.values.get(one.key))}
    known: dict[str, date | None] = {}
    for some in chunks(sorted(codes)):
        known.update(Organ.objects.filter(code__in=some).values_list("code", "until"))
    for line in lines:
        for one in fields:
            for code in every(line.values.get(one.key)):
                if code not in known:
                    line.problems[one.key] = f"“{one.name}”{code}不是本平台登记的机关，请核对组织机构代码。"
                elif (until := known[code]) is not None and until <= since:
                    line.problems[one.key] = f"“{one.name}”{code}已于{_said(until)}撤销，请改为承继其职责的机关。"


def _references(register: Register, lines: Sequence[Examined], since: date) -> None:
    """What is referred to must stand, from the day on and with no end in sight."""
    for one in register.fields:
        if one.type is Type.REFERENCE:
            keys = {key for line in lines for key in every(line.values.get(one.key))}
            spans = spans_of(one.of, keys)
            if one.of == register.code:
                _as_adjusted(spans, lines, since)
            for line in lines:
                for key in every(line.values.get(one.key)):
                    said = _dangling(one.name, key, spans.get(key, []), since)
                    if said:
                        line.problems[one.key] = said


def _as_adjusted(spans: dict[str, list[Span]], lines: Iterable[Examined], since: date) -> None:
    """The same register after this very adjustment."""
    for line in lines:
        if line.problems:
            continue
        if line.action is Action.ADD:
            spans.setdefault(line.key, []).append(Span(since))
        elif line.action is Action.END and line.key in spans:
            spans[line.key] = [Span(span.since, span.until or since) for span in spans[line.key]]


def _dangling(name: str, key: str, spans: Sequence[Span], since: date) -> str:
    if not spans:
        return f"“{name}”所引的{key}不存在，请先把它列入名录，或者核对编码。"
    end = ends_on(spans, since)
    if end is None:
        return ""
    if any(span.since > since for span in spans) and end == since:
        return f"“{name}”所引的{key}在{_said(since)}尚未施行，请推迟施行日期。"
    return f"“{name}”所引的{key}自{_said(end)}起不再有效，请改引现行的条目。"


def _ends(line: Examined) -> bool:
    """An end that waits for those who refer to it; what must leave the public's sight waits for nobody."""
    return line.action is Action.END and not line.hides and not line.problems


def _still_referenced(register: Register, lines: Sequence[Examined], since: date) -> None:
    """An entry does not end while another, which this adjustment does not touch, refers to it."""
    ending = {line.entry.pk: line for line in lines if _ends(line) and line.entry}
    touched = {line.key for line in lines if line.action is not Action.ADD and not line.problems}
    for some in chunks(list(ending)):
        for target, source, key, name in referring(some, since):
            if not (source == register.code and key in touched):
                ending[target].problems[register.key] = (
                    f"{ending[target].key}仍被{name}（{key}）引用，请先调整引用它的条目，再取消它。"
                )


def referring(targets: Collection[int], since: date) -> Iterator[tuple[int, str, str, str]]:
    """引用者：(target's row, register, key, title) of versions that hold on or after a day and name a target. 1 SQL."""
    rows = EntryReference.objects.filter(target__in=targets).filter(
        Q(version__until__isnull=True) | Q(version__until__gt=since)
    )
    yield from rows.values_list("target", "version__register", "version__key", "version__title")


def spans_of(register: str, keys: Iterable[str]) -> dict[str, list[Span]]:
    """各条目的有效期：by key; those that never stood are left out. One SQL query for every 500."""
    found: dict[str, list[Span]] = {}
    for some in chunks(sorted(keys)):
        rows = EntryVersion.objects.filter(register=register, key__in=some).order_by("since")
        for key, since, until in rows.values_list("key", "since", "until"):
            found.setdefault(key, []).append(Span(since, until))
    return found


def references_in(register: Register, values: Values) -> Iterator[tuple[str, str, str]]:
    """一个版本的引用：(field, register, key)."""
    for one in register.fields:
        if one.type is Type.REFERENCE:
            for key in every(values.get(one.key)):
                yield one.key, one.of, key


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """分批：so that no query names more than a database takes."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _said(day: date | None) -> str:
    return f"{day:%Y年%-m月%-d日}" if day else ""
