"""What programs may know of messages that came by a program: matter, state and days; never words or people."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from gongkai.engines.casework.models import CaseAssignment, CaseEvent
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.hotline.models import CasePublication, Message
from gongkai.programmes.hotline.programme import HOTLINE
from gongkai.programmes.hotline.publication import PUBLISHED
from gongkai.programmes.hotline.queries._followed import INNER

MOST_OPEN = 1000


@dataclass(frozen=True)
class OpenRequest:
    """开放接口所见的诉求：nothing that is not of the office's own."""

    number: str
    matter: str
    open: bool
    state: str
    came: datetime
    changed: datetime
    due_on: date | None
    handler: str
    record: str


def open_requests(
    *,
    at: datetime,
    numbers: Collection[str] = (),
    organ: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    matters: Collection[str] = (),
    status: Collection[str] = (),
) -> list[OpenRequest]:
    """经接口提交的诉求：those whose words are kept from nobody, the newest first. 2 SQL."""
    rows = Message.objects.filter(channel="api", confidential=False)
    if numbers:
        rows = rows.filter(case__number__in=numbers)
    rows = rows.filter(case__organ__code=organ) if organ else rows
    rows = rows.filter(at__gte=since) if since else rows
    rows = rows.filter(at__lte=until) if until else rows
    rows = rows.filter(matter__in=matters) if matters else rows
    if len(set(status) & {"open", "closed"}) == 1:
        rows = rows.filter(case__open="open" in status)
    main = CaseAssignment.objects.filter(case=OuterRef("case"), part=CaseAssignment.Part.MAIN)
    main = main.exclude(standing=CaseAssignment.Standing.RELEASED).order_by("-since")
    released = Edition.objects.released(at).filter(kind=PUBLISHED.code).values("record__uid")
    public = CasePublication.objects.filter(case=OuterRef("case"), record__in=released)
    found = rows.annotate(
        changed=Subquery(CaseEvent.objects.filter(case=OuterRef("case")).order_by("-number").values("at")[:1]),
        handler=Subquery(main.values("organ__code")[:1]),
        record=Subquery(public.values("record")[:1]),
    ).values(
        "case__number", "matter", "case__open", "case__state", "at", "changed", "case__due_on", "handler", "record"
    )
    kept = list(found.order_by("-at", "-pk")[:MOST_OPEN])
    named = organs.names_on({row["handler"] for row in kept if row["handler"]}, china_date(at))
    return [
        OpenRequest(
            number=row["case__number"],
            matter=row["matter"],
            open=row["case__open"],
            state=HOTLINE.state(INNER.get(row["case__state"], row["case__state"])).name,
            came=row["at"],
            changed=row["changed"] or row["at"],
            due_on=row["case__due_on"],
            handler=named.get(row["handler"], "") if row["handler"] else "",
            record=row["record"] or "",
        )
        for row in kept
    ]
