"""What anybody needs to check a release or a withdrawal against the ledger."""

import json
from datetime import datetime

from gongkai.engines.publishing.models import Edition, Record, Withdrawal
from gongkai.foundation.canonical import Json
from gongkai.foundation.errors import Conflict, NotFound
from gongkai.foundation.ledger import payloads
from gongkai.foundation.ledger import queries as ledger


def proof(record: str, at: datetime, *, number: int | None = None) -> dict[str, Json]:
    """存证证明：for a public edition (the current one unless a number is named), or for a withdrawal.

    :raises NotFound: for what is neither public nor withdrawn.
    :raises Conflict: while no signed checkpoint covers it yet, with when to come back.
    """
    editions = Edition.objects.public_history(at).filter(record__uid=record).select_related("record")
    if number is not None:
        editions = editions.filter(number=number)
    edition = editions.order_by("-number").first()
    if edition is not None and edition.leaf is not None:
        return _answer(
            edition.record, edition.number, edition.leaf, manifest=json.loads(edition.manifest), salt=edition.salt
        )
    withdrawal = Withdrawal.objects.filter(record__uid=record).select_related("record", "edition").first()
    if withdrawal is None or number is not None or edition is not None:
        raise NotFound
    return _answer(withdrawal.record, withdrawal.edition.number, withdrawal.leaf)


def _answer(
    record: Record, edition: int, leaf: int, *, manifest: dict[str, Json] | None = None, salt: str = ""
) -> dict[str, Json]:
    evidence = ledger.evidence(leaf)
    if evidence is None:
        raise Conflict("这次发布已记入公开账本，检查点正在签署。请一分钟后再试。", code="checkpoint-pending")
    return payloads.proof(
        record=record.uid,
        record_salt=bytes.fromhex(record.salt),
        edition=edition,
        evidence=evidence,
        manifest=manifest,
        salt=bytes.fromhex(salt),
    )
