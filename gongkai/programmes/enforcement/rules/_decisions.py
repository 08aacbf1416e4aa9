"""决定的填写：what follows from what a clerk types, what cannot stand, and what is worth a second look. Pure."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from gongkai.engines.registers.rules import YES, Value, Values, every, masked
from gongkai.foundation.privacy.rules import Passage, Place, scan
from gongkai.law import OutsideCoverage
from gongkai.law.identifiers import problem_with_credit_code
from gongkai.programmes.enforcement.rules._publicity import (
    CONFISCATIONS,
    FINE,
    ON_LICENCES,
    Penalty,
    publicity,
    shown_until,
    why_not_ended,
)

ORGANISATION, PERSON, TRADER = "1", "2", "3"
CODES = ("credit_code", "registration", "org_code", "tax_code", "institution_code", "society_code")
"""主体代码：of which an organisation has at least one."""
_NUMBERS = frozenset({"id_number", "mobile", "travel_document"})
_IDENTITY = frozenset({"id_number"})
_OF_ORGANS = frozenset({"authority_code", "source_code"})
_INSIDE = frozenset({"party_name", "remark"})
"""不公开的字段。"""
_SHORT_NAME = 2
_LARGE = Decimal(10_000)
_BODY = slice(8, 17)
_CREDIT = 18


def day_of(values: Values, key: str) -> date | None:
    """某项日期；none where nothing is said."""
    said = values.get(key)
    return date.fromisoformat(said) if isinstance(said, str) and said else None


def text_of(values: Values, key: str) -> str:
    """某项文字：of a field with one value."""
    said = values.get(key)
    return said if isinstance(said, str) else ""


def penalty_of(values: Values) -> Penalty | None:
    """处罚决定的要点；none while kinds or day are missing."""
    decided, kinds = day_of(values, "decided_on"), every(values.get("kinds"))
    if decided is None or not kinds:
        return None
    return Penalty(
        kinds=frozenset(kinds),
        decided_on=decided,
        small_fine=values.get("small_fine") == YES,
        safety=values.get("safety") == YES,
        market=values.get("market") == YES,
        shown_on=day_of(values, "market_shown_on"),
        restricted_until=day_of(values, "restricted_until"),
    )


def complete(values: Values) -> dict[str, Value]:
    """推算：the name as the public reads it, the organ, the year, and where the data come from."""
    name, authority = text_of(values, "party_name"), text_of(values, "authority_code").upper()
    person = values.get("party_kind") == PERSON
    found: dict[str, Value] = {"party": masked(name) if person and name else name}
    if len(authority) == _CREDIT:
        found["organ"] = authority[_BODY]
    if text_of(values, "decided_on"):
        found["year"] = text_of(values, "decided_on")[:4]
    found |= {"source": text_of(values, "authority"), "source_code": authority}
    return {key: value for key, value in {**values, **found}.items() if value}


def complete_penalty(values: Values) -> dict[str, Value]:
    """推算行政处罚：also how long it is shown, and why."""
    found, penalty = complete(values), penalty_of(values)
    if penalty is None:
        return found
    try:
        until, said = shown_until(penalty, day_of(values, "ended_on")), publicity(penalty).sentence
    except OutsideCoverage:
        return found
    if ended := day_of(values, "ended_on"):
        said = f"经信用修复，{ended:%Y年%-m月%-d日}停止公示。"
    return {**found, "shown_until": until.isoformat(), "publicity": said}


Judging = Callable[[Values, date], Iterator[tuple[str, str]]]


def judged(*rules: Judging) -> Callable[[Values, date], Mapping[str, str]]:
    """合为一项核对：the first sentence for each field."""

    def check(values: Values, day: date) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for rule in rules:
            for key, sentence in rule(values, day):
                found.setdefault(key, sentence)
        return found

    return check


def of_party(values: Values, day: date) -> Iterator[tuple[str, str]]:  # noqa: ARG001 — as all
    """相对人：which codes go with which kind of party."""
    kind, given = values.get("party_kind"), [key for key in CODES if values.get(key)]
    if kind == PERSON and given:
        yield given[0], "自然人不填统一社会信用代码等主体代码，请清空；相对人不是自然人的，请改相对人类别。"
    if kind == PERSON and values.get("representative"):
        yield "representative", "自然人没有法定代表人，请清空。"
    if kind == ORGANISATION and not given:
        yield "credit_code", "法人及非法人组织至少填写一个主体代码，一般是统一社会信用代码。"
    if kind == TRADER and not (values.get("credit_code") or values.get("registration")):
        yield "credit_code", "个体工商户请填写统一社会信用代码或者工商注册号。"


def of_authority(values: Values, day: date) -> Iterator[tuple[str, str]]:  # noqa: ARG001 — as all
    """决定机关：its code names an organ of this platform, so it must at least have the length of one."""
    code = text_of(values, "authority_code")
    if len(code) != _CREDIT:
        yield "authority_code", f"决定机关的统一社会信用代码应为18位，现为“{code[:20]}”。"


def of_days(values: Values, day: date) -> Iterator[tuple[str, str]]:
    """日期：nothing is decided later than it is shown, nothing ends before it begins."""
    decided = day_of(values, "decided_on")
    if decided and decided > day:
        yield "decided_on", f"决定日期{decided}晚于公布之日{day}，请核对。"
    shown = day_of(values, "market_shown_on")
    if decided and shown and shown < decided:
        yield "market_shown_on", f"公示日期{shown}早于决定日期{decided}，请核对。"
    begins, ends = day_of(values, "valid_from"), day_of(values, "valid_until")
    if begins and ends and ends < begins:
        yield "valid_until", f"有效期至{ends}早于有效期自{begins}，请核对。"


def of_amounts(values: Values, day: date) -> Iterator[tuple[str, str]]:  # noqa: ARG001 — as all
    """金额与种类：no amount without its kind, no kind without what it amounts to."""
    kinds = frozenset(every(values.get("kinds")))
    fine, taken = _amount(values, "fine"), _amount(values, "confiscated")
    for key, amount, name in (("fine", fine, "罚款金额"), ("confiscated", taken, "没收金额")):
        if amount is not None and amount < 0:
            yield key, f"“{name}”不能是负数。"
    if fine and FINE not in kinds:
        yield "fine", "填写了罚款金额，处罚种类中却没有罚款，请核对。"
    if FINE in kinds and not fine:
        yield "fine", "处罚种类有罚款，请填写罚款金额（万元）。"
    if taken and not kinds & CONFISCATIONS:
        yield "confiscated", "填写了没收金额，处罚种类中却没有没收，请核对。"
    if kinds & ON_LICENCES and not values.get("licences"):
        yield "licences", "暂扣、降低或者吊销的，请填写证照名称及编号。"


def of_publicity(values: Values, day: date) -> Iterator[tuple[str, str]]:  # noqa: ARG001 — as all
    """公示期：it can be worked out, and does not end before it may."""
    penalty, ended = penalty_of(values), day_of(values, "ended_on")
    if penalty is None:
        return
    try:
        publicity(penalty)
        said = why_not_ended(penalty, ended) if ended else ""
    except OutsideCoverage as error:
        yield "decided_on", str(error)
        return
    if said:
        yield "ended_on", said


def of_secrets(values: Values, day: date) -> Iterator[tuple[str, str]]:
    """个人号码：identity and card numbers are not kept here, whatever the field.

    A trader is often registered under his owner's identity number: it stands in a code's place, and is public there.
    """
    for key, value in values.items():
        texts = [Passage(Place(key), one) for one in every(value) if not _is_code(key, one)]
        looked_for = _IDENTITY if key in CODES else _NUMBERS
        if any(finding.kind.code in looked_for for finding in scan(texts, today=day)):
            yield key, "这里有身份证件号码或者手机号码。本平台不保存、不公开这些号码，请删去。"


def _is_code(key: str, text: str) -> bool:
    """A right credit code may look like an identity number; the organ's own codes are none of a person."""
    return key in _OF_ORGANS or (key in CODES and not problem_with_credit_code(text))


