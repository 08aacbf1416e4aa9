"""负面清单的规则：which entry a withheld record may stand on, and what an entry has to say. Pure.

依据：《政府信息公开条例》第十四条至第十六条、第十八条；2016年实施意见七（三）：负面清单要详细具体，清单外的事项原则上都要依法依规公开。
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.law import codes

REGISTER = "withholding"


@dataclass(frozen=True)
class Listed:
    """清单事项：one category in force on a day, as far as the gate needs it; `applies` to organs below as well."""

    key: str
    name: str
    organ: str
    ground: str
    applies: bool
    rereview_on: date
    expires_on: date | None = None

    def stands(self, on: date) -> bool:
        """未届满：its last day has not passed."""
        return self.expires_on is None or on <= self.expires_on

    def due(self, on: date) -> bool:
        """应当再次审查：the day on which it was to be looked at again has come, and no newer version put it off."""
        return self.rereview_on <= on


@dataclass(frozen=True)
class OrganList:
    """一个机关的负面清单：what its records may stand on today, its own and what its superiors listed for it.

    `adopted`: whether there is such a list at all; until there is, nothing is asked.
    """

    entries: Mapping[str, Listed]
    adopted: bool

    def gate(self, *, ground: str, entry: str) -> Decision:
        """可否不予公开：only under an entry in force, on the ground it names."""
        if not self.adopted:
            return ALLOWED
        if not entry:
            return Refused(
                "本机关适用的政务公开负面清单已经公布：不予公开须选择所依据的清单事项。清单以外的信息应当公开；"
                "确需不予公开的，先依程序把这类事项列入清单。"
            )
        found = self.entries.get(entry)
        if found is None:
            return Refused(
                f"负面清单事项{entry}现在不能作为依据：它已经取消、期满，或者不适用于本机关。请改选现行的事项，"
                "没有合适的应当公开。"
            )
        if found.ground != ground:
            return Refused(
                f"负面清单事项{entry}的理由是“{_short(found.ground)}”，本稿填的是“{_short(ground)}”。"
                "请改选理由相同的事项，或者改正不予公开的依据。"
            )
        return ALLOWED


def problems(values: Mapping[str, object], on: date) -> dict[str, str]:
    """清单事项的问题：field → sentence; the days against the day it comes into force."""
    found = {}
    if _day(values.get("rereview_on")) <= on:
        found["rereview_on"] = "再次审查日期须晚于施行日期。"
    if values.get("expires_on") and _day(values["expires_on"]) < on:
        found["expires_on"] = "有效期的最后一天早于施行日期，请核对。"
    return found


def _day(said: object) -> date:
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return date.max  # the type of the field says what is wrong


def _short(ground: str) -> str:
    found = codes.withholding_grounds.get(ground)
    return found.short if found else ground or "未填"
