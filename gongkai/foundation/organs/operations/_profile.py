"""Acts on what is known about an organ: its contact particulars, its place and its competent authority."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from gongkai.foundation.errors import Invalid
from gongkai.foundation.organs import authority
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.organs.operations import _steps
from gongkai.foundation.places.models import Place

PROFILE_FIELDS = ("foi_office", "address", "office_hours", "phone", "fax", "email", "postcode")
_COLUMNS = {column.name: column for column in Organ._meta.fields if column.name in PROFILE_FIELDS}


def update_profile(*, organ: Organ, changes: Mapping[str, str], by: authority.Administrator, at: datetime) -> Organ:
    """更新机关概况：the particulars the disclosure guide must state, any of `PROFILE_FIELDS`.

    依据：政府信息公开条例第十二条第二款（公开工作机构的名称、办公地址、办公时间、联系电话、传真号码、互联网联系方式）。

    :raises Invalid: for an unknown field, a value too long, a bad e-mail address or postcode.
    :raises NotPermitted: when it is not an administrator of the organ or above it who asks.
    """
    values = cleaned_profile(changes)
    with transaction.atomic():
        organ = _steps.locked(organ)
        authority.insist_administers(by, organ)
        changed = apply(organ, values)
        if changed:
            organ.save(update_fields=changed)
            _steps.journalled("update_profile", organ, by=by, at=at, facts={"fields": changed})
    return organ


def reassign(
    *,
    organ: Organ,
    place: Place,
    parent: Organ | None,
    by: authority.Administrator,
    at: datetime,
) -> Organ:
    """调整隶属：move an organ to another division or under another competent authority.

    :raises Invalid: when the organ would stand under itself.
    :raises NotPermitted: when it is not an administrator above both its old and its new standing who asks.
    """
    with transaction.atomic():
        organ = _steps.locked(organ)
        authority.insist_administers(by, organ)
        authority.insist_may_establish(by, place=place, parent=parent)
        above = parent
        while above is not None:
            if above.pk == organ.pk:
                raise Invalid("机关不能隶属于自己或者自己的下属机关。请另选主管机关。", field="parent")
            above = above.parent
        facts = {"place": [organ.place.code, place.code], "parent": [_code(organ.parent), _code(parent)]}
        organ.place, organ.parent = place, parent
        organ.save(update_fields=["place", "parent"])
        _steps.journalled("reassign", organ, by=by, at=at, facts=facts)
    return organ


def cleaned_profile(changes: Mapping[str, str]) -> dict[str, str]:
    """概况字段：stripped values of known fields.

    :raises Invalid: naming the field.
    """
    values = {field: value.strip() for field, value in changes.items()}
    for field, value in values.items():
        if field not in PROFILE_FIELDS:
            raise Invalid(f"机关概况没有“{field}”这一项。", field=field)
        column = _COLUMNS[field]
        if len(value) > (column.max_length or 0):
            raise Invalid(f"{column.verbose_name}不超过 {column.max_length} 个字。", field=field)
    if values.get("postcode") and not (values["postcode"].isdecimal() and len(values["postcode"]) == 6):
        raise Invalid("邮政编码应为 6 位数字。", field="postcode")
    if values.get("email"):
        _insist_email(values["email"])
    return values


def apply(organ: Organ, values: Mapping[str, str]) -> list[str]:
    """改动字段：set what differs and name it; saves nothing."""
    changed = [field for field, value in values.items() if getattr(organ, field) != value]
    for field in changed:
        setattr(organ, field, values[field])
    return changed


def _insist_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise Invalid("电子邮箱的格式不对。请按“名称@域名”填写。", field="email") from None


def _code(organ: Organ | None) -> str:
    return organ.code if organ else ""
