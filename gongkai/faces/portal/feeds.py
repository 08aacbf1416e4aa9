"""订阅：every list as a feed, the organs' and the ledger's too; readers learn what was withdrawn."""

from datetime import UTC, datetime

from django.http import HttpResponse
from django.urls import reverse

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.models import Edition
from gongkai.engines.publishing.queries import Change, Filters, Item, Mark
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import ANSWERS, CASES, EVERYTHING, POLICIES, Asked, Scope, asked
from gongkai.faces.portal.feeding import FORMATS, Deletion, Entry, Feed
from gongkai.faces.portal.http import absolute, public, site_name
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text.html import plain_text
from gongkai.law import codes

IN_FEED = 30
BEGINNING = 200  # 字：of the text, where an edition has no summary of its own


@public
def policies_feed(request: Request, format_: str = "atom") -> HttpResponse:
    """政策文件库订阅。"""
    return FORMATS[format_](_listed(asked(request.GET, POLICIES), request.at))


@public
def search_feed(request: Request, format_: str = "atom") -> HttpResponse:
    """检索订阅：what a search finds, newest first."""
    return FORMATS[format_](_listed(asked(request.GET, EVERYTHING), request.at))


@public
def answers_feed(request: Request, format_: str = "atom") -> HttpResponse:
    """已公开的申请答复订阅。"""
    return FORMATS[format_](_listed(asked(request.GET, ANSWERS), request.at))


@public
def cases_feed(request: Request, format_: str = "atom") -> HttpResponse:
    """热线诉求选登订阅。"""
    return FORMATS[format_](_listed(asked(request.GET, CASES), request.at))


@public
def organ_feed(request: Request, code: str, format_: str = "atom") -> HttpResponse:
    """机关订阅：everything an organ publishes."""
    organ = organs.by_code(code)
    given = asked(request.GET, EVERYTHING)
    here = Scope("organ", organs.name_on(organ, china_date(request.at)), reverse("portal:organ", args=[organ.code]))
    question = Asked(here, "", Filters(), newest=False, page=1, after=given.after)
    return FORMATS[format_](_listed(question, request.at, within=Filters(organ=organ.code)))


@public
def ledger_feed(request: Request, format_: str = "atom") -> HttpResponse:
    """公开变动订阅：releases, corrections and withdrawals as they entered the ledger, newest first."""
    return FORMATS[format_](_changed(request.GET.get("after", ""), request.at))


def newest(question: Asked, at: datetime, within: Filters) -> tuple[tuple[Item, ...], str]:
    """最新的条目：of a list, searched or browsed, and the query of the page behind it ("" at the end)."""
    if not question.is_indexed:
        page = queries.listing(at, within, after=question.after, limit=IN_FEED)
        return page.items, question.address(after=page.next) if page.next else ""
    start = (question.page - 1) * IN_FEED
    found = queries.search(question.words, at, within, limit=IN_FEED, offset=start, newest=True)
    more = start + IN_FEED < found.total
    items = tuple(match.item for match in found.matches)
    return items, question.address(page=str(question.page + 1)) if more and items else ""


def _listed(question: Asked, at: datetime, *, within: Filters | None = None) -> Feed:
    within = within or question.bounded
    items, following = newest(question, at, within)
    editions = queries.editions_of([item.id for item in items], at)
    first = not question.after and question.page == 1
    gone = queries.withdrawn(at, within, limit=IN_FEED) if first and not question.is_indexed else ()
    path = question.scope.path
    here = question.address(after=question.after) if question.after else question.query
    if question.page > 1:
        here = question.address(page=str(question.page))
    here = here if here.startswith("?") else ""
    following = following.removeprefix(path)
    return Feed(
        title=_title(question, at),
        author=site_name(),
        page=absolute(f"{path}{question.query}"),
        atom=absolute(f"{path}feed.atom{here}"),
        json=absolute(f"{path}feed.json{here}"),
        first_atom=absolute(f"{path}feed.atom{question.query}"),
        next_atom=absolute(f"{path}feed.atom{following}") if following else "",
        next_json=absolute(f"{path}feed.json{following}") if following else "",
        entries=tuple(_entry(item, editions[item.id]) for item in items if item.id in editions),
        deletions=tuple(_deletion(change) for change in gone),
    )


