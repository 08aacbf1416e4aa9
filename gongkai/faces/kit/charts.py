"""图表：numbers as a table whose rows are also drawn; the table is the chart, so that nobody reads less than the other.

No script and no inline style: each bar is a small inline SVG that stretches with its cell, and the words stay words, so
that they keep their size on a phone, in 长者模式 and on paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Number: TypeAlias = int | float | Decimal
WIDE = 100
"""画面单位：how wide the longest bar is drawn."""
TARGET = 80
"""目标的位置：where every target stands, with room for what goes beyond it."""


@dataclass(frozen=True)
class Bar:
    """一条：a name, a number, and where there is one the number it is measured against (`target`).

    `said` is the number as the table writes it; `href` leads to what it counts. On an English page the name and the
    target stay Chinese where `chinese` says so, and the number where `said_chinese` does, as with a unit. What stands
    `apart`, as what is left over, is counted and not drawn: no scale bends to it.
    """

    name: str
    value: Number
    said: str = ""
    target: Number | None = None
    target_said: str = ""
    href: str = ""
    chinese: bool = False
    said_chinese: bool = False
    apart: bool = False


@dataclass(frozen=True)
class Drawn:
    """画好的一条：widths in units of the drawing, "" where nothing is drawn; `track` ends at the target, else None."""

    bar: Bar
    width: str
    track: str | None

    @property
    def said(self) -> str:
        """The number in words."""
        return self.bar.said or f"{self.bar.value:,}"

    @property
    def target_said(self) -> str:
        """The target in words; "" where there is none."""
        return self.bar.target_said or ("" if self.bar.target is None else f"{self.bar.target:,}")


def drawn(bars: Sequence[Bar], *, most: Number | None = None) -> tuple[Drawn, ...]:
    """画条形：all on one scale, the longest as wide as the cell; with `most`, that is the cell's whole width.

    A bar with a target is drawn as its share of it, and all targets stand at one place: what is measured in kilometres
    and what is counted in beds can be seen side by side. What is below zero or beyond the cell is drawn at its end: the
    number beside says it.
    """
    scale = (
        most
        if most is not None
        else max((bar.value for bar in bars if bar.target is None and not bar.apart), default=0)
    )
    return tuple(
        Drawn(bar, "" if bar.apart else _wide(bar.value, scale, WIDE), None)
        if bar.target is None or bar.apart
        else Drawn(bar, _wide(bar.value, bar.target, TARGET), f"{TARGET}")
        for bar in bars
    )


def _wide(number: Number, of: Number, width: int) -> str:
    share = float(number) / float(of) if of > 0 else 0.0
    return f"{max(0.0, min(share * width, WIDE)):.4g}"