def of_name(values: Values, day: date) -> Iterator[tuple[str, str]]:  # noqa: ARG001 — as all
    """自然人姓名：the public reads the covered name alone, so no public field may say the whole one."""
    if len(text_of(values, "party_name")) > _SHORT_NAME:
        yield from _naming(values)


def of_short_name(values: Values, day: date) -> Iterator[tuple[str, str]]:  # noqa: ARG001 — as all
    """两个字的姓名（提醒）：may be part of another word, so it is told and not refused."""
    if len(text_of(values, "party_name")) == _SHORT_NAME:
        yield from _naming(values)


def _naming(values: Values) -> Iterator[tuple[str, str]]:
    name = text_of(values, "party_name")
    if values.get("party_kind") != PERSON or "某" in name or "*" in name:
        return
    for key, value in values.items():
        if key not in _INSIDE and any(name in one for one in every(value)):
            yield key, f"这里写有相对人的姓名，公布后人人可见。请改为“{masked(name)}”。"


def of_codes(values: Values, day: date) -> Iterator[tuple[str, str]]:  # noqa: ARG001 — as all
    """代码校验（提醒）：dirty codes exist in real registers, so they are told and not refused."""
    for key in ("credit_code", "authority_code"):
        code = text_of(values, key)
        if code and (said := problem_with_credit_code(code)):
            yield key, said


def of_units(values: Values, day: date) -> Iterator[tuple[str, str]]:  # noqa: ARG001 — as all
    """金额单位（提醒）：a fine of a hundred million is more likely one written in yuan."""
    for key in ("fine", "confiscated"):
        if (amount := _amount(values, key)) is not None and amount >= _LARGE:
            yield key, f"金额为{amount}万元，请核对是否误以元为单位填写。"


def _amount(values: Values, key: str) -> Decimal | None:
    said = text_of(values, key)
    return Decimal(said) if said else None
