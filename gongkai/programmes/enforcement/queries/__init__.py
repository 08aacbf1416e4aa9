"""行政执法公示的查询：questions to its registers and tables; nothing is written here."""

from gongkai.programmes.enforcement.queries._counting import (
    alike_in,
    decided,
    doubles,
    figures,
    kept_by,
    table2,
)
from gongkai.programmes.enforcement.queries._duties import Survey, survey
from gongkai.programmes.enforcement.queries._public import (
    Found,
    Traced,
    published_reports,
    report_of,
    search,
    traced,
    traced_cases,
)
from gongkai.programmes.enforcement.queries._standing import UNDER_WAY, standing, state_of

__all__ = [
    "UNDER_WAY",
    "Found",
    "Survey",
    "Traced",
    "alike_in",
    "decided",
    "doubles",
    "figures",
    "kept_by",
    "published_reports",
    "report_of",
    "search",
    "standing",
    "state_of",
    "survey",
    "table2",
    "traced",
    "traced_cases",
]
