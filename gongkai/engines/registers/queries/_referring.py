"""引用核对：what an entry names must stand, and an entry does not end while another names it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from django.db.models import Q

from gongkai.engines.registers.models import EntryReference, EntryVersion
from gongkai.engines.registers.queries._lines import Examined, chunks, in_words_of
from gongkai.engines.registers.rules import Action, Field, Register, Span, Type, Values, ends_on, every


def settle(register: Register, lines: Sequence[Examined], since: date) -> None:
    """引用核对：a sentence for each line whose references do not hold, and for each that rests on such a line."""
    ground = _Ground(register, lines, since)
    falling = [line for line in lines if ground.falls(line)]
    while falling:
        line = falling.pop()
        falling += [other for other in ground.resting_on(line) if ground.falls(other)]


class _Ground:
    """What lines rest on: the register as it would stand after every line that has no problem so far."""

    def __init__(self, register: Register, lines: Sequence[Examined], since: date) -> None:
        self.register, self.since = register, since
        self.fields = [one for one in register.fields if one.type is Type.REFERENCE]
        wanted: dict[str, set[str]] = {one.of: set() for one in self.fields}
        self.naming: dict[str, list[Examined]] = {}
        for line in lines:
            for one, key in self._named(line):
                wanted[one.of].add(key)
                if one.of == register.code:
                    self.naming.setdefault(key, []).append(line)
        self.spans = {of: spans_of(of, keys) for of, keys in wanted.items()}
        sound = [line for line in lines if not line.problems]
        self.touched = {line.key for line in sound if line.action is not Action.ADD}
        if register.code in self.spans:
            _adjust(self.spans[register.code], sound, since)
        self._who_refers(sound)

    def _who_refers(self, sound: Iterable[Examined]) -> None:
        """To the entries that end; what must leave the public's sight waits for nobody."""
        ends = (line for line in sound if line.action is Action.END and not line.hides)
        ending = {line.entry.pk: line for line in ends if line.entry}
        self.referring: dict[str, list[tuple[str, str, str]]] = {}
        self.released: dict[str, list[Examined]] = {}
        for some in chunks(list(ending)):
            for target, source, key, title in referring(some, self.since):
                line = ending[target]
                self.referring.setdefault(line.key, []).append((source, key, title))
                if source == self.register.code:
                    self.released.setdefault(key, []).append(line)

    def _named(self, line: Examined) -> Iterator[tuple[Field, str]]:
        for one in self.fields:
            for key in every(line.values.get(one.key)):
                yield one, key

    def falls(self, line: Examined) -> bool:
        """Whether a line that had no problem has one now."""
        if line.problems:
            return False
        for one, key in self._named(line):
            said = _dangling(one.name, key, self.spans[one.of].get(key, []), self.since)
            if said:
                line.problems[one.key] = said
        for source, key, title in self.referring.get(line.key, ()):
            if not (source == self.register.code and key in self.touched):
                line.problems[self.register.key] = (
                    f"{line.key}仍被{title}（{key}）引用，请先调整引用它的条目，再取消它。"
                )
        if line.problems:
            self.touched.discard(line.key)
            _withdraw(self.spans.get(self.register.code, {}), line, self.since)
        return bool(line.problems)

    def resting_on(self, line: Examined) -> list[Examined]:
        """Lines that name what it was to add, or end what it was to let go of."""
        return [*self.naming.get(line.key, ()), *self.released.get(line.key, ())]


def _adjust(spans: dict[str, list[Span]], sound: Iterable[Examined], since: date) -> None:
    """The register after these lines."""
    for line in sound:
        if line.action is Action.ADD:
            spans.setdefault(line.key, []).append(Span(since))
        elif line.action is Action.END and line.key in spans:
            spans[line.key] = [Span(span.since, span.until or since) for span in spans[line.key]]


def _withdraw(spans: dict[str, list[Span]], line: Examined, since: date) -> None:
    """Without what a line was to add."""
    if line.action is Action.ADD and Span(since) in spans.get(line.key, ()):
        spans[line.key].remove(Span(since))


def _dangling(name: str, key: str, spans: Sequence[Span], since: date) -> str:
    if not spans:
        return f"“{name}”所引的{key}不存在，请先把它列入名录，或者核对编码。"
    end = ends_on(spans, since)
    if end is None:
        return ""
    if any(span.since > since for span in spans) and end == since:
        return f"“{name}”所引的{key}在{in_words_of(since)}尚未施行，请推迟施行日期。"
    return f"“{name}”所引的{key}自{in_words_of(end)}起不再有效，请改引现行的条目。"


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
