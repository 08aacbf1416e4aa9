"""The matrix as it is written (matrix.yaml), read into cells; and the URL table it is held against."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.urls import URLPattern, URLResolver, get_resolver

from .world import COLUMNS, FOREIGN, OWN

FILE = Path(__file__).with_name("matrix.yaml")
GROUPS: dict[str, tuple[str, ...]] = {
    "everyone": COLUMNS,
    "own": OWN,
    "foreign": FOREIGN,
    # Who may read the organ's records in the office: those who work there, an auditor of anywhere, and the
    # openness officer of the place above.
    "insiders": (*OWN, "foreign.auditor", "superior"),
    # Who may read the organ's cases: the posts of its procedures, its openness officer, auditors and the place above.
    "caseworkers": (
        *(f"own.{role}" for role in ("foi_clerk", "foi_head", "signer", "openness_officer", "auditor")),
        "foreign.auditor",
        "superior",
    ),
    "signed_in": tuple(column for column in COLUMNS if column not in {"anonymous", "inactive"}),
    "strangers": ("anonymous", "inactive"),
    **{column: (column,) for column in COLUMNS},
    **{
        f"any.{role}": tuple(column for column in (f"own.{role}", f"foreign.{role}") if column in COLUMNS)
        for role in (column.partition(".")[2] for column in OWN)
    },
}
# Who sees a case while its reply is reviewed.
REVIEWING = ("own.legality_reviewer", "own.secrecy_reviewer")
KEYS = {"method", "record", "with", "send", "usual", "expect", "why"}
METHODS = ("GET", "POST")
# The portal knows nobody (tests/architecture/test_framework.py): of those it could mistake, one each is asked.
PUBLIC = ("anonymous", "own.publisher", "foreign.auditor", "inactive")
API_METHODS = ("GET", "POST", "PUT", "DELETE")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Case:
    """One address and method in one situation, with one status for each column."""

    route: str
    method: str
    record: str
    path: dict[str, str]
    send: Any
    statuses: dict[str, int]
    served: bool = True

    @property
    def asked(self) -> tuple[str, ...]:
        """The columns that are asked: all, but where no view could tell them apart.

        A method that is not served is refused before anybody looks at who asks.
        """
        if not self.served:
            return self.each_answer
        return PUBLIC if self.route in in_portal() else COLUMNS

    @property
    def name(self) -> str:
        extra = " ".join(f"{key}={value}" for key, value in self.path.items())
        return " ".join(
            part for part in (self.method, f"/{self.route}", self.record and f"on {self.record}", extra) if part
        )

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api/")

    @property
    def is_office(self) -> bool:
        return self.route.startswith(("office/", "api/v1/office/"))

    @property
    def outsiders(self) -> tuple[str, ...]:
        """For whom the thing this address names does not exist."""
        if not self.is_office or not {"uid", "case", "token", "notice"} & set(self.parameters):
            return ()
        kinds = {"uid": GROUPS["insiders"], "case": (*GROUPS["caseworkers"], *REVIEWING)}
        knowing = next((kinds[name] for name in kinds if name in self.parameters), ("own.drafter",))
        return tuple(column for column in COLUMNS if column not in knowing)

    @property
    def each_answer(self) -> tuple[str, ...]:
        """For each answer that is written, the last column that gets it: those of the matrix's corners."""
        return tuple({status: column for column, status in self.statuses.items()}.values())

    @property
    def parameters(self) -> list[str]:
        return PARAMETER.findall(self.route)


def routes() -> list[str]:
    """Every address of the site, once, as written in the URL tables; libraries' included."""
    return sorted({route for route, _view in _walk(get_resolver())})


@cache
def in_portal() -> frozenset[str]:
    """The addresses answered by the public face."""
    views = _walk(get_resolver())
    return frozenset(route for route, view in views if view.__module__.startswith("gongkai.faces.portal."))


def _walk(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, entry.callback
        else:
            yield from _walk(entry, route)


@cache
def written() -> dict[str, list[dict[str, Any]]]:
    """The rows as written, by address."""
    rows: dict[str, list[dict[str, Any]]] = _file()["urls"]
    return rows


@cache
def usual() -> dict[str, dict[str, int]]:
    """The expectations many rows share, by name."""
    named: dict[str, dict[str, int]] = _file()["usual"]
    return named


@cache
def _file() -> dict[str, Any]:
    said: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return said


def cases() -> list[Case]:
    """Every case: those written, and for each method not written that it is refused."""
    found = []
    for route, rows in written().items():
        for row in rows:
            found += _read(route, row)
        found += _refused_methods(route, rows)
    return found


def _read(route: str, row: dict[str, Any]) -> Iterator[Case]:
    unknown = set(row) - KEYS
    assert not unknown, f"{route}: matrix.yaml knows no {unknown}"
    states = row.get("record", "")
    path = {key: str(value) for key, value in row.get("with", {}).items()}
    statuses = _statuses(route, row)
    for state in states if isinstance(states, list) else [states]:
        yield Case(route, row.get("method", "GET"), state, path, row.get("send"), statuses)


def _statuses(route: str, row: dict[str, Any]) -> dict[str, int]:
    """One status a column; what is said later and more closely wins."""
    statuses: dict[str, int] = {}
    for said in (usual()[row["usual"]] if "usual" in row else {}, row.get("expect", {})):
        for group, status in said.items():
            assert group in GROUPS, f"{route}: no column or group is called {group!r}"
            statuses.update(dict.fromkeys(GROUPS[group], status))
    missing = [column for column in COLUMNS if column not in statuses]
    assert not missing, f"{route} {row.get('method', 'GET')}: no status expected for {', '.join(missing)}"
    return statuses


def _refused_methods(route: str, rows: list[dict[str, Any]]) -> Iterator[Case]:
    named = {row.get("method", "GET") for row in rows}
    first = next(_read(route, rows[0]))
    for method in API_METHODS if route.startswith("api/") else METHODS:
        if method not in named:
            name = "office_no_such_method" if route.startswith("office/") else "no_such_method"
            statuses = _statuses(route, {"usual": name})
            yield Case(route, method, first.record, first.path, None, statuses, served=False)


CASES = cases()


def first_of(wanted: Callable[[Case], bool]) -> list[Case]:
    """One case for each address, method and act."""
    return list({(c.route, c.method, c.path.get("act")): c for c in reversed(CASES) if wanted(c)}.values())
