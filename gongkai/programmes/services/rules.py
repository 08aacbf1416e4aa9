"""办事指南规则：what a guide must say before it is released, what is doubtful in it, how guides are inspected; pure.

The elements are those of the founding document (二（四）) and of the inspection of government websites; their list is
`law/codelists/guide-elements.yaml`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.engines.registers.rules import NO, YES, Value, Values, every
from gongkai.law import GUIDE_ELEMENTS_MISSING, GUIDES_WANTING, codes
from gongkai.law.item_codes import Form, parse_item_code, problems_with_item_code

INSPECTED = ("name", "basis", "conditions", "materials", "places", "hours", "phone", "steps")
"""网站检查的要素：the eight kinds the inspection counts. 依据：国办秘函〔2019〕19号（未核对原文）。"""
WAYS = ("materials", "conditional", "later")
"""材料的三种要求：the fields in which an item names its materials."""
# 要素 → 填写它的字段；任何一个填了就算写明。
_FILLED_BY: Mapping[str, tuple[str, ...]] = {
    "materials": (*WAYS, "no_materials"),
    "limit": ("statutory", "promised", "limit_note"),
    "fee": ("charged",),
}
_ASKED: Mapping[str, str] = {
    "materials": "请列出申请材料；不需要材料的，“不需要提交材料”填“是”。",
    "limit": "请填写法定时限和承诺时限；法律没有规定时限的，在“时限说明”中写明。",
    "fee": "请填写是否收费；收费的，写明标准和依据。",
    "annual_check": "请写明年检要求；不需要年检的，写“无”。",
    "cautions": "请写明注意事项；没有的，写“无”。",
}
NONE = ("无", "没有", "不需要")
"""写明没有：what a guide says of an element that does not apply to its item."""


def missing(values: Values) -> tuple[str, ...]:
    """缺少的要素：by code, in the order of the list."""
    return tuple(
        element.code
        for element in codes.guide_elements
        if not any(values.get(field) for field in _FILLED_BY.get(element.code, (element.code,)))
    )


def missing_inspected(values: Values) -> tuple[str, ...]:
    """检查所数的缺少要素：of the eight kinds."""
    return tuple(code for code in missing(values) if code in INSPECTED)


def complete(values: Values) -> Values:
    """补全：the directory's code and the nature of the body from the item's code, and what the guide lacks."""
    known = {**values}
    code = parse_item_code(str(values.get("code", "")))
    derived: dict[str, Value] = {"base": code.base if code else "", "nature": code.nature if code else ""}
    derived["lacking"] = list(missing(values))
    for field, value in derived.items():
        known.pop(field, None)
        if value:
            known[field] = value
    return known


def refusals(values: Values, day: date) -> dict[str, str]:  # noqa: ARG001 — the register's signature
    """不能成立之处：a guide that says it is ready and lacks an element; figures that contradict each other."""
    found = {}
    if values.get("guide") == YES:
        for code in missing(values):
            field = _FILLED_BY.get(code, (code,))[0]
            said = _ASKED.get(code, "请填写；还没有准备好的，“指南已编制”先填“否”。")
            found[field] = f"办事指南缺少“{codes.guide_elements[code].name}”：{said}"
    return {**found, **_contradictions(values)}


def _contradictions(values: Values) -> dict[str, str]:
    found = {}
    statutory, promised = _days(values, "statutory"), _days(values, "promised")
    if statutory is not None and promised is not None and promised > statutory:
        found["promised"] = f"承诺时限{promised}个工作日长于法定时限{statutory}个工作日，请核对。"
    if values.get("charged") == YES and not (values.get("fee_standard") and values.get("fee_basis")):
        found["fee_standard"] = "收费的事项要写明收费标准和收费依据。"
    if values.get("charged") == NO and Decimal(str(values.get("fee") or 0)):
        found["fee"] = "不收费的事项不能有收费金额，请核对“是否收费”。"
    if values.get("no_materials") == YES and any(values.get(one) for one in WAYS):
        found["no_materials"] = "已经列出了申请材料，“不需要提交材料”请留空。"
    return found


def doubts(values: Values, day: date) -> dict[str, str]:  # noqa: ARG001 — the register's signature
    """存疑之处：told and not refused: a code that is not well made, a kind that is not the code's, a guide to come."""
    found = {}
    text = str(values.get("code", ""))
    if problems := problems_with_item_code(text):
        found["code"] = "".join(problems)
    code, kind = parse_item_code(text), codes.item_kinds.get(str(values.get("kind", "")))
    digits = code.parts.kind if code and code.parts and code.form is not Form.WRITTEN_OUT else ""
    if kind is not None and digits and digits in codes.item_kinds and digits != kind.code:
        said = codes.item_kinds[digits].name
        found["kind"] = f"编码表示的事项类型是{said}，填写的是{kind.name}，请核对。"
    if values.get("guide") != YES and (lacking := missing(values)):
        names = "、".join(codes.guide_elements[one].name for one in lacking)
        found["guide"] = f"办事指南尚未编制，还缺：{names}。"
    return found


