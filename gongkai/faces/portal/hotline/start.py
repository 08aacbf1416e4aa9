"""12345热线：what it is for, how it begins, and what belongs elsewhere."""

from django.http import HttpResponse

from gongkai.faces.kit.http import Request
from gongkai.faces.portal.hotline.forms import name_of
from gongkai.faces.portal.http import page, public
from gongkai.foundation.now import china_date
from gongkai.law import codes, hotline

KINDS_SAID = ("consult", "help", "complaint", "report", "suggestion", "praise")


@public
def start(request: Request) -> HttpResponse:
    """热线首页：the page everybody begins on."""
    day = china_date(request.at)
    facts = {
        "kinds": [(one.code, name_of(one)) for one in codes.appeal_kinds],
        "refused": hotline.HOTLINE_NOT_ACCEPTED.at(received_on=day),
    }
    return page(request, "hotline/start", facts)
