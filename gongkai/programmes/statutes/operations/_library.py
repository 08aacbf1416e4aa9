"""入库：versions with their articles and words, repeals, and what cites what."""

import base64
from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256

from django.db import connection, transaction

from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.pages import operations as pages
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.search.rules import TITLE
from gongkai.foundation.text import index_tokens
from gongkai.law.chinese import squeeze
from gongkai.law.citations import Place, citations, title_key, titles_by_key
from gongkai.programmes.statutes import queries
from gongkai.programmes.statutes.models import Statute, StatuteArticle, StatuteCitation, StatuteName, StatuteVersion
from gongkai.programmes.statutes.rules import (
    Entered,
    Split,
    article_address,
    in_force_from,
    last_day_named,
    split,
)

FOUNDED = date(1949, 10, 1)
"""施行日期不详的从何时算起。"""
_WHOLE = Place(0)
_WORDS = {
    "sqlite": "INSERT INTO statutes_words (rowid, words) VALUES (%s, %s)",
    "postgresql": "INSERT INTO statutes_words (article, words)"
    " VALUES (%s, array_to_tsvector(string_to_array(%s, ' ')))",
}
_EMPTY = {
    "sqlite": "INSERT INTO statutes_words (statutes_words) VALUES ('delete-all')",
    "postgresql": "DELETE FROM statutes_words",
}


@transaction.atomic
def enter_version(*, wanted: Entered, by: Actor, at: datetime) -> tuple[StatuteVersion, bool]:
    """录入法规版本：a text that holds from a day; what held before ends that day. Entered again, nothing happens.

    Answers the version, and whether it was entered now.

    :raises NotPermitted: unless `by` keeps the library.
    :raises Conflict: where another text holds from the same day, or the statute is repealed by then.
    """
    _insist_keeps(by)
    return take_in(wanted, by, at)


def take_in(wanted: Entered, by: Actor, at: datetime, proposal: str = "") -> tuple[StatuteVersion, bool]:
    """入库：within the transaction of the act, which `proposal` names where there is one."""
    found = split(wanted.body)
    adopted_on = wanted.adopted_on or last_day_named(wanted.history)
    since = wanted.since or in_force_from(found.articles, adopted_on)
    statute = _statute(wanted, at)
    digest = sha256(wanted.body.encode()).hexdigest()
    same = standing_on(statute, wanted, since or FOUNDED, found)
    if same is not None:
        return same, False
    version = StatuteVersion.objects.create(
        statute=statute,
        title=wanted.title,
        document_number=wanted.number,
        adopted_on=adopted_on,
        since=since or FOUNDED,
        since_known=since is not None,
        history=list(wanted.history),
        preamble=found.preamble,
        appended=found.appended,
        sha256=digest,
        size=0 if found.is_whole else len(found.articles),
        entered_at=at,
        by=by.uid,
    )
    _write_articles(version, found)
    _index_words([version])
    _join(statute)
    _name_and_cite(statute)
    facts = {"since": str(version.since), "sha256": digest, **({"proposal": proposal} if proposal else {})}
    journal.record(act="statutes.entered", by=by.uid, at=at, organ="", subject=f"statute:{statute.slug}", facts=facts)
    return version, True


@transaction.atomic
def mark_repealed(*, statute: str, on: date, reason: str, by: Actor, at: datetime) -> Statute:
    """标记废止：from a day on it no longer holds; its texts stay, as of the days before.

    :raises NotPermitted: unless `by` keeps the library.
    :raises NotFound: where there is no such statute.
    :raises Invalid: without basis, or for a day before its last version came into force.
    :raises Conflict: where it was repealed already.
    """
    _insist_keeps(by)
    return take_out(statute, on, reason, by, at)


def insist_repealable(found: Statute, on: date, reason: str) -> None:
    """须可废止：with a basis, after its last version began, and once.

    :raises Invalid: without basis, or for a day too early.
    :raises Conflict: where it was repealed already.
    """
    if found.repealed_on is not None:
        raise Conflict(f"《{found.title}》已经标记自{found.repealed_on}起废止。")
    if not reason.strip():
        raise Invalid("请写明废止的依据，例如废止它的决定的名称和文号。", field="reason")
    latest = found.versions.order_by("-since").first()
    if latest is not None and on <= latest.since:
        raise Invalid(f"它最近的版本自{latest.since}起施行，废止日期须在此之后。", field="on")


def take_out(statute: str, on: date, reason: str, by: Actor, at: datetime, *, proposal: str = "") -> Statute:
    """废止：within the transaction of the act, which `proposal` names where there is one."""
    found = _locked(queries.statute(statute))
    insist_repealable(found, on, reason)
    Statute.objects.filter(pk=found.pk).update(repealed_on=on, repeal_reason=reason.strip()[:300])
    found.refresh_from_db()
    _join(found)
    facts = {"on": str(on), **({"proposal": proposal} if proposal else {})}
    journal.record(act="statutes.repealed", by=by.uid, at=at, organ="", subject=f"statute:{statute}", facts=facts)
    return found


@transaction.atomic
def note_cited(*, record: str, text: str, at: datetime) -> int:  # noqa: ARG001 — derived: the release is in the journal
    """登记引用：what a public document cites, in the place of what it cited before; answers how many.

    "" for one that is not public any more.
    """
    pages.touched(pages.SEARCH)
    return _cite(f"{queries.RECORD}{record}", [("", text)])


