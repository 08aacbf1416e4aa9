"""Steps every act on organs shares: clean the input, lock, open a name, journal."""

from collections.abc import Mapping
from datetime import date, datetime

from gongkai.foundation.canonical import Json
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.organs.authority import Administrator
from gongkai.foundation.organs.models import Kind, Organ, OrganName
from gongkai.law import identifiers


def locked(organ: Organ) -> Organ:
    """加锁取机关：the row as it is now, locked until the act is done; an abolished organ takes no more acts.

    :raises NotFound: when it is gone.
    :raises Conflict: when it was abolished.
    """
    found = Organ.objects.select_for_update(of=("self",)).select_related("place", "parent").filter(pk=organ.pk).first()
    if found is None:
        raise NotFound()
    if found.until is not None:
        raise Conflict(f"该机关已于 {found.until} 撤销，不能再办理。请到承继机关办理。")
    return found


def problems_with_codes(code: str, credit_code: str) -> list[tuple[str, str]]:
    """代码问题：(field, sentence) for each code that breaks GB 11714 or GB 32100, or for two that disagree."""
    found = [("code", identifiers.problem_with_org_code(code))]
    if credit_code:
        found.append(("credit_code", identifiers.problem_with_credit_code(credit_code)))
        if credit_code[8:17] != code:
            found.append(("credit_code", "统一社会信用代码的第 9 至 17 位应当是组织机构代码。请核对两个代码。"))
    return [(field, sentence) for field, sentence in found if sentence]


def shape(code: str, credit_code: str, kind: str) -> None:
    """代码形状：what even an import must keep: 9 and 18 characters, a known kind.

    :raises Invalid: naming the field.
    """
    if len(code) != 9 or not code.isalnum() or not code.isascii():
        raise Invalid("组织机构代码应为 9 位数字或大写字母，不带连字符。", field="code")
    if credit_code and (len(credit_code) != 18 or not credit_code.isalnum() or not credit_code.isascii()):
        raise Invalid("统一社会信用代码应为 18 位数字或大写字母。", field="credit_code")
    if kind not in Kind.values:
        raise Invalid(f"不认识的机关类别“{kind}”。请从列表中选择。", field="kind")


def cleaned_name(name: str, short_name: str) -> tuple[str, str]:
    """名称：without surrounding spaces.

    :raises Invalid: when the full name is empty or either is too long.
    """
    name, short_name = name.strip(), short_name.strip()
    if not 0 < len(name) <= 120:
        raise Invalid("请填写机关全称，不超过 120 个字。", field="name")
    if len(short_name) > 40:
        raise Invalid("机关简称不超过 40 个字。", field="short_name")
    return name, short_name


def open_name(organ: Organ, name: str, short_name: str, since: date) -> str:
    """启用名称：close the name in force on that day and open the new one; returns the old full name or "".

    :raises Conflict: when the name in force began on that day or later.
    """
    old = OrganName.objects.filter(organ=organ, until__isnull=True).first()
    if old is not None:
        if since <= old.since:
            raise Conflict(f"现名自 {old.since} 起启用，新名称的启用日期须在其后。", field="on")
        old.until = since
        old.save(update_fields=["until"])
    OrganName.objects.create(organ=organ, name=name, short_name=short_name, since=since)
    return old.name if old else ""


def journalled(act: str, organ: Organ, *, by: Administrator, at: datetime, facts: Mapping[str, Json]) -> None:
    """记入日志：one entry about one organ."""
    journal.record(act=f"organs.{act}", by=by.uid, at=at, organ=organ.code, subject=f"organ:{organ.code}", facts=facts)
