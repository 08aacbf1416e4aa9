"""待办：what needs the reader first, what is owed by others, the queue, and finding a record again."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from gongkai.engines.casework.queue import Narrowing
from gongkai.engines.casework.queue import queue as case_queue
from gongkai.engines.publishing import permission, queries
from gongkai.engines.publishing.models import OPEN_STATES, Edition, State
from gongkai.faces.office import first, taking, words
from gongkai.faces.office.desk import QUEUE, cut, desk, tends_jobs
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.where import TODO
from gongkai.foundation.jobs import queries as jobs
from gongkai.foundation.notices import queries as notices
from gongkai.foundation.now import china_date
from gongkai.foundation.search import queries as search
from gongkai.foundation.text import storable
from gongkai.programmes.policies import queries as policies

FOUND = 50
FIRST = 20
FILTERS = (
    ("", "全部在办", ()),
    ("draft", "拟稿", ("draft",)),
    ("in_review", "审查中", ("in_review",)),
    ("approved", "待发布", ("approved", "scheduled")),
    ("released", "已发布", ("released",)),
    ("filed", "已归档", ("filed", "reconsidered")),
    ("past", "已撤回、被替代", ("withdrawn", "superseded")),
)


@dataclass(frozen=True)
class Find:
    """查找结果：one record of the office found by words."""

    record: str
    title: str
    number: str
    state_name: str
    tone: str


@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """待办页。"""
    chosen = request.GET.get("state", "")
    states = next((states for code, _, states in FILTERS if code == chosen), ())
    asked = storable(request.GET.get("q", "")).strip()[:100]
    queue = queries.queue(request.actor, request.at, limit=QUEUE)
    rows = queries.queue(request.actor, request.at, states=states, limit=QUEUE) if states else queue
    alarms = queries.alarms(request.actor, request.at)
    cases = case_queue(
        request.actor, on=china_date(request.at), now=request.at, narrowing=Narrowing(mine=True, procedures=TODO)
    ).rows
    todos = first.todos(queue, alarms, cases)
    facts: dict[str, Any] = {
        "at_home": not asked,
        "waiting": sum(row.mine for row in queue) + len(cases),
        "todos": todos[:FIRST],
        "todos_left": max(0, len(todos) - FIRST),
        "todos_cut": cut(queue),
        "rows": rows,
        "full": cut(rows),
        "past": bool(set(states) - {state.value for state in OPEN_STATES}),
        "filters": [(code, name) for code, name, _ in FILTERS],
        "chosen": chosen if states else "",
        "asked": asked,
        "found": _find(request, asked) if asked else (),
        "late": sum(row.late for row in queue),
        "alarms": first.left(alarms, todos),
        "missing": policies.missing_interpretations(request.actor, request.at),
        "health": jobs.health(request.at),
        "searching": search.condition(),
        "tends_jobs": tends_jobs(request.actor),
        "unread": notices.unread_count(request.actor.uid),
        "discarded": queries.discarded(request.actor, request.at),
    }
    facts["owed"] = len(alarms) + sum(one.late for one in facts["missing"])
    listings = {
        "first": taking.first(request, alarms),
        "rows": taking.queue(request, states, "文件"),
        "owed": taking.owed(facts["alarms"], facts["missing"]),
        "found": taking.found(facts["found"]),
    }
    return desk(request, "office/home.html", facts, rows=queue, listings=listings)


def _find(request: StaffRequest, asked: str) -> list[Find]:
    """Newest editions of records this person sees, by title, 文号, 索引号 or number."""
    match = Q(title__icontains=asked) | Q(document_number__icontains=asked) | Q(record__uid=asked)
    match |= Q(record__index_number__icontains=asked)
    seen = permission.visible_to(request.actor).filter(match).exclude(state__in=[State.DISCARDED, State.SUPERSEDED])
    rows = seen.select_related("record").order_by("-saved_at")[:FOUND]
    found: dict[str, Edition] = {}
    for row in rows:
        if row.record.uid not in found or row.state in OPEN_STATES:
            found[row.record.uid] = row
    return [
        Find(uid, row.title, row.document_number, str(State(row.state).label), words.tone(row.state))
        for uid, row in found.items()
    ]
