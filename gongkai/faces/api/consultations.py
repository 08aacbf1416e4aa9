"""意见征集：what lies open, what was said and what became of it, for programs; and commenting."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Status

from gongkai.faces.api.asking import limit, moment
from gongkai.faces.api.schemas.consultations import (
    CommentFollowedOut,
    CommentIn,
    CommentOut,
    CommentReceiptOut,
    CommentsIn,
    CommentsOut,
    ConsultationOut,
    ConsultationsIn,
    ConsultationsOut,
    ConsultationWholeOut,
    DraftPassageOut,
    QuestionOut,
    TotalsOut,
)
from gongkai.faces.api.schemas.public import Refused
from gongkai.faces.api.schemas.requests import ProofIn
from gongkai.foundation.text import storable
from gongkai.programmes.consultations import contents, operations, queries
from gongkai.programmes.consultations.contents import BASIS, EXPLANATION
from gongkai.programmes.consultations.permission import proven
from gongkai.programmes.consultations.programme import OUTCOMES
from gongkai.programmes.consultations.queries import Asked

router = Router(tags=["意见征集"])
MOST = 2**31 - 1


@router.get("/consultations", response={200: ConsultationsOut, 400: Refused}, summary="意见征集清单")
def list_consultations(request: HttpRequest, asked: Annotated[ConsultationsIn, Query()]) -> ConsultationsOut:
    """Consultations that are public: those open first, by their last day."""
    said = {"phase": asked.phase, "organ": asked.organ, "theme": asked.theme, "matter": asked.matter}
    words = storable(asked.q).strip()
    found = queries.listing(Asked(words=words, page=max(1, min(asked.page, MOST)), **said), moment(request))
    items = [ConsultationOut.of(one) for one in found.rows]
    return ConsultationsOut(items=items, total=found.total, pages=found.pages)


@router.get(
    "/consultations/{consultation}",
    response={200: ConsultationWholeOut, frozenset({400, 404}): Refused},
    summary="一件意见征集",
)
def show_consultation(request: HttpRequest, consultation: str, version: int = 0) -> ConsultationWholeOut:
    """The draft passage by passage, its explanation and basis, and the numbers; an earlier version by its number."""
    at = moment(request)
    one = queries.seen(storable(consultation), at)
    edition = queries.version(one, _number(version) or one.edition, at)
    parts = contents.parts_of(edition.body)
    counts = queries.counts_by_passage(one, edition.number)
    survey = [] if one.is_open else queries.survey_counts(one.pk, one.questions)
    return ConsultationWholeOut(
        **ConsultationOut.said(one) | {"version": edition.number},
        passages=[DraftPassageOut.of(each, counts.get(each.number, 0)) for each in contents.passages_of(edition.body)],
        explanation=contents.lines_of(parts.get(EXPLANATION, [])),
        basis=contents.lines_of(parts.get(BASIS, [])),
        totals=TotalsOut.of(queries.totals(one.pk), reported=one.reported_on is not None),
        survey=[QuestionOut.of(each) for each in survey],
    )


@router.get(
    "/consultations/{consultation}/comments",
    response={200: CommentsOut, frozenset({400, 404}): Refused},
    summary="意见清单",
)
def list_comments(request: HttpRequest, consultation: str, asked: Annotated[CommentsIn, Query()]) -> CommentsOut:
    """What was said, what most people said first; answers once the result is public."""
    one = queries.seen(storable(consultation), moment(request))
    found = queries.comments(
        one,
        version=_number(asked.version),
        passage=None if asked.passage is None else _number(asked.passage),
        outcome=asked.outcome if asked.outcome in OUTCOMES else "",
        after=storable(asked.after),
    )
    return CommentsOut(items=[CommentOut.of(each) for each in found.rows], next=found.next)


@router.post(
    "/consultations/{consultation}/comments",
    response={201: CommentReceiptOut, frozenset({400, 403, 404, 409}): Refused},
    summary="提出意见",
)
def make_comment(request: HttpRequest, consultation: str, data: CommentIn) -> Status[CommentReceiptOut]:
    """Comment on one passage or on the whole; answers number and code."""
    limit(request, "comment")
    made = operations.make_comment(
        consultation=storable(consultation),
        version=_number(data.version),
        passage=_number(data.passage),
        text=data.text,
        who=data.who(),
        channel="api",
        key=data.key,
        at=moment(request),
    )
    return Status(201, CommentReceiptOut.of(made))


@router.post(
    "/comments/status",
    response={200: CommentFollowedOut, frozenset({400, 403, 404, 409}): Refused},
    summary="查询意见",
)
def follow_comment(request: HttpRequest, data: ProofIn) -> CommentFollowedOut:
    """Tell what became of a comment, to whoever has number and code; 404 for a wrong number and a wrong code alike."""
    limit(request, "follow")
    found = proven(number=data.number, code=data.code)
    one = queries.seen(found.consultation.uid, moment(request))
    return CommentFollowedOut.of(found.number, one.uid, found.at, queries.followed(found, one))


def _number(said: int) -> int:
    return max(0, min(said, MOST))
