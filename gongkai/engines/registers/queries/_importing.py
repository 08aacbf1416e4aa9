"""试导入：what the rows of a file would do, row by row; nothing is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.engines.registers.exchange import FileRow
from gongkai.engines.registers.models import EntryVersion, ImportFile
from gongkai.engines.registers.queries._examining import examine
from gongkai.engines.registers.queries._lines import Wanted, chunks
from gongkai.engines.registers.rules import Action, Field, Openness, Register, every, in_words, masked
from gongkai.foundation.errors import Invalid
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.text import storable


@dataclass(frozen=True)
class BadRow:
    """有问题的一行：as it stands in the file, and its sentences."""

    row: FileRow
    said: str


@dataclass(frozen=True)
class Trial:
    """试导入的结果：lines that can be proposed, rows that cannot, and how many say what the register says already.

    `doubted` are rows that can be proposed, and what their people should look at first.
    """

    good: tuple[Wanted, ...]
    bad: tuple[BadRow, ...]
    same: int
    doubted: tuple[BadRow, ...] = ()


def try_rows(
    register: Register, organ: Organ, since: date, rows: Sequence[FileRow], *, other: Organ | None = None
) -> Trial:
    """试导入：a row without a manner adds what is not there and amends what is; a missing column changes nothing."""
    standing = _standing(register, rows)
    sound = [row for row in rows if not row.problem]
    wanted = [_wanted(register, row, standing, since) for row in sound]
    bad = [BadRow(row, row.problem) for row in rows if row.problem]
    good: list[Wanted] = []
    doubted: list[BadRow] = []
    same = 0
    examined = examine(register, organ, since, wanted, other=other)
    for row, one, line in zip(sound, wanted, examined, strict=True):
        if line.same and not row.manner:
            same += 1
        elif line.problems:
            bad.append(BadRow(row, "".join(line.problems.values())))
        else:
            good.append(one)
            if line.warnings:
                doubted.append(BadRow(row, "".join(line.warnings.values())))
    return Trial(tuple(good), tuple(sorted(bad, key=lambda one: one.row.number)), same, tuple(doubted))


def _key(register: Register, row: FileRow) -> str:
    return storable(str(row.values.get(register.key) or "")).strip()


def _standing(register: Register, rows: Iterable[FileRow]) -> dict[str, EntryVersion]:
    """The open version of each entry named."""
    found: dict[str, EntryVersion] = {}
    for keys in chunks(sorted({_key(register, row)[:80] for row in rows})):
        versions = EntryVersion.objects.filter(register=register.code, key__in=keys, until__isnull=True)
        found.update({version.key: version for version in versions})
    return found


def _wanted(register: Register, row: FileRow, standing: dict[str, EntryVersion], since: date) -> Wanted:
    key = _key(register, row)
    version = standing.get(key)
    action = Action.AMEND if version else Action.ADD
    manner = row.manner or next(one.code for one in register.manners if one.action is action)
    values = dict(row.values)
    if version is not None:
        for field in register.fields:
            if not field.asked_on(since) and _says(field, values.get(field.key), version):
                del values[field.key]  # a column of the file as it was taken away
        for field in register.typed_on(since):
            kept = version.values.get(field.key)
            covered = field.openness is Openness.MASKED and _is_covered(values.get(field.key), every(kept))
            if kept and (field.key not in values or covered):
                values[field.key] = kept
    return Wanted(manner, key, values, row.number)


def _says(field: Field, given: object, version: EntryVersion) -> bool:
    """Whether a value given is what stands, as the file shows it."""
    kept = version.values.get(field.key)
    return bool(given) and str(given) in (in_words(field, kept), "\n".join(every(kept)))


def _is_covered(given: object, kept: tuple[str, ...]) -> bool:
    """Whether a value is but the covered form of what is kept, as the public file shows it."""
    return bool(kept) and str(given or "").split() == [masked(one) for one in kept]


def kept_file(uid: str, register: Register, person: Actor) -> tuple[str, bytes]:
    """保管的文件：name and content of what this person sent for this register. 1 SQL.

    :raises Invalid: when it is kept no more.
    """
    found = ImportFile.objects.filter(uid=uid, register=register.code, sent_by=person.uid).first()
    if found is None:
        raise Invalid("先前上传的文件已经不再保留，请重新选择文件。", field="file")
    return found.name, bytes(found.content)
