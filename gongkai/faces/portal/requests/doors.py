"""两扇门之间：what was typed at the hotline goes over to an application, and back; the file behind an entry."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.faces.kit import languages
from gongkai.faces.kit.entries import entry_of
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.hotline.places import name_of
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
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


def from_entry(request: Request) -> dict[str, str]:
    """查阅依据：what is asked for when somebody wants the file behind a public entry; nothing where there is none."""
    entry = entry_of(storable(request.POST.get("about", "")), china_date(request.at))
    if entry is None:
        return {}
    named = f"{register_of(entry.register).name}“{entry.title}”（编号{entry.key}）"
    papers = str(entry.values.get("papers", ""))
    said = f"申请查阅{named}的依据材料" + (f"：{papers}。" if papers else "，包括作出这一内容所依据的文件和原始记录。")
    return {"title": f"“{entry.title}”的依据材料"[: LONGEST["title"]], "features": said[: LONGEST["features"]]}


def answering(entry: EntryVersion, today: date) -> tuple[str, ...]:
    """向谁申请：the organ the entry names as its own, or who keeps it; whoever took over from one abolished since.

    Nobody where neither is in office any more and no heir is known. 1 SQL, 2 or more for an organ abolished.
    """
    named = dict.fromkeys((str(entry.values.get("organ", "")) or entry.organ.code, entry.organ.code))
    standing = set(organs.listing(day=today).filter(code__in=list(named)).values_list("code", flat=True))
    for code in named:
        if code in standing:
            return (code,)
        heirs = organs.heirs([code], on=today).get(code, ())
        if heirs:
            return tuple(heir for heir, _name in heirs)
    return ()


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