def standing_on(statute: Statute, wanted: Entered, since: date, found: Split) -> StatuteVersion | None:
    """同日的版本：of a statute, where it says the same as this text; none where no version begins that day.

    :raises Conflict: where another text holds from the same day, or the statute is repealed by then.
    """
    same = statute.versions.filter(since=since).first()
    if same is None and statute.repealed_on is not None and since >= statute.repealed_on:
        raise Conflict(f"《{statute.title}》已自{statute.repealed_on}起废止，不能再录入此后施行的版本。")
    if same is None or same.sha256 == sha256(wanted.body.encode()).hexdigest() or _alike(same, found):
        return same
    raise Conflict(f"《{wanted.title}》已有自{same.since}起施行的版本，内容与这一份不同。请核对通过日期和施行日期。")


def _insist_keeps(by: Actor) -> None:
    if not queries.may_keep(by):
        raise NotPermitted("法规库由合法性审查员和政务公开办维护，您没有这个岗位。")
    if not by.second_factor:
        raise NotPermitted("这一步须用两步验证登录后办理。请退出后使用动态口令重新登录。")


def _alike(version: StatuteVersion, found: Split) -> bool:
    """Whether two printings say the same: article by article, whatever stands before them, spaces and widths aside."""
    kept = [(one.number, one.inserted, squeeze(one.text)) for one in queries.articles(version)]
    return kept == [(one.number, one.inserted, squeeze(one.text)) for one in found.articles]


def _statute(wanted: Entered, at: datetime) -> Statute:
    key = title_key(wanted.title)
    found, _made = Statute.objects.get_or_create(
        key=key,
        region=wanted.region,
        defaults={
            "slug": _slug_of(key, wanted.region),
            "title": wanted.title,
            "category": wanted.category,
            "issuer": wanted.issuer,
            "entered_at": at,
        },
    )
    return _locked(found)


def _locked(statute: Statute) -> Statute:
    """One version of a statute is taken in, or the statute out, at a time: days that follow each other stay so."""
    return Statute.objects.select_for_update().get(pk=statute.pk)


def _slug_of(key: str, region: str) -> str:
    """The same for the same statute wherever it is entered."""
    return base64.b32encode(sha256(f"{region}\n{key}".encode()).digest())[:10].decode().lower()


def _write_articles(version: StatuteVersion, found: Split) -> None:
    StatuteArticle.objects.bulk_create(
        [
            StatuteArticle(
                version=version,
                place=place,
                number=one.number,
                inserted=one.inserted,
                label=one.label,
                chapter=one.chapter[:200],
                text=one.text,
            )
            for place, one in enumerate(found.articles)
        ],
        batch_size=500,
    )


def _index_words(versions: Iterable[StatuteVersion]) -> int:
    """编入条文检索：the words of every article, and of the title of its version; answers how many (条)."""
    many = 0
    for version in versions:
        title = [TITLE + word for word in index_tokens(version.title)]
        texts = version.articles.values_list("pk", "text")
        rows = [(pk, " ".join(dict.fromkeys((*title, *index_tokens(text))))) for pk, text in texts]
        with connection.cursor() as cursor:
            cursor.executemany(_WORDS[connection.vendor], rows)
        many += len(rows)
    return many


@transaction.atomic
def rebuild_words(*, by: Actor, at: datetime) -> int:  # noqa: ARG001 — derived: nothing is decided
    """重建条文检索：all anew, after the dictionary has changed; answers how many articles (条).

    :raises NotPermitted: unless `by` keeps the library.
    """
    _insist_keeps(by)
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY[connection.vendor])
    return _index_words(StatuteVersion.objects.iterator(chunk_size=100))


def _join(statute: Statute) -> None:
    """Each version holds until the next, the last until the repeal; the statute is called as its last version is."""
    ordered = list(statute.versions.order_by("since"))
    for version, after in zip(ordered, [*ordered[1:], None], strict=True):
        until = after.since if after else statute.repealed_on
        if version.until != until:
            StatuteVersion.objects.filter(pk=version.pk).update(until=until)
    latest = ordered[-1]
    year = latest.adopted_on.year if latest.adopted_on else None
    Statute.objects.filter(pk=statute.pk).update(title=latest.title, year=year)
    statute.refresh_from_db()


def _name_and_cite(statute: Statute) -> None:
    """The keys it is cited by, and what its newest text cites."""
    StatuteName.objects.bulk_create(
        [StatuteName(statute=statute, key=key[:200]) for key, _ in titles_by_key([statute.title])],
        ignore_conflicts=True,
    )
    latest = statute.versions.latest("since")
    texts = [(article_address(one.number, one.inserted), one.text) for one in queries.articles(latest)]
    _cite(f"{queries.STATUTE}{statute.slug}", [("", latest.preamble), *texts])


def _cite(source: str, texts: Iterable[tuple[str, str]]) -> int:
    """Write down what the texts of one source cite, in the place of what it cited before."""
    StatuteCitation.objects.filter(source=source).delete()
    rows = {
        (place, title_key(one.title)[:200], named.article, named.inserted)
        for place, text in texts
        for one in citations(text)
        for named in (one.places or (_WHOLE,))
    }
    StatuteCitation.objects.bulk_create(
        [
            StatuteCitation(source=source, source_place=place, key=key, number=number, inserted=inserted)
            for place, key, number, inserted in sorted(rows)
        ],
        batch_size=500,
    )
    return len(rows)
