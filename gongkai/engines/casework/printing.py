"""印制：what an act prints on a letter must be in the fonts of this machine."""

from collections.abc import Mapping

from gongkai.engines.casework.rules import CaseAct, Kind
from gongkai.foundation.errors import Invalid
from gongkai.foundation.letters import queries


def refuse_unprintable(act: CaseAct, given: Mapping[str, str]) -> None:
    """拒绝印不出的字：of what was typed in an act; a name came with the matter and is not a clerk's to change.

    :raises Invalid: naming the characters, at the field they stand in.
    """
    needs = {need.key: need.name for need in act.needs if need.kind in {Kind.TEXT, Kind.ROWS}}
    for key, name in needs.items():
        lacking = queries.unprintable(given.get(key, ""))
        if lacking:
            signs = "、".join(f"“{sign}”" for sign in lacking)
            raise Invalid(
                f"“{name}”中的{signs}，本机的字体里没有，印不到公函上。请改用字体里有的字，"
                "或者请系统管理员安装含有该字的字体后再办；您填写的内容没有丢失。",
                field=key,
            )
