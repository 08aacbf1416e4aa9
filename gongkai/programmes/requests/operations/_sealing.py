"""Sealing again with the newest key."""

from datetime import datetime

from gongkai.foundation import sealing
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.sealing.operations import reseal_rows
from gongkai.programmes.requests.models import Application, ApplicationDraft, ProofCopy, RecordClaim
from gongkai.programmes.requests.operations._writing import PURPOSE, sealed
from gongkai.programmes.requests.queries import applicant_of


def reseal(*, after: int = 0, limit: int = 500, by: Actor, at: datetime) -> int | None:
    """重新密封：the next applications after a number; answers the last of them, None when there are no more.

    Repeat it until it answers None; then the old keys can go.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    return reseal_rows(
        rows=Application.objects.all(), act="requests.resealed", subject="applications",
        anew=_anew, after=after, limit=limit, by=by, at=at,
    )  # fmt: skip


def _anew(row: Application) -> dict[str, str]:
    who = applicant_of(row)
    return {"sealed": sealed(who), "person": sealing.mark(who.identity, purpose=PURPOSE)}


def reseal_drafts(*, after: int = 0, limit: int = 500, by: Actor, at: datetime) -> int | None:
    """重新密封草稿：the next drafts of applications after a number, as `reseal` does applications.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a draft opens with none of the keys.
    """
    return reseal_rows(
        rows=ApplicationDraft.objects.all(), act="requests.resealed", subject="drafts",
        after=after, limit=limit, by=by, at=at,
    )  # fmt: skip


def reseal_copies(*, after: int = 0, limit: int = 20, by: Actor, at: datetime) -> int | None:
    """重新密封证件副本：the next copies after a number, as `reseal` does applications; few at a time, being large.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a copy opens with none of the keys.
    """
    return reseal_rows(
        rows=ProofCopy.objects.all(), act="requests.resealed", subject="copies",
        after=after, limit=limit, by=by, at=at,
    )  # fmt: skip


def reseal_claims(*, after: int = 0, limit: int = 20, by: Actor, at: datetime) -> int | None:
    """重新密封更正请求：the next claims after a number, words and file, as `reseal` does applications.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a claim opens with none of the keys.
    """
    return reseal_rows(
        rows=RecordClaim.objects.all(), act="requests.resealed", subject="claims",
        anew=_claim_anew, after=after, limit=limit, by=by, at=at,
    )  # fmt: skip


def _claim_anew(row: RecordClaim) -> dict[str, object]:
    file = sealing.seal_bytes(sealing.unseal_bytes(bytes(row.file))) if row.file is not None else None
    return {"sealed": sealing.seal(sealing.unseal(row.sealed)), "file": file}
