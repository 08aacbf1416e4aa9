"""署名：the names under one text, each shown or not by itself; the text stays as it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office.desk import desk
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.text import storable
from gongkai.programmes.consultations import operations as ops
from gongkai.programmes.consultations import permission, queries
from gongkai.programmes.consultations.models import CommentText, Consultation
from gongkai.programmes.consultations.programme import NAME_HIDING

MOST_DIGITS = 18


@require_http_methods(["GET", "HEAD", "POST"])
def names(request: StaffRequest, consultation: str, text: str) -> HttpResponse:
    """署名：the first few names under a text, those that are public or would be.

    :raises NotFound: for what is not theirs to see.
    """
    found = permission.find(request.actor, consultation)
    words = queries.text_of(found, text)
    if request.method != "POST":
        return _page(request, found, words)
    first = request.POST.get("first", "")
    if not first.isascii() or not first.isdigit() or len(first) > MOST_DIGITS:
        raise NotFound
    given: dict[str, Any] = {
        "consultation": found.uid,
        "text": words.uid,
        "first": int(first),
        "by": request.actor,
        "at": request.at,
    }
    try:
        if request.POST.get("act") == "show":
            many = ops.show_name(**given)
            done = f"已恢复公开这个署名（{many}份）。"
        else:
            many = ops.hide_name(**given, reason=storable(request.POST.get("reason", "")))
            done = f"这个署名不再公开（{many}份），公众在原处看到理由。"
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, found, words, refusal=refusal, of=int(first))
    messages.success(request, done)
    return redirect("office:consultation_names", found.uid, words.uid)


def _page(
    request: StaffRequest, found: Consultation, words: CommentText, *, refusal: Refusal | None = None, of: int = 0
) -> HttpResponse:
    signed = queries.signatures_of([words], china_date(request.at)).get(words.pk, ())
    facts = {
        "found": found,
        "words": words,
        "signed": signed,
        "reasons": NAME_HIDING,
        "refusal": refusal,
        "of": of,
        "may": permission.may_work(request.actor, found.organ.code),
    }
    status = heading_of(refusal).status if refusal else 200
    return desk(request, "office/consultations/names.html", facts, status=status)
