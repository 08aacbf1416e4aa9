"""正在修改：the edit page says every minute that it is open, and hears who else is there and who saved meanwhile."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from gongkai.engines.publishing import operations as ops
from gongkai.faces.office import item, words
from gongkai.faces.office.http import StaffRequest


@require_POST
def editing(request: StaffRequest, uid: str) -> HttpResponse:
    """仍在修改，或者不再修改：sentences for the page, or nothing more.

    :raises NotFound: for a draft that is not theirs to see.
    :raises NotPermitted: for one that is not theirs to change.
    """
    edition = item.load(request, uid).edition
    if request.POST.get("leave"):
        ops.leave(record=uid, by=request.actor, at=request.at)
        return HttpResponse(status=204)
    ops.attend(record=uid, by=request.actor, at=request.at)
    seen, now = request.POST.get("lock_version", ""), str(edition.lock_version)
    overtaken = f"{edition.saved_by_name}刚刚保存了这份稿件。您写的不会丢：保存时会把两份文字并排给您看。"
    answer = JsonResponse(
        {
            "others": [words.attending(one, request.at) for one in item.others(request, uid)],
            "overtaken": overtaken if seen and seen != now and edition.saved_by != request.actor.uid else "",
        }
    )
    answer["Cache-Control"] = "no-store"
    return answer
