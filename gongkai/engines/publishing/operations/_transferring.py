"""An organ's records pass to the organ that took over its duties."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from gongkai.engines.publishing import bulk
from gongkai.engines.publishing.models import OPEN_STATES, Edition, Record, State
from gongkai.engines.publishing.operations import _common as common
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.events import emit
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist


@transaction.atomic
def transfer(*, record: str, to: str, by: Actor, at: datetime) -> Record:
    """移交：a record passes to an organ that succeeded its own; what was issued keeps the name it was issued under.

    The 索引号, the address, the text and the ledger stay as they are: a released edition goes on naming the organ
    that released it. Who works for the successor corrects and withdraws it from now on; an open draft goes back to
    its beginning, for its reviews were the old organ's.

    :raises Invalid: when `to` is no organ, or did not succeed the record's organ.
    :raises Conflict: when the successor has a record of the same 文号.
    :raises NotFound: when it is not theirs to see.
    :raises NotPermitted: as `bulk.may_transfer`.
    """
    edition = common.locked(by, record)
    old, new = edition.organ, _organ(to)
    insist(bulk.may_transfer(by, old, new))
    if new.pk == old.pk:
        raise Invalid("这份文件已经属于承继机关，不需要移交。", field="to")
    if new.code not in organs.lineage(old):
        raise Invalid("接收机关没有登记为原机关的承继机关。请先登记机构承继，再移交文件。", field="to")
    editions = Edition.objects.filter(record=edition.record)
    editions.exclude(state__in=[*OPEN_STATES, State.DISCARDED]).update(origin=Coalesce(F("origin"), F("organ")))
    opened = editions.filter(state__in=OPEN_STATES).update(state=State.DRAFT, release_at=None, sha256="")
    editions.update(organ=new)
    try:
        with transaction.atomic():
            Record.objects.filter(pk=edition.record.pk).update(organ=new, changed_at=_changed(edition.record, at))
    except IntegrityError as error:
        raise Conflict("承继机关已有同一文号的文件，不能移交。请先核对两份文件，把其中一份整合或者撤回。") from error
    facts = {"from_organ": old.code, "to_organ": new.code, "reopened": opened}
    edition.organ = new
    common.note("transferred", edition, by=by, at=at, facts=facts)
    emit("publishing.transferred", key=f"{record}:{new.code}", record=record, edition=edition.number)
    return edition.record


def _changed(record: Record, at: datetime) -> datetime | None:
    """What harvesters ask by: of a record that was never public nothing changed for them."""
    return record.changed_at and at


def _organ(code: str) -> Organ:
    try:
        return organs.by_code(code)
    except NotFound as error:
        raise Invalid("没有这个接收机关。请核对组织机构代码。", field="to") from error
