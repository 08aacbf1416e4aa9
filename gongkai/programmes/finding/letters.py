"""信件：what the service writes to people outside the house: a question to confirm, and news."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.http import QueryDict

from gongkai.engines.publishing import queries as publishing
from gongkai.engines.publishing.queries import Filters, Item
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import CHINA, china_date
from gongkai.programmes.finding.models import SavedSearch
from gongkai.programmes.finding.ports import following
from gongkai.programmes.finding.rules import NEWS

CONFIRM = {
    "zh": (
        "请确认您的检索订阅",
        "有人（应当是您）请求在有新文件符合以下检索时用邮件告知：\n\n{what}\n{where}\n\n"
        "确认订阅：{confirm}\n\n不是您的请求，不必理会，七天内不确认即自动清除。\n",
    ),
    "en": (
        "Please confirm your search alert",
        "Somebody, probably you, asked to be told by email when new documents match this search:\n\n{what}\n{where}\n\n"
        "Confirm: {confirm}\n\nIf it was not you, do nothing: without confirmation it is erased after seven days.\n",
    ),
}
TELL = {
    "zh": (
        "新公开的文件：{what}",
        "您订阅的检索有新公开的文件：\n\n{items}\n\n查看全部：{where}\n\n不再需要，可以取消订阅：{end}\n",
    ),
    "en": (
        "Newly published: {what}",
        "New documents match your search:\n\n{items}\n\nSee all: {where}\n\nStop these emails: {end}\n",
    ),
}


CONFIRM_FOLLOWING = {
    "zh": (
        "请确认您的关注",
        "有人（应当是您）请求在以下内容有新的消息时用邮件告知：\n\n{what}\n{where}\n\n"
        "确认关注：{confirm}\n\n不是您的请求，不必理会，七天内不确认即自动清除。\n",
    ),
    "en": (
        "Please confirm what you follow",
        "Somebody, probably you, asked to be told by email of news about:\n\n{what}\n{where}\n\n"
        "Confirm: {confirm}\n\nIf it was not you, do nothing: without confirmation it is erased after seven days.\n",
    ),
}
TELL_FOLLOWING = {
    "zh": (
        "有新的消息：{what}",
        "您关注的“{what}”有新的消息：\n\n{items}\n\n查看：{where}\n\n不再需要，可以取消关注：{end}\n",
    ),
    "en": (
        "News: {what}",
        "There is news about {what}:\n\n{items}\n\nSee: {where}\n\nStop these emails: {end}\n",
    ),
}
MORE = {
    "zh": "只列出最近的{most}条，其余的请看网页。",
    "en": "Only the newest {most} are named here; for the rest see the page.",
}


def post_confirmation(saved: SavedSearch, *, at: datetime) -> None:
    """确认信：once for each search, however often it is asked for on a day."""
    texts = CONFIRM_FOLLOWING if following(saved.scope) else CONFIRM
    subject, body = texts[_language(saved)]
    notices.post(
        to=f"saved:{saved.key}",
        subject=subject,
        body=body.format(what=said(saved, at), where=_list(saved), confirm=_address(f"/search/saved/{saved.key}/")),
        about="",
        key=f"confirm:{saved.pk}:{at.astimezone(CHINA):%Y%m%d}",
        at=at,
    )


def letter_of(saved: SavedSearch, *, at: datetime) -> tuple[str, str] | None:
    """新消息信：subject and text; none where there is nothing new since the last."""
    scope = following(saved.scope)
    if scope is None:
        found = news_of(saved, at=at)
        return news(saved, found, at=at) if found else None
    language = _language(saved)
    fresh = scope.news(saved.query, saved.told_until, at, language=language, limit=NEWS + 1)
    if not fresh:
        return None
    subject, body = TELL_FOLLOWING[language]
    items = [f"{china_date(one.at).isoformat()} {one.title}\n{_address(one.path)}" for one in fresh[:NEWS]]
    more = [MORE[language].format(most=NEWS)] if len(fresh) > NEWS else []
    end, what = _address(f"/search/saved/{saved.key}/"), said(saved, at)
    said_all = "\n\n".join([*items, *more])
    return subject.format(what=what[:60]), body.format(what=what, items=said_all, where=_list(saved), end=end)


def news_of(saved: SavedSearch, *, at: datetime) -> tuple[Item, ...]:
    """新文件：released since the last letter and matching, newest first; at most so many."""
    given = QueryDict(saved.query)
    filters = Filters(
        organ=given.get("organ", ""),
        kinds=tuple(given.getlist("kind")) or _library(saved),
        theme=given.get("theme", ""),
        genre=given.get("genre", ""),
        art20=given.get("art20", ""),
    )
    found = publishing.search(given.get("q", ""), at, filters, limit=NEWS, newest=True)
    return tuple(match.item for match in found.matches if match.item.published_at > saved.told_until)


def news(saved: SavedSearch, items: Sequence[Item], *, at: datetime) -> tuple[str, str]:
    """新文件信：subject and text."""
    subject, body = TELL[_language(saved)]
    listed = "\n\n".join(f"{item.title}\n{_address(f'/documents/{item.record}/')}" for item in items)
    end = _address(f"/search/saved/{saved.key}/")
    return subject.format(what=said(saved, at)[:60]), body.format(items=listed, where=_list(saved), end=end)


def said(saved: SavedSearch, at: datetime) -> str:
    """检索内容：the words asked for, or that there were none; of what is followed its name."""
    scope = following(saved.scope)
    if scope is not None:
        return scope.name(saved.query, china_date(at), language=_language(saved))
    words = QueryDict(saved.query).get("q", "").strip()
    plain = {"zh": "全部新公开的文件", "en": "all newly published documents"}
    return f"“{words}”" if words else plain[_language(saved)]


def _library(saved: SavedSearch) -> tuple[str, ...]:
    return tuple(kind.code for kind in publishing.library_kinds()) if saved.scope == "policies" else ()


def _list(saved: SavedSearch) -> str:
    scope = following(saved.scope)
    if scope is not None:
        return _address(scope.path(saved.query))
    return _address(f"/{saved.scope}/" + (f"?{saved.query}" if saved.query else ""))


def _address(path: str) -> str:
    return f"{settings.GONGKAI_ORIGIN}{path}"


def _language(saved: SavedSearch) -> str:
    return "en" if saved.language == "en" else "zh"