def _title(question: Asked, at: datetime) -> str:
    """The list and its conditions, as a reader of many feeds must tell them apart."""
    filters = question.filters
    organ = filters.organ
    theme = codes.themes.get(filters.theme)
    said = [
        *(organs.names_on({organ}, china_date(at)).values() if organ else ()),
        *(kind.name for kind in question.scope.kinds() if kind.code in filters.kinds),
        theme.name if theme else "",
        f"{filters.year}年" if filters.year else "",
        question.words,
    ]
    return "：".join(filter(None, (question.scope.name, "、".join(filter(None, said)))))


def _entry(item: Item, edition: Edition) -> Entry:
    address = absolute(reverse("portal:document", args=[item.record]))
    theme = codes.themes.get(item.theme)
    return Entry(
        id=address,
        link=address,
        title=item.title,
        summary=_summary(edition),
        author=item.issuer or site_name(),
        published=item.published_at,
        updated=edition.released_at or item.published_at,
        categories=((item.kind, item.kind_name), *(((item.theme, theme.name),) if theme else ())),
    )


def _summary(edition: Edition) -> str:
    """文号 first, then the summary in full, or the beginning of the text."""
    said = edition.summary or " ".join(plain_text(edition.body).split())[:BEGINNING]
    return "｜".join(filter(None, (edition.document_number, said))) or edition.title


def _deletion(change: Change) -> Deletion:
    reason = change.withdrawn.name if change.withdrawn else ""
    return Deletion(absolute(reverse("portal:document", args=[change.record])), change.at, f"已撤回：{reason}")


def _changed(cursor: str, at: datetime) -> Feed:
    found = queries.changes(at, Filters(), after=_mark(cursor), limit=IN_FEED + 1, newest=True)
    shown = found[:IN_FEED]
    following = f"?after={shown[-1].at.timestamp():.6f}_{shown[-1].id}" if len(found) > IN_FEED else ""
    here = f"?after={cursor}" if _mark(cursor) else ""
    path = reverse("portal:ledger")
    return Feed(
        title="发布、更正与撤回",
        author=site_name(),
        page=absolute(path),
        atom=absolute(f"{path}feed.atom{here}"),
        json=absolute(f"{path}feed.json{here}"),
        first_atom=absolute(f"{path}feed.atom"),
        next_atom=absolute(f"{path}feed.atom{following}") if following else "",
        next_json=absolute(f"{path}feed.json{following}") if following else "",
        entries=tuple(map(_change_entry, shown)),
        deletions=(),
    )


def _change_entry(change: Change) -> Entry:
    address = absolute(reverse("portal:document", args=[change.record]))
    act = _act(change)
    reason = f"，理由：{change.withdrawn.name}" if change.withdrawn else ""
    note = change.edition.public_note if change.edition and not change.withdrawn else ""
    return Entry(
        id=f"{address}#{change.at:%Y%m%dT%H%M%S%f}",
        link=address,
        title=f"{act}：{change.title or '标题不予显示'}",
        summary=note or f"{act}{reason}",
        author=site_name(),
        published=change.at,
        updated=change.at,
        categories=((change.kind, kind_of(change.kind).name),),
    )


def _act(change: Change) -> str:
    edition = change.edition
    if change.withdrawn is not None or edition is None:
        return "撤回"
    corrected = edition.released_at != edition.published_at or (edition.number > 1 and edition.public_note)
    return "更正" if corrected else "发布"


def _mark(cursor: str) -> Mark | None:
    instant, _, number = cursor.partition("_")
    try:
        return Mark(datetime.fromtimestamp(float(instant), tz=UTC), int(number))
    except (ValueError, OverflowError, OSError):
        return None
