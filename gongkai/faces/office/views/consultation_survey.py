"""调查填写：what was written beside 其他 in a survey is looked at before everybody reads it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.consultations import HideForm
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.text import storable
from gongkai.programmes.consultations import operations as ops
from gongkai.programmes.consultations import permission, queries
from gongkai.programmes.consultations.models import Consultation


@require_http_methods(["GET", "HEAD", "POST"])
def remarks(request: StaffRequest, consultation: str) -> HttpResponse:
    """调查填写：those to be looked at first; shown or hidden, those chosen at once.

    :raises NotFound: for a consultation that is not theirs to see.
    """
    found = permission.find(request.actor, consultation)
    if request.method != "POST":
        return _page(request, found)
    chosen = [storable(one)[:12] for one in request.POST.getlist("texts")]
    reason = storable(request.POST.get("hidden_for", ""))
    said: dict[str, Any] = {"consultation": found.uid, "remarks": chosen, "by": request.actor, "at": request.at}
    try:
        if request.POST.get("act") == "hide":
            done = f"{ops.hide_remarks(reason=reason, **said)}条不予显示，公众看到理由和人数。"
        else:
            done = f"已公开显示{ops.show_remarks(**said)}条，截止以后公众可以看到。"
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, found, chosen=chosen, refusal=refusal)
    messages.success(request, done)
    return redirect("office:consultation_remarks", found.uid)


def _page(
    request: StaffRequest, found: Consultation, *, chosen: list[str] | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    rows, more = queries.remarks_page(found)
    facts = {
        "found": found,
        "rows": [(one, found.questions[one.question - 1]["text"]) for one in rows],
        "more": more,
        "chosen": chosen or [],
        "refusal": refusal,
        "hide": HideForm(request.POST if refusal and request.POST.get("act") == "hide" else None),
        "may": permission.may_work(request.actor, found.organ.code),
    }
    status = heading_of(refusal).status if refusal else 200
    return desk(request, "office/consultations/remarks.html", facts, status=status)
