"""演示年度报告：last year's reports as they were published, this year's begun, and the register of challenges."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial
from html import escape
from typing import Any

from gongkai.assembly.demo import _texts as texts
from gongkai.assembly.demo._dates import Act, instant, resolve
from gongkai.assembly.demo._world import World, data
from gongkai.programmes.reports import operations as reports
from gongkai.programmes.reports import permission

BEGUN, TAKEN, WRITTEN, LINKED = 100, 104, 108, 112
REGISTERED, DECIDED, DUE = 200, 220, 240
HEADINGS = {"一、": "overview", "五、": "problems", "六、": "other"}


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部行为：each with its instant."""
    listed = data("reports")
    for about in listed["reports"]:
        day = resolve(about["on"], world.today)
        yield instant(day, BEGUN), partial(_begin, world, about)
        if "text" in about:
            yield instant(day, TAKEN), partial(_take_in, world, about)
        else:
            yield instant(day, TAKEN), partial(_compute, world, about)
        yield instant(day, WRITTEN), partial(_write, world, about)
        if "record" in about:
            yield instant(day, LINKED), partial(_link, world, about)
    for about in listed["challenges"]:
        made: list[str] = []
        yield instant(resolve(about["on"], world.today), REGISTERED), partial(_register, world, about, made)
        if "decided" in about:
            day = resolve(about["decided"]["on"], world.today)
            yield instant(day, DECIDED), partial(_decide, world, about, made)
    for about in listed["dues"]:
        yield instant(resolve(about["on"], world.today), DUE), partial(_set_due, world, about)


def _year(world: World, about: Mapping[str, Any]) -> int:
    year: int = about.get("year", world.today.year)
    return year


def _begin(world: World, about: Mapping[str, Any], at: datetime) -> None:
    by = world.actor(about["organ"], "foi_clerk")
    reports.begin(organ=world.organs[about["organ"]], year=_year(world, about), by=by, at=at)


def _take_in(world: World, about: Mapping[str, Any], at: datetime) -> None:
    stem = about["text"].removesuffix(".txt")
    tables = "\n".join(texts.text_of(f"{stem}-t{number}.html") for number in (2, 3, 4))
    content = f"<html><body>{tables}</body></html>".encode()
    by, organ = world.actor(about["organ"], "foi_clerk"), world.organs[about["organ"]].code
    reports.take_in(organ=organ, year=_year(world, about), content=content, name="年报.html", by=by, at=at)


def _compute(world: World, about: Mapping[str, Any], at: datetime) -> None:
    by, organ = world.actor(about["organ"], "foi_clerk"), world.organs[about["organ"]].code
    report = reports.compute(organ=organ, year=_year(world, about), by=by, at=at)
    reports.enter_cells(organ=organ, year=report.year, numbers=about["entered"], seen=report.lock_version, by=by, at=at)


def _write(world: World, about: Mapping[str, Any], at: datetime) -> None:
    by, organ = world.actor(about["organ"], "foi_clerk"), world.organs[about["organ"]].code
    year = _year(world, about)
    written = _sections(texts.text_of(about["text"])) if "text" in about else about["sections"]
    for section, html in written.items():
        seen = permission.find(by, organ, year).lock_version
        reports.write_section(organ=organ, year=year, section=section, html=html, seen=seen, by=by, at=at)


def _sections(text: str) -> dict[str, str]:
    """The sections in words of a published report, paragraph by paragraph."""
    found: dict[str, str] = {}
    section = ""
    for line in text.splitlines():
        heading = next((name for start, name in HEADINGS.items() if line.startswith(start)), "")
        if heading or line.startswith(("二、", "三、", "四、")):
            section = heading
        elif section and line.strip():
            found[section] = found.get(section, "") + f"<p>{escape(line.strip())}</p>"
    # The last section ends in the signature and the day.
    last = found.get("other", "")
    return {**found, "other": "".join(last.split("</p>", 1)[:1]) + "</p>"} if last else found


def _link(world: World, about: Mapping[str, Any], at: datetime) -> None:
    by, organ = world.actor(about["organ"], "foi_head"), world.organs[about["organ"]].code
    record = world.records[about["record"]]
    reports.link_record(organ=organ, year=_year(world, about), record=record, by=by, at=at)


def _register(world: World, about: Mapping[str, Any], made: list[str], at: datetime) -> None:
    row = reports.register_challenge(
        organ=world.organs[about["organ"]],
        route=about["route"],
        authority=about["authority"],
        number=about["number"],
        filed_on=resolve(about["on"], world.today),
        note=about["note"],
        by=world.actor(about["organ"], "foi_clerk"),
        at=at,
    )
    made.append(row.uid)


def _decide(world: World, about: Mapping[str, Any], made: list[str], at: datetime) -> None:
    decided_on: date = resolve(about["decided"]["on"], world.today)
    by = world.actor(about["organ"], "foi_clerk")
    reports.decide_challenge(
        challenge=made[0], outcome=about["decided"]["outcome"], decided_on=decided_on, by=by, at=at
    )


def _set_due(world: World, about: Mapping[str, Any], at: datetime) -> None:
    year = world.today.year
    by = world.actor(about["organ"], "openness_officer")
    day = date(year + 1, about["month"], about["day"])
    reports.set_internal_due(place=about["place"], year=year, due_on=day, by=by, at=at)
