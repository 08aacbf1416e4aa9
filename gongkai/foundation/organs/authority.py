"""管理权限：who may change an organ: administrators of the organ itself, of its superiors, and the system."""

from collections.abc import Callable, Iterable
from typing import Protocol

from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.organs import queries
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.places.models import Place

ADMINISTRATOR = "administrator"
SYSTEM_UID = "system"
NO_SECOND_FACTOR = "办理此事须通过二次验证登录。请在“账户安全”中设置动态口令，再重新登录。"


class Administrator(Protocol):
    """管理人：who performs an act, as far as this room needs to know; `people.actors.Actor` is one."""

    @property
    def uid(self) -> str:
        """The public identifier, `system` for the system itself."""
        ...

    @property
    def second_factor(self) -> bool:
        """Was this session or token made with a second factor?"""
        ...

    def organs(self, *roles: str) -> frozenset[str]:
        """Codes of the organs where one of the roles is held."""
        ...


def insist_administers(by: Administrator, organ: Organ) -> None:
    """须管理该机关：refuse whoever is not an administrator of the organ or of one above it.

    :raises NotPermitted: with what to do instead.
    """
    _insist(by, lambda: {organ.code, *queries.superiors(place=organ.place, parent=organ.parent)})


def insist_may_establish(by: Administrator, *, place: Place, parent: Organ | None) -> None:
    """须为上级管理员：a new organ is established by an administrator above it.

    :raises NotPermitted: with what to do instead.
    """
    _insist(by, lambda: queries.superiors(place=place, parent=parent))


def _insist(by: Administrator, codes: Callable[[], Iterable[str]]) -> None:
    if by.uid == SYSTEM_UID:
        return
    held = by.organs(ADMINISTRATOR)
    if not held or held.isdisjoint(codes()):
        raise NotPermitted("只有本机关或者上级机关的系统管理员可以办理。请联系本机关的系统管理员。")
    if not by.second_factor:
        raise NotPermitted(
            "办理此事须通过二次验证登录。请在“账户安全”中设置动态口令，再重新登录。", code="second-factor"
        )
