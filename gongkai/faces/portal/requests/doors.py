"""两扇门之间：what was typed at the hotline goes over to an application, and the other way round."""

from collections.abc import Mapping

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.faces.kit import languages
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.hotline.places import name_of
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.text import storable
from gongkai.programmes.hotline import doors, queries
from gongkai.programmes.hotline import operations as hotline
from gongkai.programmes.requests.contents import LONGEST

KEY = 32


def from_hotline(request: Request) -> dict[str, str]:
    """热线带来的内容：words and place of the hotline's draft, which is erased; nothing where there is none."""
    key = storable(request.POST.get("from", ""))[:KEY]
    if not key:
        return {}
    try:
        said = queries.draft_of(key)
    except NotFound:
        return {}
    hotline.forget_message_drafts(key=key, at=request.at)
    where = name_of(said.get("place", ""), on=china_date(request.at)) + said.get("address", "")
    told = _("涉及的地点：%(where)s") % {"where": where} if where else ""
    words = "\n".join(one for one in (said.get("text", ""), told) if one)
    return {"features": words[: LONGEST["features"]]}


def words_of(said: Mapping[str, str]) -> str:
    """所写的内容：of the step that asks what is wanted."""
    return "\n".join(one for one in (said.get("title", ""), said.get("features", "")) if one)


def is_for_the_hotline(said: Mapping[str, str]) -> bool:
    """是否像咨询、投诉：an application that names a document is one, whatever else it says."""
    return not said.get("number") and doors.is_for_the_hotline(words_of(said))


def to_hotline(request: Request, said: Mapping[str, str]) -> HttpResponse:
    """带到热线：a draft there with the words; the draft here stays until its days are over."""
    content = {"text": words_of(said), "language": "en" if languages.is_english() else "zh"}
    key = hotline.keep_message_draft(content=content, at=request.at)
    return HttpResponseRedirect(reverse("portal:hotline-new", args=[key, "kind"]))
