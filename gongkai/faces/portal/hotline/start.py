"""12345热线：what it is for, how it begins, and what belongs elsewhere."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.faces.kit.http import Request
from gongkai.faces.portal.hotline.forms import name_of
from gongkai.faces.portal.http import page, public
from gongkai.foundation.now import china_date
from gongkai.law import codes, hotline
from gongkai.programmes.hotline.knowledge import KNOWLEDGE


@never_cache
@require_safe
def start(request: Request) -> HttpResponse:
    """热线首页：the page everybody begins on; its form carries a token of the reader's own, so nobody may keep it."""
    day = china_date(request.at)
    facts = {
        "kinds": [(one.code, name_of(one)) for one in codes.appeal_kinds],
        "refused": hotline.HOTLINE_NOT_ACCEPTED.at(received_on=day),
    }
    return page(request, "hotline/start", facts)


@public
def knowledge(request: Request) -> HttpResponse:  # noqa: ARG001
    """热线知识库：the register of what was answered before."""
    return HttpResponseRedirect(reverse("portal:register", args=[KNOWLEDGE]))
