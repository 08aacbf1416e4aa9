"""名录导入：a table of changes sent by program, tried and proposed; the same operations as the screens."""

from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from gongkai.engines.registers import exchange, operations, permission, queries
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import ImportFile, ImportState
from gongkai.faces.api.asking import Errors, moment, own_organ, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.public import Refused
from gongkai.faces.api.schemas.registers import ImportIn, ImportOut, ProposeIn
from gongkai.foundation.errors import Invalid
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ

router = Router(tags=["名录"], auth=Token())
ANSWERS: Any = {200: ImportOut, 202: ImportOut, Errors: Refused}


@router.post("/registers/{register_code}/imports", response=ANSWERS, summary="导入名录")
def send_import(
    request: HttpRequest,
    register_code: texts.Short,
    data: Form[ImportIn],
    file: File[UploadedFile],
    enclosed: File[list[UploadedFile]] = [],  # noqa: B006 — read, never changed
) -> Any:
    """Send a table and have its rows tried: 200 with what they say, or, for a long one, 202 and where to ask.

    Files that its rows name (forms, samples) come with it as `enclosed`, each under the name the rows use.

    Nothing is proposed yet. Of one's tables for a register only the last is kept, for a day.
    """
    declared, by, at = register_of(register_code), person(request), moment(request)
    own, content = own_organ(request, data.organ), file.read()
    permission.insist_may_propose(by, own)
    short = exchange.is_short(declared, content)
    kept = operations.order_trial(
        register=declared.code, organ=own, other=organs.by_code(data.other) if data.other else None,
        since=data.since, reason=data.reason, basis=data.basis, enclosed=_kept(request, own, enclosed),
        name=file.name or "", content=content, by=by, at=at,
    )  # fmt: skip
    if short:
        operations.try_import(file=kept.uid, at=at)
    return _told(request, declared.code, kept.uid)


@router.get("/registers/{register_code}/imports/{file_uid}", response=ANSWERS, summary="导入的进度和结果")
def show_import(request: HttpRequest, register_code: texts.Short, file_uid: texts.Uid) -> Any:
    """How far a table is, and what its rows say; 202 while it is being tried or proposed."""
    return _told(request, register_of(register_code).code, file_uid)


@router.post("/registers/{register_code}/imports/{file_uid}/propose", response=ANSWERS, summary="提出导入")
def propose_import(request: HttpRequest, register_code: texts.Short, file_uid: texts.Uid, data: ProposeIn) -> Any:
    """Propose what was tried, without the rows in question when told so: 200 with the adjustment, or 202."""
    by, at = person(request), moment(request)
    found = queries.import_of(register_of(register_code).code, file_uid, by)
    operations.order_proposal(file=found.uid, skip=data.skip, by=by, at=at)
    if (found.size or 0) <= exchange.AT_ONCE:
        operations.propose_import(file=found.uid, at=at)
    return _told(request, found.register, found.uid)


def _kept(request: HttpRequest, organ: Organ, enclosed: list[UploadedFile]) -> dict[str, str]:
    """Name → the value that names what was kept."""
    by, at, found = person(request), moment(request), {}
    for one in enclosed:
        name = str(one.name)
        try:
            found[name] = operations.keep_file(organ=organ, content=one.read(), name=name, by=by, at=at)
        except Invalid as refusal:
            raise Invalid(f"“{name}”：{refusal.sentence}", field="enclosed") from refusal
    return found


def _told(request: HttpRequest, register: str, uid: str) -> Any:
    found: ImportFile = queries.import_of(register, uid, person(request))
    busy = found.state in (ImportState.WAITING, ImportState.TRYING, ImportState.PROPOSING)
    return Status(202 if busy else 200, ImportOut.of(found))
