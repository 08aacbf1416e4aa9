"""What the report asks of its siblings: the requests behind table 三, and the kinds of record publishing knows."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Protocol

from gongkai.engines.assessment.rules import RequestCount, RequestFact


class Requests(Protocol):
    """申请数据：the requests of organs, as table 三 needs them."""

    def facts(self, *, organ: str, year: int) -> Iterable[RequestFact]:
        """申请事实：those of one organ that a year's table may count, with their ids."""
        ...

    def counts(
        self, *, year: int, organs: Collection[str] | None = None, until: date | None = None
    ) -> Iterable[RequestCount]:
        """申请计数：those of many organs, grouped; of every organ where none is named; at the latest as of a day."""
        ...


class NoRequests:
    """没有申请数据：nothing is bound; table 三 is then entered by hand."""

    def facts(self, *, organ: str, year: int) -> Iterable[RequestFact]:  # noqa: ARG002
        """None."""
        return ()

    def counts(self, **asked: object) -> Iterable[RequestCount]:  # noqa: ARG002
        """None."""
        return ()


requests: Requests = NoRequests()
normative_kind = ""
order_kind = ""
report_kind = ""


def bind(*, source: Requests, normative: str, order: str, report: str) -> None:
    """接线：which programme answers for requests, and the kinds of 行政规范性文件, of 命令 (规章) and of 年度报告."""
    global requests, normative_kind, order_kind, report_kind
    requests, normative_kind, order_kind, report_kind = source, normative, order, report
