"""What time does to the ledger: have the newest checkpoint witnessed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.foundation import jobs
from gongkai.foundation.ledger import operations, queries, static, witnesses

ASK = "ledger.ask_witnesses"
EVERY = 30


def remind_witnesses(*, at: datetime) -> None:
    """提醒送签：queue the asking while somebody's signature of the newest checkpoint is missing; the clock goes on."""
    newest = queries.latest_checkpoint()
    if newest is not None and _missing(newest.size):
        with transaction.atomic():
            jobs.enqueue(ASK, key=f"{ASK}:{newest.size}:{int(at.timestamp()) // EVERY}")


def ask_witnesses(*, at: datetime) -> int:
    """送签：each configured witness that has not signed the newest checkpoint; answers how many did now (个).

    Outside any transaction: a witness may take seconds. One that does not answer is reminded later.
    """
    newest = queries.latest_checkpoint()
    if newest is None:
        return 0
    size, given = newest.size, 0

    def prove(first: int) -> Sequence[bytes]:
        return queries.consistency_proof(first, size)

    for witness, old in _missing(size):
        line = witnesses.ask(witness, newest.note, old=old, prove=prove)
        given += bool(line) and operations.cosign(size=size, line=line, witness=witness, at=at)
    if given:
        static.write()
    return given


def _missing(size: int) -> list[tuple[witnesses.WitnessEntry, int]]:
    """Who can be asked and has not signed this size, with the size each signed last."""
    asked = [witness for witness in witnesses.configured() if witness.url != witnesses.BY_HAND]
    signed = ((witness, queries.cosigned_up_to(witness.key)) for witness in asked)
    return [(witness, old) for witness, old in signed if old != size]
