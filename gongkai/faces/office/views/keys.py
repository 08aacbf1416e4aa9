"""键盘页：for those whose browser runs no scripts; the others see the same in a dialog."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from gongkai.faces.office.desk import desk
from gongkai.faces.office.http import StaffRequest


@require_safe
def keys(request: StaffRequest) -> HttpResponse:
    """键盘页。"""
    return desk(request, "office/keys.html")
