"""办件：one edition, what may be done with it, and what happened to it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.forms import Select
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import Work
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office import interpretation, item, privacy, taking, wording
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.acts import AfterForm, OpinionForm, ScheduleForm, UrgentForm, WithdrawForm
from gongkai.faces.office.http import StaffRequest, edition_number
from gongkai.foundation.errors import Refusal


@require_safe
def show(request: StaffRequest, uid: str) -> HttpResponse:
    """办件页。"""
    return page(request, item.load(request, uid, edition_number(request)))


def page(
    request: StaffRequest,
    work: Work,
    *,
    refusal: Refusal | None = None,
    typed: Mapping[str, Any] | None = None,
    status: int = 0,
) -> HttpResponse:
    """办件页：as it stands, or again with a refusal and what was typed."""
    typed = typed or {}
    opinion = {"sha256": work.edition.sha256}
    facts: dict[str, Any] = {
        **item.facts_of(request, work),
        **interpretation.facts_of(request, work, typed.get("interpretation")),
        **privacy.facts_of(request, work, typed.get("privacy")),
        **wording.facts_of(work),
        "opinion": typed.get("opinion") or OpinionForm(initial=opinion, auto_id="id_opinion_%s"),
        "schedule": typed.get("schedule") or ScheduleForm(auto_id="id_schedule_%s"),
        "withdraw": typed.get("withdraw") or WithdrawForm(auto_id="id_withdraw_%s"),
        **_urgency(request, work, typed),
        "refusal": refusal,
        "refused_form": next(iter(typed.values()), None),
        "refused_act": next(iter(typed), ""),
    }
    status = status or (heading_of(refusal).status if refusal else 200)
    listings = {"course": taking.course(work.edition.title, facts["history"])}
    return desk(request, "office/item.html", facts, status=status, record=work.edition.record.uid, listings=listings)


def _urgency(request: StaffRequest, work: Work, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What an urgent release needs, where it is possible at all."""
    form = typed.get("urgent") or UrgentForm(initial={"sha256": work.edition.sha256}, auto_id="id_urgent_%s")
    known = queries.open_emergencies(request.actor) if work.choice("release_urgently").allowed else ()
    widget = form.fields["emergency"].widget
    assert isinstance(widget, Select)
    widget.choices = [("", "请选择"), *((one.uid, one.name) for one in known)]
    return {
        "urgent": form,
        "after": typed.get("after") or AfterForm(auto_id="id_after_%s"),
        "emergencies": known,
        "urgent_hours": settings.GONGKAI_URGENT_REVIEW_HOURS,
    }
