"""请核对的：decisions that look double, change whom a number is about, or come late; told, not refused."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from gongkai.engines.assessment.duties import Standing
from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.rules import Values
from gongkai.programmes.enforcement import rules
from gongkai.programmes.enforcement.after import DECISIONS, RESULTS
from gongkai.programmes.enforcement.before import DISCRETION
from gongkai.programmes.enforcement.queries import alike_in


def of_decisions(register: str, lines: Mapping[str, Values], on: date) -> Mapping[str, Mapping[str, str]]:
    """执法决定：of new and changed lines. 3 SQL for every 500 lines, and 1 for each organ and year."""
    standing = registers.versions(register, list(lines), on, seen_on=None)
    twins = _twins(register, lines)
    found: dict[str, dict[str, str]] = {}
    for key, values in lines.items():
        told = {}
        known = standing.get(key)
        if known is not None and known.values.get("party_name") != values.get("party_name"):
            told["number"] = (
                f"文书号{key}原来登记的是另一个相对人，请核对；一个文书号涉及几个相对人的，请在文号后加“-1”“-2”。"
            )
        elif twins.get(key):
            told["number"] = f"与{twins[key]}的相对人、日期和内容都相同，请核对是否重复。"
        if known is None and (said := _late(register, key, values, on)):
            told["decided_on"] = said
        if told:
            found[key] = told
    for field, (of, name) in _CODED.items():
        for key, said in _strangers(field, of, name, lines, on):
            found.setdefault(key, {})[field] = said
    return found


_CODED = {"power": ("powers", "权力清单"), "discretion": (DISCRETION, "裁量基准")}
"""编码所在的名录：a decision names them by their codes alone."""


def _strangers(field: str, of: str, name: str, lines: Mapping[str, Values], on: date) -> Iterator[tuple[str, str]]:
    """Codes that stand in no list of the deciding organ."""
    wanted = {rules.text_of(values, field) for values in lines.values()} - {""}
    standing = registers.versions(of, wanted, on, seen_on=None) if wanted else {}
    for key, values in lines.items():
        code = rules.text_of(values, field)
        if not code:
            continue
        if code not in standing:
            yield key, f"{name}中没有编码{code}，请核对。"
        elif (organ := rules.text_of(values, "organ")) and standing[code].organ.code != organ:
            yield key, f"编码{code}是其他机关{name}中的，请填写作出决定的机关的。"


def _twins(register: str, lines: Mapping[str, Values]) -> dict[str, str]:
    """Number → another of the same party, day and content, in the file or in the register."""
    said = "conclusion" if register == RESULTS else "content"
    held: dict[tuple[str, ...], str] = {}
    for organ, year in {(rules.text_of(one, "organ"), rules.text_of(one, "year")) for one in lines.values()}:
        if organ and year:
            for key, same in alike_in(register, organ, int(year)):
                if key not in lines:
                    held.setdefault(same, key)
    found: dict[str, str] = {}
    for key, values in lines.items():
        same = tuple(str(values.get(name)) for name in ("party_name", "decided_on", said))
        if same in held:
            found[key] = held[same]
        held.setdefault(same, key)
    return found


def _late(register: str, key: str, values: Values, on: date) -> str:
    decided_on = rules.day_of(values, "decided_on")
    penalty = rules.penalty_of(values)
    if decided_on is None or (penalty is not None and penalty.kinds == {rules.WARNING}):
        return ""
    decision = rules.Decision("", register, key, "", decided_on, on)
    for duty in rules.to_publish(decision, quick=register != RESULTS):
        if duty.standing(on) is Standing.MET_LATE:
            return f"应当在{duty.due_on}前公开（{duty.limit}），到{on}已逾期{duty.days_late(on)}。"
    return ""


DOUBTING = {register: partial(of_decisions, register) for register in DECISIONS}
"""三个名录的核对者。"""
