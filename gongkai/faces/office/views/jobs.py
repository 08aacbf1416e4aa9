"""后台任务：is anybody working, and what was given up; an administrator has it tried again."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.tables import Cell
from gongkai.faces.office.desk import desk, tends_jobs
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.jobs import operations as ops
from gongkai.foundation.jobs import queries
from gongkai.foundation.jobs.models import JobReceipt
from gongkai.foundation.search import queries as search

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def jobs(request: StaffRequest) -> HttpResponse:
    """后台任务页。"""
    if not tends_jobs(request.actor):
        raise NotPermitted("后台任务由系统管理员用两步验证登录后处理。请联系系统管理员。")
    if request.method == "POST":
        ops.revive(by=request.actor.uid, at=request.at, key=request.POST.get("key", ""))
        messages.success(request, "已放回队列，稍后重新执行。")
        return redirect("office:jobs")
    facts = {
        "health": queries.health(request.at),
        "searching": search.condition(),
        "dead": queries.dead_jobs()[:SHOWN],
        "waiting": queries.unfinished_jobs()[:SHOWN],
    }
    head = ("操作", "标识", "状态", "入队", "已试次数", "最近错误")
    listings = {
        "dead": Listing("放弃的任务", head, lambda: _rows(queries.dead_jobs())),
        "waiting": Listing("未完成的任务", head, lambda: _rows(queries.unfinished_jobs())),
    }
    return desk(request, "office/jobs.html", facts, listings=listings)


def _rows(jobs: QuerySet[JobReceipt]) -> list[tuple[Cell, ...]]:
    return [
        (one.operation, one.key, str(one.State(one.state).label), one.enqueued_at, one.attempts, one.last_error)
        for one in jobs[:MOST]
    ]
