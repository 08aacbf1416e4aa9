"""接口：what the kit asks of those above it; `assembly` binds the answers."""

from collections.abc import Callable

from django.http import HttpRequest


def _nobody(request: HttpRequest) -> bool:  # noqa: ARG001
    return False


second_factor: Callable[[HttpRequest], bool] = _nobody
"""二次验证：did this session pass a second factor? Until it is bound the answer is no, so that acts stay closed."""
