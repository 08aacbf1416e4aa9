"""令牌：who asks, from `Authorization: Bearer …`; sessions and cookies do not count here."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from gongkai.foundation.errors import NotPermitted, Refusal
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import Actor

NO_SECOND_FACTOR = "这个令牌签发时没有通过两步验证，不能用于审查岗位。请用动态口令登录后重新签发令牌。"


class Token(HttpBearer):
    """访问令牌：made in the office by its owner; whoever reviews needs one made with a second factor, as on screen."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of a valid token, else nobody.

        :raises NotPermitted: code `second-factor`, for somebody who reviews, with a token made without one.
        """
        try:
            actor = people.actor_for_token(token, request.at)  # type: ignore[attr-defined]
        except Refusal:
            return None
        if actor.reviews and not actor.second_factor:
            raise NotPermitted(NO_SECOND_FACTOR, code="second-factor")
        return actor
