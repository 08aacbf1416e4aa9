"""输入的边界：how long a text may be, which characters and codes it may hold; the tables take no more."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, TypeAlias

from ninja import Field
from pydantic import AfterValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

from gongkai.engines.publishing.models import Relation
from gongkai.engines.publishing.rules import WITHDRAWAL_REASONS
from gongkai.foundation.errors import NotFound
from gongkai.law import codes

_TEXT = r"^[^\x00]*$"
_UID = r"^[0-9a-z]{1,12}$"

Short: TypeAlias = Annotated[str, StringConstraints(max_length=40, pattern=_TEXT)]
Number: TypeAlias = Annotated[str, StringConstraints(max_length=120, pattern=_TEXT)]
Name: TypeAlias = Annotated[str, StringConstraints(max_length=255, pattern=_TEXT)]
Line: TypeAlias = Annotated[str, StringConstraints(max_length=300, pattern=_TEXT)]
Remark: TypeAlias = Annotated[str, StringConstraints(max_length=4000, pattern=_TEXT)]
Given: TypeAlias = Annotated[str, StringConstraints(max_length=200_000, pattern=_TEXT)]
Body: TypeAlias = Annotated[str, StringConstraints(max_length=10_000_000, pattern=_TEXT)]
Sha256: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Cursor: TypeAlias = Annotated[str, StringConstraints(pattern=r"^([0-9]{1,11}\.[0-9]{6}_[0-9]{1,18})?$")]
EditionNumber: TypeAlias = Annotated[int, Field(ge=1, le=1_000_000)]
Version: TypeAlias = Annotated[int, Field(ge=1, le=1_000_000)]
Position: TypeAlias = Annotated[int, Field(ge=1, le=10_000)]
Day: TypeAlias = Annotated[date, Field(ge=date(1949, 10, 1), le=date(2200, 12, 31))]
Year: TypeAlias = Annotated[int, Field(ge=1949, le=2200)]


def _exists(uid: str) -> str:
    """A number that no record can have answers as one that no record has."""
    if not re.fullmatch(_UID, uid):
        raise NotFound
    return uid


def _foreseeable(at: datetime) -> datetime:
    if not 2000 <= at.year <= 2200:
        raise ValueError("out of range")
    return at


class Listed:
    """封闭代码：one of a closed list, or empty: a draft need not have chosen yet."""

    def __init__(self, listed: Iterable[str]) -> None:
        self.known = ["", *listed]

    def check(self, value: str) -> str:
        """Give the code back.

        :raises ValueError: when the list has no such code.
        """
        if value not in self.known:
            raise ValueError("not in the list")
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "enum": self.known}


Uid: TypeAlias = Annotated[str, AfterValidator(_exists), Field(json_schema_extra={"pattern": _UID})]
Minute: TypeAlias = Annotated[datetime, AfterValidator(_foreseeable)]
Attribute: TypeAlias = Annotated[str, Listed(code.code for code in codes.disclosure_attributes)]
Ground: TypeAlias = Annotated[str, Listed(code.code for code in codes.withholding_grounds)]
Theme: TypeAlias = Annotated[str, Listed(code.code for code in codes.themes)]
Genre: TypeAlias = Annotated[str, Listed(code.code for code in codes.genres)]
Art20: TypeAlias = Annotated[str, Listed(code.code for code in codes.art20_categories)]
RelationType: TypeAlias = Annotated[str, Listed(Relation.Type.values)]
WithdrawalReason: TypeAlias = Annotated[str, Listed(WITHDRAWAL_REASONS)]
