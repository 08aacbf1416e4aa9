"""申请办理指标：the numbers of the workload, named, defined, and with the list that opens their cases."""

from gongkai.engines.assessment.indicators import Indicator, by_key
from gongkai.engines.casework.counting import long_days, soon_days

CASES = "cases"
"""依据：the list of cases of the office."""
PIECES = "件"


def workload_indicators() -> dict[str, Indicator]:
    """工作量指标：by the name of the number in `engines.casework.counting`, in the order they are shown.

    How many days count as soon and as long is the office's setting, and said with the definition.
    """
    soon, long = soon_days(), long_days()
    return by_key(
        (
            _one("open", "在办", "已登记、尚未办结的申请，重新办理的也在内。"),
            _one("unreceived", "待确认收到", "已登记、双方还没有确认收到的申请，期限尚未起算。", short="待确认"),
            _one(
                "soon",
                "即将到期",
                f"在办的申请中，届满日在今天起{soon}天以内的，今天到期的也在内。{soon}天是本系统的设定，不是法定期限。",
            ),
            _one("overdue", "已逾期", "在办的申请中，届满日已经过去的。届满日当天不算逾期。"),
            _one("suspended", "暂停计时", "在办的申请中，正在等待补正、缴费或者征求意见，届满日未定的。"),
            _one(
                "long",
                "久未办理",
                f"暂停计时的申请中，最近{long}天没有任何办理的。{long}天是本系统的设定，不是法定期限。",
            ),
            _one("received", "本年收到", "今年首次收到的申请。补正、重新办理不另计。", yearly=True),
            _one("ended", "本年办结", "今年首次办结的申请，每件只计一次，重新办理后再次办结的不另计。", yearly=True),
            _one(
                "late",
                "其中逾期办结",
                "今年首次办结、办结时已过届满日的申请。届满日按办结当时的算，重新办理另定的期限不影响。",
                short="逾期办结",
                yearly=True,
            ),
        )
    )


def _one(key: str, name: str, definition: str, *, short: str = "", yearly: bool = False) -> Indicator:
    return Indicator(key, name, PIECES, definition, CASES, asked={"standing": key}, short=short, yearly=yearly)
