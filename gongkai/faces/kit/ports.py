"""接口：what the kit asks of those above it; `assembly` binds the answers."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest


def _nobody(request: HttpRequest) -> bool:  # noqa: ARG001
    return False


second_factor: Callable[[HttpRequest], bool] = _nobody
"""二次验证：did this session pass a second factor? Until it is bound the answer is no, so that acts stay closed."""


def _never(at: datetime) -> bool:  # noqa: ARG001
    return False


mourning: Callable[[datetime], bool] = _never
"""哀悼日：is the site shown in grey at this instant? Asked for every page: the answer must cost no query."""
