"""准许与拒绝：the two answers an engine's permission object can give.

Each engine has one permission object with `may(person, act, thing) -> Allowed | Refused`, which also makes
`.visible_to(person, at)`, so that lists and objects agree.
"""

from dataclasses import dataclass

from gongkai.foundation.errors import NotPermitted


@dataclass(frozen=True)
class Allowed:
    """准许。"""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Refused:
    """不准许：with the sentence that says why and what to do."""

    reason: str

    def __bool__(self) -> bool:
        return False


Decision = Allowed | Refused
ALLOWED = Allowed()


def insist(decision: Decision) -> None:
    """非准许则拒绝。

    :raises NotPermitted: with the decision's own sentence.
    """
    if isinstance(decision, Refused):
        raise NotPermitted(decision.reason)
