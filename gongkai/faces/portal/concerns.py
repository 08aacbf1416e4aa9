"""政务舆情回应：what organs said on matters of public concern: topics, the running record of each, feeds and JSON."""

from dataclasses import replace

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.faces.kit.http import Request
from gongkai.faces.portal.feeding import FORMATS, Deletion, Entry, short
from gongkai.faces.portal.http import absolute, as_json, page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.text import storable
from gongkai.programmes.concerns import queries
from gongkai.programmes.concerns.queries import Bulletin, PublicTopic

IN_FEED, BEGINNING = 30, 200
GONE = gettext_noop("已撤回，理由见此页")
TITLE = gettext_noop("政务舆情回应")


@public
def index(request: Request) -> HttpResponse:
    """政务舆情回应：topics, the one last spoken of first. Four SQL queries."""
    words = storable(request.GET.get("q", "")).strip()[:100]
    after = storable(request.GET.get("after", ""))[:60]
    found = queries.public_topics(request.at, words=words, after=after)
    facts = {"topics": found.topics, "next": found.next, "words": words, "first": bool(after)}
    return page(request, "concerns/index", facts)


@public
def topic(request: Request, topic: str) -> HttpResponse:
    """一个主题的发布记录：the latest first. Four SQL queries.

    :raises NotFound: where nothing of it was ever public.
    """
    found = _found(request, topic)
    facts = {"topic": found, "bulletins": tuple(reversed(found.bulletins))}
    return page(request, "concerns/topic", facts, status=200 if found.bulletins else 410)


@public
def topic_json(request: Request, topic: str) -> HttpResponse:
    """一个主题的JSON：every statement in the order of release. Four SQL queries.

    :raises NotFound: where nothing of it was ever public.
    """
    found = _found(request, topic)
    said = {
        "title": found.title,
        "url": absolute(reverse("portal:concern", args=[found.uid])),
        "statements": [_as_json(one) for one in found.bulletins],
        "withdrawn": [
            {"at": at.isoformat(), "url": absolute(reverse("portal:document", args=[record]))}
            for record, at in found.withdrawn
        ],
    }
    return as_json(said)


def _found(request: Request, uid: str) -> PublicTopic:
    found = queries.public_topic(uid, request.at)
    if found is None:
        raise NotFound
    return found


def _as_json(one: Bulletin) -> dict[str, object]:
    return {
        "title": one.title,
        "issuer": one.issuer,
        "organ": one.organ,
        "edition": one.edition,
        "published_at": one.published_at.isoformat(),
        "changed_at": one.changed_at.isoformat(),
        "text": one.text,
        "url": absolute(reverse("portal:document", args=[one.record])),
        "proof": absolute(reverse("portal:proof", args=[one.record])),
    }


@public
def feed(request: Request, format_: str = "atom") -> HttpResponseBase:
    """政务舆情回应订阅：the statements of the topics last spoken of, and which were withdrawn. Four SQL queries."""
    found = queries.public_topics(request.at, limit=IN_FEED)
    said = [(one, topic) for topic in found.topics for one in topic.bulletins]
    said.sort(key=lambda pair: pair[0].changed_at, reverse=True)
    entries = (_entry(one, topic) for one, topic in said[:IN_FEED])
    deletions = [
        Deletion(absolute(reverse("portal:document", args=[record])), at, str(_(GONE)))
        for topic in found.topics
        for record, at in topic.withdrawn
    ]
    said_of = short(TITLE, reverse("portal:concerns"), "", entries)
    return FORMATS[format_](replace(said_of, deletions=tuple(deletions)))


def _entry(one: Bulletin, topic: PublicTopic) -> Entry:
    address = absolute(reverse("portal:document", args=[one.record]))
    return Entry(
        id=address,
        link=address,
        title=one.title,
        summary=" ".join(one.text.split())[:BEGINNING],
        author=one.issuer,
        published=one.published_at,
        updated=one.changed_at,
        categories=((topic.uid, topic.title),),
    )
