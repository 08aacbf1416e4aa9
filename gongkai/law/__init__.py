"""法律即数据：statutes as data. Pure Python, no Django.

Ask a named limit with the legal fact it is keyed on, count it on the calendar, show both citations:

    limit = PROACTIVE_LIMIT.at(formed_on=date(2026, 4, 1))
    count = count_working_days(date(2026, 4, 1), limit.value)

`use_overlay` puts an operator's local rules and calendars over the shipped law.
"""

from .book import LawBook, current, load, use_overlay
from .calendar import (
    Count,
    Step,
    count_calendar_days,
    count_working_days,
    is_working_day,
    next_working_day,
    working_days_between,
)
from .codes import Code, Codes, IndexNumber, WithholdingGround, format_index_number, parse_index_number
from .errors import BadIdentifier, LawError, LawFileError, OutsideCoverage, UnknownLaw, WrongFact
from .instruments import Citation, Edition, Value
from .parameters import (
    DISCLOSURE_ATTRIBUTE,
    DISCLOSURE_REVIEW,
    DOUBT_REFERRED,
    DUTY_TO_DISCLOSE,
    GUIDE_AND_CATALOGUE,
    INDEX_NUMBER,
    INTERPRETATION_LIMIT,
    LEGALITY_REVIEW_MAX,
    LEGALITY_REVIEW_MIN,
    OPENNESS_PRINCIPLE,
    PERIODIC_RE_REVIEW,
    PLATFORM_FUNCTIONS,
    PLATFORM_PARTS,
    PROACTIVE_LIMIT,
    PROACTIVE_SCOPE,
    RE_REVIEW_INTERVAL,
    WITHHELD_POLICY_REVIEW,
    Parameter,
    Provision,
)
from .quantities import CalendarDays, Hours, Quantity, WorkingDays, Yuan
from .statutes import Article, Statute, statute, statute_keys

__all__ = [
    "DISCLOSURE_ATTRIBUTE",
    "DISCLOSURE_REVIEW",
    "DOUBT_REFERRED",
    "DUTY_TO_DISCLOSE",
    "GUIDE_AND_CATALOGUE",
    "INDEX_NUMBER",
    "INTERPRETATION_LIMIT",
    "LEGALITY_REVIEW_MAX",
    "LEGALITY_REVIEW_MIN",
    "OPENNESS_PRINCIPLE",
    "PERIODIC_RE_REVIEW",
    "PLATFORM_FUNCTIONS",
    "PLATFORM_PARTS",
    "PROACTIVE_LIMIT",
    "PROACTIVE_SCOPE",
    "RE_REVIEW_INTERVAL",
    "WITHHELD_POLICY_REVIEW",
    "Article",
    "BadIdentifier",
    "CalendarDays",
    "Citation",
    "Code",
    "Codes",
    "Count",
    "Edition",
    "Hours",
    "IndexNumber",
    "LawBook",
    "LawError",
    "LawFileError",
    "OutsideCoverage",
    "Parameter",
    "Provision",
    "Quantity",
    "Statute",
    "Step",
    "UnknownLaw",
    "Value",
    "WithholdingGround",
    "WorkingDays",
    "WrongFact",
    "Yuan",
    "count_calendar_days",
    "count_working_days",
    "current",
    "format_index_number",
    "is_working_day",
    "load",
    "next_working_day",
    "parse_index_number",
    "statute",
    "statute_keys",
    "use_overlay",
    "working_days_between",
]
