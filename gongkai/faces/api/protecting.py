"""个人信息：what the check found in a draft, and the decisions on it, by program."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import personal, queries
from gongkai.faces.api.asking import Errors, moment, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.personal import InspectionOut, KeepIn, RedactIn
from gongkai.faces.api.schemas.public import Refused
from gongkai.foundation.now import china_date

router = Router(tags=["个人信息检查"], auth=Token())
INSPECTION = {200: InspectionOut, Errors: Refused}


def _inspection(request: HttpRequest, uid: str) -> InspectionOut:
    work = queries.work(person(request), uid, at=moment(request))
    found = personal.inspect(work.edition, work.content, work.attachments, today=china_date(moment(request)))
    return InspectionOut.of(found)


@router.get("/records/{uid}/privacy", response=INSPECTION, summary="个人信息检查")
def inspection(request: HttpRequest, uid: texts.Uid) -> Any:
    """Find personal data in the newest edition's text and attachments; each with its decision, if any."""
    return _inspection(request, uid)


@router.post("/records/{uid}/privacy/keep", response=INSPECTION, summary="保留个人信息")
def keep(request: HttpRequest, uid: texts.Uid, data: KeepIn) -> Any:
    """Keep these findings as they are, for a reason the reviewers read."""
    ops.keep(
        record=uid, fingerprints=data.fingerprints, reason=data.reason, by=person(request), at=moment(request)
    )  # fmt: skip
    return _inspection(request, uid)


@router.post("/records/{uid}/privacy/redact", response=INSPECTION, summary="遮盖个人信息")
def redact(request: HttpRequest, uid: texts.Uid, data: RedactIn) -> Any:
    """Cover these findings for good in the text and in the public copies of the files; a new save of the draft."""
    ops.redact(record=uid, fingerprints=data.fingerprints, by=person(request), at=moment(request))
    return _inspection(request, uid)
