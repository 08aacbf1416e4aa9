"""通知：a person's inbox."""

import re

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.faces.office import where
from gongkai.faces.office.desk import desk
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.notices import operations as ops
from gongkai.foundation.notices import queries

PAGE = 30
SHAPE = re.compile("[0-9a-z]{4,12}")
REPORT = re.compile("([0-9A-Z]{9}):([0-9]{4})")
NAMED = {
    "enforcement-repair": "office:repair",
    "adjustment": "office:adjustment",
    "statute_proposal": "office:statute_proposal",
    "record": "office:item",
}
PAGES = {"challenge": "office:challenges", "mail": "office:mail"}
CASE = re.compile("[0-9A-Z]{9}-[a-z]+-[0-9]{4}-[0-9]{5,}")


@require_safe
def notices(request: StaffRequest) -> HttpResponse:
    """通知页：newest first."""
    before = request.GET.get("after", "")
    known = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    found = list(queries.inbox(request.actor.uid, before=known)[: PAGE + 1])
    older = str(found[PAGE - 1].pk) if len(found) > PAGE else ""
    rows = [(notice, _where(notice.about)) for notice in found[:PAGE]]
    head = ("事项", "内容", "时间", "阅读", "关于")
    listing = Listing(
        "通知",
        head,
        lambda: [
            (one.subject, one.body, one.created_at, one.read_at, one.about.partition(":")[2])
            for one in queries.inbox(request.actor.uid)[:MOST]
        ],
    )
    return desk(request, "office/notices.html", {"notices": rows, "older": older}, listings={"notices": listing})


@require_POST
def read(request: StaffRequest, notice: int) -> HttpResponse:
    """标为已读，并转到所说的那件。

    :raises NotFound: when it is not this person's.
    """
    ops.mark_read(by=request.actor.uid, notice=notice, at=request.at)
    about = request.POST.get("about", "")
    return redirect(_where(about) or reverse("office:notices"))


def _where(about: str) -> str:
    """所说的那件在哪里：empty where there is nothing to open."""
    kind, _, uid = about.partition(":")
    if kind == "case" and CASE.fullmatch(uid):
        return where.of_case(uid)
    if kind == "report" and (report := REPORT.fullmatch(uid)):
        return reverse("office:report", args=[report[1], int(report[2])])
    if kind in PAGES:
        return reverse(PAGES[kind])
    return reverse(NAMED[kind], args=[uid]) if kind in NAMED and SHAPE.fullmatch(uid) else ""
