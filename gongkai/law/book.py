"""法律汇编：every instrument, calendar and code list in force here, the shipped ones and an operator's overlay."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from .calendar_years import CalendarYear, lay_over, read_calendar
from .code_lists import CodeList, read_code_list
from .counting import WorkingCalendar
from .errors import LawFileError, UnknownLaw
from .form import Form
from .form_files import read_form
from .instrument_files import read_instrument
from .instruments import Citation, Edition, Instrument, Rule, covering
from .reading import read_file, yaml_files

SHIPPED = Path(__file__).parent
_FOLDERS = ("instruments", "calendars", "codelists", "forms")


@dataclass(frozen=True)
class LawBook:
    """法律汇编：what the law says here; `version` changes whenever any of its files does."""

    instruments: tuple[Instrument, ...]
    rules: Mapping[str, Rule]
    editions: Mapping[str, Edition]
    calendar: WorkingCalendar
    code_lists: Mapping[str, CodeList]
    forms: Mapping[str, Form]
    version: str

    def rule(self, rule_id: str) -> Rule:
        """Find a parameter or provision by its id.

        :raises UnknownLaw: when no instrument defines it.
        """
        try:
            return self.rules[rule_id]
        except KeyError:
            raise UnknownLaw(f"no instrument defines {rule_id!r}") from None

    def edition_on(self, instrument: str, day: date) -> Edition | None:
        """Find the edition of an instrument in force on a day; None when there was none."""
        for item in self.instruments:
            if item.key == instrument:
                return covering(item.editions, day)
        raise UnknownLaw(f"no instrument has the key {instrument!r}")


def load(overlay: Path | None = None) -> LawBook:
    """Read the shipped law and, over it, the operator's directory.

    :raises LawFileError: naming file and path of the first thing that is wrong.
    """
    if overlay is not None:
        _check_overlay(overlay)
    instruments = _merge([read_instrument(read_file(p)) for p in yaml_files(SHIPPED / "instruments")], overlay)
    rules = {rule.id: rule for item in instruments for rule in item.rules}
    editions = {edition.key: edition for item in instruments for edition in item.editions}
    return LawBook(
        instruments=tuple(instruments),
        rules=MappingProxyType(rules),
        editions=MappingProxyType(editions),
        calendar=_calendar(overlay, rules),
        code_lists=MappingProxyType(_code_lists(overlay, editions)),
        forms=MappingProxyType(_forms(overlay, editions)),
        version=_version(overlay, _FOLDERS),
    )


_in_force: list[LawBook] = []


@cache
def _shipped() -> LawBook:
    """The law as shipped, read once: who comes back to it finds the very forms and lists others still hold."""
    return load()


def current() -> LawBook:
    """Give the book in force in this process, reading the shipped law on first use."""
    if not _in_force:
        _in_force.append(_shipped())
    return _in_force[0]


def use_overlay(overlay: Path | None) -> LawBook:
    """Put the shipped law with this overlay in force, or alone with None; nothing changes when it has an error.

    :raises LawFileError: naming file and path of the first thing that is wrong.
    """
    book = load(overlay) if overlay is not None else _shipped()
    _in_force[:] = [book]
    return book


def _check_overlay(overlay: Path) -> None:
    if not overlay.is_dir():
        raise LawFileError(overlay, "", "the overlay directory does not exist")
    for path in overlay.iterdir():
        if path.name.startswith(".") or path.suffix == ".md":
            continue
        if path.name not in _FOLDERS:
            raise LawFileError(path, "", f"an overlay holds only {', '.join(_FOLDERS)}")


def _merge(shipped: list[Instrument], overlay: Path | None) -> list[Instrument]:
    """Lay the operator's instruments over the shipped ones."""
    merged: dict[str, Instrument] = {}
    for item in shipped:
        _add(merged, item, SHIPPED / "instruments")
    for path in yaml_files(overlay / "instruments") if overlay else []:
        item = read_instrument(read_file(path))
        if item.replaces:
            _drop_replaced(merged, item, path)
        _drop_configured(merged, item, path)
        _add(merged, item, path)
    return list(merged.values())


