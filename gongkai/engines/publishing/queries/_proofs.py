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
    if number is not None or edition is not None:
        raise NotFound
    return withdrawal_proof(record, at)


def withdrawal_proof(record: str, at: datetime) -> dict[str, Json]:
    """撤回的存证证明：of the latest withdrawal, also where the record stays readable under a banner.

    :raises NotFound: for a record that was never withdrawn.
    :raises Conflict: while no signed checkpoint covers it yet.
    """
    row = Withdrawal.objects.filter(record__uid=record, at__lte=at).select_related("record", "edition").first()
    if row is None:
        raise NotFound
    return _answer(row.record, row.edition.number, row.leaf)


def _answer(
    record: Record, edition: int, leaf: int, *, manifest: dict[str, Json] | None = None, salt: str = ""
) -> dict[str, Json]:
    evidence = ledger.evidence(leaf)
    if evidence is None:
        raise Conflict("这次操作已记入公开账本，检查点正在签署。请一分钟后再试。", code="checkpoint-pending")
    return payloads.proof(
        record=record.uid,
        record_salt=bytes.fromhex(record.salt),
        edition=edition,
        evidence=evidence,
        manifest=manifest,
        salt=bytes.fromhex(salt),
    )
