"""Bills of fee notices, as who has to pay reads them."""

from collections.abc import Sequence
from datetime import date

from gongkai import law
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.rules import Done
from gongkai.foundation.errors import NotFound
from gongkai.law import OutsideCoverage
from gongkai.programmes.requests.models import FeeBill
from gongkai.programmes.requests.paying import Bill


def bill_of(case: Case, done: Sequence[Done]) -> Bill | None:
    """待缴的缴费单：of the last notice, while the case waits for payment. One SQL query."""
    if case.state != "paying":
        return None
    notice = next(item for item in reversed(done) if item.act == "notify_fee")
    found = FeeBill.objects.filter(case=case, notice=notice.number).first()
    return Bill(found.code, found.amount, _until(done, notice.number)) if found else None


def bill_by_code(code: str) -> tuple[FeeBill, Bill]:
    """按缴款码取缴费单：paid or not. One SQL query.

    :raises NotFound: for a code there is not.
    """
    found = FeeBill.objects.select_related("case__organ").filter(code=code).first()
    if found is None:
        raise NotFound
    return found, Bill(found.code, found.amount, None)


def _until(done: Sequence[Done], notice: int) -> date | None:
    """The last day, once it is known when the notice arrived."""
    told = next((i for i in done if i.act == "note_fee_delivered" and i.number > notice), None)
    if told is None:
        return None
    received = told.day("received_on")
    try:
        return law.count_working_days(received, law.FEE_PAYMENT_LIMIT.at(letter_received_on=received).value).due_on
    except OutsideCoverage:
        return None
