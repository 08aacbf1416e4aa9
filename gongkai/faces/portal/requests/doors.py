"""两扇门之间：what was typed at the hotline goes over to an application, and the other way round."""

from collections.abc import Mapping

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.faces.kit import languages
from gongkai.faces.kit.http import Request
from gongkai.foundation.errors import NotFound
from gongkai.foundation.text import storable
from gongkai.programmes.hotline import doors, queries
from gongkai.programmes.hotline import operations as hotline
from gongkai.programmes.requests.contents import LONGEST

KEY = 32


def from_hotline(request: Request) -> dict[str, str]:
    """热线带来的内容：the words of the hotline's draft, which is erased; nothing where there is none."""
    key = storable(request.POST.get("from", ""))[:KEY]
    if not key:
        return {}
    try:
        said = queries.draft_of(key)
    except NotFound:
        return {}
    hotline.forget_message_drafts(key=key, at=request.at)
    return {"features": said.get("text", "")[: LONGEST["features"]]}


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
