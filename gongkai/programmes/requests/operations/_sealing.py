"""Sealing again with the newest key."""

from datetime import datetime

from django.db import transaction

from gongkai.foundation import sealing
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.programmes.requests.models import Application, ApplicationDraft, ProofCopy, RecordClaim
from gongkai.programmes.requests.operations._writing import PURPOSE, sealed
from gongkai.programmes.requests.queries import applicant_of

ON_THE_SERVER = "重新密封由系统管理员在服务器上执行 gongkai reseal。"


@transaction.atomic
def reseal(*, after: int = 0, limit: int = 500, by: Actor, at: datetime) -> int | None:
    """重新密封：the next applications after a number; answers the last of them, None when there are no more.

    Repeat it until it answers None; then the old keys can go.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    if by != SYSTEM:
        raise NotPermitted(ON_THE_SERVER)
    rows = list(Application.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:limit])
    changed = 0
    for row in rows:
        if sealing.is_current(row.sealed):
            continue
        who = applicant_of(row)
        mark = sealing.mark(who.identity, purpose=PURPOSE)
        Application.objects.filter(pk=row.pk).update(sealed=sealed(who), person=mark)
        changed += 1
    if changed:
        journal.record(
            act="requests.resealed", by=by.uid, at=at, organ="", subject="applications", facts={"rows": changed}
        )
    return rows[-1].pk if rows else None


@transaction.atomic
def reseal_drafts(*, after: int = 0, limit: int = 500, by: Actor, at: datetime) -> int | None:
    """重新密封草稿：the next drafts of applications after a number, as `reseal` does applications.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a draft opens with none of the keys.
    """
    if by != SYSTEM:
        raise NotPermitted(ON_THE_SERVER)
    rows = list(ApplicationDraft.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:limit])
    old = [row for row in rows if not sealing.is_current(row.sealed)]
    for row in old:
        ApplicationDraft.objects.filter(pk=row.pk).update(sealed=sealing.seal(sealing.unseal(row.sealed)))
    if old:
        journal.record(act="requests.resealed", by=by.uid, at=at, organ="", subject="drafts", facts={"rows": len(old)})
    return rows[-1].pk if rows else None


@transaction.atomic
def reseal_copies(*, after: int = 0, limit: int = 20, by: Actor, at: datetime) -> int | None:
    """重新密封证件副本：the next copies after a number, as `reseal` does applications; few at a time, being large.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a copy opens with none of the keys.
    """
    if by != SYSTEM:
        raise NotPermitted(ON_THE_SERVER)
    rows = list(ProofCopy.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:limit])
    old = [row for row in rows if not sealing.is_current(bytes(row.sealed).decode())]
    for row in old:
        again = sealing.seal_bytes(sealing.unseal_bytes(bytes(row.sealed)))
        ProofCopy.objects.filter(pk=row.pk).update(sealed=again)
    if old:
        journal.record(act="requests.resealed", by=by.uid, at=at, organ="", subject="copies", facts={"rows": len(old)})
    return rows[-1].pk if rows else None


@transaction.atomic
def reseal_claims(*, after: int = 0, limit: int = 20, by: Actor, at: datetime) -> int | None:
    """重新密封更正请求：the next claims after a number, words and file, as `reseal` does applications.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a claim opens with none of the keys.
    """
    if by != SYSTEM:
        raise NotPermitted(ON_THE_SERVER)
    rows = list(RecordClaim.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:limit])
    old = [row for row in rows if not sealing.is_current(row.sealed)]
    for row in old:
        file = sealing.seal_bytes(sealing.unseal_bytes(bytes(row.file))) if row.file is not None else None
        RecordClaim.objects.filter(pk=row.pk).update(sealed=sealing.seal(sealing.unseal(row.sealed)), file=file)
    if old:
        journal.record(act="requests.resealed", by=by.uid, at=at, organ="", subject="claims", facts={"rows": len(old)})
    return rows[-1].pk if rows else None