@dataclass(frozen=True)
class Forms:
    """表格和样例的缺口：materials the applicant makes himself, without a blank form or without a filled-in sample."""

    blanks: tuple[str, ...]
    samples: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """提醒：what is missing, and what to do; empty where nothing is. A letter needs no form, so none is refused."""
        said = [
            f"没有{what}可以下载的：{'、'.join(names)}。"
            for what, names in (("空白表格", self.blanks), ("填写样例", self.samples))
            if names
        ]
        return "".join([*said, "有固定格式的，请在办事材料或者本事项中附上；没有固定格式的不用附。"]) if said else ""


def without_forms(values: Values, materials: Mapping[str, Values]) -> Forms:
    """缺少表格和样例：of an item, with its materials by key; the item's own files serve all of them.

    依据：founding document 二（四）: 格式文本和示范文本 are to be downloaded with the guide.
    """
    wanted = dict.fromkeys(one for how in WAYS for one in every(values.get(how)))
    own = [materials[key] for key in wanted if materials.get(key, {}).get("source") == "applicant"]
    return Forms(
        *(
            () if values.get(whole) else tuple(str(one.get("name", "")) for one in own if not one.get(each))
            for whole, each in (("forms", "blank"), ("samples", "sample"))
        )
    )


def material_refusals(values: Values, day: date) -> dict[str, str]:  # noqa: ARG001 — the register's signature
    """材料不能成立之处：who issues what the applicant does not make himself, and how many copies."""
    found = {}
    if values.get("source") in ("government", "other") and not values.get("issuer"):
        found["issuer"] = "由他人出具的材料，请写明出具单位。"
    if str(values.get("copies", "")).startswith("-") or values.get("copies") == "0":
        found["copies"] = "份数请填写正整数。"
    return found


def _days(values: Values, field: str) -> int | None:
    said = values.get(field)
    return int(said) if isinstance(said, str) and said else None


@dataclass(frozen=True)
class Inspection:
    """网站检查“服务不实用”：how many guides there are, which lack too many kinds, and whether the site would fail.

    `lacking` counts for each of the eight kinds how many guides lack it.
    """

    total: int
    wanting: tuple[str, ...]
    lacking: Mapping[str, int]
    fails: bool


def inspect(items: Iterable[tuple[str, Values]], *, day: date) -> Inspection:
    """检查：(key, values) of all items; where there are few of them, all wanting ones fail the site.

    依据：国办秘函〔2019〕19号单项否决“服务不实用”（未核对原文）。
    """
    kinds = GUIDE_ELEMENTS_MISSING.at(inspected_on=day).value.number
    enough = GUIDES_WANTING.at(inspected_on=day).value.number
    lacking, wanting, total = dict.fromkeys(INSPECTED, 0), [], 0
    for key, values in items:
        total += 1
        gaps = missing_inspected(values)
        for code in gaps:
            lacking[code] += 1
        if len(gaps) >= kinds:
            wanting.append(key)
    fails = total == 0 or len(wanting) >= min(enough, total)
    return Inspection(total, tuple(wanting), lacking, fails)


def says_none(value: Value | None) -> bool:
    """是否写明没有。"""
    said = every(value)
    return len(said) == 1 and said[0].strip("。") in NONE
