"""检索的提问：find and browse. Bounded: no question counts, ranks or compares more than `rules` allows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from django.db.models import Q, QuerySet

from gongkai.foundation.search import highlighting
from gongkai.foundation.search.answering import Answer, Within, browsed, counted
from gongkai.foundation.search.backends import mirror
from gongkai.foundation.search.highlighting import Marks
from gongkai.foundation.search.models import SearchEntry, SearchMirror, SearchPending, SearchWording
from gongkai.foundation.search.rules import COUNTED, SURE, VERSION, Found, Hit, span
from gongkai.foundation.search.understanding import understood

Order = Literal["relevance", "newest"]
_MOST_A_PAGE = 100
_NOTHING = Marks(frozenset(), (), frozenset())


def find(
    query: str,
    *,
    filters: tuple[str, ...] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 20,
    offset: int = 0,
    order: Order = "relevance",
) -> Found:
    """检索：what answers `query` within `filters`, published from `since` until before `until`; a blank query browses.

    Filters of one dimension are alternatives, dimensions are joined. A dimension narrowed to one value is counted as if
    it were not narrowed, so that a reader may change over. Two to some twenty SQL queries, most where little is found.
    """
    within = Within(filters, span(since, until))
    if not query.strip():
        return _browsed(within, limit, offset)
    meant = understood(query, within)
    scores = meant.answer.scores
    ordered = sorted(scores, reverse=True) if order == "newest" else list(scores)
    found = _page(meant.answer, ordered[max(0, offset) :][: min(max(0, limit), _MOST_A_PAGE)], within)
    return replace(found, read_as=meant.read_as, suggestion=meant.suggestion)


def browse(filters: tuple[str, ...] = (), *, limit: int = 20, offset: int = 0) -> Found:
    """浏览：everything within `filters`, newest first."""
    return find("", filters=filters, limit=limit, offset=offset)


def stale_rows() -> QuerySet[SearchEntry]:
    """待换新的条目：made by another dictionary, segmenter or making of rows than the running code's."""
    return SearchEntry.objects.filter(Q(seg_version__lt=VERSION) | Q(seg_version__gt=VERSION))


def outworn_wordings() -> QuerySet[SearchWording]:
    """旧用语：counted for entries of an older shape; they stay until the last of these is made anew."""
    return SearchWording.objects.filter(Q(shape__lt=VERSION) | Q(shape__gt=VERSION))


def stale_entries() -> int:
    """待换新的件数：`jobs.renew_some` brings it to 0 without being told to. One SQL query on an index."""
    return stale_rows().count()


def is_current() -> bool:
    """已是新形：nothing in the index is of another shape than the running code's."""
    return not (stale_rows().exists() or outworn_wordings().exists())


def has_mirror() -> bool:
    """有过镜像：whether something is noted of a server beside the database."""
    return SearchMirror.objects.exists() or SearchPending.objects.exists()


def is_behind() -> bool:
    """镜像落后：whether the server beside the database, if there is one, has not been told everything."""
    far = mirror()
    if far is None:
        return False
    return SearchPending.objects.exists() or not SearchMirror.objects.filter(name=far.name, whole=True).exists()


def condition() -> tuple[str, ...]:
    """检索状况：what the office should know of the index, in sentences; empty when all is well."""
    said = []
    if stale := stale_entries():
        said.append(f"系统升级后，检索索引正在自动换新，还有 {stale} 件。期间检索照常，个别词可能查不全。")
    if (far := mirror()) is not None:
        kept = SearchMirror.objects.filter(name=far.name).first()
        waiting = SearchPending.objects.count()
        if kept is not None and kept.problem:
            said.append(f"检索服务有问题，检索暂用数据库自带的索引，{waiting} 件改动等待同步：{kept.problem}")
        elif kept is None or not kept.whole:
            said.append(f"正在向检索服务装入索引，还有 {waiting} 件。期间检索用数据库自带的索引，一切照常。")
    return tuple(said)


def _browsed(within: Within, limit: int, offset: int) -> Found:
    answer = browsed(within)
    return _page(answer, list(answer.scores)[max(0, offset) :][: min(max(0, limit), _MOST_A_PAGE)], within)


def _page(answer: Answer, places: Sequence[int], within: Within) -> Found:
    total = len(answer.scores)
    loosely = any(score < SURE for score in answer.scores.values())
    wanted = highlighting.marks(answer.reading, loosely=loosely) if answer.reading else _NOTHING
    return Found(
        hits=_hits(answer, places, wanted),
        total=min(total, COUNTED),
        capped=answer.capped or total > COUNTED,
        facets=counted(answer, within),
        relaxed=answer.relaxed,
        query=answer.reading.text if answer.reading else "",
    )


def _hits(answer: Answer, places: Sequence[int], wanted: Marks) -> tuple[Hit, ...]:
    """Rows of the index whose entry is gone are left out: nothing removed is ever shown."""
    if not places:
        return ()
    entries = {entry.newness: entry for entry in SearchEntry.objects.filter(newness__in=places)}
    return tuple(_hit(entries[one], answer.scores[one], wanted) for one in places if one in entries)


def _hit(entry: SearchEntry, score: float, wanted: Marks) -> Hit:
    published_at: datetime = entry.published_at
    return Hit(
        key=entry.key,
        title_html=highlighting.title_html(entry.title, wanted),
        snippet_html=highlighting.snippet_html(entry.body, wanted),
        score=score,
        published_at=published_at,
    )
