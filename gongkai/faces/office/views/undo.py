"""撤销：take the last act back; refused, the page comes back with the sentence, which names the lawful way."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongkai.engines.publishing import operations as ops
from gongkai.faces.office import item
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.views.item import page
from gongkai.foundation.errors import NotFound, Refusal


@require_POST
def undo(request: StaffRequest, uid: str) -> HttpResponse:
    """撤销最近一次办理。

    :raises NotFound: for a record that is not theirs to see.
    :raises Refusal: with the reason, when the record itself can be shown no more.
    """
    try:
        edition = ops.undo(record=uid, by=request.actor, at=request.at)
    except NotFound:
        raise
    except Refusal as refusal:
        try:
            work = item.load(request, uid)
        except NotFound:
            raise refusal from None
        return page(request, work, refusal=refusal)
    messages.success(request, f"已撤销：《{edition.title}》恢复到这次办理之前。经过中保留两次记录。")
    return redirect("office:item", uid)
