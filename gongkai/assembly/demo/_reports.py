"""演示年度报告：last year's reports as they were published, this year's begun, and the register of challenges."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial
from html import escape
from typing import Any

from gongkai.assembly.demo import _texts as texts
from gongkai.assembly.demo._dates import Act, instant, resolve
from gongkai.assembly.demo._world import World, data
from gongkai.engines.casework.models import Case
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.kinds import kind_of
from gongkai.programmes.reports import operations as reports
from gongkai.programmes.reports import permission
from gongkai.programmes.reports.queries import form_of
from gongkai.programmes.reports.rules import totals_of

BEGUN, TAKEN, WRITTEN, LINKED, HANDED_IN = 100, 104, 108, 112, 116
REGISTERED, DECIDED, DUE = 200, 220, 240
HEADINGS = {"一、": "overview", "五、": "problems", "六、": "other"}


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部行为：each with its instant."""
    listed = data("reports")
    for about in listed["reports"]:
        yield from _of_report(world, about)
    for about in listed["challenges"]:
        made: list[str] = []
        yield instant(resolve(about["on"], world.today), REGISTERED), partial(_register, world, about, made)
        if "decided" in about:
            day = resolve(about["decided"]["on"], world.today)
            yield instant(day, DECIDED), partial(_decide, world, about, made)
    for about in listed["dues"]:
        yield instant(resolve(about["on"], world.today), DUE), partial(_set_due, world, about)


def _of_report(world: World, about: Mapping[str, Any]) -> Iterator[tuple[datetime, Act]]:
    day = resolve(about["on"], world.today)
    yield instant(day, BEGUN), partial(_begin, world, about)
    yield instant(day, TAKEN), partial(_take_in if "text" in about else _compute, world, about)
    yield instant(day, WRITTEN), partial(_write, world, about)
    if "record" in about:
        yield instant(day, LINKED), partial(_link, world, about)
    if "returned" in about:
        yield instant(resolve(about["returned"]["on"], world.today), HANDED_IN), partial(_return, world, about)
    if "published" in about:
        yield instant(resolve(about["published"], world.today), HANDED_IN), partial(_publish, world, about)


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
    entered = about.get("entered", {})
    if about.get("zeros"):
        form = form_of(report)
        entered = {key: "0" for key in form.cells if key not in report.cells and key not in totals_of(form)} | entered
    reports.enter_cells(organ=organ, year=report.year, numbers=entered, seen=report.lock_version, by=by, at=at)


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


def _submit(world: World, about: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """送审；gives organ and year, and the hash of what was submitted."""
    which: dict[str, Any] = {"organ": world.organs[about["organ"]].code, "year": _year(world, about)}
    report = reports.submit(**which, by=world.actor(about["organ"], "foi_clerk"), at=at)
    return {**which, "sha256": report.sha256}


def _return(world: World, about: Mapping[str, Any], at: datetime) -> None:
    which = _submit(world, about, at)
    del which["sha256"]
    reports.return_(**which, reason=about["returned"]["reason"], by=world.actor(about["organ"], "foi_head"), at=at)


def _publish(world: World, about: Mapping[str, Any], at: datetime) -> None:
    """送审、同意、交付发布，再经公文的审查发布。"""
    organ = about["organ"]
    which = _submit(world, about, at)
    reports.approve(**which, by=world.actor(organ, "foi_head"), at=at)
    del which["sha256"]
    record = reports.hand_over(**which, by=world.actor(organ, "drafter"), at=at).record
    sha256 = publishing.submit(record=record, by=world.actor(organ, "drafter"), at=at).sha256
    for step in kind_of("report").steps:
        publishing.approve(record=record, sha256=sha256, by=world.actor(organ, step.role), at=at)
    publishing.release(record=record, by=world.actor(organ, "publisher"), at=at)


def _register(world: World, about: Mapping[str, Any], made: list[str], at: datetime) -> None:
    row = reports.register_challenge(
        organ=world.organs[about["organ"]],
        route=about["route"],
        authority=about["authority"],
        number=about["number"],
        filed_on=resolve(about["on"], world.today),
        case=_case(world, about),
        note=about["note"],
        by=world.actor(about["organ"], "foi_clerk"),
        at=at,
    )
    made.append(row.uid)


def _case(world: World, about: Mapping[str, Any]) -> str:
    """The request a challenge is about, by what was asked for."""
    if "case" not in about:
        return ""
    cases = Case.objects.filter(organ=world.organs[about["organ"]], title__contains=about["case"])
    return cases.values_list("uid", flat=True).get()


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
