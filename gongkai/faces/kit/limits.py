"""限次：how often one address may apply or try a number and code; counted as sign-in counts."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest

# 本机关配置，法规未规定：of one address; the codes themselves cannot be guessed, this only spares the server.
RATES = {
    "apply": "20/h/ip",
    "draft": "120/h/ip",
    "lodge": "20/h/ip",
    "comment": "60/h/ip",
    "alert": "30/h/ip",
    "follow": "30/m/ip",
}


def is_too_often(request: HttpRequest, action: str) -> bool:
    """是否过于频繁：counts this one; answers whether it is more than allowed."""
    rates = RATES | {"survey": f"{settings.GONGKAI_SURVEY_REPLIES}/h/ip"}
    return ratelimit.consume(request, app="requests", action=action, config=rates) is None
