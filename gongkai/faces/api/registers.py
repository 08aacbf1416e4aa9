"""名录读取：every register the programmes declare, as of any day; what anybody may read."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router

from gongkai.engines.registers import queries
from gongkai.engines.registers.declared import all_registers, register_of
from gongkai.faces.api.asking import moment
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.public import Refused
from gongkai.faces.api.schemas.registers import (
    AdjustmentOut,
    ComparisonIn,
    ComparisonOut,
    EntriesIn,
    EntriesOut,
    EntryChangeOut,
    EntryOut,
    Key,
    RegisterOut,
)
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date

router = Router(tags=["名录"])
REFUSED: Any = {frozenset({400, 404}): Refused}
NEWEST = 50


@router.get("/registers", response=list[RegisterOut], summary="全部名录")
def registers(request: HttpRequest) -> list[RegisterOut]:  # noqa: ARG001
    """Every register with the fields its entries have."""
    return [RegisterOut.of(register) for register in all_registers()]


@router.get("/registers/{register_code}/entries", response={200: EntriesOut, **REFUSED}, summary="名录列表")
def entries(request: HttpRequest, register_code: texts.Short, asked: Query[EntriesIn]) -> EntriesOut:
    """What stood in a register on a day, in the order of its keys, by cursor."""
    declared, today = register_of(register_code), china_date(moment(request))
    page = queries.listing(
        declared, asked.on or today, seen_on=today, words=asked.words, organ=asked.organ.upper(), after=asked.after,
        limit=asked.limit,
    )  # fmt: skip
    return EntriesOut(entries=[EntryOut.of(declared, one) for one in page.versions], next=page.next)


@router.get("/registers/{register_code}/entries/{key}", response={200: EntryOut, **REFUSED}, summary="一个条目")
def entry(request: HttpRequest, register_code: texts.Short, key: Key, on: texts.Day | None = None) -> EntryOut:
    """What one entry said on a day; 404 when it did not stand then."""
    declared, today = register_of(register_code), china_date(moment(request))
    version = queries.entry_on(declared.code, key, on or today, seen_on=today)
    if version is None:
        raise NotFound
    return EntryOut.of(declared, version)


@router.get(
    "/registers/{register_code}/entries/{key}/history", response={200: list[EntryOut], **REFUSED}, summary="条目的历史"
)
def entry_history(request: HttpRequest, register_code: texts.Short, key: Key) -> list[EntryOut]:
    """Every version of an entry, those to come too, the newest first."""
    declared = register_of(register_code)
    found = queries.history(declared.code, key, seen_on=china_date(moment(request)))
    if not found:
        raise NotFound
    return [EntryOut.of(declared, one) for one in found]


@router.get("/registers/{register_code}/comparison", response={200: ComparisonOut, **REFUSED}, summary="两日对照")
def comparison(request: HttpRequest, register_code: texts.Short, asked: Query[ComparisonIn]) -> ComparisonOut:
    """What changed in a register between two days, entry by entry and field by field."""
    first, second = min(asked.first, asked.second), max(asked.first, asked.second)
    declared, today = register_of(register_code), china_date(moment(request))
    found = queries.compare(declared, first, second, seen_on=today, after=asked.after, limit=asked.limit)
    return ComparisonOut(changes=[EntryChangeOut.of(one) for one in found.changes], next=found.next)


@router.get(
    "/registers/{register_code}/adjustments", response={200: list[AdjustmentOut], **REFUSED}, summary="历次调整"
)
def adjustments(
    request: HttpRequest,  # noqa: ARG001
    register_code: texts.Short,
    before: Annotated[int, Field(ge=1, le=2_000_000_000)] | None = None,
) -> list[AdjustmentOut]:
    """The adjustments adopted, the newest first; `before` the serial of the last one seen goes on."""
    found = queries.adjustments(register_of(register_code).code, before=before, limit=NEWEST)
    return [AdjustmentOut.of(one) for one in found]
