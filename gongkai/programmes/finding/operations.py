"""The only code that writes the search service's tables."""

import secrets
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F

from gongkai.engines.publishing import permission
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.finding import letters, queries, rules
from gongkai.programmes.finding.models import BestBet, MissedQuery, SavedSearch

PUBLIC = "public"


@transaction.atomic
def prefer(*, words: str, record: str, reason: str, until: date | None = None, by: Actor, at: datetime) -> BestBet:
    """设为推荐结果：put a released record first for these words, until a day or until taken off.

    :raises NotPermitted: unless `by` is of the openness office.
    :raises NotFound: when the record is not theirs to see.
    :raises Invalid: without words or reason, or for a record that is not public.
    """
    _insist_keeps(by)
    edition = permission.find(by, record)
    if not Edition.objects.released(at).filter(record__uid=record).exists():
        raise Invalid("只能推荐已经公开的文件。请先发布，或者换一份文件。", field="record")
    key = rules.key_of(words)
    if not key:
        raise Invalid("请写明公众会用的检索词。", field="words")
    if not reason.strip():
        raise Invalid("请写明为什么把它排在最前。", field="reason")
    if BestBet.objects.filter(words=key, record=record, removed_at=None).exists():
        raise Conflict(f"“{words.strip()}”已经推荐这份文件，不必再设。")
    bet = BestBet.objects.create(
        words=key,
        record=record,
        organ=edition.organ.code,
        reason=reason.strip()[:200],
        until=until,
        by=by.uid,
        by_name=by.name,
        at=at,
    )
    _note("preferred", bet, by=by, at=at)
    return bet


@transaction.atomic
def unprefer(*, bet: int, by: Actor, at: datetime) -> None:
    """取消推荐结果：take it off; it stays in the journal.

    :raises NotPermitted: unless `by` is of the openness office.
    :raises NotFound: when there is none in force under this number that is theirs to see.
    """
    _insist_keeps(by)
    found = queries.kept_bets(by, china_date(at)).filter(pk=bet).first()
    if found is None:
        raise NotFound
    BestBet.objects.filter(pk=bet).update(removed_at=at)
    _note("unpreferred", found, by=by, at=at)


@transaction.atomic
def restore(*, bet: int, by: Actor, at: datetime) -> BestBet:
    """恢复推荐结果：put back what was taken off less than a day ago.

    :raises NotPermitted: unless `by` is of the openness office.
    :raises NotFound: when none was taken off under this number that is theirs to see.
    :raises Conflict: when the same was put first again meanwhile, or its last day has come.
    """
    _insist_keeps(by)
    found = queries.removed_bets(by, at).filter(pk=bet).first()
    if found is None:
        raise NotFound
    again = BestBet.objects.filter(words=found.words, record=found.record, removed_at=None).exists()
    if again or (found.until and found.until <= china_date(at)):
        raise Conflict("这条推荐结果已经另行设定，或者已到期，不需要恢复。请刷新页面查看。")
    BestBet.objects.filter(pk=bet).update(removed_at=None)
    _note("restored", found, by=by, at=at)
    return found


def _insist_keeps(by: Actor) -> None:
    if not queries.may_keep(by):
        raise NotPermitted("推荐结果由政务公开办维护，您没有这个岗位。")
    if not by.second_factor:
        raise NotPermitted("这一步须用两步验证登录后办理。请退出后使用动态口令重新登录。")


def _note(act: str, bet: BestBet, *, by: Actor, at: datetime) -> None:
    journal.record(
        act=f"finding.{act}",
        by=by.uid,
        at=at,
        organ=bet.organ,
        subject=f"record:{bet.record}",
        facts={"words": bet.words},
    )


def note_missed(*, words: str, at: datetime) -> bool:
    """记无结果检索：count a question that found nothing; answers whether it was written down.

    What looks like a person's number is not, nor more than so many different questions a day.
    """
    if not rules.is_countable(words):
        return False
    key, day = rules.key_of(words), china_date(at)
    with transaction.atomic():
        if MissedQuery.objects.filter(day=day, words=key).update(times=F("times") + 1):
            return True
        if MissedQuery.objects.filter(day=day).count() >= rules.MOST_MISSED:
            return False
        MissedQuery.objects.bulk_create([MissedQuery(day=day, words=key)], ignore_conflicts=True)
    return True


@transaction.atomic
def subscribe(*, email: str, scope: str, query: str, rhythm: str, language: str, at: datetime) -> None:
    """订阅检索：keep a search and send its owner a letter to confirm it; news comes only after that.

    Whatever is already kept, the answer is the same: nobody learns from it what an address subscribes to.

    :raises Invalid: for what is no mail address or no rhythm.
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid("邮箱写法不对。请按 name@example.cn 的样子填写。", field="email") from None
    if rhythm not in rules.RHYTHMS:
        raise Invalid("请选择每天或每周。", field="rhythm")
    mine = SavedSearch.objects.filter(email=address)
    known = mine.filter(scope=scope, query=query).first()
    if known is None:
        if mine.count() >= rules.MOST_SAVED or mine.filter(confirmed_at=None).count() >= rules.MOST_LETTERS:
            return
        known = SavedSearch.objects.create(
            key=secrets.token_hex(16),
            email=address,
            scope=scope,
            query=query[:600],
            rhythm=rhythm,
            language=language,
            created_at=at,
            told_until=at,
        )
    if known.confirmed_at is None:
        letters.post_confirmation(known, at=at)


@transaction.atomic
def confirm(*, key: str, at: datetime) -> SavedSearch:
    """确认订阅：whoever read the letter wants the news; confirming again changes nothing.

    :raises NotFound: when the search is not kept, or was ended.
    """
    found = SavedSearch.objects.select_for_update().filter(key=key).first()
    if found is None:
        raise NotFound
    if found.confirmed_at is None:
        found.confirmed_at = found.told_until = at
        found.save(update_fields=["confirmed_at", "told_until"])
        _note_saved("confirmed", at=at)
    return found


@transaction.atomic
def unsubscribe(*, key: str, at: datetime) -> None:
    """取消订阅：erase it; what is not there stays not there."""
    if SavedSearch.objects.filter(key=key).delete()[0]:
        _note_saved("unsubscribed", at=at)


def _note_saved(act: str, *, at: datetime) -> None:
    """That it happened; never whose it was or what was asked."""
    journal.record(act=f"finding.{act}", by=PUBLIC, at=at, organ="", subject="saved_searches", facts={})


@transaction.atomic
def tell(*, saved: int, at: datetime) -> bool:
    """告知新文件：write a letter about what was published, or happened to what is followed, since the last one.

    Answers whether there was anything.
    """
    found = SavedSearch.objects.select_for_update().filter(pk=saved, confirmed_at__isnull=False).first()
    if found is None or not rules.due(found.told_until, found.rhythm, at=at):
        return False
    letter = letters.letter_of(found, at=at)
    if letter:
        subject, body = letter
        notices.post(
            to=queries.ADDRESSEE + found.key,
            subject=subject,
            body=body,
            about="",
            key=f"news:{found.pk}:{china_date(at)}",
            at=at,
        )
    SavedSearch.objects.filter(pk=saved).update(told_until=at)
    return letter is not None


@transaction.atomic
def forget_unconfirmed(*, at: datetime) -> int:
    """清除未确认的订阅：erase what nobody confirmed in time; answers how many (件)."""
    return SavedSearch.objects.filter(confirmed_at=None, created_at__lt=at - rules.UNCONFIRMED).delete()[0]
