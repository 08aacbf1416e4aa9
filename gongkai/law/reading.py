"""严格读取：reads YAML data files and refuses whatever the schema does not name, saying where."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from .errors import LawFileError


class _StrictLoader(yaml.SafeLoader):
    """YAML without duplicate keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build the mapping; a key written twice is an error, not the last one winning."""
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.MarkedYAMLError(problem=f"duplicate key {key!r}", problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


@dataclass(frozen=True)
class Node:
    """数据节点：one value of a data file together with where it stands."""

    file: str
    path: str
    value: Any

    def fail(self, problem: str) -> LawFileError:
        """Make the error that names this place."""
        return LawFileError(self.file, self.path, problem)

    def keys(self, *, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> "Node":
        """Check that this is a mapping with these keys and no others.

        :raises LawFileError: on a missing or an unknown key.
        """
        if not isinstance(self.value, dict):
            raise self.fail(f"a mapping is expected, not {self.value!r}")
        unknown = [key for key in self.value if key not in required + optional]
        if unknown:
            raise self.fail(f"unknown key {unknown[0]!r}; known are {', '.join(required + optional)}")
        missing = [key for key in required if key not in self.value]
        if missing:
            raise self.fail(f"key {missing[0]!r} is missing")
        return self

    def __getitem__(self, key: str) -> "Node":
        return Node(self.file, f"{self.path}.{key}" if self.path else key, self.value[key])

    def has(self, key: str) -> bool:
        """Tell whether this mapping has the key."""
        return key in self.value

    def items(self, *, empty: bool = False) -> Iterator["Node"]:
        """Give the elements of a list."""
        if not isinstance(self.value, list) or not (self.value or empty):
            raise self.fail("a list with at least one element is expected")
        for index, value in enumerate(self.value):
            yield Node(self.file, f"{self.path}[{index}]", value)

    def optional_items(self, key: str) -> Iterator["Node"]:
        """Give the elements of the list under a key that may be absent."""
        return self[key].items(empty=True) if self.has(key) else iter(())

    def text(self) -> str:
        """Read a string that is not blank."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.fail(f"text is expected, not {self.value!r}")
        return self.value.strip()

    def optional_text(self, key: str) -> str:
        """Read the string under a key that may be absent."""
        return self[key].text() if self.has(key) else ""

    def day(self) -> date:
        """Read a date; a quoted date or one with a time is an error."""
        if not isinstance(self.value, date) or isinstance(self.value, datetime):
            raise self.fail(f"a date like 2019-05-15 without quotes is expected, not {self.value!r}")
        return self.value

    def optional_day(self, key: str) -> date | None:
        """Read the date under a key that may be absent."""
        return self[key].day() if self.has(key) else None

    def number(self) -> int:
        """Read a whole number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.fail(f"a whole number is expected, not {self.value!r}")
        return self.value

    def amount(self) -> Decimal:
        """Read an amount of money: a whole number, or text like "12.50"."""
        if isinstance(self.value, str):
            try:
                return Decimal(self.value)
            except ArithmeticError:
                raise self.fail(f"an amount is expected, not {self.value!r}") from None
        return Decimal(self.number())

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Read the yes or no under a key that may be absent."""
        if not self.has(key):
            return default
        if not isinstance(self[key].value, bool):
            raise self[key].fail(f"true or false is expected, not {self[key].value!r}")
        return bool(self[key].value)

    def one_of(self, *allowed: str) -> str:
        """Read a string out of a closed set."""
        if self.value not in allowed:
            raise self.fail(f"one of {', '.join(allowed)} is expected, not {self.value!r}")
        return str(self.value)


def read_file(file: Path) -> Node:
    """Read one YAML file strictly.

    :raises LawFileError: when it is not YAML, repeats a key or is not UTF-8.
    """
    try:
        value = yaml.load(file.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506 - a SafeLoader subclass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}" if mark else ""
        raise LawFileError(file, where, error.problem or "not YAML") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        raise LawFileError(file, "", f"not readable as YAML: {error}") from error
    return Node(str(file), "", value)


def yaml_files(folder: Path) -> list[Path]:
    """List the YAML files of a folder in name order; an absent folder has none.

    :raises LawFileError: when a file has another ending, so that no rule is silently ignored.
    """
    if not folder.is_dir():
        return []
    files = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    for path in files:
        if path.suffix != ".yaml":
            raise LawFileError(path, "", "only .yaml files belong here")
    return files
