"""令牌：who asks, from `Authorization: Bearer …`; sessions and cookies do not count here."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from gongkai.foundation.errors import Refusal
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import Actor


class Token(HttpBearer):
    """访问令牌：made in the office by its owner, with or without a second factor."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of a valid token, else nobody."""
        try:
            return people.actor_for_token(token, request.at)  # type: ignore[attr-defined]
        except Refusal:
            return None
