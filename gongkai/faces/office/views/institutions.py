"""公共企事业单位公开监督：what the institutions we supervise have not published, or not renewed in time."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from gongkai.faces.office.desk import desk
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import Listing
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.institutions import permission, queries
from gongkai.programmes.institutions.queries import Catalogue, Matter

NOT_THEIRS = "公共企事业单位的公开由主管部门的工作人员监督，您没有这样的岗位。"
HEAD = (
    "主管部门",
    "单位",
    "应当公开的事项",
    "公开的内容",
    "负责的科室",
    "最近更新",
    "应当更新不晚于",
    "逾期天数",
    "情况",
)
MISSING, LATE = "没有公开", "逾期没有更新"


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """监督清单：the institutions of one's organs, those with something missing or overdue first.

    :raises NotPermitted: for who has no post in any organ.
    """
    if not permission.organs_of(request.actor):
        raise NotPermitted(NOT_THEIRS)
    found = _catalogues(request)
    found.sort(key=lambda one: (-len(one.overdue) - len(one.missing), one.institution.key))
    facts = {"catalogues": found}
    listing = Listing("公共企事业单位公开监督", HEAD, lambda: _rows(request))
    return desk(request, "office/institutions.html", facts, listings={"institutions": listing})


def _catalogues(request: StaffRequest) -> list[Catalogue]:
    today = china_date(request.at)
    return queries.catalogues(queries.supervised(permission.organs_of(request.actor), today), today)


def _rows(request: StaffRequest) -> list[tuple[Any, ...]]:
    found = _catalogues(request)
    names = organs.names_on({str(one.institution.values.get("organ", "")) for one in found}, china_date(request.at))
    return [
        _row(one, matter, names.get(str(one.institution.values.get("organ", "")), ""))
        for one in found
        for matter in (*one.missing, *one.overdue)
    ]


def _row(catalogue: Catalogue, matter: Matter, organ: str) -> tuple[Any, ...]:
    values = matter.entry.values if matter.entry else {}
    return (
        organ,
        catalogue.institution.title,
        matter.name,
        matter.entry.title if matter.entry else "",
        str(values.get("owner", "")),
        str(values.get("updated_on", "")),
        matter.duty.due_on,
        str(matter.duty.days_late(catalogue.today)) if matter.entry else "",
        LATE if matter.entry else MISSING,
    )
