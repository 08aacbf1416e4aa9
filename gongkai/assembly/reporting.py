"""年度报告的来源：the requests programme answers for table 三, the registers of enforcement for rows of table 二."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from gongkai.engines.assessment.rules import RequestCount, RequestFact
from gongkai.programmes.enforcement import queries as enforcement
from gongkai.programmes.requests import queries
from gongkai.programmes.requests.states import PROCEDURES


class Requests:
    """申请数据：the requests as the report takes them; bound to its port."""

    procedures: tuple[str, ...] = PROCEDURES

    def facts(self, *, organ: str, year: int) -> Iterable[RequestFact]:
        """申请事实：of one organ. One SQL query."""
        for row in queries.request_facts([organ], year):
            yield RequestFact(row.case, row.received_on, row.applicant, row.result, row.closed_on)

    def counts(
        self, *, year: int, organs: Collection[str] | None = None, until: date | None = None
    ) -> Iterable[RequestCount]:
        """申请计数：of many organs, grouped. Two SQL queries."""
        return queries.request_counts(year=year, organs=organs, until=until)


class Decisions:
    """执法决定：licences, penalties and coercion as their registers have them; bound to its port."""

    def decided(self, *, organ: str, year: int) -> Mapping[str, tuple[str, ...]]:
        """一年的决定：of one organ. One SQL query, and one for each register it keeps."""
        return enforcement.table2(organ, year)
