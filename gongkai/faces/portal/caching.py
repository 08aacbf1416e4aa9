"""缓存：what each answer shows, as tags; and what a shared cache in front of us may show without asking.

The tags are those by which kept pages are let go (`foundation.pages`), and those of the organ, for caches in front. A
browser keeps a page but asks each time (`no-cache`). A shared cache may show it unasked, because every act that changes
it purges it; and only until midnight in China, when what is in force may change by itself. Nothing is shared unless the
operator named the caches that are purged.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gongkai.foundation import purging
from gongkai.foundation.now import CHINA
from gongkai.foundation.pages.operations import SEARCH
from gongkai.foundation.pages.shelves import LEDGER, LISTS, RECORD
from gongkai.programmes.hotline.queries import COUNTED

ORGAN, BULK, SITE, CONSULTATIONS = "organ:", "bulk", "site", "consultations"
COMMENTED = "commented"
HEADERS = ("Surrogate-Key", "Cache-Tag", "X-Accel-Expires")
Kwargs = Mapping[str, object]
Tags = Callable[[Kwargs], tuple[str, ...]]


def _record(kwargs: Kwargs) -> tuple[str, ...]:
    return (f"{RECORD}{kwargs.get('uid', '')}",)


def _organ(kwargs: Kwargs) -> tuple[str, ...]:
    return (f"{ORGAN}{kwargs.get('code', '')}", LISTS)


def _always(*tags: str) -> Tags:
    return lambda kwargs: tags  # noqa: ARG005 — the table's signature


@dataclass(frozen=True)
class Rule:
    """缓存规则：the tags of an address; `shared` when every address it has is purged by name too."""

    tags: Tags
    shared: bool = True


# 网址 → 规则。What stands here by no name carries the tags of everything derived, and is never shared.
RULES: Mapping[str, Rule] = {
    **dict.fromkeys(("document", "edition", "file"), Rule(_record)),
    **dict.fromkeys(("proof", "edition-proof", "withdrawal-proof", "cite", "compare"), Rule(_record, shared=False)),
    **dict.fromkeys(("part", "organ-feed", "organ-json"), Rule(_organ)),
    **dict.fromkeys(("organ", "organ-calendar"), Rule(_organ, shared=False)),
    "home": Rule(_always(LISTS, LEDGER)),
    "policies": Rule(_always(LISTS, SEARCH)),
    **dict.fromkeys(("search", "answers"), Rule(_always(LISTS, SEARCH), shared=False)),
    **dict.fromkeys(("answers-feed", "answers-json"), Rule(_always(LISTS), shared=False)),
    **dict.fromkeys(("data", "bulk-files", "bulk-month"), Rule(_always(LISTS, BULK), shared=False)),
    "bulk-organ": Rule(_organ, shared=False),
    # Counted every hour; each count that brings something new lets them go.
    **dict.fromkeys(
        (f"hotline-{page}{form}" for page in ("board", "trends") for form in ("", "-table", "-json")),
        Rule(_always(COUNTED, LISTS), shared=False),
    ),
    # What came about a task counts at once, though nothing else of the hotline shows in public.
    **dict.fromkeys(("execution-task", "execution-task-json"), Rule(_always(COMMENTED, LISTS), shared=False)),
    **dict.fromkeys(("openness", "policies-feed", "policies-json"), Rule(_always(LISTS))),
    **dict.fromkeys(
        (
            "consultations",
            "consultation",
            "consultation-comments",
            "consultation-results",
            "consultations-feed",
            "consultations-json",
            # How a consultation stands decides what comes next in the matter that cites it.
            "decision",
            "decision-json",
            "decisions",
            "decisions-list-json",
        ),
        Rule(_always(CONSULTATIONS, LISTS), shared=False),
    ),
    **dict.fromkeys(("ledger-feed", "ledger-json", "sitemap", "sitemap-documents"), Rule(_always(LISTS))),
}
OTHERS = Rule(_always(LISTS, SEARCH, LEDGER), shared=False)
OTHERS_OF_RECORD = Rule(lambda kwargs: (*_record(kwargs), LISTS, SEARCH, LEDGER), shared=False)


def tag(request: HttpRequest, response: HttpResponseBase) -> None:
    """标注：put the tags on an answer, beside those it has already; and until when it may be shown unasked."""
    match = request.resolver_match
    kwargs: Kwargs = match.kwargs if match else {}
    rule = RULES.get((match.url_name or "") if match else "") or (OTHERS_OF_RECORD if "uid" in kwargs else OTHERS)
    tags = dict.fromkeys((*rule.tags(kwargs), SITE, *response.get("Surrogate-Key", "").split()))
    response["Surrogate-Key"] = " ".join(tags)
    response["Cache-Tag"] = ",".join(tags)
    if purging.is_cached():
        shared = rule.shared and not request.GET and not request.COOKIES and response.status_code == 200
        response["X-Accel-Expires"] = f"@{_midnight(request.at)}" if shared else "0"  # type: ignore[attr-defined]


def waits_for_checkpoint(response: HttpResponseBase) -> None:
    """尚无检查点：this page changes once more, when the checkpoint over its leaf is signed."""
    response["Surrogate-Key"] = LEDGER


def _midnight(at: datetime) -> int:
    """The next midnight in China, in seconds since 1970: the same however long an answer was kept before it left."""
    tomorrow = at.astimezone(CHINA) + timedelta(days=1)
    return int(tomorrow.replace(hour=0, minute=0, second=0, microsecond=0).timestamp())
