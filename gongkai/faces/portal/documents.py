"""文件页：a public edition, an earlier one, or what became of it; and the proof of each."""

from collections.abc import Sequence

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.queries import Document, Gone, Moved
from gongkai.faces.kit import heads
from gongkai.faces.kit.http import Request
from gongkai.faces.portal import describing
from gongkai.faces.portal.citing import citation
from gongkai.faces.portal.http import TAGS, absolute, as_json, machine, page, public
from gongkai.foundation.ledger import queries as ledger
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs


@public
def document(request: Request, uid: str) -> HttpResponse:
    """文件页：the permanent address of a record."""
    return _answer(request, uid, None)


@public
def edition(request: Request, uid: str, number: int) -> HttpResponse:
    """历史版本页：one edition, under a banner when it is not the newest."""
    return _answer(request, uid, number)


@machine
def proof(request: Request, uid: str, number: int | None = None) -> HttpResponseBase:
    """存证证明：409 while no signed checkpoint covers it."""
    return as_json(queries.proof(uid, request.at, number=number))


@machine
def withdrawal_proof(request: Request, uid: str) -> HttpResponseBase:
    """撤回的存证证明：of a record withdrawn, also where it stays readable under a banner; 409 while unsigned."""
    return as_json(queries.withdrawal_proof(uid, request.at))


def _answer(request: Request, uid: str, number: int | None) -> HttpResponse:
    found = queries.document(uid, request.at, number=number)
    if isinstance(found, Moved):
        return _about([uid], HttpResponsePermanentRedirect(reverse("portal:document", args=[found.to])))
    if isinstance(found, Gone):
        facts = {"gone": found, "proof_url": reverse("portal:proof", args=[uid])}
        return _about([uid], page(request, "gone", facts, status=410))
    facts = _facts(request, found, number)
    shown = [uid, *(link.record for link in (*found.outgoing, *found.incoming) if link.record)]
    return _about(shown, page(request, "document", facts), waits=facts["checkpoint"] is None)


def _about(records: Sequence[str], response: HttpResponse, *, waits: bool = False) -> HttpResponse:
    """Say which records an answer shows; `waits` for the checkpoint that will cover it."""
    tags = dict.fromkeys(f"record:{uid}" for uid in records)
    response[TAGS] = " ".join([*tags, *(["ledger"] if waits else [])])
    return response


def _facts(request: Request, found: Document, number: int | None) -> dict[str, object]:
    edition, uid = found.edition, found.edition.record.uid
    organ_name = organs.name_on(edition.organ, china_date(edition.released_at or request.at))
    permanent = reverse("portal:document", args=[uid])
    this = permanent if number is None else reverse("portal:edition", args=[uid, edition.number])
    return {
        "document": found,
        "edition": edition,
        "organ_name": organ_name,
        "facts": describing.facts(found, organ_name),
        "rows": describing.rows(found, organ_name),
        "more_rows": describing.more_rows(edition, organ_name),
        "in_library": kind_of(edition.kind).library,
        "column": reverse("portal:organ", args=[edition.organ.code]),
        "head": heads.head(edition),
        "body": describing.marked_body(edition),
        "has_table": describing.has_table(edition),
        "addressees": describing.addressees(edition),
        "banner": describing.banner(found),
        "related": describing.related(found),
        "publication": describing.publication(edition),
        "body_sha256": describing.body_sha256(edition),
        "checkpoint": ledger.checkpoint_covering(edition.leaf) if edition.leaf is not None else None,
        "citation": citation(edition, organ_name),
        "permanent": absolute(permanent),
        "address": absolute(this),
        "proof_url": f"{this}proof.json",
    }
