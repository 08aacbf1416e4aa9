"""Alerts: asked for by an address, confirmed from a letter, told once a day, erased when ended. By people without an
account: the journal says that it happened, never whose it was.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import china_date
from gongkai.programmes.consultations import alerting, letters, queries
from gongkai.programmes.consultations.alerting import Watched
from gongkai.programmes.consultations.models import ConsultationAlert

PUBLIC = "public"


@transaction.atomic
def watch_new(*, email: str, watched: Watched, language: str, at: datetime) -> None:
    """关注新的征集：be told by mail of new consultations of an organ, a place, a matter, a theme; a letter asks first.

    Whatever is already watched, the answer is the same: nobody learns from it what an address watches.

    :raises Invalid: for what is no mail address, no place or no matter.
    """
    address, kept = _address(email), watched.tidied()
    fields = {"organ": kept.organ, "place": kept.place, "matter": kept.matter, "theme": kept.theme}
    known = ConsultationAlert.objects.filter(email=address, consultation=None, **fields).first()
    _ask(known, ConsultationAlert(email=address, language=language, **fields), at=at)


@transaction.atomic
def watch_one(*, consultation: str, email: str, days: int, language: str, at: datetime) -> None:
    """关注一次征集：be told by mail so many days before its last, of new versions, and when its result is out or late.

    :raises NotFound: for a consultation the public does not see.
    :raises Invalid: for what is no mail address, or no number of days.
    :raises Conflict: once its result is public.
    """
    one = queries.seen(consultation, at)
    if one.reported_on is not None:
        raise Conflict(alerting.HAS_RESULT)
    if not 1 <= days <= alerting.MOST_DAYS:
        raise Invalid(alerting.BAD_DAYS, field="days")
    address = _address(email)
    known = ConsultationAlert.objects.filter(email=address, consultation=one.pk).first()
    if known is not None and known.confirmed_at is None and known.days != days:
        ConsultationAlert.objects.filter(pk=known.pk).update(days=days)
    _ask(known, ConsultationAlert(email=address, consultation_id=one.pk, days=days, language=language), at=at)


@transaction.atomic
def confirm_alert(*, key: str, at: datetime) -> ConsultationAlert:
    """确认提醒：whoever read the letter wants the news; confirming again changes nothing.

    :raises NotFound: when it is not kept, or was ended.
    """
    found = ConsultationAlert.objects.select_for_update(of=("self",)).filter(key=key).first()
    if found is None:
        raise NotFound
    if found.confirmed_at is None:
        found.confirmed_at = found.told_until = at
        if found.consultation is not None:
            found.told_edition = queries.seen(found.consultation.uid, at).edition
        found.save(update_fields=["confirmed_at", "told_until", "told_edition"])
        _note("confirmed", at=at)
    return found


@transaction.atomic
def end_alert(*, key: str, at: datetime) -> None:
    """取消提醒：erase it; what is not there stays not there."""
    if ConsultationAlert.objects.filter(key=key).delete()[0]:
        _note("ended", at=at)


@transaction.atomic
def tell_alerts(*, alert: int, at: datetime) -> int:
    """告知征集消息：one letter with all the news of one address, at most one a day; answers how many items (条).

    :param alert: the number of any of the alerts of the address.
    """
    address = ConsultationAlert.objects.filter(pk=alert).values_list("email", flat=True).first() or ""
    rows = ConsultationAlert.objects.select_for_update(of=("self",)).select_related("consultation")
    mine = list(rows.filter(email=address, confirmed_at__isnull=False, ended_at=None).order_by("pk"))
    today = china_date(at)
    if any(one.letter_on == today for one in mine):
        return 0
    told = [news for one in mine for news in alerting.news_of(one, at=at)]
    if not told:
        return 0
    subject, body = letters.news(told, day=today)
    first = told[0].alert
    notices.post(
        to=alerting.ADDRESSEE + first.key,
        subject=subject,
        body=body,
        about="",
        key=f"consultation-alert:{first.pk}:{today}",
        at=at,
    )
    ConsultationAlert.objects.filter(pk__in=[one.pk for one in mine]).update(letter_on=today)
    _tick(told, at)
    return len(told)


@transaction.atomic
def forget_alerts(*, at: datetime) -> int:
    """清除提醒：what nobody confirmed in time, and what has nothing more to tell; answers how many (件)."""
    before = at - alerting.UNCONFIRMED
    unconfirmed = ConsultationAlert.objects.filter(confirmed_at=None, created_at__lt=before).delete()[0]
    return unconfirmed + ConsultationAlert.objects.filter(ended_at__lt=before).delete()[0]


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid(alerting.BAD_EMAIL, field="email") from None
    return address


def _ask(known: ConsultationAlert | None, new: ConsultationAlert, *, at: datetime) -> None:
    """Keep it and send the letter that asks, once a day for each; nothing for one confirmed before."""
    if known is None:
        mine = ConsultationAlert.objects.filter(email=new.email)
        waiting = mine.filter(confirmed_at=None).count()
        if mine.count() >= alerting.MOST_ALERTS or waiting >= alerting.MOST_LETTERS:
            return
        known = new
        known.key, known.created_at, known.told_until = secrets.token_hex(16), at, at
        try:
            with transaction.atomic():
                known.save()
        except IntegrityError:  # the button pressed twice at the same moment: the first press sends the letter
            return
    if known.confirmed_at is not None:
        return
    subject, body = letters.confirmation(known, day=china_date(at))
    to, key = alerting.ADDRESSEE + known.key, f"consultation-alert-confirm:{known.pk}:{china_date(at)}"
    notices.post(to=to, subject=subject, body=body, about="", key=key, at=at)


def _tick(told: Sequence[alerting.News], at: datetime) -> None:
    """What was told is not told again."""
    for news in told:
        row, one = news.alert, news.one
        if one is None or news.what == alerting.REPORTED:
            row.ended_at = at
        elif news.what == alerting.OVERDUE:
            row.told_overdue = True
        elif news.what == alerting.CLOSING:
            row.told_closing = one.until
        elif news.what == alerting.VERSION:
            row.told_edition = one.edition
        else:
            row.told_until = at
        row.save(update_fields=["told_until", "told_edition", "told_closing", "told_overdue", "ended_at"])


def _note(act: str, *, at: datetime) -> None:
    subject = "consultation-alerts"
    journal.record(act=f"consultations.alert_{act}", by=PUBLIC, at=at, organ="", subject=subject, facts={})
