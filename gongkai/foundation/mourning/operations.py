"""The only code that writes spans of mourning."""

from datetime import date, datetime

from django.db import transaction

from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.mourning.authority import Officer, may_declare
from gongkai.foundation.mourning.models import Mourning
from gongkai.foundation.now import china_date
from gongkai.foundation.permission import insist

LONGEST = 200


@transaction.atomic
def declare(*, from_on: date, until_on: date, notice: str, by: Officer, at: datetime) -> Mourning:
    """设置哀悼期：the whole site is grey from a day until another, excluded; nobody need end it.

    :raises Invalid: without the notice it rests on, for an empty span, or one that is over.
    :raises NotPermitted: as `may_declare`.
    """
    insist(may_declare(by))
    if not notice.strip() or len(notice) > LONGEST:
        raise Invalid(f"请写明依据的公告（如国务院公告及日期），不超过{LONGEST}个字。", field="notice")
    if until_on <= from_on:
        raise Invalid("结束日期须晚于开始日期：到结束日期零时自动恢复。", field="until_on")
    if until_on <= china_date(at):
        raise Invalid("这段日期已经过去。请核对起止日期。", field="until_on")
    made = Mourning.objects.create(
        from_on=from_on, until_on=until_on, notice=notice.strip(), by=by.uid, by_name=by.name, at=at
    )
    facts = {"from": from_on.isoformat(), "until": until_on.isoformat(), "notice": made.notice}
    journal.record(act="mourning.declared", by=by.uid, at=at, organ="", subject=f"mourning:{made.pk}", facts=facts)
    return made


@transaction.atomic
def lift(*, mourning: int, by: Officer, at: datetime) -> None:
    """解除哀悼期：before it ends or begins.

    :raises NotFound: when there is none.
    :raises Conflict: when it was lifted, or is over.
    :raises NotPermitted: as `may_declare`.
    """
    insist(may_declare(by))
    row = Mourning.objects.select_for_update().filter(pk=mourning).first()
    if row is None:
        raise NotFound
    if row.lifted_at is not None or row.until_on <= china_date(at):
        raise Conflict("这段哀悼期已经结束或者解除。请刷新页面查看。")
    row.lifted_at = at
    row.save(update_fields=["lifted_at"])
    journal.record(act="mourning.lifted", by=by.uid, at=at, organ="", subject=f"mourning:{row.pk}", facts={})
