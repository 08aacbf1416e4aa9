"""计划：by government and year; one plan with its numbers and its tasks."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse

from gongkai.engines.publishing import queries as publishing
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import mark, number
from gongkai.faces.portal.execution.shown import bars_of_plan, shown
from gongkai.faces.portal.http import page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.law import codes
from gongkai.programmes.decisions import queries as decisions
from gongkai.programmes.execution import queries
from gongkai.programmes.execution.programme import PLANS
from gongkai.programmes.execution.queries import Task

SHOWN, LATE = 30, 5
SHOWS = ("", "open", "done", "late", "ended")


@public
def index(request: Request) -> HttpResponse:
    """执行公开：plans, and the tasks longest late. Five SQL queries, and one for each year."""
    today = china_date(request.at)
    asked = number(request.GET.get("year", ""), 1949, 2199)
    kind = request.GET.get("kind", "")
    kind = kind if kind in codes.plan_kinds else ""
    organ = storable(request.GET.get("organ", ""))[:9].upper()
    after = mark(request.GET)
    found = queries.plans(
        today, seen_on=today, organ=organ, year=str(asked or ""), kind=kind, after=after, limit=SHOWN
    )  # fmt: skip
    names = organs.names_on({organ, *(str(one.values.get("organ", "")) for one in found.versions)}, today)
    field = register_of(PLANS).field("kind")
    facts = {
        "kinds": list(codes.plan_kinds),
        "kind": kind,
        "year": asked,
        "years": queries.years(PLANS, today, seen_on=today),
        "organ": organ,
        "organ_name": names.get(organ, organ),
        "rows": [
            (
                one,
                field.name_of(str(one.values.get("kind", ""))),
                names.get(str(one.values.get("organ", "")), ""),
            )
            for one in found.versions
        ],
        "late": shown(queries.late_tasks(today, seen_on=today, limit=LATE), today),
        "next": found.next,
        "first": bool(after),
    }
    return page(request, "execution/index", facts)


@public
def plan(request: Request, key: str) -> HttpResponse:
    """一个计划。Seven SQL queries; nine more where it carries a decision out.

    :raises NotFound: for a plan there is not.
    """
    today = china_date(request.at)
    version = queries.plan(storable(key), today, seen_on=today)
    if version is None:
        raise NotFound
    tasks, counted = queries.plan_tasks(version.key, today, seen_on=today)
    show = request.GET.get("show", "")
    show = show if show in SHOWS else ""
    organ = str(version.values.get("organ", ""))
    facts = {
        "plan": version,
        "kind": register_of(PLANS).field("kind").name_of(str(version.values.get("kind", ""))),
        "cycle": register_of(PLANS).field("cycle").name_of(str(version.values.get("cycle", ""))),
        "organ": organ,
        "organ_name": organs.names_on({organ}, today).get(organ, organ),
        "counted": counted,
        "bars": bars_of_plan(counted, version.key),
        "rows": shown([one for one in tasks if _is(one, show)], today),
        "show": show,
        **_behind(version, request.at),
    }
    return page(request, "execution/plan", facts)


def _behind(version: EntryVersion, at: datetime) -> dict[str, Any]:
    """What the plan comes from, as far as it is public here: its document, the decision it carries out."""
    record, decision = (str(version.values.get(name, "")) for name in ("record", "decision"))
    return {
        "source": next(iter(publishing.items_of([record], at)), None) if record else None,
        "decided": decision,
        "decision": decisions.public_matter(decision, at) if decision else None,
    }


def _is(task: Task, show: str) -> bool:
    standing = task.standing
    return {
        "": True,
        "open": standing.open_ and not standing.late,
        "done": standing.done,
        "late": standing.open_ and standing.late,
        "ended": not standing.open_ and not standing.done,
    }[show]
