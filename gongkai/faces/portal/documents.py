"""文件页：a public edition, an earlier one, or what became of it; and the proof of each."""

from datetime import date

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.queries import Document, Gone, Moved
from gongkai.faces.kit import heads
from gongkai.faces.kit.http import Request
from gongkai.faces.portal import attachments, contents, describing, lives
from gongkai.faces.portal.caching import waits_for_checkpoint
from gongkai.faces.portal.citing import citation
from gongkai.faces.portal.http import absolute, as_json, machine, page, public
from gongkai.faces.portal.statutes.linking import cited_in
from gongkai.foundation.ledger import queries as ledger
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text.html import plain_text
from gongkai.programmes.concerns import queries as concerns
from gongkai.programmes.concerns.programme import STATEMENT
from gongkai.programmes.consultations import queries as consultations
from gongkai.programmes.consultations.programme import KINDS as CONSULTED
from gongkai.programmes.decisions import queries as decisions
from gongkai.programmes.decisions.programme import KINDS as DECIDED


@public
def document(request: Request, uid: str) -> HttpResponse:
    """文件页：the permanent address of a record; `?on=2024-05-01` for its text and standing on that day."""
    return _answer(request, uid, None, on=lives.day_asked(request.GET.get("on", "")))


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


def _answer(request: Request, uid: str, number: int | None, *, on: date | None = None) -> HttpResponse:
    found = queries.document(uid, request.at, number=number, on=on)
    if isinstance(found, Moved):
        return HttpResponsePermanentRedirect(reverse("portal:document", args=[found.to]))
    if isinstance(found, Gone):
        facts = {
            "gone": found,
            "organ_name": organs.name_on(found.organ, china_date(request.at)),
            "column": reverse("portal:organ", args=[found.organ.code]),
            "proof_url": reverse("portal:proof", args=[uid]),
        }
        return page(request, "gone", facts, status=410)
    facts = _facts(request, found, number)
    response = page(request, "document", facts)
    if facts["checkpoint"] is None:
        waits_for_checkpoint(response)
    return response


def _facts(request: Request, found: Document, number: int | None) -> dict[str, object]:
    edition, uid = found.edition, found.edition.record.uid
    issued_under = edition.origin or edition.organ
    organ_name = organs.name_on(issued_under, china_date(edition.released_at or request.at))
    permanent = reverse("portal:document", args=[uid])
    this = permanent if number is None else reverse("portal:edition", args=[uid, edition.number])
    return {
        "document": found,
        "edition": edition,
        "organ_name": organ_name,
        "asked_now": organs.name_on(edition.organ, china_date(request.at)) if edition.origin else organ_name,
        "facts": describing.facts(found, organ_name),
        "rows": describing.rows(found, organ_name),
        "more_rows": describing.more_rows(edition, organ_name),
        "in_library": kind_of(edition.kind).library,
        "column": reverse("portal:organ", args=[edition.organ.code]),
        "head": heads.head(edition),
        "body": describing.marked_body(edition),
        "headings": contents.headings(edition.body),
        "cited": cited_in(plain_text(edition.body), china_date(request.at)),
        "attachments": attachments.shown(found.attachments),
        "has_table": describing.has_table(edition),
        "addressees": describing.addressees(edition),
        "banner": describing.banner(found),
        "related": describing.related(found),
        "urgent": queries.urgency(edition),
        "decided": decisions.matter_of(uid) if edition.kind in DECIDED else "",
        "topic": concerns.topic_of(uid) if edition.kind == STATEMENT.code else "",
        "consultation": consultations.uid_of(uid) if edition.kind in CONSULTED else "",
        "life": lives.life(found, china_date(request.at)),
        "publication": describing.publication(edition),
        "body_sha256": describing.body_sha256(edition),
        "checkpoint": ledger.checkpoint_covering(edition.leaf) if edition.leaf is not None else None,
        "citation": citation(edition, organ_name),
        "permanent": absolute(permanent),
        "address": absolute(this),
        "proof_url": f"{this}proof.json",
    }
