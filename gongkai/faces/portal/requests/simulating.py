"""模拟缴费：a page of the demonstration in place of the system that takes the money; nowhere else does it exist."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.http import Request
from gongkai.faces.portal.http import page
from gongkai.foundation.errors import NotFound
from gongkai.programmes.requests import operations, paying, queries


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: Request, bill: str) -> HttpResponse:
    """模拟缴费页：what is to be paid, and a button that pays nothing and says so.

    :raises NotFound: where payment is real or taken at the bank only, and for a bill there is not.
    """
    if not paying.channel().simulated:
        raise NotFound
    kept, shown = queries.bill_by_code(bill)
    if request.method == "POST":
        reference = f"DEMO{request.at:%Y%m%d}{kept.pk:08d}"
        operations.take_payment(bill=shown.code, amount=shown.amount, reference=reference, at=request.at)
        kept, shown = queries.bill_by_code(bill)
    return page(request, "requests/pay", {"bill": shown, "kept": kept})
