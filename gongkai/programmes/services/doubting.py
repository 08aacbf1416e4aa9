"""请核对的：guides about to be released without forms and samples to download; told, not refused."""

from collections.abc import Mapping
from datetime import date

from gongkai.engines.registers import queries
from gongkai.engines.registers.rules import YES, Values, every
from gongkai.programmes.services import rules
from gongkai.programmes.services.programme import MATERIALS, SERVICES


def of_items(lines: Mapping[str, Values], on: date) -> Mapping[str, Mapping[str, str]]:
    """政务服务事项：of those whose guide is ready. 1 SQL for every 500 materials."""
    ready = {key: values for key, values in lines.items() if values.get("guide") == YES}
    return {key: {"forms": forms.sentence} for key, forms in without_forms(ready, on).items()}


def without_forms(items: Mapping[str, Values], on: date) -> Mapping[str, rules.Forms]:
    """缺少表格和样例的事项：with what each lacks, as materials stand on a day. 1 SQL for every 500 materials."""
    wanted = {one for values in items.values() for how in rules.WAYS for one in every(values.get(how))}
    materials = {key: one.values for key, one in queries.versions(MATERIALS, wanted, on, seen_on=None).items()}
    found = ((key, rules.without_forms(values, materials)) for key, values in items.items())
    return {key: forms for key, forms in found if forms.sentence}


DOUBTING = {SERVICES: of_items}
"""名录 → 一并核对：for the wiring."""
