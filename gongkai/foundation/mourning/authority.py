"""谁可设置哀悼：the openness office of the topmost place on this site, for it changes every organ's pages."""

from typing import Protocol

from django.db.models import Min
from django.db.models.functions import Length

from gongkai.foundation.organs.models import Organ
from gongkai.foundation.permission import ALLOWED, Decision, Refused

OPENNESS_OFFICER = "openness_officer"


class Officer(Protocol):
    """行为人：as far as this room needs to know; `people.actors.Actor` is one."""

    @property
    def uid(self) -> str:
        """Public identifier."""
        ...

    @property
    def name(self) -> str:
        """As shown."""
        ...

    @property
    def second_factor(self) -> bool:
        """Was a second factor given?"""
        ...

    def places(self, *roles: str) -> frozenset[str]:
        """Codes of the places where one of the roles is held."""
        ...


def may_declare(by: Officer) -> Decision:
    """可否设置。One SQL query for an openness officer, none for others."""
    held = by.places(OPENNESS_OFFICER)
    if not held:
        return Refused("哀悼灰色模式由本站最高一级政府的政务公开办设置，您没有这个岗位。")
    top = Organ.objects.aggregate(top=Min(Length("place__code")))["top"]
    if not any(len(code) == top for code in held):
        return Refused("哀悼灰色模式对全站生效，由本站最高一级政府的政务公开办设置。请与其联系。")
    if not by.second_factor:
        return Refused("这一步须用两步验证登录后办理。请退出后使用动态口令重新登录。")
    return ALLOWED
