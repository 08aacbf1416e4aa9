"""开始：what may be asked for, how, and with whose help; which organ to ask."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai import law
from gongkai.faces.kit.entries import entry_of
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.http import page, public
from gongkai.faces.portal.requests import doors
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable

SHOWN, KEY = 40, 32


@public
def start(request: Request) -> HttpResponse:
    """依申请公开：the page everybody begins on."""
    day = china_date(request.at)
    facts = {
        "limit": law.REPLY_LIMIT.at(received_on=day),
        "right": law.RIGHT_TO_APPLY.at(received_on=day),
        "free": law.NO_FEE.at(received_on=day),
        "rectify": law.RECORD_CORRECTION.at(received_on=day),
        "oral": law.FORM_OF_APPLICATION.at(received_on=day),
    }
    return page(request, "requests/start", facts)


@never_cache
@require_safe
def choose(request: Request) -> HttpResponse:
    """向哪个机关申请：by any part of its name; the one that answers for an entry whose file is asked for."""
    words = " ".join(storable(request.GET.get("q", "")).split())[:60]
    today = china_date(request.at)
    about = storable(request.GET.get("about", ""))
    entry = entry_of(about, today) if about else None
    rows = organs.listing(day=today, words=words)
    named = doors.answering(entry, today) if entry else ()
    if named:
        rows = rows.filter(code__in=named)
    found = list(rows[: SHOWN + 1])
    facts = {
        "words": words,
        "organs": found[:SHOWN],
        "more": len(found) > SHOWN,
        "about": about if entry else "",
        "entry": entry,
        "named": named,
        "carried": storable(request.GET.get("from", ""))[:KEY],
    }
    return page(request, "requests/choose", facts)
