"""任务：one task from plan to result, as a page, a feed and JSON; the tasks that are late."""

from datetime import date

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.rules import every, parts_of
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.register_files import path_of
from gongkai.faces.portal.asking import number
from gongkai.faces.portal.execution.shown import assisting, bars_of, named, shown
from gongkai.faces.portal.execution.steps import steps_of
from gongkai.faces.portal.feeding import FORMATS, NEVER, Entry, short
from gongkai.faces.portal.http import absolute, as_json, page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.programmes.execution import queries
from gongkai.programmes.execution.programme import PLANS, PROGRESS, TASKS
from gongkai.programmes.execution.queries import Course, Due, Event
from gongkai.programmes.hotline import queries as hotline
from gongkai.programmes.hotline.queries import SaidOf

MOST_LATE, BEGINNING = 200, 200


@public
def task(request: Request, key: str) -> HttpResponse:
    """一项任务的全过程。Seventeen SQL queries at most.

    :raises NotFound: for a task there is not.
    """
    today = china_date(request.at)
    course = _found(key, today)
    values = course.task.version.values
    said = hotline.said_of(f"{TASKS}:{course.task.version.key}", request.at)
    organ_of = organs.names_on(
        {str(code) for one in course.steps for code in every(one.values.get("lead"))}
        | {str(one.version.values.get("answering", "")) for one in course.findings}
        | {one.handler for one in said.shown},
        today,
    )
    facts = {
        "course": course,
        "task": shown([course.task], today)[0],
        "values": values,
        "lead": named([course.task.lead], today)[0],
        "assisting": named(assisting(course.task), today),
        "bars": bars_of(course.task.reached),
        "steps": steps_of(course, organ_of, today),
        "findings": [(one, organ_of.get(str(one.version.values.get("answering", "")), "")) for one in course.findings],
        "events": queries.events(course),
        "evidence": [(parts_of(one)[1], path_of(PROGRESS, one)) for one in _evidence(course)],
        "due": _told(queries.report_due(course.task, course.plan)),
        "said": said,
        "comments": [(one, organ_of.get(one.handler, "")) for one in said.shown],
    }
    return page(request, "execution/task", facts)


def _told(due: Due | None) -> tuple[Due, str] | None:
    """With how often, in words."""
    return (due, register_of(PLANS).field("cycle").name_of(due.cycle)) if due else None


def _evidence(course: Course) -> tuple[str, ...]:
    """Of the last report."""
    return every(course.reports[-1].values.get("evidence")) if course.reports else ()


def _found(key: str, today: date) -> Course:
    course = queries.course(storable(key), today, seen_on=today)
    if course is None:
        raise NotFound
    return course


@public
def late(request: Request) -> HttpResponse:
    """逾期未完成的任务和逾期没有公布的进展。Seven SQL queries, and one for each year."""
    today = china_date(request.at)
    asked = number(request.GET.get("year", ""), 1949, 2199)
    found = queries.late_tasks(today, seen_on=today, year=str(asked or ""), limit=MOST_LATE + 1)
    silent = queries.late_reports(today, seen_on=today, year=str(asked or ""), limit=MOST_LATE)
    leads = organs.names_on({one.task.lead for one in silent}, today) if silent else {}
    facts = {
        "silent": [(one, leads.get(one.task.lead, one.task.lead)) for one in silent],
        "rows": shown(found[:MOST_LATE], today),
        "more": len(found) > MOST_LATE,
        "year": asked,
        "years": queries.years(TASKS, today, seen_on=today),
        "today": today,
    }
    return page(request, "execution/late", facts)


@public
def feed(request: Request, key: str, format_: str = "atom") -> HttpResponseBase:
    """关注一项任务：its feed: what was published of it, the newest first.

    :raises NotFound: for a task there is not.
    """
    today = china_date(request.at)
    course = _found(key, today)
    path = reverse("portal:execution-task", args=[course.task.version.key])
    entries = [_entry(one, path) for one in queries.events(course)]
    return FORMATS[format_](short(course.task.version.title, path, "", entries))


def _entry(event: Event, path: str) -> Entry:
    version = event.version
    link = absolute(reverse("portal:entry", args=[version.register, version.key])) if version else absolute(path)
    at = event.known_at or NEVER
    return Entry(
        id=f"{link}#{event.kind}-{event.on}" if version is None else link,
        link=link,
        title=f"{event.name}：{event.title}" if event.title else event.name,
        summary=" ".join(event.text.split())[:BEGINNING],
        author=version.organ.code if version else "",
        published=at,
        updated=at,
        categories=((event.kind, event.name),),
    )


@public
def task_json(request: Request, key: str) -> HttpResponse:
    """一项任务的JSON：how it stands and what is known of it.

    :raises NotFound: for a task there is not.
    """
    today = china_date(request.at)
    course = _found(key, today)
    standing = course.task.standing
    due = queries.report_due(course.task, course.plan)
    said = {
        "key": course.task.version.key,
        "name": course.task.version.title,
        "plan": course.task.plan,
        "lead": course.task.lead,
        "assisting": list(assisting(course.task)),
        "due_on": _iso(standing.due_on),
        "state": standing.state,
        "settled_on": _iso(standing.settled_on),
        "late": standing.late,
        "days_late": standing.days_late,
        "report": {"cycle": due.cycle, "due_on": _iso(due.due_on), "days_late": due.days_late} if due else None,
        "as_of": today.isoformat(),
        "targets": [
            {"name": one.name, "target": str(one.target), "amount": _text(one.amount), "unit": one.unit}
            for one in course.task.reached
        ],
        "comments": _comments(hotline.said_of(f"{TASKS}:{course.task.version.key}", request.at)),
        "events": [
            {
                "on": one.on.isoformat(),
                "kind": one.kind,
                "title": one.title,
                "text": one.text,
                "entry": f"{one.version.register}:{one.version.key}" if one.version else "",
            }
            for one in queries.events(course)
        ],
    }
    return as_json(said)


def _comments(said: SaidOf) -> dict[str, object]:
    return {
        "received": said.received,
        "answered": said.answered,
        "public": said.public,
        "newest": [
            {
                "record": one.record,
                "title": one.title,
                "question": one.question,
                "answer": one.answer,
                "organ": one.handler,
                "published_at": one.published_at.isoformat() if one.published_at else None,
            }
            for one in said.shown
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _text(amount: object) -> str | None:
    return None if amount is None else str(amount)