def _add(merged: dict[str, Instrument], item: Instrument, path: Path) -> None:
    if item.key in merged:
        raise LawFileError(path, "key", f"an instrument {item.key!r} exists already; say `replaces: {item.key}`")
    editions = {edition.key for other in merged.values() for edition in other.editions}
    rules = {rule.id for other in merged.values() for rule in other.rules}
    for key in (edition.key for edition in item.editions):
        if key in editions:
            raise LawFileError(path, "editions", f"edition {key!r} is defined twice")
        editions.add(key)
    for key in (rule.id for rule in item.rules):
        if key in rules:
            raise LawFileError(path, "parameters", f"{key!r} is defined already and is not configuration")
        rules.add(key)
    merged[item.key] = item


def _drop_replaced(merged: dict[str, Instrument], item: Instrument, path: Path) -> None:
    old = merged.pop(item.replaces, None)
    if old is None:
        raise LawFileError(path, "replaces", f"there is no instrument {item.replaces!r} to replace")
    new = {rule.id: rule for rule in item.rules}
    for rule in old.rules:
        if rule.id not in new:
            raise LawFileError(path, "parameters", f"{rule.id!r} of the replaced instrument is missing")
        _same_shape(rule, new[rule.id], path)


def _drop_configured(merged: dict[str, Instrument], item: Instrument, path: Path) -> None:
    """Let the operator's value take the place of a shipped one that is configuration."""
    new = {rule.id: rule for rule in item.rules}
    for key, old in merged.items():
        taken = [rule for rule in old.rules if rule.id in new and rule.configuration]
        for rule in taken:
            _same_shape(rule, new[rule.id], path)
        if taken:
            left = tuple(rule for rule in old.rules if rule not in taken)
            merged[key] = Instrument(old.key, old.editions, left, old.replaces)


def _same_shape(old: Rule, new: Rule, path: Path) -> None:
    if (old.unit, old.keyed_on) != (new.unit, new.keyed_on):
        raise LawFileError(path, "parameters", f"{old.id!r} must keep unit {old.unit} and keyed_on {old.keyed_on}")


def _calendar(overlay: Path | None, rules: Mapping[str, Rule]) -> WorkingCalendar:
    def cite(rule_id: str, day: date) -> Citation:
        rule = rules[rule_id]
        return rule.row({rule.keyed_on[0]: day}).citation

    added: list[CalendarYear] = []
    if overlay:
        added = _once([read_calendar(read_file(path)) for path in yaml_files(overlay / "calendars")])
    shipped = _once([read_calendar(read_file(path)) for path in yaml_files(SHIPPED / "calendars")])
    return WorkingCalendar(lay_over(shipped, added), _version(overlay, ("calendars",)), cite)


def _once(years: list[CalendarYear]) -> list[CalendarYear]:
    seen: set[tuple[int, str]] = set()
    for item in years:
        if (item.year, item.local) in seen:
            raise LawFileError(item.file, "year", f"{item.year} has two calendars in this folder")
        seen.add((item.year, item.local))
    return years


def _code_lists(overlay: Path | None, editions: Mapping[str, Edition]) -> dict[str, CodeList]:
    lists: dict[str, CodeList] = {}
    for path in yaml_files(SHIPPED / "codelists"):
        item = read_code_list(read_file(path), editions)
        lists[item.key] = item
    for path in yaml_files(overlay / "codelists") if overlay else []:
        item = read_code_list(read_file(path), editions)
        if not lists[item.key].configuration:
            raise LawFileError(path, "list", f"{item.key!r} is fixed by law and cannot be replaced")
        lists[item.key] = item
    return lists


def _forms(overlay: Path | None, editions: Mapping[str, Edition]) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    for root in (SHIPPED, overlay) if overlay else (SHIPPED,):
        for path in yaml_files(root / "forms"):
            form = read_form(read_file(path), editions)
            if form.key in forms:
                raise LawFileError(path, "form", f"{form.key!r} is fixed already and cannot be replaced")
            forms[form.key] = form
    return forms


def _version(overlay: Path | None, folders: tuple[str, ...]) -> str:
    """Hash the files that were read, so that a stored result can name the law it was made under."""
    digest = hashlib.sha256()
    for root in (SHIPPED, overlay) if overlay else (SHIPPED,):
        for folder in folders:
            for path in yaml_files(root / folder):
                digest.update(f"{folder}/{path.name}\0".encode())
                digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
