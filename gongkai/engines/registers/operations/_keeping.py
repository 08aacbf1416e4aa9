"""导入文件的保管：kept from the trial to the proposal, for whoever sent it, and no longer than a day."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from gongkai.engines.registers.models import ImportFile, ImportState
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.uids import new_uid

KEPT = timedelta(days=1)


@transaction.atomic
def keep_import(*, register: str, name: str, content: bytes, by: Actor, at: datetime) -> str:
    """保管导入文件：of a person's files for a register only the last; answers its name. No act yet, so no journal."""
    _waiting(ImportFile.objects.filter(register=register, sent_by=by.uid)).delete()
    kept = ImportFile(register=register, sent_by=by.uid, sent_at=at, name=name[:200], content=content, uid=new_uid())
    kept.save()
    return kept.uid


@transaction.atomic
def forget_imports(*, at: datetime, sent_by: str = "", register: str = "") -> int:
    """清除导入文件：those of a person for a register; without a person, all older than a day. Answers how many."""
    rows = ImportFile.objects.filter(sent_at__lte=at - KEPT)
    if sent_by:
        rows = _waiting(ImportFile.objects.filter(sent_by=sent_by, register=register))
    return rows.delete()[0]


def _waiting(rows: "QuerySet[ImportFile]") -> "QuerySet[ImportFile]":
    """Those that are not just being proposed."""
    return rows.exclude(state__in=(ImportState.PROPOSING, ImportState.PROPOSED))
