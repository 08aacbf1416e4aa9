"""上限和下限：a target as people write it: 5.5, ≥5.5, 不低于5.5, 5.5以上; ≤5.5, 不超过5.5, 5.5以内; pure."""

import re
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = re.compile(r"\d{1,12}(\.\d{1,4})?", re.ASCII)
_BEFORE = re.compile(r"(≤|＜=|<=|不超过|不高于|不大于|控制在|≥|＞=|>=|不低于|不少于)")
_AFTER = re.compile(r"(以内|以下|以上)$")
_MOST = frozenset({"≤", "＜=", "<=", "不超过", "不高于", "不大于", "控制在", "以内", "以下"})


@dataclass(frozen=True)
class Bound:
    """一个界限：`most` where it must not be exceeded, else it is to be reached."""

    amount: Decimal
    most: bool = False

    def kept(self, amount: Decimal) -> bool:
        """是否达到：at most so much, or at least so much."""
        return amount <= self.amount if self.most else amount >= self.amount


def bound(text: str) -> Bound | None:
    """读界限：a number with or without the words that say which; none for anything else, or where the words differ.

    >>> bound("≤5.5")
    Bound(amount=Decimal('5.5'), most=True)
    """
    said = "".join(text.split()).replace(",", "").replace("，", "")
    before, after = _BEFORE.match(said), _AFTER.search(said)
    words = [found.group(1) for found in (before, after) if found]
    bare = said[before.end() if before else 0 : after.start() if after else len(said)]
    sides = {word in _MOST for word in words}
    if not _NUMBER.fullmatch(bare) or len(sides) > 1:
        return None
    return Bound(Decimal(bare), True in sides)
