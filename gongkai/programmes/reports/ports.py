"""What the report asks of its siblings: the requests behind table 三, and the kinds of record publishing knows."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Protocol

from gongkai.engines.assessment.rules import RequestCount, RequestFact


class Requests(Protocol):
    """申请数据：the requests of organs, as table 三 needs them; `procedures` are those of its cases."""

    procedures: tuple[str, ...]

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

    procedures: tuple[str, ...] = ()

    def facts(self, *, organ: str, year: int) -> Iterable[RequestFact]:  # noqa: ARG002
        """None."""
        return ()

    def counts(self, **asked: object) -> Iterable[RequestCount]:  # noqa: ARG002
        """None."""
        return ()


class Decisions(Protocol):
    """执法决定：the decisions behind the rows of table 二 on licences, penalties and coercion."""

    def decided(self, *, organ: str, year: int) -> Mapping[str, tuple[str, ...]]:
        """一年的决定：row → `register:number` of each; without rows whose register the organ does not keep."""
        ...


class NoDecisions:
    """没有执法决定：nothing is bound; those rows are entered by hand."""

    def decided(self, **asked: object) -> Mapping[str, tuple[str, ...]]:  # noqa: ARG002
        """None."""
        return {}


requests: Requests = NoRequests()
decisions: Decisions = NoDecisions()
normative_kind = ""
order_kind = ""
report_kind = ""


def bind(*, source: Requests, normative: str, order: str, report: str, decided: Decisions | None = None) -> None:
    """接线：which programme answers for requests, and the kinds of 行政规范性文件, of 命令 (规章) and of 年度报告.

    `decided` answers for enforcement decisions; without it their rows are entered.
    """
    global requests, normative_kind, order_kind, report_kind, decisions
    requests, decisions = source, decided or NoDecisions()
    normative_kind, order_kind, report_kind = normative, order, report
